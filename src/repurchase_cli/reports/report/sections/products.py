"""What is bought together, what customers began with, units per order, what lies on the shelf."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, Story, behind

if TYPE_CHECKING:
    from repurchase_cli.document import Document

_BEHIND = ("products.sets", "products.units_by_month", "products.companions")


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    document = story.products
    return behind(story.sections(document), *_BEHIND), [document]


CHAPTER = Chapter("products", Text("Products", "商品"), _build)
