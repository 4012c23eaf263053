"""A report before a format is chosen: sections of tables, charts and notes, with raw values.

Reports build a :class:`Document`; writers render it and never compute. A value keeps its type until
a writer formats it by its column's :data:`Kind`. Texts are pairs of English and Chinese; the writer
is told which to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

Kind = Literal[
    "text",  # words
    "id",  # a key, kept as text
    "contact",  # name, phone, e-mail: masked wherever it is not asked for
    "date",
    "integer",
    "days",  # days, whole or as a mean
    "money",
    "number",
    "share",  # 0 to 1, shown in per cent
    "score",  # 1 to 5
    "probability",  # 0 to 1, such as a p-value
]
Language = Literal["en", "zh"]


class Text(NamedTuple):
    """A text in both languages of the program."""

    en: str
    zh: str

    def say(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def written_day(day: date) -> Text:
    """Return a day as sentences write it: 30 Jun 2026, or 2026年6月30日."""
    return Text(
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}", f"{day.year}年{day.month}月{day.day}日"
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the vocabulary: its id is its name in CSV and JSON."""

    id: str
    kind: Kind
    label: Text
    meaning: Text
    unit: str = ""


class Rows(Protocol):
    """The rows of a table, held in a frame or by an engine."""

    def __len__(self) -> int: ...

    def frame(self) -> pd.DataFrame:
        """Return all rows as a frame, one column per column id, in the table's order."""
        ...

    def copy(self, path: Path, expressions: Mapping[str, str], options: str) -> None:
        """Write the rows to ``path`` by DuckDB's COPY.

        ``expressions`` maps each column to write to the SQL expression that gives it, ``options``
        is what stands in COPY's brackets, such as ``format csv, header``.
        """
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """A named table.

    ``shown`` tells whether the screen and reports show it; ``bar`` names a share column to be drawn
    as a bar where the form allows it; ``names`` gives, for a column of keys, what people read in
    place of each key; ``private_ids`` says that its ids are phones or e-mails; a workbook has a
    sheet for every value of the column ``sheet_by``.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    rows: Rows
    shown: bool = True
    bar: str | None = None
    names: Mapping[str, Mapping[Any, Text]] = field(default_factory=dict)
    private_ids: bool = False
    sheet_by: str = ""

    @property
    def has_contacts(self) -> bool:
        """Whether a file with this table must be readable by its owner only."""
        return self.private_ids or any(column.kind == "contact" for column in self.columns)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over a table of the same document, which need not be shown itself.

    A bar, column or line chart has one category column and some value columns. A curve, a heatmap
    and a line chart with ``series`` read a table in long form and one value column. The rows of one
    line stand together in the table, in the order in which they are joined; a step is two rows with
    the same x. A combination that a heatmap's table does not have stays blank.
    """

    kind: Literal["bar", "column", "line", "curve", "heatmap"]
    title: Text
    table: str
    category: str  # the horizontal axis; curve: numbers or dates; heatmap: the rows of the grid
    values: tuple[str, ...]
    series: str = ""  # curve, line: the column that tells lines apart; heatmap: what runs across
    band: tuple[str, str] | None = None  # curve: columns of the low and the high bound
    steps: bool = False  # curve: values hold until the next x, as those of a Kaplan-Meier curve do


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: a heading, lines of text, and optionally a table and a chart.

    A section with ``part_of_last`` belongs to the chapter that the last section without it opened:
    the contents list has chapters only, and a workbook with a cover gives each a sheet. What every
    document says is ``common``: a report made of several says it once.
    """

    heading: Text
    lines: tuple[Text, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    part_of_last: bool = False
    common: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """How far a number is from an earlier one.

    ``value``, ``low`` and ``high`` (its 95% interval, where there is one) are parts of the earlier
    number where the change is ``relative`` (0.12: 12% more), else in the number's own unit, which
    for a share is points (0.02: 2 points more). ``beyond_chance`` is None where nothing tells.
    """

    value: float
    relative: bool = True
    low: float | None = None
    high: float | None = None
    beyond_chance: bool | None = None


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the numbers on the cover of a report.

    ``trend`` holds the first day of each of the last months with the month's number, the oldest
    month first; None where a month has none.
    """

    id: str
    label: Text
    kind: Kind
    value: Any
    meaning: Text
    previous: Any = None
    change: Change | None = None
    year_before: Any = None
    change_year_before: Change | None = None
    trend: tuple[tuple[date, float | None], ...] = ()


class Period(NamedTuple):
    """The days that a report tells of; ``name`` fills ``{period}`` in names of files."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Document:
    """A finished report.

    ``intake`` and ``settings`` are plain data (mappings, lists, strings, numbers, dates) that JSON
    carries as they are and a workbook shows on sheets of their own. ``paragraph`` holds the
    sentences with which a report opens, and ``figures`` its key figures: the two are its cover,
    which the other commands have none of.
    """

    command: str
    title: Text
    main: str
    sections: tuple[Section, ...]
    as_of: date | None = None
    currency: str = ""
    intake: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    period: Period | None = None
    paragraph: tuple[Text, ...] = ()
    figures: tuple[KeyFigure, ...] = ()

    @property
    def tables(self) -> dict[str, Table]:
        """The document's tables by name, in the order of the sections."""
        return {s.table.name: s.table for s in self.sections if s.table is not None}
