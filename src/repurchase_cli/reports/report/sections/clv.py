"""Lifetime value, and what is to be expected next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, LeftOutError, Story, behind

if TYPE_CHECKING:
    from repurchase_cli.document import Document


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    if not story.sales.intake.purchases > story.sales.intake.customers:
        reason = Text(
            "nobody has bought twice yet, so nothing tells what is to come",
            "尚无客户购买两次，无从推算今后",
        )
        raise LeftOutError(reason)
    return behind(story.sections(story.clv), "clv.fits"), [story.clv]


CHAPTER = Chapter("clv", Text("Lifetime value, and what comes next", "生命周期价值与预期"), _build)
