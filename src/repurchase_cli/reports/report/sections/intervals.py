"""When customers come back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, LeftOutError, Story

if TYPE_CHECKING:
    from repurchase_cli.document import Document

_TABLES = ("gaps", "intervals", "curve", "limits", "within")


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    document = story.intervals
    if not len(document.tables["gaps"].rows):
        raise LeftOutError(Text("nobody has bought twice yet", "尚无客户购买两次"))
    return story.sections(document, *_TABLES), [document]


CHAPTER = Chapter("intervals", Text("When customers come back", "客户何时回来"), _build)
