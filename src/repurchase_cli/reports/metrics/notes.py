"""What to keep in mind when reading the measures: short files, old customers, missing rates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.document import Text
from repurchase_cli.reports.notes import early_customers

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.reports.metrics.measuring import Value
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.spans import Spans


def measure_notes(
    sales: Sales, settings: Settings, spans: Spans, values: Sequence[Value]
) -> Iterator[Text]:
    """Yield the notes on the measures of the whole shop in one period."""
    of = {value.measure: value.value for value in values}
    if not spans.has_history(0):
        yield Text(
            "Returning rate, retention and the amount of new customers compare with the time "
            "before the period, of which the files know nothing: give --from, or --by month",
            "老客占比、留存率和新客金额占比需与本期之前比较，而文件没有更早的数据："
            "请给出 --from 或 --by month",
        )
    yield from _short_windows(settings, spans, of)
    yield from _short_file(sales, of)
    if not settings.burn_in_days:
        yield early_customers(spans.begin)


def _short_windows(settings: Settings, spans: Spans, of: dict[str, float]) -> Iterator[Text]:
    """Say why there is no rate from one window to the next."""
    period, days = spans.shown[0], settings.window_days
    length = (period.last - spans.begin).days + 1
    if math.isnan(of.get("window_repurchase_rate", math.nan)) and length < 2 * days:
        yield Text(
            f"Back in the next window needs two windows of {days} days, and there are {length} "
            f"days of data: --set window_days={max(length // 2, 1)} takes shorter ones",
            f"回购率需要两个 {days} 天的窗口，而数据仅有 {length} 天：可用 "
            f"--set window_days={max(length // 2, 1)} 缩短窗口",
        )


def _short_file(sales: Sales, of: dict[str, float]) -> Iterator[Text]:
    """Warn of the mean interval when the files are shorter than two intervals."""
    begin = sales.intake.first or sales.as_of
    length = (sales.as_of - begin).days
    interval = of.get("km_median_days_to_second_purchase", math.nan)
    if math.isnan(interval):
        interval = of.get("mean_interpurchase_days", math.nan)
    if length < 2 * interval:
        yield Text(
            f"The files cover {length} days, less than two intervals of {interval:.0f} days: the "
            "mean interval leaves out whoever takes longer, and is too short",
            f"数据仅覆盖 {length} 天，不足两个复购周期（{interval:.0f} 天）："
            "平均复购周期未包含更久才回来的客户，偏短",
        )
