"""Members: tiers and who moved, points where the shop keeps them, and the grid of the lifecycle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, Story, behind

if TYPE_CHECKING:
    from repurchase_cli.document import Document

_TABLES = ("tiers", "moves", "referral_months", "people", "grid")
#: What only a shop with a points file has.
_OF_POINTS = ("points", "offers", "expiring", "differences", "benefits")


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    kept = any(side.file.kind == "points" for side in story.sales.intake.side_files)
    wanted = (*_TABLES, *(_OF_POINTS if kept else ()))
    sections = story.sections(story.members, *wanted)
    return behind(sections, "members.referral_months", "members.people"), [story.members]


CHAPTER = Chapter("members", Text("Members", "会员"), _build)
