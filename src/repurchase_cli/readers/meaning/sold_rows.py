"""The rows of a sample that a known word of their state or kind leaves to be sales.

What amounts come to each other is judged by these alone, before anything else is decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.evidence import HALF
from repurchase_cli.readers.meaning.table import Table

_NO_SALES = frozenset(["cancelled", "unpaid", "refunded", "refund", "not_a_sale"])


def sold_rows(table: Table, fields: Mapping[str, tuple[int, ...]]) -> Sequence[Sequence[str]]:
    """Return the rows that no word takes out; all of them where more than half would go."""
    out = {
        column: {word for word in table.words(column) if statuses.meaning(word) in _NO_SALES}
        for field in ("status", "kind")
        for column in fields.get(field, ())
    }
    out = {column: words for column, words in out.items() if words}
    if not out:
        return table.rows
    rows = [row for row in table.rows if not _is_out(row, out)]
    return rows if len(rows) >= HALF * len(table.rows) else table.rows


def _is_out(row: Sequence[str], out: Mapping[int, set[str]]) -> bool:
    return any(i < len(row) and statuses.folded(row[i]) in words for i, words in out.items())
