"""Where the columns that campaigns may name come from: their tables, joins and SQL.

In the SQL ``{as_of}`` is the day's number since 1970, ``{date}`` the day, and ``{birthday}`` the
next birthday of a row of the customers file.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from repurchase_cli.grammars import contacts

_MEMBER = "left join side_customers m on m.customer_id = c.customer_id"
_BIRTHDAY = (
    "left join (select customer_id, {birthday} as birthday_day from side_customers) b"
    " on b.customer_id = c.customer_id"
)


#: Whether somebody can be reached.
REACHED = {
    "has_phone": contacts.has_phone_sql("c.phone"),
    "has_email": contacts.has_email_sql("c.email"),
    "has_wechat": contacts.has_wechat_sql("trim(m.wechat)"),
}
#: Whether an export has hidden parts of the phone or the e-mail address.
HIDDEN = contacts.is_hidden_sql("c.phone", "c.email")
#: Column → the field of the line that it is made of: without that, nothing is known.
_FIELDS = {
    "categories": "category", "last_category": "category", "last_product": "product",
    "last_season": "season", "last_store": "store",
    **{name: name for name in ("style", "category", "size", "scene")},
}  # fmt: skip


class Part(NamedTuple):
    """Columns of one table: the table to be made for them, its joins, and the columns' SQL.

    ``text`` is the SQL text that makes the table, where it is not called like the table.
    """

    table: str
    joins: tuple[str, ...]
    columns: dict[str, str]
    text: str = ""


def _joined(table: str, letter: str) -> tuple[str, ...]:
    return (f"left join {table} {letter} on {letter}.customer_id = c.customer_id",)


_PARTS = (
    Part(
        "",
        (),
        {
            "days_since_first": "{as_of} - cast(c.first_purchase - date '1970-01-01' as integer)",
            **{name: REACHED[name] for name in ("has_phone", "has_email")},
        },
    ),
    Part(
        "",
        (_MEMBER,),
        {
            "has_wechat": REACHED["has_wechat"],
            **{name: f"m.{name}" for name in ("sex", "city", "level", "credit_level")},
            "home_store": "m.store",
            "referred_by": "m.referred_by",
            "days_since_join": "{date} - m.join_date",
            "tags": r"regexp_replace(lower(m.tags), '\s*[,;/|，；、]\s*', ' | ', 'g')",
        },
    ),
    Part("", (_BIRTHDAY,), {"birthday_in_days": "b.birthday_day - {date}"}),
    Part(
        "",
        ("left join interval_due d on d.customer = c.row",),
        {"days_until_due": "d.due_day - {as_of}", "days_until_wake_up": "d.wake_up_day - {as_of}"},
    ),
    Part(
        "target_refunds",
        _joined("target_refunds", "f"),
        {
            "days_since_refund": "{as_of} - f.last_refund",
            "n_refunds": "coalesce(f.n_refunds, 0)",
            "refund_share": "coalesce(f.n_refunds / greatest(f.n_days, 1), 0)",
        },
    ),
    Part(
        "target_referrals",
        _joined("target_referrals", "r"),
        {
            "n_referred": "coalesce(r.n_referred, 0)",
            "days_since_referral": "{date} - r.last_referral",
        },
    ),
    Part("target_categories", _joined("target_categories", "g"), {"categories": "g.categories"}),
    Part(
        "target_items",
        _joined("target_items", "i"),
        {"last_product": "i.last_product", "last_store": "i.last_store"},
    ),
    Part(
        "target_kinds",
        _joined("target_kinds", "k"),
        {"last_category": "k.last_category", "last_season": "k.last_season"},
    ),
    *(
        Part(
            f"target_tag_{tag}",
            _joined(f"target_tag_{tag}", f"t_{tag}"),
            {tag: f"t_{tag}.{tag}"},
            "target_tag",
        )
        for tag in ("style", "category", "size", "scene")
    ),
)  # fmt: skip
_SQL = {name: sql for part in _PARTS for name, sql in part.columns.items()}


def known(columns: Collection[str], fields: Collection[str]) -> set[str]:
    """Return those columns that can be made of the fields that the files' lines have."""
    return {name for name in columns if _FIELDS.get(name) in {None, *fields}}


def fields_of(columns: Collection[str]) -> list[str]:
    """Return the fields of the line that columns are made of."""
    return [field for name, field in _FIELDS.items() if name in columns]


def sql_of(column: str) -> str | None:
    """Return the SQL of a column, None where it is simply one of the table of customers."""
    return _SQL.get(column)


def parts_of(columns: Collection[str]) -> list[Part]:
    """Return what some of the columns come from."""
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
