"""Words by which goods came back: of the sale itself, or of a line of their own."""

from __future__ import annotations

from collections.abc import Sequence

from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.state_words import words_for


def reversals(reading: Reading) -> Sequence[str]:
    """Return the words of a kind that take back another row: most of these have such a row.

    A word without such rows is what became of the row itself.
    """
    return reading.once("reversals", _reversing)


def _reversing(reading: Reading) -> Sequence[str]:
    words = words_for(reading, "kind", "cancelled")
    fields = reading.columns.fields
    same = [fields[f][0] for f in ("customer_id", "amount", "product", "sku") if f in fields]
    kind = fields["kind"][0]
    rows = [row for row in reading.table.rows if max(kind, *same) < len(row)]
    keys = [tuple(row[i].strip(" -−") for i in same) for row in rows]
    voids = [statuses.folded(row[kind]) in words for row in rows]
    sold = {key for key, void in zip(keys, voids, strict=True) if not void}
    found = [key in sold for key, void in zip(keys, voids, strict=True) if void]
    return words if 2 * sum(found) > len(found) else []


def returned(reading: Reading) -> Sequence[str]:
    """Return the words by which a status says that goods came back, unless the user says which."""
    if "status" not in reading.columns.fields:
        return ()
    return words_for(reading, "status", "refund")


def have_lines_of_their_own(reading: Reading, words: Sequence[str]) -> bool:
    """Whether what came back names its sale, or stands beside it: of the order, item and amount.

    Else the status is that of the sale itself.
    """
    fields = reading.columns.fields
    original = reading.columns.first("refunded_order_id")
    status = fields["status"][0]
    if original is not None and any(
        row[original].strip() and statuses.folded(row[status]) in words
        for row in reading.table.rows
        if max(original, status) < len(row)
    ):
        return True
    names = ("order_id", "product", "sku", "amount")
    same = [fields[name][0] for name in names if name in fields]
    if "order_id" not in fields:
        return False
    rows = [row for row in reading.table.rows if max(status, *same) < len(row)]
    back = [statuses.folded(row[status]) in words for row in rows]
    keys = [tuple(row[i].strip(" -") for i in same) for row in rows]
    sold = {key for key, gave_back in zip(keys, back, strict=True) if not gave_back}
    found = [key in sold for key, gave_back in zip(keys, back, strict=True) if gave_back]
    return bool(found) and 2 * sum(found) > len(found)
