"""A table as the page shows it: cells with what they are sorted by, and a bar where one is due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.document import written_day
from repurchase_cli.writers import pages, values
from repurchase_cli.writers.html import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repurchase_cli.document import Column, Document, Language, Table

ROWS = 500  # a table of customers would make the page of a large shop too heavy to mail
PREVIEW = 100  # rows of a list that only files hold


class Head(NamedTuple):
    """The heading of a column."""

    label: str
    unit: str
    numeric: bool
    meaning: str


class Cell(NamedTuple):
    """A cell: its text, its number or day to sort by, and how long its bar is, in per cent."""

    text: str
    number: str | None = None
    day: str | None = None
    bar: float | None = None


class View(NamedTuple):
    """A table, and what of it is left out."""

    name: str
    title: str
    heads: list[Head]
    rows: list[list[Cell]]
    left_out: str


def view(table: Table, document: Document, language: Language, limit: int = ROWS) -> View:
    """Return the first rows of a table with contacts masked."""
    frame = pages.page_frame(table, language, limit)
    digits = values.digits(document.currency)
    columns = [
        _cells(column, frame[column.id].tolist(), digits, language) for column in table.columns
    ]
    if table.bar:
        place = [column.id for column in table.columns].index(table.bar)
        columns[place] = _barred(columns[place], frame[table.bar].tolist())
    total = len(table.rows)
    left_out = words.first_rows(len(frame), total, document.command) if total > len(frame) else None
    return View(
        table.name,
        values.clean(table.title.say(language)),
        [_head(column, document, language) for column in table.columns],
        [list(row) for row in zip(*columns, strict=True)],
        left_out.say(language) if left_out else "",
    )


def plain(name: str, title: str, rows: Sequence[Sequence[str]]) -> View:
    """Return a small table of texts, its headings first; numbers but for the first column."""
    head, *body = rows
    heads = [Head(values.clean(text), "", number > 0, "") for number, text in enumerate(head)]
    return View(name, title, heads, [[Cell(text) for text in row] for row in body], "")


def _head(column: Column, document: Document, language: Language) -> Head:
    return Head(
        values.clean(column.label.say(language)),
        document.currency if column.unit == "currency" else "",
        column.kind in values.NUMERIC,
        values.clean(column.meaning.say(language)),
    )


def _cells(column: Column, raw: list[object], digits: int, language: Language) -> list[Cell]:
    if column.kind == "date":
        return [_day(value, language) for value in raw]
    texts = values.shown_column(raw, column.kind, digits)
    if column.kind not in values.NUMERIC:
        return [Cell(text) for text in texts]
    return [Cell(text, _number(value)) for text, value in zip(texts, raw, strict=True)]


def _number(value: object) -> str:
    """Return a number in full, to sort by; nothing where there is none."""
    number = values.scalar(value)
    return "" if number is None else str(number)


def _day(value: object, language: Language) -> Cell:
    day = values.scalar(value)
    if isinstance(day, date):
        return Cell(written_day(day).say(language), day=day.isoformat())
    return Cell(values.shown(day, "date"))


def _barred(cells: list[Cell], raw: list[object]) -> list[Cell]:
    """Give cells bars of one scale; none for what is below zero."""
    lengths = [max(values.real(value) or 0.0, 0.0) for value in raw]
    largest = max(lengths, default=0.0) or 1.0
    return [
        cell._replace(bar=round(100 * length / largest, 1))
        for cell, length in zip(cells, lengths, strict=True)
    ]
