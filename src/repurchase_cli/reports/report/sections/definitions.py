"""How the numbers are defined, and how classes were decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.reports.report.story import Chapter, Story
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from repurchase_cli.document import Document

_HOW = (
    Text(
        "A change is beyond chance when its 95% interval leaves 0 out, customers being taken to "
        "come independently of one another; of 20 changes that are none, one seems so.",
        "变化的 95% 区间不含 0 即为超出偶然（假定客户彼此独立）；"
        "每 20 个并无变化的数字中约有 1 个会显得如此。",
    ),
    Text(
        "The usual change is the mean of the changes from period to period before this one, "
        "whichever way they went.",
        "通常变动为此前各期变动幅度的平均，不计方向。",
    ),
)


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    return _sections(story), ()


def _sections(story: Story) -> Iterator[Section]:
    title = Text("The ten numbers", "十个数字")
    numbers = story.figures
    rows = [(each.id, each.meaning.say(story.language)) for each in numbers]
    table = Table(
        "definitions",
        title,
        tables.DEFINITION_COLUMNS,
        FrameRows(pd.DataFrame(rows, columns=[c.id for c in tables.DEFINITION_COLUMNS])),
        names={"measure": {each.id: each.label for each in numbers}},
    )
    yield Section(title, _HOW, table)
    yield from (section for section in story.sections(story.segment) if not section.table)


CHAPTER = Chapter("definitions", Text("Definitions", "定义"), _build)
