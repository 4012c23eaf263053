"""What to keep in mind when reading intervals: short files, old customers, classes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.document import Text
from repurchase_cli.reports.notes import early_customers
from repurchase_cli.shop.segmentation import LABELS

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.curves import Line
    from repurchase_cli.shop.groups import Groups


def short_file(sales: Sales, shop: Sequence[Line]) -> Text | None:
    """Return a warning when the files are shorter than two intervals.

    The interval is the longest of the mean gap and the Kaplan–Meier medians after any purchase and
    after the first.
    """
    begin = sales.intake.first or sales.as_of
    length = (sales.as_of - begin).days + 1
    lengths = [shop[0].gaps.mean, *(line.curve.median() for line in shop[:2])]
    interval = max((days for days in lengths if days and not math.isnan(days)), default=0.0)
    if length >= 2 * interval:
        return None
    return Text(
        f"The files cover {length} days, less than two intervals of {interval:.0f} days: the mean "
        "gap is too short, and the curve knows nothing beyond.",
        f"文件仅覆盖 {length} 天，不足两个复购周期（{interval:.0f} 天）："
        "平均间隔偏短，曲线也无法说明更长的时间。",
    )


def interval_notes(
    sales: Sales, settings: Settings, shop: Sequence[Line], groups: Groups
) -> Iterator[Text]:
    """Yield the notes on intervals."""
    warning = short_file(sales, shop)
    if warning:
        yield warning
    if not settings.burn_in_days:
        yield early_customers(sales.intake.first or sales.as_of)
    if any(name in LABELS for name in groups.names):
        yield Text(
            "Classes, tiers, stages and groups of customers are themselves decided by purchases up "
            "to the as-of date: their curves describe them and predict nothing",
            "客户分类、等级、阶段和客户群本身由截止日前的购买决定：其曲线仅作描述，不可用于预测",
        )
