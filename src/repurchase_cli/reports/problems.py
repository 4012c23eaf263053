"""The problems table: every record that was not used as it stood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from repurchase_cli import masking, tables
from repurchase_cli.document import Document, Section, Table, Text
from repurchase_cli.reports.reading import intake_mapping
from repurchase_cli.rows import FrameRows
from repurchase_cli.sales import CONTACTS

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.sales import Action, Sales

_REACHES = re.compile(r"[^@]+@[^@]+|\s*'?\+?\d[\d -]{6,}\d\s*")
ACTIONS: tuple[Action, ...] = ("rejected", "excluded", "repaired")


def problems_table(sales: Sales) -> Table:
    """Return the problems table of a run."""
    return Table(
        "problems",
        Text("Problems", "问题记录"),
        tables.PROBLEM_COLUMNS,
        FrameRows(_masked(sales, sales.problems(actions=ACTIONS))),
        shown=False,
    )


def _masked(sales: Sales, found: pd.DataFrame) -> pd.DataFrame:
    """Return the problems with what reaches a person masked, also where it is the customer's id."""
    layouts = [source.layout for source in sales.sources]
    layouts += [side.file.source.layout for side in sales.intake.side_files]
    keys = {layout.columns.get(field) for layout in layouts for field in ("customer_id", *CONTACTS)}
    values = [
        masking.mask(value) if column in keys and _REACHES.fullmatch(value) else value
        for column, value in zip(found["column"], found["value"], strict=True)
    ]
    return found.assign(value=values)


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
    found = _masked(sales, sales.problems(actions=["rejected"], limit=count).head(count))
    return [
        f"  {row.file}:{row.line}: {row.reason}"
        + (f" ({row.column}: {row.value!r})" if row.value else "")
        for row in found.itertuples()
    ]
