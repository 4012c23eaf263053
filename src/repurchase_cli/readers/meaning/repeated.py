"""Whole stretches of rows that stand twice: a file put together from overlapping parts."""

from __future__ import annotations

from repurchase_cli.readers.meaning.table import Table

#: Rows that follow one another twice; fewer may be the same purchases made again.
_ENOUGH = 20


def note(table: Table) -> tuple[tuple[str, str], ...]:
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
    if longest < _ENOUGH:
        return ()
    start = ", ".join(cell for cell in table.rows[end - longest + 1][:3])
    return (
        (
            f"{longest:,} rows in a row, from '{start}, …' on, stand twice and count twice; if the "
            "file was put together from overlapping exports, export it again in one piece",
            f"从“{start}, …”起连续 {longest:,} 行重复出现并重复计入；"
            "如文件由重叠的导出拼接而成，请重新一次性导出",
        ),
    )
