"""The sections that are shown, by chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repurchase_cli.document import Document, Section


def has_content(section: Section) -> bool:
    """Whether there is something to show below a section's heading."""
    return bool(section.lines or section.chart or (section.table and section.table.shown))


def chapters(
    document: Document, has_content: Callable[[Section], bool] = has_content
) -> Iterator[list[Section]]:
    """Yield the sections of each chapter that have content, behind the one that opens it."""
    chapter: list[Section] = []
    for section in document.sections:
        if not section.part_of_last:
            yield from _shown(chapter, has_content)
            chapter = []
        chapter.append(section)
    yield from _shown(chapter, has_content)


def _shown(
    chapter: list[Section], has_content: Callable[[Section], bool]
) -> Iterator[list[Section]]:
    content = [section for section in chapter if has_content(section)]
    if content:
        yield content if content[0] is chapter[0] else [chapter[0], *content]
