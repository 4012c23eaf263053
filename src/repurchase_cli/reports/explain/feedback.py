"""What a customer said: scores, complaints and texts, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.grammars.quotes import masked
from repurchase_cli.rows import FrameRows, text
from repurchase_cli.shop.feedback import KIND_NAMES, has_feedback, pieces_of

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales

_TITLE = Text("What the customer said", "客户反馈")
_STATES = {"open": Text("open", "未结"), "closed": Text("closed", "已结")}


def section(sales: Sales, settings: Settings, customer: str) -> Section | None:
    """Return what a customer or prospect said, None where no file tells."""
    if not has_feedback(sales):
        return None
    words = {"customer": text(customer)}
    pieces = sales.derive("feedback/of_customer", words, pieces=pieces_of(sales)).frame()
    if pieces.empty:
        return Section(_TITLE, (Text("nothing up to now", "暂无反馈"),))
    is_open = pieces["is_open"].map({True: "open", False: "closed"})
    state = is_open.where(pieces["kind"] == "complaint")
    name = _name(sales, customer)
    rows = pieces.assign(
        date=pieces["day"],
        about=pieces["kind"],
        state=state,
        text=[masked(words, name) for words in pieces["text"]],
    )
    columns = tables.PIECE_COLUMNS
    names = {"about": KIND_NAMES, "state": _STATES}
    shown = FrameRows(rows[[column.id for column in columns]])
    table = Table("feedback", _TITLE, columns, shown, names=names)
    return Section(_TITLE, _lines(pieces, settings), table)


def _name(sales: Sales, customer: str) -> str | None:
    contacts = sales.derive("feedback/name", {"customer": text(customer)}).frame()
    return None if contacts.empty else contacts["name"].iloc[0]


def _lines(pieces: pd.DataFrame, settings: Settings) -> tuple[Text, ...]:
    """Return that a complaint is open, and what comes of it."""
    n = int(pieces["is_open"].eq(True).sum())
    if not n:
        return ()
    held = Text("no offer until it is closed", "结案前不发送优惠")
    if not settings.feedback.hold_offers:
        held = Text("offers go on (feedback.hold_offers)", "优惠照常发送（feedback.hold_offers）")
    return (Text(f"{n} open complaint{'s' * (n > 1)}: {held.en}", f"未结投诉 {n} 条：{held.zh}"),)
