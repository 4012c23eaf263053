"""Everything about one customer, and why it is in its class, tier, stage, group and lists."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from repurchase_cli import rules, tables
from repurchase_cli.document import Document, Section, Table, Text
from repurchase_cli.errors import UsageError
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.explain import feedback, lists, membership
from repurchase_cli.reports.explain.evidence import evidence
from repurchase_cli.reports.explain.likes import like_sections
from repurchase_cli.reports.explain.prospects import prospect_sections
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.conditions import condition_in_words
from repurchase_cli.shop.segmentation import (
    LABELS,
    Segmentation,
    customer_table,
    private_ids,
    segment_customers,
)
from repurchase_cli.targeting import people
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

#: Ids that a mistyped one is compared with.
_LOOKED_THROUGH = 200_000
_OPT_OUTS = {
    "opt_out_sms": Text("SMS", "短信"),
    "opt_out_email": Text("e-mail", "邮件"),
    "opt_out_wechat": Text("WeChat", "微信"),
    "opt_out_phone": Text("phone calls", "电话"),
}


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """Which customer, or prospect, is to be explained."""

    customer: str


def needs(settings: Settings) -> Needs:
    """Return what the report needs of the sales, with what campaigns read of the lines."""
    return Needs(contacts=True, last_items=True, lines=people.lines_for(settings))


def build(
    request: ExplainRequest,
    ledger: Ledger,
    salt: bytes,
    sales: Sales,
    settings: Settings,
    language: Language,
) -> Document:
    """Return the report on one customer, or on a prospect.

    Raises
    ------
    UsageError
        When neither a customer with a purchase nor a prospect has this id.
    """
    customer = sales.aliases.get(request.customer, request.customer)
    ledger = ledger.joined(sales.aliases)
    segmentation = segment_customers(sales, settings)
    prospect = prospect_sections(sales, customer, language)
    head, facts = prospect or _customer_sections(sales, settings, segmentation, customer, language)
    if not prospect:
        head = [*head, membership.section(sales, settings, segmentation, customer)]
    likes = [] if prospect else like_sections(sales, settings, customer, language)
    campaigns = []
    if any(campaign.active for campaign in settings.campaigns):
        campaigns.append(lists.section(customer, ledger, salt, sales, settings, language))
    said = feedback.section(sales, settings, customer)
    return envelope(
        sales,
        settings,
        segmentation,
        command="explain",
        title=Text(f"Customer {customer}", f"客户 {customer}"),
        main="facts" if prospect else "customers",
        sections=(*head, *likes, *campaigns, *filter(None, [said]), facts),
    )


def _customer_sections(
    sales: Sales, settings: Settings, segmentation: Segmentation, customer: str, language: Language
) -> tuple[list[Section], Section]:
    """Return what stands before and after the lists of a customer with a purchase."""
    table = customer_table(sales, segmentation, language, customer)
    rows = table.rows.frame()
    if rows.empty:
        _refuse(sales, customer)
    record = {str(name): value for name, value in rows.iloc[0].items()}
    facts = _facts(record, table, segmentation, language)
    labels = _labels(sales, settings, record, segmentation, language)
    return [
        Section(Text("Customer", "客户"), tuple(labels)),
        Section(Text("Purchases", "购买记录"), (), _purchases(sales, customer)),
        Section(Text("Measures", "指标"), (), replace(table, rows=FrameRows(rows))),
    ], Section(Text("Facts", "情况"), _member(sales, customer), facts)


def _refuse(sales: Sales, customer: str) -> None:
    if len(sales.member(customer)):
        raise UsageError(
            f"{customer!r} stands in the customers file and has no purchase up to {sales.as_of}",
            hint="who registered and never bought is a prospect; --as-of moves the day",
        )
    near: list[str] = []
    if not private_ids(sales):  # an id may be a phone that the user does not know
        ids = sales.customers(["customer_id"])["customer_id"]
        near = difflib.get_close_matches(customer, ids.head(_LOOKED_THROUGH), n=1)
    raise UsageError(
        f"no customer {customer!r} has a purchase up to {sales.as_of}",
        hint=f"did you mean {near[0]!r}?"
        if near
        else "ids stand in: repurchase segment FILES -o customers.csv",
    )


def _member(sales: Sales, customer: str) -> tuple[Text, ...]:
    """Return what the customers file says of the customer; contacts are not shown."""
    rows = sales.member(customer)
    if rows.empty:
        return ()
    member = rows.iloc[0]
    joined = _plain(member["join_date"])
    birthday = (
        Text("known", "已知") if isinstance(member["birthday"], str) else Text("unknown", "未知")
    )
    out = [words for name, words in _OPT_OUTS.items() if pd.notna(member[name]) and member[name]]
    none = Text("none", "无")
    outs = Text(", ".join(t.en for t in out), "、".join(t.zh for t in out)) if out else none
    return (
        Text(
            f"Customers file: joined {joined}, birthday {birthday.en}, opted out of: {outs.en}",
            f"客户文件：入会 {joined}，生日{birthday.zh}，已退订：{outs.zh}",
        ),
    )


def _labels(
    sales: Sales,
    settings: Settings,
    record: dict[str, Any],
    segmentation: Segmentation,
    language: Language,
) -> Iterator[Text]:
    """Yield each label with the rule that gave it, and what the rule has seen of likes and tags."""
    titles = {column.id: column.label for column in tables.LABEL_COLUMNS}
    for label, rule_list in segmentation.rules.items():
        index = next(i for i, rule in enumerate(rule_list) if rule.name == record[label])
        rule = rule_list[index]
        why = rules.reason(rule, _with_recent(record), segmentation.thresholds, language)
        condition = condition_in_words(rule, segmentation.thresholds)
        name = {"class": "classes"}.get(label, LABELS[label])
        en = f"[{name}, rule {index + 1}: {condition.en}]"
        zh = f"[{name} 第 {index + 1} 条：{condition.zh}]"
        seen = list(evidence(sales, settings, rule, record["customer_id"], language))
        en = "; ".join(["", *(part.en for part in seen)]) + f"  {en}"
        zh = "；".join(["", *(part.zh for part in seen)]) + f"  {zh}"
        yield Text(
            f"{label}: {rule.name} — {why or condition.en}{en}",
            f"{titles[label].zh}：{rule.label.zh} — {why or condition.zh}{zh}",
        )


def _with_recent(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record with the recent purchases under the name that rules use."""
    recent = next(value for name, value in record.items() if name.startswith("n_purchases_"))
    return {**record, "n_purchases_recent": recent}


def _facts(
    record: dict[str, Any], table: Table, segmentation: Segmentation, language: Language
) -> Table:
    """Return the customer's measures and labels one below the other, with what they mean."""
    labels = {
        (label, rule.name): rule.label
        for label, rules_ in segmentation.rules.items()
        for rule in rules_
    }
    rows = []
    for column in table.columns:
        if column.kind == "contact":
            continue
        value = record[column.id]
        label = labels.get((column.id, value)) if isinstance(value, str) else None
        shown = label.say(language) if label else _plain(value)
        rows.append((column.label.say(language), shown, column.meaning.say(language)))
    columns = [column.id for column in tables.ABOUT_COLUMNS]
    frame = pd.DataFrame(rows, columns=columns)
    return Table("facts", Text("Facts", "情况"), tables.ABOUT_COLUMNS, FrameRows(frame))


def _plain(value: object) -> str:
    """Return a value as people read it, a dash for none."""
    if value is None or value != value:  # noqa: PLR0124 - NaN and NaT differ from themselves
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _purchases(sales: Sales, customer: str) -> Table:
    rows = sales.purchases_of(customer)
    return Table(
        "purchases", Text("Purchases", "购买记录"), tables.PURCHASE_COLUMNS, FrameRows(rows)
    )
