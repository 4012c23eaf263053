"""What was read and left out, and how columns were understood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.check.decisions import decisions_table
from repurchase_cli.reports.check.report import understood
from repurchase_cli.reports.report.story import Chapter, Story, named

if TYPE_CHECKING:
    from repurchase_cli.document import Document


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    decided = decisions_table(story.sales, story.language)
    sections = (*understood(story.sales), Section(decided.title, (), decided))
    return [named(section, "check") for section in sections], ()


CHAPTER = Chapter("quality", Text("Data quality", "数据质量"), _build)
