"""How the classes stand, and how customers moved between them in the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text, written_day
from repurchase_cli.reports.report.story import Chapter, Story, behind

if TYPE_CHECKING:
    from repurchase_cli.document import Document


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    now = list(story.sections(story.segment, "classes", "customers"))
    if not _has_moved(story):
        return [*now, _nobody_before(story)], [story.segment]
    return [*now, *_moves(story)], [story.segment, story.migrate]


def _has_moved(story: Story) -> bool:
    """Whether there were sales before the period, so that customers can have moved in it."""
    return story.period.first > (story.sales.intake.first or story.period.first)


def _nobody_before(story: Story) -> Section:
    begin = written_day(story.sales.intake.first or story.period.first)
    return Section(
        Text("Then and now", "前后对比"),
        (
            Text(
                f"The files begin in the period ({begin.en}): nobody can have moved yet.",
                f"数据自本期（{begin.zh}）开始，尚无分类变化。",
            ),
        ),
    )


def _moves(story: Story) -> Iterator[Section]:
    yield from behind(story.sections(story.migrate), "migrate.rates")


CHAPTER = Chapter("classes", Text("Classes, and who moved", "客户分类与变化"), _build)
