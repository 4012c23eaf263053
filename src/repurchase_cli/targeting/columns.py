"""Where the columns that campaigns may name come from: their relations, joins and SQL.

In the columns' SQL ``{as_of}`` is the day's number since 1970 and ``{date}`` the day, from which
elapsed days count; ``{contact_date}`` is the day of the contact, with which birthdays are compared.
A join has its relation in braces.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from repurchase_cli.grammars import contacts
from repurchase_cli.shop.preferences import FIELDS


def _literal(sql: str) -> str:
    """Return SQL whose braces are no names to be filled in, such as those of its patterns."""
    return sql.replace("{", "{{").replace("}", "}}")


#: Whether somebody can be reached.
REACHABLE = {
    "has_phone": contacts.has_phone_sql("c.phone"),
    "has_email": contacts.has_email_sql("c.email"),
    "has_wechat": contacts.has_wechat_sql("trim(m.wechat)"),
}
#: Whether an export has hidden parts of the phone or the e-mail address.
HIDDEN = contacts.is_hidden_sql("c.phone", "c.email")
#: Field of a preference → the columns that name its main value; some have a short one as well.
_MAIN_COLUMNS = {
    field: (f"main_{field}", *([field] if field in ("style", "category", "size", "scene") else ()))
    for field in FIELDS
}
#: Column → the field of the line that it is made of: without it the column is empty.
_FIELDS = {
    "categories": "category", "last_category": "category", "last_product": "product",
    "last_season": "season", "last_store": "store",
    **{
        column: field for field, columns in _MAIN_COLUMNS.items() for column in columns
        if field in FIELDS[field].fields
    },
}  # fmt: skip


class Part(NamedTuple):
    """Columns of one relation: what its join calls it, and the columns' SQL.

    ``relation`` is empty for columns of the customers themselves. ``text`` is the SQL text that
    makes it, empty where it is one of the base tables or needs more than a text; ``lines`` are the
    columns of lines that it reads.
    """

    relation: str
    join: str
    columns: dict[str, str]
    text: str = ""
    lines: tuple[str, ...] = ()


#: Relations that are made of more than an SQL text: due dates, tags, main values by
#: field, and next items.
DUE_DATES, TAGS, MAIN, NEXT = "due_dates", "tags", "main_", "next_items"
#: And what the shelf has for customers.
SLOW, SEASON, LEADING = "slow_items", "season_to_come", "leading_items"
OUTFITS = "outfits"
#: That of what customers said, which is made of two.
STANDING = "standing"
#: Those of members.
POINTS, TIERS = "member_points", "member_tiers"


#: Columns of lines that tell goods apart.
_OF_GOODS = ("sku", "product", "category", "style", "season", "size")


def _by_customer(
    text: str, letter: str, columns: dict[str, str], lines: tuple[str, ...] = ()
) -> Part:
    """Return the columns of a text that has a row for each of some customers."""
    join = f"left join {{{text}}} {letter} on {letter}.customer_id = c.customer_id"
    return Part(text, join, columns, f"targeting/{text}", lines)


_PARTS = (
    Part(
        "",
        "",
        {
            "days_since_first": "{as_of} - cast(c.first_purchase - date '1970-01-01' as integer)",
            **{name: _literal(REACHABLE[name]) for name in ("has_phone", "has_email")},
        },
    ),
    Part(
        "side_customers",
        "left join {side_customers} m on m.customer_id = c.customer_id",
        {
            "has_wechat": _literal(REACHABLE["has_wechat"]),
            **{name: f"m.{name}" for name in ("sex", "city", "level", "credit_level")},
            "home_store": "m.store",
            "referred_by": "m.referred_by",
            "days_since_join": "{date} - m.join_date",
        },
    ),
    Part(
        SLOW,
        f"left join {{{SLOW}}} y on y.customer = c.row",
        {"slow_item": "y.slow_item", "slow_product": "y.slow_product"},
        lines=_OF_GOODS,
    ),
    Part(
        SEASON,
        f"left join {{{SEASON}}} z on z.customer = c.row",
        {"season_to_come": "z.season_to_come"},
        lines=_OF_GOODS,
    ),
    Part(
        LEADING,
        f"left join {{{LEADING}}} x on x.customer = c.row",
        {name: f"x.{name}" for name in ("bestseller", "new_arrival", "low_stock")},
        lines=_OF_GOODS,
    ),
    Part(
        OUTFITS,
        f"left join {{{OUTFITS}}} o on o.customer = c.row",
        {name: f"o.{name}" for name in ("bundle", "bundle_of", "style_extension")},
        lines=_OF_GOODS,
    ),
    Part(
        TAGS,
        "left join {tags} w on w.customer_id = c.customer_id",
        {"tags": "w.tags"},
        lines=_OF_GOODS,
    ),
    Part(
        NEXT,
        "left join {next_items} v on v.customer = c.row",
        {"next_items": "v.new"},
        lines=_OF_GOODS,
    ),
    Part(
        DUE_DATES,
        "left join {due_dates} d on d.customer = c.row",
        {"days_until_due": "d.due_day - {as_of}", "days_until_wake_up": "d.wake_up_day - {as_of}"},
    ),
    _by_customer("birthdays", "b", {"birthday_in_days": "b.birthday_day - {contact_date}"}),
    _by_customer(
        "refunds",
        "f",
        {
            "days_since_refund": "{as_of} - f.last_refund",
            "n_refunds": "coalesce(f.n_refunds, 0)",
            "refund_share": "coalesce(f.n_refunds / greatest(f.n_days, 1), 0)",
        },
    ),
    _by_customer(
        "referrals",
        "r",
        {
            "n_referred": "coalesce(r.n_referred, 0)",
            "days_since_referral": "{date} - r.last_referral",
        },
    ),
    _by_customer("brought", "w", {"referrals": "coalesce(w.referrals, 0)"}),
    Part(
        POINTS,
        "left join {member_points} p on p.customer_id = c.customer_id",
        {name: f"coalesce(p.{name}, 0)" for name in ("points_balance", "points_expiring_30d")},
    ),
    Part(
        TIERS,
        "left join {member_tiers} n on n.customer_id = c.customer_id",
        {name: f"n.{name}" for name in ("next_tier", "purchases_to_next_tier")},
    ),
    Part(
        STANDING,
        "left join {standing} voice on voice.customer_id = c.customer_id",
        {
            "last_score": "voice.last_score",
            "open_complaint": "if(voice.customer_id is null, false, voice.open_complaint)",
        },
    ),
    _by_customer("categories", "g", {"categories": "g.categories"}, ("category",)),
    _by_customer("items", "i", {"last_product": "i.last_product", "last_store": "i.last_store"}),
    _by_customer(
        "kinds",
        "k",
        {"last_category": "k.last_category", "last_season": "k.last_season"},
        ("category_text", "season"),
    ),
    *(
        Part(
            f"{MAIN}{field}",
            f"left join {{{MAIN}{field}}} t_{field} on t_{field}.customer = c.row",
            dict.fromkeys(_MAIN_COLUMNS[field], f"t_{field}.value"),
            lines=(field,),
        )
        for field in FIELDS
    ),
)
_SQL = {name: sql for part in _PARTS for name, sql in part.columns.items()}


def available(columns: Collection[str], fields: Collection[str]) -> set[str]:
    """Return those columns that can be made of the fields that the files' lines have."""
    return {name for name in columns if _FIELDS.get(name) in {None, *fields}}


def lines_for(columns: Collection[str]) -> frozenset[str]:
    """Return the columns of lines that some of the columns are made of."""
    return frozenset(name for part in parts_of(columns) for name in part.lines)


def sql_of(column: str) -> str | None:
    """Return the SQL of a column, None where it is simply one of the table of customers."""
    return _SQL.get(column)


def parts_of(columns: Collection[str]) -> list[Part]:
    """Return the parts that some of the columns come from."""
    return [part for part in _PARTS if part.columns.keys() & {*columns}]


def next_birthday(day: date, leap_day: str) -> str:
    """Return the SQL of the next birthday from a day on: this year's, or the next one's.

    ``leap_day`` is when those of 29 February keep it in other years, as ``02-28``.
    """
    this, following = (_birthday_in(year, leap_day) for year in (day.year, day.year + 1))
    return f"if({this} >= date '{day}', {this}, {following})"


def _birthday_in(year: int, leap_day: str) -> str:
    month_and_day = "right(birthday, 5)"
    if not calendar.isleap(year):
        month_and_day = f"if({month_and_day} = '02-29', '{leap_day}', {month_and_day})"
    return f"cast('{year}-' || {month_and_day} as date)"
