"""Packs: where a file has no amount, a price may be that of a piece, of a pack, or of a hundred."""

from __future__ import annotations

import re

from repurchase_cli.readers.meaning.equations import UNITS, cell, numbers_of
from repurchase_cli.readers.meaning.money import mark_of
from repurchase_cli.readers.meaning.questions import QuestionError, acceptance
from repurchase_cli.readers.meaning.reading import Reading

#: How a column is called that says how many pieces something holds.
_A_PACK = re.compile(
    r"\bpacks?\b|\bper\b|pieces?|\bpcs\b|\bcases?\b|\bunits? (per|in)\b|stück|gebinde|inhalt|\bve\b|colis|conditionnement|envase|unidades por|confezion|collo|入数|入り数|装量|箱规|每箱|每包|每盒|包装数|упаковк",
    re.IGNORECASE,
)  # fmt: skip


def refuse(reading: Reading) -> None:
    """Raise when the amount is made of quantity and price, and packs may come between them.

    Raises
    ------
    QuestionError
        When a column of whole numbers, the same for each item and not always one, says how many
        pieces something holds.
    """
    fields = reading.columns.fields
    if "amount" in fields:
        return
    taken = {i for found in fields.values() for i in found}
    for i, header in enumerate(reading.table.headers):
        if i not in taken and _A_PACK.search(header.replace("_", " ")) and _is_of_items(reading, i):
            raise _question(reading, header)


def _is_of_items(reading: Reading, column: int) -> bool:
    """Whether a column holds whole numbers above zero, not always one, the same for each item."""
    table, fields = reading.table, reading.columns.fields
    read, places = numbers_of(table.rows, [column], {column: mark_of(table, column)}, ())
    numbers = read.get(column, ())
    whole = all(number and number > 0 and number % UNITS == 0 for number in numbers)
    if not whole or {*numbers} <= {UNITS}:
        return False
    item = next((fields[f][0] for f in ("sku", "product") if f in fields), None)
    if item is None:
        return True
    pairs = {(cell(table.rows[k], item), n) for k, n in zip(places, numbers, strict=True)}
    return len(pairs) == len({name for name, _ in pairs})


def _question(reading: Reading, header: str) -> QuestionError:
    price, quantity = reading.header("unit_price"), reading.header("quantity")
    return QuestionError(
        f"{price!r} may be the price of one of {quantity!r}, or that of a piece or of several, of "
        f"which {header!r} says how many",
        [acceptance("pack_sizes", f"the amount is {quantity} × {price}")],
        hint="export the amount of each line, and name it: --map 'amount=HEADER'; if it is "
        f"{quantity} × {price}: --set answers.pack_sizes=accept",
        file=reading.file,
    )
