"""What a reader should know of the period of the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from repurchase_cli.analysis import periods
from repurchase_cli.document import Text, written_day
from repurchase_cli.reports.report.periods import UNITS, Days, Step, words_of
from repurchase_cli.rules import position
from repurchase_cli.shop.phrases import no_role

if TYPE_CHECKING:
    from repurchase_cli.reports.report.story import Story

#: Days before the end of a period on which a shop may be closed.
_SOON = timedelta(days=3)


def period_notes(wanted: Step | Days, story: Story) -> Iterator[Text]:
    """Yield what the period leaves open."""
    first, last = story.period.first, story.period.last
    start, end = written_day(first), written_day(last)
    if not isinstance(wanted, Days) and story.comparison.step is None:
        unit, today = UNITS[wanted], written_day(story.sales.as_of)
        yield Text(
            f"No {unit.en} of these files is over on {today.en}: the report is about all "
            f"days from {start.en} to {end.en}",
            f"截至{today.zh}数据中没有已结束的{unit.zh}：报告涵盖{start.zh}至{end.zh}的全部日期",
        )
    begin = story.sales.intake.first or first
    if first < begin <= last:
        start = written_day(begin)
        yield Text(
            f"The files begin on {start.en}, within the period: it is not whole",
            f"数据自{start.zh}开始，本期并不完整",
        )
    yield from _unsettled(story)
    yield from _almost_over(wanted, story)
    if position(story.segmentation.rules["class"], "loyal") is None:
        yield no_role("loyal", Text("the share of revenue of the loyal is", "忠诚客户金额占比"))


def _unsettled(story: Story) -> Iterator[Text]:
    """Say why numbers that look back are not compared."""
    previous = story.comparison.previous
    if previous is None or previous.first >= story.settled:
        return
    begin = written_day(story.settled)
    yield Text(
        "New and returning customers, the interval and the share of the loyal depend on what was "
        f"before; the files know that from {begin.en} on, so that earlier changes of these "
        "numbers are neither tested nor told",
        f"新客、老客、复购周期和忠诚客户占比取决于此前的购买；数据自{begin.zh}起才足以判断，"
        "此前的变化不作检验，也不写入开头",
    )


def _almost_over(wanted: Step | Days, story: Story) -> Iterator[Text]:
    """Say how to have the period that ends in the next days."""
    as_of = story.sales.as_of
    if isinstance(wanted, Days) or story.comparison.step is None:
        return
    end = periods.shifted(periods.floor(as_of, wanted), wanted, 1) - timedelta(days=1)
    if timedelta(0) < end - as_of <= _SOON:
        name = words_of(periods.Period(as_of, end), wanted)
        yield Text(
            f"{name.en} is not over on {as_of}; if nothing was sold after it, its report is made "
            f"by --as-of {end}",
            f"截至 {as_of}，{name.zh}尚未结束；若此后没有销售，可用 --as-of {end} 生成其报告",
        )
