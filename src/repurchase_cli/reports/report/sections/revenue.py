"""Who gives the revenue of the period, and how often they buy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, Story

if TYPE_CHECKING:
    from repurchase_cli.document import Document

_TABLES = ("contribution", "concentration", "purchase_counts", "discounts")


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    return story.sections(story.metrics, *_TABLES), [story.metrics]


CHAPTER = Chapter("revenue", Text("Who gives the revenue", "金额来自谁"), _build)
