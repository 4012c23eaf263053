"""The screen: headings, tables fitted to its width, small bars, and the notes at the end.

Every text goes out as plain :class:`rich.text.Text` after what a terminal would obey has been taken
out; nothing from a file is read as markup. Away from a terminal there is no colour and the width is
``COLUMNS`` or 100.
"""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from repurchase_cli.writers import bars, columns, cover, pages, pictures, values
from repurchase_cli.writers.chapters import chapters
from repurchase_cli.writers.wrapping import wrapped

if TYPE_CHECKING:
    from repurchase_cli.document import Chart, Document, Language, Section, Table

WIDTH = 100  # where no terminal tells
NARROWEST = 20  # on less a picture has no room for its axes
CHART_ROWS = 24
CHART_BAR = 30


def show(document: Document, stream: TextIO, *, language: Language = "en") -> None:
    """Print the shown tables, lines and notes of a document with contacts masked."""
    console = _console(stream)
    _say(console, document.title.say(language), "bold")
    if subtitle := values.subtitle(document, language):
        _say(console, subtitle, "dim")
    _cover(document, console, language)
    for section in chain.from_iterable(chapters(document)):
        _section(section, document, console, language)
    if document.notes:
        _heading(console, values.NOTES.say(language))
        _notes([note.say(language) for note in document.notes], console)


def _cover(document: Document, console: Console, language: Language) -> None:
    """Print the opening paragraph of a report and its key figures."""
    if document.paragraph:
        console.print()
        _say(console, cover.paragraph(document, language))
    if not (rows := cover.rows(document, language)):
        return
    _heading(console, cover.FIGURES.say(language))
    cells = [columns.Cells(name, texts, whole=True) for name, *texts in zip(*rows, strict=True)]
    layout = columns.fit(cells, console.width, bar=False)
    grid = _empty_grid(layout.gap)
    for column, width in zip(cells, layout.widths, strict=False):
        _add_column(grid, column, width, right=column is not cells[0])
    for row in zip(*(column.cells for column in cells[: len(layout.widths)]), strict=True):
        grid.add_row(*map(Text, row))
    console.print(grid)
    _left_out(cells[len(layout.widths) :], console, language)


class _Console(Console):
    """A console that leaves a closed pipe to its caller; Rich's own ends the program."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console(stream: TextIO) -> Console:
    terminal = stream.isatty()
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    wanted = os.environ.get("COLUMNS", "")
    width = int(wanted) if wanted.isdecimal() and int(wanted) else WIDTH
    console = _Console(
        file=stream,
        force_jupyter=False,
        color_system="auto" if terminal else None,
        width=None if terminal else width,
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.width = max(console.width, NARROWEST)
    return console


def _say(console: Console, text: str, style: str = "") -> None:
    for line in wrapped(values.clean(text), console.width):
        console.print(Text(line, style))


def _heading(console: Console, text: str) -> None:
    console.print()
    _say(console, text, "bold")


def _notes(notes: list[str], console: Console) -> None:
    for note in notes:
        first, *rest = wrapped(values.clean(note), console.width - 2)
        console.print(Text("\n  ".join([f"- {first}", *rest])))


def _section(section: Section, document: Document, console: Console, language: Language) -> None:
    table = section.table if section.table and section.table.shown else None
    chart = section.chart
    _heading(console, section.heading.say(language))
    for line in section.lines:
        _say(console, line.say(language))
    barred = False
    if section.lines and table:
        console.print()
    if table:
        if table.title != section.heading:
            _say(console, table.title.say(language), "italic")
        barred = _table(table, document, console, language)
    if chart is None:
        return
    if barred and table and table.name == chart.table:
        return
    if table or chart.title != section.heading:
        _heading(console, chart.title.say(language))
    if chart.series or chart.kind == "curve":
        _picture(chart, document, console, language)
    else:
        _chart(chart, document, console, language)


def _table(table: Table, document: Document, console: Console, language: Language) -> bool:
    """Print a table and tell whether a bar was drawn in it."""
    if not len(table.rows):
        _say(console, values.NO_ROWS.say(language), "dim")
        return False
    frame = pages.page_frame(table, language)
    digits = values.digits(document.currency)
    cells = [
        columns.Cells(
            values.clean(column.label.say(language)),
            values.shown_column(frame[column.id].tolist(), column.kind, digits),
            whole=column.kind in values.NUMERIC or column.kind == "date",
        )
        for column in table.columns
    ]
    layout = columns.fit(cells, console.width, bar=table.bar is not None)
    bar = layout.bar if table.bar else 0
    ascii_only = console.options.ascii_only
    drawn = bars.drawn(frame[table.bar].tolist(), bar, ascii_only=ascii_only) if bar else []
    console.print(_grid(table, cells, layout, drawn))
    _left_out(cells[len(layout.widths) :], console, language)
    return bool(drawn)


def _left_out(cells: list[columns.Cells], console: Console, language: Language) -> None:
    """Name the columns that have no room."""
    if cells:
        names = ", ".join(column.heading for column in cells)
        _say(console, f"{values.MORE_COLUMNS.say(language)} {names}", "dim")


def _grid(
    table: Table, cells: list[columns.Cells], layout: columns.Layout, drawn: list[str]
) -> Grid:
    grid = _empty_grid(layout.gap)
    series: list[list[Text]] = []
    for column, one, width in zip(table.columns, cells, layout.widths, strict=False):
        _add_column(grid, one, width, right=column.kind in values.NUMERIC)
        series.append([_cell(cell, one, width) for cell in one.cells])
        if drawn and column.id == table.bar:
            grid.add_column(width=layout.bar, no_wrap=True)
            series.append([Text(bar, "cyan") for bar in drawn])
    for row in zip(*series, strict=True):
        grid.add_row(*row)
    return grid


def _cell(text: str, column: columns.Cells, width: int) -> Text:
    return Text(text if column.whole else "\n".join(wrapped(text, width)))


def _empty_grid(gap: int) -> Grid:
    return Grid(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 0, 0, gap - 1),
        border_style="dim",
    )


def _add_column(grid: Grid, cells: columns.Cells, width: int, *, right: bool) -> None:
    heading = Text("\n".join(columns.folded(cells.heading, width)), "bold")
    grid.add_column(
        heading,
        justify="right" if right else "left",
        width=width,
        no_wrap=cells.whole,
        overflow="fold",
    )


def _picture(chart: Chart, document: Document, console: Console, language: Language) -> None:
    plain = console.options.ascii_only or console.legacy_windows
    table = document.tables[chart.table]
    for line in pictures.drawn(chart, table, language, console.width, plain=plain):
        console.print(line, no_wrap=True, overflow="crop")


def _chart(chart: Chart, document: Document, console: Console, language: Language) -> None:
    """Draw the values of a chart as horizontal bars of one scale, those of a row together.

    Only the last rows when there are many.
    """
    table = document.tables[chart.table]
    by_id = {column.id: column for column in table.columns}
    frame = pages.page_frame(table, language).tail(CHART_ROWS)
    category, drawn = by_id[chart.category], [by_id[name] for name in chart.values]
    digits = values.digits(document.currency)
    names = values.shown_column(frame[chart.category].tolist(), category.kind, digits)
    numbers = frame[list(chart.values)].to_numpy().ravel().tolist()
    several = len(drawn) > 1
    cells = zip(
        [part for name in names for part in (name, *[""] * (len(drawn) - 1))],
        [one.label.say(language) if several else "" for one in drawn] * len(names),
        values.shown_column(numbers, drawn[0].kind, digits),
        bars.drawn(numbers, CHART_BAR, ascii_only=console.options.ascii_only),
        strict=True,
    )
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(max_width=columns.TEXT_WIDTH, overflow="fold")
    if several:
        grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    for name, label, *rest in cells:
        grid.add_row(*(Text(part) for part in (name, *([label] if several else []), *rest)))
    console.print(grid)
    if len(table.rows) > CHART_ROWS:
        _say(console, f"+ {len(table.rows) - CHART_ROWS} {values.MORE_ROWS.say(language)}", "dim")
