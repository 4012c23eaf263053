"""After how many days a customer is lost: by the limits in force, and by the shop's own data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import rates, suggestions
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.gaps import curve_of_customers
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from repurchase_cli.analysis.suggestions import DaySuggestions
    from repurchase_cli.analysis.survival import Curve

LIMITS: dict[str, Text] = {
    "lost_days": Text("lost after", "流失界限"),
    "active_days": Text("active up to", "活跃界限"),
}
_BASES = {"in force": Text("in force", "当前"), "suggested": Text("suggested", "建议")}


def limits_section(gaps: pd.DataFrame, thresholds: Mapping[str, float]) -> Section:
    """Return the limits with what became of those who were away for longer.

    Parameters
    ----------
    gaps
        The rows of ``sql/shop/gaps``.
    thresholds
        Those in force; limits that they do not have are left out.
    """
    curve = curve_of_customers(gaps)
    limits = suggestions.days(curve)
    rows = []
    for limit in (name for name in LIMITS if name in thresholds):
        rows.append(_row(limit, "in force", thresholds[limit], gaps, curve))
        if limits:
            rows.append(_row(limit, "suggested", getattr(limits, limit), gaps, curve))
    columns = [column.id for column in tables.LIMIT_COLUMNS]
    table = Table(
        "limits",
        Text("Limits", "界限"),
        tables.LIMIT_COLUMNS,
        FrameRows(pd.DataFrame(rows, columns=columns)),
        shown=bool(rows) and limits is not None,
        names={"limit": LIMITS, "basis": _BASES},
    )
    begun = round(
        float(gaps.loc[gaps["returned"], "weight"].sum())
    )  # the weights of a customer sum up to 1
    return Section(_HEADING, _lines(limits, begun, curve.last), table)


_HEADING = Text("When is a customer lost?", "多久算流失？")


def _row(
    limit: str, basis: str, days: float, gaps: pd.DataFrame, curve: Curve
) -> dict[str, object]:
    longer = gaps[gaps["days"] > days]
    back = rates.rate(int(longer.loc[longer["returned"], "n"].sum()), int(longer["n"].sum()))
    return {
        "limit": limit,
        "basis": basis,
        "days": days,
        "share_of_returning": curve.share_of_returning(days),
        "longer": back.denominator,
        "returned": back.numerator,
        "share_returned": back.value,
        "low": back.low,
        "high": back.high,
    }


def _lines(limits: DaySuggestions | None, begun: int, seen: int) -> tuple[Text, ...]:
    if limits is None:
        return (Text("Nobody has come back yet: nothing to suggest.", "尚无回购，无法建议。"),)
    usual, long = f"{suggestions.ACTIVE_SHARE:.0%}", f"{suggestions.LOST_SHARE:.0%}"
    lines = [
        Text(
            f"Of those who come back at all, {usual} have by day {limits.usual} and {long} by "
            f"day {limits.long}, as far as the files tell; suggested are these days, rounded up to "
            "ten.",
            f"最终会回购的客户中，{usual} 在第 {limits.usual} 天前、{long} 在第 {limits.long} 天前"
            "回购（以文件所覆盖的时间为限）；建议值向上取整到十天。",
        )
    ]
    if begun < suggestions.ENOUGH:
        lines.append(
            Text(
                f"Only {counted(begun, 'customer')} came back: too few to rely on it "
                f"({suggestions.ENOUGH} are needed).",
                f"仅 {begun:,} 位客户回购过，样本不足（需要 {suggestions.ENOUGH} 位）。",
            )
        )
    if limits.long > seen / 2:
        lines.append(
            Text(
                f"The longest wait in the files is {seen} days: whoever takes longer is not in "
                "these numbers, and the true limits may be later.",
                f"文件中最长的等待为 {seen} 天：更久才回来的客户未包含在内，真实界限可能更晚。",
            )
        )
    use = (
        f"--set thresholds.lost_days={limits.lost_days} "
        f"--set thresholds.active_days={limits.active_days}"
    )
    lines.append(Text(f"To use it: {use}", f"采用建议：{use}"))
    return tuple(lines)
