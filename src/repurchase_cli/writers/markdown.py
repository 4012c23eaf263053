"""Markdown: the tables and notes that the screen shows, as a page.

Text that may come from a file is never markup: what Markdown or HTML would act on is escaped
(CommonMark 2.4, GitHub's tables). Contacts are always masked.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from repurchase_cli.writers import cover, pages, small, values
from repurchase_cli.writers.chapters import chapters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.document import Chart, Document, Language, Section, Table

MARKUP = re.compile(r"([\\`*_\[\]|~$])|(?<=[hps])(:)(?=//)|(?<=[wW]{3})(\.)")
BLOCK = re.compile(r"^(\s*)(?:([#+=-])|(\d+)([.)]))")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write(
    document: Document, out: BinaryIO, *, table: Table, language: Language, masked: bool
) -> None:
    """Write the page; see :class:`repurchase_cli.writers.Writer`."""
    del table, masked
    for line in _lines(document, language):
        out.write(line.encode("utf-8", "replace") + b"\n")


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return MARKUP.sub(r"\\\g<0>", values.clean(text)).translate(ENTITIES)


def _paragraph(text: str) -> str:
    """Escape a text that starts a line, where more signs mean something."""
    return BLOCK.sub(lambda m: f"{m[1]}{m[3] or ''}\\{m[2] or m[4]}", escaped(text).strip())


def _lines(document: Document, language: Language) -> Iterator[str]:
    yield f"# {escaped(document.title.say(language))}"
    if subtitle := values.subtitle(document, language):
        yield from ("", escaped(subtitle))
    if document.paragraph:
        yield from ("", _paragraph(cover.paragraph(document, language)))
    if figures := cover.rows(document, language):
        yield from ("", f"## {cover.FIGURES.say(language)}", "")
        yield from _texts(figures)
    for section in chain.from_iterable(chapters(document, _has_content)):
        yield from _section(section, document, language)
    if document.notes:
        yield from ("", f"## {values.NOTES.say(language)}", "")
        yield from (f"- {_paragraph(note.say(language))}" for note in document.notes)


def _section(section: Section, document: Document, language: Language) -> Iterator[str]:
    table = section.table if section.table and section.table.shown else None
    chart = section.chart if section.chart and _has_points(section.chart) else None
    level = "###" if section.part_of_last else "##"
    yield from ("", f"{level} {escaped(section.heading.say(language))}")
    for line in section.lines:
        yield from ("", _paragraph(line.say(language)))
    if table is not None:
        if table.title != section.heading:
            yield from ("", f"**{escaped(table.title.say(language))}**")
        yield ""
        yield from _table(table, values.digits(document.currency), language)
    if chart is not None:
        if table or chart.title != section.heading:
            yield from ("", f"**{escaped(chart.title.say(language))}**")
        yield ""
        yield from _points(chart, document, language)


def _table(table: Table, digits: int, language: Language) -> Iterator[str]:
    columns = table.columns
    yield _row([escaped(column.label.say(language)) for column in columns])
    yield _row(["---:" if column.kind in values.NUMERIC else "---" for column in columns])
    frame = pages.page_frame(table, language)
    cells = [
        values.shown_column(frame[column.id].tolist(), column.kind, digits) for column in columns
    ]
    for record in zip(*cells, strict=True):
        yield _row([escaped(cell) for cell in record])


def _has_content(section: Section) -> bool:
    shown = section.table and section.table.shown
    return bool(section.lines or shown or (section.chart and _has_points(section.chart)))


def _has_points(chart: Chart) -> bool:
    """Whether a chart shows what no short table does; bars add nothing to their own."""
    return chart.kind == "curve" or bool(chart.series)


def _points(chart: Chart, document: Document, language: Language) -> Iterator[str]:
    """Yield a chart as a small table."""
    table = document.tables[chart.table]
    digits = values.digits(document.currency)
    rows, left_out = small.rows(chart, table, language, digits)
    if not rows:
        yield _paragraph(values.NOTHING.say(language))
        return
    yield from _texts(rows)
    for line in left_out:
        yield from ("", _paragraph(line))


def _texts(rows: list[list[str]]) -> Iterator[str]:
    """Yield rows of text as a table, headings first, numbers but for the first column."""
    head, *body = rows
    yield _row([escaped(cell) for cell in head])
    yield _row(["---", *["---:"] * (len(head) - 1)])
    for cells in body:
        yield _row([escaped(cell) for cell in cells])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
