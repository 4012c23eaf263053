"""Amounts that by their names lack something: a subtotal beside postage, a net amount beside tax.

Where no column shows what both come to, the amount is taken as it stands, and it is said by how
much more or less would be paid with what stands beside it.
"""

from __future__ import annotations

import re

from repurchase_cli.grammars.money import number
from repurchase_cli.readers.meaning.chains import chain_of
from repurchase_cli.readers.meaning.evidence import MATTERS
from repurchase_cli.readers.meaning.money import mark_of
from repurchase_cli.readers.meaning.parts import is_percent, part_of
from repurchase_cli.readers.meaning.reading import Reading

#: How an amount is called to which something is still to come, or of which to go.
_BEFORE = re.compile(
    r"\b(net|netto|sub ?total|before|excl|exkl|excluding|ex|ht|hors)\b"
    r"|\b(sans|sin|sem|senza|ohne|zonder)\b"
    r"|zwischensumme|sous.?total|subtotale"
    r"|小计|不含|税抜|税前|折前|未税|商品金额|商品小計",
    re.IGNORECASE,
)


def notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of an amount that lacks what stands beside it."""
    amount = reading.columns.first("amount")
    if amount is None or amount not in reading.free("amount"):
        return ()
    if reading.wishes.amount_basis == "goods":
        return ()
    header = reading.table.headers[amount]
    if "amount" in reading.wishes.columns or not _BEFORE.search(header.replace("_", " ")):
        return ()
    lacking = {i: share for i, share in _beside(reading, amount).items() if abs(share) > MATTERS}
    within = _within(reading, amount) if lacking else set()
    shares = {i: share for i, share in lacking.items() if i not in within}
    if not shares:
        return ()
    names = ", ".join(repr(reading.table.headers[i]) for i in shares)
    share = f"{abs(sum(shares.values())):.1%}"
    way, way_zh = ("more", "多") if sum(shares.values()) > 0 else ("less", "少")
    return (
        (
            f"takes {header!r} as the amount, which by its name is without {names}, and no column "
            f"shows what they come to: with these {share} {way} would be paid; export the total "
            f"as well, or, if it is right: --map 'amount={header}'",
            f"以“{header}”为金额，按列名不含 {names}，且没有合计列：计入后金额将{way_zh} {share}；"
            f"请一并导出合计，若无误：--map 'amount={header}'",
        ),
    )


def _beside(reading: Reading, amount: int) -> dict[int, float]:
    """Return the columns of what comes onto an amount, or off it, as shares of it."""
    table, whole = reading.table, _sum(reading, amount)
    held = {i for i in reading.free("amount", "discount") if i != amount}
    parts = {i: part_of(table.headers[i]) for i in held}
    return {
        i: part.sign * abs(_sum(reading, i)) / whole
        for i, part in parts.items()
        if part is not None
        and part.forward
        and whole
        and not is_percent(table.headers[i], table.values(i))
    }


def _sum(reading: Reading, column: int) -> float:
    """Return what a column of a sample comes to, zero where it holds no numbers."""
    mark = mark_of(reading.table, column)
    values = [number(value, mark) for value in reading.table.values(column) if value.strip()]
    return 0.0 if None in values else float(sum(value for value in values if value is not None))


def _within(reading: Reading, amount: int) -> set[int]:
    """Return the parts that an equation shows to be in an amount already."""
    fields = {f: found for f, found in reading.columns.fields.items() if f != "amount"}
    chain = chain_of(reading.table, fields, set(), {amount: (0, "either")})
    return {i for (_, end), step in chain.steps.items() if end == amount for i in step.parts}
