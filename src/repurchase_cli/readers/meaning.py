"""What a column of amounts means: money of a line, or the total of a whole order.

An order's total that stands on each of its lines, or on the first only, must count once. The header
often promises neither, so the values decide: totals are equal on all lines of an order, line
amounts are not. When nothing decides, the user does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from repurchase_cli.errors import InputError
from repurchase_cli.readers.columns import Columns, Table

_ENOUGH_ORDERS = 5
_CLEARLY = 0.95


def are_order_totals(table: Table, columns: Columns, *, file: str) -> bool:
    """Return whether the amount is the order's, going by the sample.

    Raises
    ------
    InputError
        When orders have several lines and neither the header nor the values tell.
    """
    amount, order = columns.first("amount"), columns.first("order_id")
    if amount is None or order is None:
        return False
    several = _amounts_of_orders(table.rows, order, amount)
    if not several:
        return columns.amount_level == "order"
    if all(any(not value.strip() for value in values[1:]) for values in several):
        return True
    equal = sum(len(set(values)) == 1 for values in several) / len(several)
    if len(several) >= _ENOUGH_ORDERS or columns.amount_level == "either":
        if equal >= _CLEARLY and (len(several) >= _ENOUGH_ORDERS):
            return not _is_quantity_times_price(table, columns, amount)
        if equal < _CLEARLY:
            return False
        if _is_quantity_times_price(table, columns, amount):
            return False
        header = table.headers[amount]
        raise InputError(
            f"{header!r} may be the amount of a line or of the whole order: "
            "its values are equal on all lines of the few orders that have several",
            hint=f"say which: --map 'amount={header}' or --map 'order_amount={header}'",
            file=file,
        )
    return columns.amount_level == "order"


def _amounts_of_orders(rows: Sequence[Sequence[str]], order: int, amount: int) -> list[list[str]]:
    """Return the amounts of each order that has several lines, as written."""
    orders: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if max(order, amount) < len(row) and row[order].strip():
            orders[row[order]].append(row[amount])
    return [values for values in orders.values() if len(values) > 1]


def _is_quantity_times_price(table: Table, columns: Columns, amount: int) -> bool:
    """Whether the amount is the line's own quantity times price, nearly everywhere."""
    quantity, price = columns.first("quantity"), columns.first("unit_price")
    if quantity is None or price is None:
        return False
    hits = total = 0
    for row in table.rows:
        try:
            n, p, a = (float(row[i]) for i in (quantity, price, amount))
        except (ValueError, IndexError):
            continue
        total += 1
        hits += abs(n * p - a) < 0.005 * max(1.0, abs(a))
    return total > 0 and hits / total >= _CLEARLY
