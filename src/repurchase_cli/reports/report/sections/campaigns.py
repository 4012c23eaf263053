"""What past campaigns did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, LeftOutError, Story

if TYPE_CHECKING:
    from repurchase_cli.document import Document


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    if story.campaigns.ledger.contacts(("campaign",)).empty:
        reason = Text(
            "no ledger with contacts; repurchase targets keeps one",
            "没有联系记录；repurchase targets 会建立记录",
        )
        raise LeftOutError(reason)
    return story.sections(story.measure), [story.measure]


CHAPTER = Chapter("campaigns", Text("What campaigns did", "活动效果"), _build)
