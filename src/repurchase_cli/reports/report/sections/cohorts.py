"""Who began together, and how many of them come back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, LeftOutError, Story, behind

if TYPE_CHECKING:
    from repurchase_cli.document import Document

_BEHIND = ("cohorts.cohort_summary", "cohorts.all_cohorts")


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    document = story.cohorts
    if len(document.tables["cohorts"].rows.frame()["period"].unique()) < 2:
        reason = Text("no month after a first purchase is over yet", "首购之后尚无完整月份")
        raise LeftOutError(reason)
    return behind(story.sections(document), *_BEHIND), [document]


CHAPTER = Chapter("cohorts", Text("Cohorts", "同期群"), _build)
