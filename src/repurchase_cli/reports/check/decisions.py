"""What was decided about columns, and what other decisions would make of the numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Table, Text
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales
    from repurchase_cli.sources import Decision

#: What revenue and customers are when a field is read from a header; None where it cannot be.
Otherwise = Callable[[str, str], tuple[float, int] | None]


def decisions_table(sales: Sales, language: Language, otherwise: Otherwise | None = None) -> Table:
    """Return the decisions of each header, under the name of its first file.

    Without ``otherwise`` it does not tell what other decisions would come to.
    """
    first = {id(source.layout): source for source in reversed(sales.sources)}
    rows = [
        _row(source.name, decision, otherwise, language)
        for source in reversed(first.values())
        for decision in source.layout.decisions
    ]
    compared = otherwise is not None
    columns = tuple(c for c in tables.DECISION_COLUMNS if compared or not c.id.endswith("_if"))
    frame = pd.DataFrame(rows, columns=[column.id for column in columns])
    return Table("decisions", Text("Decisions", "列含义判断"), columns, FrameRows(frame))


def _row(
    file: str, decision: Decision, otherwise: Otherwise | None, language: Language
) -> dict[str, object]:
    """Return a decision as a row, with what the sales come to otherwise."""
    field, header = decision.option
    instead = otherwise(field, header) if header and otherwise else None
    revenue, customers = instead or (None, None)
    return {
        "file": file,
        "decision": decision.decision,
        "chosen": decision.chosen,
        "evidence": decision.evidence[language == "zh"],
        "alternative": f"--map '{field}={header}'" if header else "",
        "revenue_if": revenue,
        "customers_if": customers,
    }
