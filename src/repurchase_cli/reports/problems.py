"""The problems table: every record that was not used as it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli import tables
from repurchase_cli.document import Document, Section, Table, Text
from repurchase_cli.reports.reading import intake_mapping
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from repurchase_cli.sales import Action, Sales

ACTIONS: tuple[Action, ...] = ("rejected", "excluded", "repaired")


def problems_table(sales: Sales) -> Table:
    """Return the problems table of a run."""
    return Table(
        "problems",
        Text("Problems", "问题记录"),
        tables.PROBLEM_COLUMNS,
        FrameRows(sales.problems(actions=ACTIONS)),
        shown=False,
    )


def build(sales: Sales) -> Document:
    """Return the problems as a report of their own, as ``--problems`` writes it."""
    title = Text("Rows that were not used as they stand", "未按原样采用的记录")
    return Document(
        command="problems",
        title=title,
        main="problems",
        sections=(Section(title, (), problems_table(sales)),),
        as_of=sales.as_of,
        intake=intake_mapping(sales.intake),
    )


def examples(sales: Sales, count: int) -> list[str]:
    """Return the first rejected records in words, each with its file and line."""
    found = sales.problems(actions=["rejected"], limit=count).head(count)
    return [
        f"  {row.file}:{row.line}: {row.reason}"
        + (f" ({row.column}: {row.value!r})" if row.value else "")
        for row in found.itertuples()
    ]
