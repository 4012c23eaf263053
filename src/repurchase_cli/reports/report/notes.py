"""What a reader should know of the period of the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repurchase_cli.document import Text
from repurchase_cli.reports.report.periods import UNITS, Days, Step
from repurchase_cli.rules import position
from repurchase_cli.shop.phrases import no_role

if TYPE_CHECKING:
    from repurchase_cli.reports.report.story import Story


def period_notes(wanted: Step | Days, story: Story) -> Iterator[Text]:
    """Yield what the period leaves open."""
    first, last = story.period.first, story.period.last
    if not isinstance(wanted, Days) and story.comparison.step is None:
        unit = UNITS[wanted]
        yield Text(
            f"No {unit.en} of these files is over on {story.sales.as_of}: the report is about all "
            f"days from {first} to {last}",
            f"截至 {story.sales.as_of} 数据中没有已结束的{unit.zh}："
            f"报告涵盖 {first} 至 {last} 的全部日期",
        )
    begin = story.sales.intake.first or first
    if first < begin <= last:
        yield Text(
            f"The files begin on {begin}, within the period: it is not whole",
            f"数据自 {begin} 开始，本期并不完整",
        )
    if position(story.segmentation.rules["class"], "loyal") is None:
        yield no_role("loyal", Text("the share of revenue of the loyal is", "忠诚客户金额占比"))
