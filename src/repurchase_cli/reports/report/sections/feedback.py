"""What customers say, where a file of it is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, Story
from repurchase_cli.shop.feedback import has_feedback

if TYPE_CHECKING:
    from repurchase_cli.document import Document


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    if not has_feedback(story.sales):
        return (), ()
    return story.sections(story.feedback), [story.feedback]


CHAPTER = Chapter("feedback", Text("What customers say", "客户反馈"), _build)
