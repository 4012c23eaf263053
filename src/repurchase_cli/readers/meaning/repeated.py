"""Rows that stand twice: a file of overlapping parts, an export that repeats itself."""

from __future__ import annotations

from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.dates import have_clock
from repurchase_cli.readers.meaning.evidence import MANY
from repurchase_cli.readers.meaning.table import Table


def notes(table: Table, columns: Columns) -> tuple[tuple[str, str], ...]:
    """Return what must be said when many rows of a sample stand twice."""
    return _stretch(table) or _scattered(table, columns)


def _scattered(table: Table, columns: Columns) -> tuple[tuple[str, str], ...]:
    """Return what must be said when many rows stand again in another place of a sample.

    Equal lines within an order are legitimate, and so are equal purchases where neither an order id
    nor a time of day tells them apart.
    """
    order = columns.first("order_id")
    times = (*columns.fields["order_time"], *columns.fields.get("order_clock", ()))
    if order is None and not any(have_clock(table.values(i)) for i in times):
        return ()
    place, above = 0, None
    places: dict[tuple[str, ...], int] = {}
    again: list[tuple[str, ...]] = []
    for row in map(tuple, table.rows):
        key = row if order is None else row[order] if order < len(row) else None
        place, above = place + (key != above), key
        if places.setdefault(row, place) < place:
            again.append(row)
    if len(again) < MANY:
        return ()
    example = ", ".join(again[0][:3])
    return (
        (
            f"{len(again):,} rows stand again in another place word for word ('{example}, …'), "
            "and count twice; if they were sold but once, export the file again; else: "
            "--set answers.repeated_rows=accept",
            f"{len(again):,} 行在别处逐字重复出现（如“{example}, …”）并重复计入；"
            "如实际只售出一次，请重新导出；否则：--set answers.repeated_rows=accept",
        ),
    )


def _stretch(table: Table) -> tuple[tuple[str, str], ...]:
    """Return what must be said when many different rows in a row stand twice in a sample."""
    first: dict[tuple[str, ...], int] = {}
    run, above, longest, end = 0, -2, 0, 0
    for i, row in enumerate(table.rows):
        at = first.setdefault(tuple(row), i)
        again = at < i
        run = (run + 1 if at == above + 1 else 1) if again else 0
        above = at if again else -2
        if run > longest:
            longest, end = run, i
    if longest < MANY:
        return ()
    start = ", ".join(cell for cell in table.rows[end - longest + 1][:3])
    return (
        (
            f"{longest:,} rows in a row, from '{start}, …' on, stand twice and count twice; if the "
            "file was put together from overlapping exports, export it again in one piece; else: "
            "--set answers.repeated_rows=accept",
            f"从“{start}, …”起连续 {longest:,} 行重复出现并重复计入；"
            "如文件由重叠的导出拼接而成，请重新一次性导出；"
            "否则：--set answers.repeated_rows=accept",
        ),
    )
