"""What is known of a prospect, a member of the customers file who never bought, and its lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.campaigns.model import CHANNELS
from repurchase_cli.document import Section, Table, Text, written_day
from repurchase_cli.rows import FrameRows, text
from repurchase_cli.targeting.columns import REACHABLE
from repurchase_cli.targeting.people import prospects_of
from repurchase_cli.targeting.words import CHANNEL_NAMES

if TYPE_CHECKING:
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

_YES, _NO, _NONE = Text("yes", "是"), Text("no", "否"), Text("none", "无")
_MEMBER = Text("customers file", "客户文件")
#: Column of the customers file → the column of campaigns that shows it.
_SHOWN = {
    "sex": "sex", "city": "city", "store": "home_store", "level": "level",
    "credit_level": "credit_level", "referred_by": "referred_by", "tags": "tags",
}  # fmt: skip


def prospect_sections(
    sales: Sales, customer: str, language: Language
) -> tuple[list[Section], Section] | None:
    """Return what stands before and after the lists of a prospect, None for everybody else."""
    member = sales.member(customer)
    if member.empty:
        return None
    words = {"customer": text(customer), **REACHABLE}
    reach = sales.derive("targeting/prospect", words, prospects=prospects_of(sales)).frame()
    if reach.empty:
        return None
    facts = _facts(pd.concat([member.iloc[0], reach.iloc[0]]), language)
    head = Section(Text("Customer", "客户"), (_who(sales),))
    return [head], Section(Text("Facts", "情况"), (), facts)


def _who(sales: Sales) -> Text:
    today = written_day(sales.as_of)
    return Text(
        f"Prospect: in the customers file, without a purchase up to {today.en}; has no class, "
        "and counts in no rate",
        f"潜在会员：在客户文件中，截至{today.zh}没有购买；不参与分类，也不计入复购率",
    )


def _facts(member: pd.Series, language: Language) -> Table:
    """Return what the customers file says, contacts and birthday only as known or not."""
    columns = [column.id for column in tables.ABOUT_COLUMNS]
    rows = [tuple(part.say(language) for part in fact) for fact in _values(member)]
    frame = pd.DataFrame(rows, columns=columns)
    return Table("facts", Text("Facts", "情况"), tables.ABOUT_COLUMNS, FrameRows(frame))


def _values(member: pd.Series) -> Iterator[tuple[Text, Text, Text]]:
    """Yield what, its value, and where it comes from."""
    columns = {column.id: column for column in tables.AUDIENCE_COLUMNS}
    joined = member["join_date"]
    day = "–" if pd.isna(joined) else f"{joined:%Y-%m-%d}"
    yield Text("Joined", "入会日期"), Text(day, day), _MEMBER
    for field, column in _SHOWN.items():
        value = str(member[field]) if _has(member, field) else "–"
        yield columns[column].label, Text(value, value), columns[column].meaning
    yield Text("Birthday known", "生日已知"), _YES if _has(member, "birthday") else _NO, _MEMBER
    for column in REACHABLE:
        answer = _YES if _has(member, column) else _NO
        yield columns[column].label, answer, columns[column].meaning
    out = [CHANNEL_NAMES[name] for name in CHANNELS if _has(member, f"opt_out_{name}")]
    names = Text(", ".join(name.en for name in out), "、".join(name.zh for name in out))
    yield Text("Opted out of", "已退订"), names if out else _NONE, _MEMBER


def _has(member: pd.Series, field: str) -> bool:
    """Tell whether the file says something, and no false, in a field."""
    return bool(pd.notna(member[field]) and member[field])
