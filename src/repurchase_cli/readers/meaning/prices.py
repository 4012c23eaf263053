"""What prices per piece say of what was paid, in a file that has no amount.

A price that stays the same whatever discount stands beside it is one before the discount; one that
falls with it is what was paid. And of two prices, equal but where the one is lower, the lower is
what was paid.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from repurchase_cli.readers.meaning import money
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.equations import CENT, UNITS, cell, numbers_of, shares, whole_of
from repurchase_cli.readers.meaning.evidence import CLEARLY, MATTERS, SOME
from repurchase_cli.readers.meaning.parts import is_percent, part_of
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.reading import Off, Reading
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.values.numbers import Less
from repurchase_cli.values.texts import Value

Note = tuple[str, str]

_LOWER = (
    "{lower!r} is {price!r} or less: it is the price that was paid, {price!r} where it is blank; "
    "by {price!r} alone revenue would be {share:.1f}% more: --map 'unit_price={price}'",
    "“{lower}”不高于“{price}”：以其为实付单价，为空时取“{price}”；若只按“{price}”，"
    "金额将多 {share:.1f}%：--map 'unit_price={price}'",
)
_TAX = (
    "the amount is {quantity} × {price}, and {tax!r} is not added: if the price is without it, "
    "export what was paid, and name it: --map 'amount=HEADER'",
    "金额按 {quantity} × {price} 计算，未加“{tax}”；若单价不含该项，请导出实付金额并指定："
    "--map 'amount=列名'",
)
_OFF = (
    "the amount is {quantity} × {price} less {discount}: {price} stays the same whatever {discount}"
    " is; if it is the price after the discount: --map 'unit_price={price}'",
    "金额按 {quantity} × {price} 扣减 {discount} 计算：{price} 不随 {discount} 变化；"
    "若单价已为折后价：--map 'unit_price={price}'",
)


def with_lower(table: Table, columns: Columns) -> tuple[Columns, tuple[Note, ...]]:
    """Let a lower price that stands beside the price be the one paid, and say so."""
    fields = columns.fields
    if "amount" in fields or not {"quantity", "unit_price"} <= fields.keys():
        return columns, ()
    price, quantity = fields["unit_price"][0], fields["quantity"][0]
    taken = {i for found in fields.values() for i in found}
    free = [i for i in range(len(table.headers)) if i not in taken and _may_be_a_price(table, i)]
    read, _ = _numbers(table, [price, quantity, *free])
    for i in free:
        if i in read and read.keys() >= {price, quantity}:
            share = _more_by(read[price], read[i], read[quantity])
            if share > 0:
                names = {"price": table.headers[price], "lower": table.headers[i]}
                en, zh = (text.format(**names, share=100 * share) for text in _LOWER)
                both = {**fields, "unit_price": (i, price)}
                return replace(columns, fields=both), ((en, zh),) if share > MATTERS else ()
    return columns, ()


def _may_be_a_price(table: Table, column: int) -> bool:
    part = part_of(table.headers[column])
    is_price = part is None or part.name == "discount"
    return is_price and not is_percent(table.headers[column], table.values(column))


def _numbers(
    table: Table, columns: Sequence[int]
) -> tuple[Mapping[int, Sequence[int | None]], list[int]]:
    marks = {i: money.mark_of(table, i) for i in columns}
    return numbers_of(table.rows, columns, marks, ())


def _more_by(
    prices: Sequence[int | None], others: Sequence[int | None], pieces: Sequence[int | None]
) -> float:
    """Return by how much more the price comes to than a lower one, 0 where that is no price.

    A lower price is the price itself, or blank, in many rows, above zero, and never the higher one.
    """
    rows = [(p, o or p, n or 0) for p, o, n in zip(prices, others, pieces, strict=True) if p]
    alike = sum(p == o for p, o, _ in rows)
    if not rows or not SOME * len(rows) <= alike < len(rows) or any(o > p for p, o, _ in rows):
        return 0.0
    least = min(o / p for p, o, _ in rows)
    paid = sum(o * n for _, o, n in rows)
    return sum(p * n for p, _, n in rows) / paid - 1 if paid > 0 and least > SOME / 2 else 0.0


def off(reading: Reading) -> Off | None:
    """Return what comes off quantity × price, None where the price is what was paid.

    Raises
    ------
    QuestionError
        When a discount stands beside the price, and nothing shows whether it is in it.
    """
    fields, said = reading.columns.fields, reading.wishes.columns
    if "amount" in fields or "unit_price" in said:
        return None
    column = _discount(reading)
    if column is None:
        return None
    found = _off(reading.table, column)
    if "discount" in said or (before := _is_before(reading, found)):
        return found
    if before is None:
        raise _question(reading, found)
    return None


def _off(table: Table, column: int) -> Off:
    """Return what a column of a discount holds.

    A share that is never zero, and in some rows all, is what is left to pay.
    """
    if not is_percent(table.headers[column], table.values(column)):
        return Off(column, 0)
    values = shares(table, column)
    whole = whole_of(values)
    return Off(column, whole, is_left=all(values) and whole * UNITS in values)


def _discount(reading: Reading) -> int | None:
    """Return the column of a discount that is not always zero."""
    table, named = reading.table, reading.columns.fields.get("discount", ())
    some = (
        i
        for i in sorted(reading.free("discount"), key=lambda i: i not in named)
        if i in named or _is_discount(table, i)
    )
    return next((i for i in some if _matters(table, i)), None)


def _is_discount(table: Table, column: int) -> bool:
    """Whether a column holds shares, and is called a discount."""
    header = table.headers[column]
    part = part_of(header) if is_percent(header, table.values(column)) else None
    return part is not None and part.name == "discount"


def _matters(table: Table, column: int) -> bool:
    return any(re.search("[1-9]", value) for value in table.values(column))


def _is_before(reading: Reading, discount: Off) -> bool | None:
    """Whether items keep their price under different discounts, or what it was before them.

    None where neither is so.
    """
    table, fields = reading.table, reading.columns.fields
    item = next((fields[f][0] for f in ("sku", "product") if f in fields), None)
    if item is None:
        return None
    price, pieces = fields["unit_price"][-1], fields["quantity"][0]
    read, places = _numbers(table, [price, pieces])
    if not read.keys() >= {price, pieces}:
        return None
    offs = shares(table, discount.column)
    lines: dict[str, list[tuple[int, float, int]]] = defaultdict(list)
    for k, place in enumerate(places):
        paid, n, less = read[price][k], read[pieces][k], offs[place] or 0
        if paid and n:
            lines[cell(table.rows[place], item)].append(
                (paid, _before(paid, n, less, discount), less)
            )
    several = [found for found in lines.values() if len({less for *_, less in found}) > 1]
    for kept, column in ((True, 0), (False, 1)):
        prices = ([line[column] for line in found] for found in several)
        alike = sum(max(found) - min(found) <= 2 * CENT for found in prices)
        if several and alike >= CLEARLY * len(several):
            return kept
    return None


def _before(price: int, pieces: int, less: int, discount: Off) -> float:
    """Return what a price was before a discount that is in it."""
    if discount.whole:
        left = abs(less) if discount.is_left else discount.whole * UNITS - abs(less)
        return price * discount.whole * UNITS / left if left > 0 else price
    return price + abs(less) * UNITS / abs(pieces)


def _question(reading: Reading, found: Off) -> QuestionError:
    price, discount = reading.header("unit_price"), reading.table.headers[found.column]
    return QuestionError(
        f"{price!r} may be the price before or after {discount!r}",
        [
            Candidate(
                f"--map discount={discount}",
                {"columns": {"discount": discount}},
                remark="before it: the discount is taken off",
            ),
            Candidate(
                f"--map unit_price={price}",
                {"columns": {"unit_price": price}},
                remark="after it: the price is what was paid",
            ),
        ],
        file=reading.file,
    )


def less(amount: Value, reading: Reading) -> Value:
    """Return quantity × price without what comes off it."""
    if reading.off is None:
        return amount
    column, whole, is_left = reading.off
    return Less(amount, column, money.mark_of(reading.table, column), whole, is_left=is_left)


def notes(reading: Reading) -> tuple[Note, ...]:
    """Return what must be said of a discount that is taken off, and of tax that is not added."""
    if "amount" in reading.columns.fields:
        return ()
    headers = reading.table.headers
    names = {"quantity": reading.header("quantity"), "price": reading.header("unit_price")}
    tax = next((i for i in _beside(reading) if _matters(reading.table, i)), None)
    found = [] if tax is None else [tuple(t.format(**names, tax=headers[tax]) for t in _TAX)]
    if reading.off is not None and "discount" not in reading.wishes.columns:
        discount = headers[reading.off.column]
        found.append(tuple(text.format(**names, discount=discount) for text in _OFF))
    return tuple((en, zh) for en, zh in found)


def _beside(reading: Reading) -> list[int]:
    """Return the columns of tax and postage."""
    parts = ((i, part_of(reading.table.headers[i])) for i in reading.free())
    return [i for i, part in parts if part and part.name == "tax or postage"]
