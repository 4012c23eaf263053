"""What customers like, their tags, and what they would take next: counts, no customer by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, Story

if TYPE_CHECKING:
    from repurchase_cli.document import Document

_TABLES = ("preference_fields", "tag_counts", "next_item_counts")


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    document = story.likes
    return story.sections(document, *_TABLES), [document]


CHAPTER = Chapter("likes", Text("Likes and next items", "偏好与推荐"), _build)
