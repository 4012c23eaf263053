"""What a reader should know of a points file before trusting the balances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repurchase_cli.document import Text
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from repurchase_cli.sales import Sales


def points_notes(sales: Sales) -> Iterator[Text]:
    """Yield which records of a points file are not counted."""
    day = sales.as_of
    ((undated, later, points),) = sales.derive("members/left_out", {"day": str(day)}).tuples()
    if undated:
        yield Text(
            f"{counted(undated, 'record')} of the points file without a day: left out",
            f"积分文件中 {undated:,} 条记录没有日期，未计入",
        )
    if later:
        yield Text(
            f"{counted(later, 'record')} of the points file after {day} ({points:+,} points in "
            "all): left out",
            f"积分文件中 {later:,} 条记录晚于 {day}（合计 {points:+,} 分），未计入",
        )
