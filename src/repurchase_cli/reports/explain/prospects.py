"""What is known of a prospect, a member of the customers file who never bought, and her lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.campaigns.model import CHANNELS
from repurchase_cli.document import Document, Section, Table, Text
from repurchase_cli.reports.explain import lists as explain_lists
from repurchase_cli.reports.notes import age_notes, data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.rows import FrameRows, text
from repurchase_cli.shop.segmentation import effective_settings, segment_customers
from repurchase_cli.targeting.columns import REACHED
from repurchase_cli.targeting.words import CHANNEL_NAMES

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

_YES, _NO, _NONE = Text("yes", "是"), Text("no", "否"), Text("none", "无")
_MEMBER = Text("customers file", "客户文件")
#: Column of the customers file → the column of campaigns that shows it.
_SHOWN = {
    "sex": "sex", "city": "city", "store": "home_store", "level": "level",
    "credit_level": "credit_level", "referred_by": "referred_by", "tags": "tags",
}  # fmt: skip


def build(
    customer: str,
    ledger: Ledger,
    salt: bytes,
    sales: Sales,
    settings: Settings,
    language: Language,
) -> Document | None:
    """Return the report on a prospect, None for everybody else."""
    reached = _reached(sales, customer)
    if reached.empty:
        return None
    member = sales.member(customer).iloc[0]
    lists = []
    if any(campaign.active for campaign in settings.campaigns):
        lists.append(explain_lists.section(customer, ledger, salt, sales, settings, language))
    facts = Text("Facts", "情况")
    return Document(
        command="explain",
        title=Text(f"Customer {customer}", f"客户 {customer}"),
        main="facts",
        sections=(
            Section(Text("Customer", "客户"), (_who(sales),)),
            *lists,
            Section(facts, (), _facts(pd.concat([member, reached.iloc[0]]), language)),
            Section(Text("What was read", "读取情况"), reading_lines(sales)),
        ),
        as_of=sales.as_of,
        currency=settings.currency or sales.sources[0].layout.currency,
        intake=intake_mapping(sales.intake),
        settings=effective_settings(settings, segment_customers(sales, settings)),
        notes=(*age_notes(sales), *data_notes(sales, settings)),
    )


def _reached(sales: Sales, customer: str) -> pd.DataFrame:
    """Return by what a prospect can be reached, no row for everybody else."""
    if sales.member(customer).empty:
        return pd.DataFrame()
    sales.make("target_prospects", "target_prospects", {"day": str(sales.as_of)})
    return sales.ask("target_prospect", {"customer": text(customer), **REACHED})


def _who(sales: Sales) -> Text:
    return Text(
        f"Prospect: in the customers file, without a purchase up to {sales.as_of}; has no class, "
        "and counts in no rate",
        f"潜在会员：在客户文件中，截至 {sales.as_of} 没有购买；不参与分类，也不计入复购率",
    )


def _facts(member: pd.Series, language: Language) -> Table:
    """Return what the customers file says, contacts and birthday only as known or not."""
    columns = [column.id for column in tables.ABOUT_COLUMNS]
    rows = [tuple(part.say(language) for part in fact) for fact in _known(member)]
    frame = pd.DataFrame(rows, columns=columns)
    return Table("facts", Text("Facts", "情况"), tables.ABOUT_COLUMNS, FrameRows(frame))


def _known(member: pd.Series) -> Iterator[tuple[Text, Text, Text]]:
    """Yield what, its value, and where it comes from."""
    called = {column.id: column for column in tables.AUDIENCE_COLUMNS}
    joined = member["join_date"]
    day = "–" if pd.isna(joined) else f"{joined:%Y-%m-%d}"
    yield Text("Joined", "入会日期"), Text(day, day), _MEMBER
    for field, column in _SHOWN.items():
        said = str(member[field]) if _has(member, field) else "–"
        yield called[column].label, Text(said, said), called[column].meaning
    yield Text("Birthday known", "生日已知"), _YES if _has(member, "birthday") else _NO, _MEMBER
    for column in REACHED:
        known = _YES if _has(member, column) else _NO
        yield called[column].label, known, called[column].meaning
    out = [CHANNEL_NAMES[one] for one in CHANNELS if _has(member, f"opt_out_{one}")]
    left = Text(", ".join(one.en for one in out), "、".join(one.zh for one in out))
    yield Text("Opted out of", "已退订"), left if out else _NONE, _MEMBER


def _has(member: pd.Series, field: str) -> bool:
    """Tell whether the file says something, and no false, in a field."""
    return bool(pd.notna(member[field]) and member[field])
