"""What was decided about the columns of a header, and which of it another reading would change."""

from __future__ import annotations

from collections.abc import Iterable

from repurchase_cli.readers.meaning import levels
from repurchase_cli.readers.meaning.evidence import MATTERS
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.sources import Decision

_BY_NAME = ("by its name", "按列名")
_BY_USER = ("as you say", "按您的指定")
_LEVEL = "amount of"
_FIELDS = ("customer_id", "order_id", "order_time", "amount")


def notes(decisions: Iterable[Decision]) -> tuple[tuple[str, str], ...]:
    """Return a sentence for each decision by which revenue changes by more than 1%."""
    return tuple(_note(d) for d in decisions if abs(d.share) > MATTERS)


def _note(decision: Decision) -> tuple[str, str]:
    way, way_zh = ("more", "多") if decision.share > 0 else ("less", "少")
    share = f"{abs(decision.share):.1%}"
    option = f"--map '{'='.join(decision.option)}'"
    chosen, other = decision.chosen, decision.alternative
    en, zh = decision.evidence
    if decision.decision == _LEVEL:
        return (
            f"takes {other!r} as the amount of {chosen}: {en}; as that of each line revenue would "
            f"be {share} {way}: {option}",
            f"“{other}”按整单金额计：{zh}；若按每行金额，金额将{way_zh} {share}：{option}",
        )
    return (
        f"takes {chosen!r} as the {decision.decision}: {en}; by {other!r} revenue would be {share} "
        f"{way}: {option}",
        f"以“{chosen}”为金额：{zh}；若按“{other}”，金额将{way_zh} {share}：{option}",
    )


def of(reading: Reading) -> tuple[Decision, ...]:
    """Return what was decided about the columns that every analysis stands on."""
    fields = reading.columns.fields
    told = {decision.decision: decision for decision in reading.columns.decisions}
    found = [
        told.get(field) or Decision(field, _header(reading, field), _authority(reading, field))
        for field in _FIELDS
        if field in fields
    ]
    return (*found, *_level(reading))


def _header(reading: Reading, field: str) -> str:
    return " | ".join(reading.table.headers[i] for i in reading.columns.fields[field])


def _authority(reading: Reading, field: str) -> tuple[str, str]:
    """Return on whose word a column holds a field: the user's, a shop system's, its name's."""
    wished = {field, "order_amount"} if field == "amount" else {field}
    if wished & reading.wishes.columns.keys():
        return _BY_USER
    if wished & reading.system.columns.keys():
        name = reading.system.name
        return f"as the exports of {name} have it", f"按 {name} 的导出格式"
    return _BY_NAME


def _level(reading: Reading) -> tuple[Decision, ...]:
    """Return whether the amount is that of a line or of an order, where orders have an id."""
    fields = reading.columns.fields
    if "order_id" not in fields or "amount" not in fields:
        return ()
    header = _header(reading, "amount")
    if reading.order_totals:
        evidence = (
            "equal on all lines of an order, or on its first alone",
            "同一订单各行相同或仅首行有值",
        )
        share = (
            0.0 if _is_told(reading) else levels.share_more_by_lines(reading.table, reading.columns)
        )
        return (Decision(_LEVEL, "the whole order", evidence, header, share, instead="amount"),)
    evidence = ("not the same on all lines of an order", "同一订单各行不同")
    return (Decision(_LEVEL, "one line", evidence, header, instead="order_amount"),)


def _is_told(reading: Reading) -> bool:
    """Whether somebody says that the amount is the whole order's: the user, a system, its name."""
    told = "order_amount" in reading.wishes.columns or bool(reading.system.name)
    return told or reading.columns.amount_level == "order"
