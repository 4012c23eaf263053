"""A document as plain text: what stands in it, whatever writers make of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from repurchase_cli.writers.values import scalar

if TYPE_CHECKING:
    from repurchase_cli.document import Document, Language, Section, Table

_ROWS = 6


def chapters(document: Document, language: Language) -> dict[str, str]:
    """Return the text of every chapter by its heading, and of the cover and the notes."""
    texts: dict[str, list[str]] = {"cover": list(_cover(document, language))}
    for section in document.sections:
        if not section.part_of_last:
            heading = section.heading.say(language)
            assert heading not in texts, "a chapter stands twice"
            texts[heading] = []
        texts[heading] += _section(section, language)
    texts["notes"] = [f"- {note.say(language)}" for note in document.notes]
    return {heading: "\n".join(lines) for heading, lines in texts.items()}


def _cover(document: Document, language: Language) -> Iterator[str]:
    yield document.title.say(language)
    for sentence in document.paragraph:
        yield sentence.say(language)
    for figure in document.figures:
        changes = [figure.change, figure.change_year_before]
        shown = [change and (_number(change.value), change.beyond_chance) for change in changes]
        values = (figure.value, figure.previous, figure.year_before)
        yield " | ".join([figure.label.say(language), *map(_number, values), *map(str, shown)])


def _section(section: Section, language: Language) -> Iterator[str]:
    yield f"## {section.heading.say(language)}"
    for line in section.lines:
        yield line.say(language)
    if section.table:
        yield from _table(section.table, language)
    if section.chart:
        chart = section.chart
        yield f"[{chart.kind} of {chart.table}: {chart.title.say(language)}]"


def _table(table: Table, language: Language) -> Iterator[str]:
    frame = table.rows.frame()
    behind = "" if table.shown else ", behind"
    yield f"<{table.name}: {table.title.say(language)}, {len(frame)} rows{behind}>"
    yield " | ".join(column.label.say(language) for column in table.columns)
    for row in frame[[column.id for column in table.columns]].head(_ROWS).itertuples(index=False):
        pairs = zip(table.columns, row, strict=True)
        yield " | ".join(_cell(table, column.id, value, language) for column, value in pairs)


def _cell(table: Table, column: str, value: object, language: Language) -> str:
    names = table.names.get(column, {})
    plain = value if isinstance(value, dict) else scalar(value)
    name = names.get(plain) if names else None
    return name.say(language) if name else _number(plain)


def _number(value: object) -> str:
    """Return a value with five digits that count."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_number(each)}" for key, each in value.items())
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{value:.5g}"
    return "–" if value is None else str(value)
