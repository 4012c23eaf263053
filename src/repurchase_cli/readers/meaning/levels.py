"""What a column of amounts means: money of a line, or the total of a whole order.

An order's total that stands on each of its lines, or on the first only, must count once. The header
often promises neither, so the values decide: totals are equal on all lines of an order, line
amounts are not. When nothing decides, the user does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from repurchase_cli.errors import settings_line
from repurchase_cli.grammars.money import is_negative, number
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.dates import have_clock
from repurchase_cli.readers.meaning.evidence import A_FEW, CLEARLY, ENOUGH, RATHER, SHOWN_WORDS
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError, acceptance
from repurchase_cli.readers.meaning.statuses import are_instalments
from repurchase_cli.readers.meaning.table import Table

_A_CENT = 0.005
_DIGIT = re.compile(r"[1-9]")


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
    date, quantity = columns.fields["order_time"][0], columns.first("quantity")
    several = _amounts_of_orders(table.rows, order, date, amount, quantity)
    history = _is_history(table, columns, order, amount)
    if history or not several:
        return history or columns.amount_level == "order"
    once = (sum(bool(value.strip()) for value in values) <= 1 for values in several)
    if any(not value.strip() for values in several for value in values[1:]) and all(once):
        return True
    equal = sum(len(set(filter(None, values))) <= 1 for values in several) / len(several)
    of_items = _is_quantity_times_price(table, columns, amount)
    if equal < RATHER or of_items or _items_keep_amounts(table, columns, order, amount):
        return False
    kinds = len({values[0] for values in several})  # where all costs 5.00, equal says nothing
    if equal >= CLEARLY and (kinds >= ENOUGH or columns.amount_level == "order"):
        return True
    if len(several) < ENOUGH and columns.amount_level == "line":
        return False
    header = table.headers[amount]
    raise QuestionError(
        f"{header!r} may be the amount of a line or of the whole order: its values are equal on "
        f"all lines of {equal:.0%} of the orders that have several",
        [
            Candidate(
                option=f"--map {field}={header}",
                setting={"columns": {field: header}},
                revenue=_revenue(table, order, date, amount, whole=field == "order_amount"),
            )
            for field in ("amount", "order_amount")
        ],
        file=file,
    )


def _items_keep_amounts(table: Table, columns: Columns, order: int, amount: int) -> bool:
    """Whether items cost the same in all orders, though not all items do: amounts are of lines."""
    item = next((columns.fields[f][0] for f in ("sku", "product") if f in columns.fields), None)
    if item is None:
        return False
    amounts: dict[str, set[str]] = defaultdict(set)
    orders: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        if max(item, order, amount) < len(row) and row[item].strip() and row[amount].strip():
            amounts[row[item]].add(row[amount].strip())
            orders[row[item]].add(row[order])
    several = [found for name, found in amounts.items() if len(orders[name]) > 1]
    kept = [found for found in several if len(found) == 1]
    kinds = set().union(*kept)
    return len(kept) >= max(CLEARLY * len(several), ENOUGH) and len(kinds) > 1


def _is_history(table: Table, columns: Columns, order: int, amount: int) -> bool:
    """Whether lines tell what became of an order: all but its state and time stay the same."""
    states = {i for field in ("status", "kind") if (i := columns.first(field)) is not None}
    states = {i for i in states if not are_instalments(table.words(i))}
    times = {i for f in ("order_time", "order_clock") for i in columns.fields.get(f, ())}
    lines: dict[str, list[Sequence[str]]] = defaultdict(list)
    for row in table.rows:
        if len(row) == len(table.headers) and row[order].strip() and row[amount].strip():
            lines[row[order]].append(row)
    several = [rows for rows in lines.values() if len(rows) > 1] if states else []
    told = sum(_differ_in(rows, states, times) for rows in several)
    return told >= CLEARLY * len(several) > 0


def _differ_in(rows: Sequence[Sequence[str]], states: set[int], times: set[int]) -> bool:
    """Whether rows have different states, and differ in nothing but these and times."""
    apart = {i for i, cells in enumerate(zip(*rows, strict=True)) if len({*cells}) > 1}
    return bool(apart & states) and apart <= states | times


def _revenue(table: Table, order: int, apart: int, amount: int, *, whole: bool) -> float:
    """Return what the sample's amounts come to, those of whole orders counted once.

    A column such as the day, or the customer, tells orders of one id ``apart``.
    """
    counted: dict[object, float] = {}
    for k, row in enumerate(table.rows):
        if max(order, apart, amount) < len(row):
            key = (row[order], row[apart]) if whole and row[order].strip() else k
            counted[key] = float(number(row[amount], "point") or 0)
    return sum(counted.values())


def share_more_by_lines(table: Table, columns: Columns) -> float:
    """Return by how much more revenue would be if the amounts of the sample were those of lines."""
    order, amount = columns.first("order_id"), columns.first("amount")
    if order is None or amount is None:
        return 0.0
    customer = columns.fields["customer_id"][0]
    once, each = (_revenue(table, order, customer, amount, whole=whole) for whole in (True, False))
    return (each - once) / abs(once) if once else 0.0


def refuse_heads(table: Table, columns: Columns, *, file: str) -> None:
    """Raise when one line of each order sums up the others: an order stands above its items.

    Raises
    ------
    InputError
        For a list in which orders and their items would count twice.
    """
    amount, order = columns.first("amount"), columns.first("order_id")
    if amount is None or order is None:
        return
    several = _amounts_of_orders(table.rows, order, columns.fields["order_time"][0], amount, None)
    known = [amounts for values in several if len(amounts := _some(values)) > A_FEW]
    heads = [amounts for amounts in known if abs(2 * max(amounts) - sum(amounts)) < _A_CENT]
    # A set menu or a free gift may add up so by chance, but then in the same few ways.
    ways = len({tuple(sorted(amounts)) for amounts in heads})
    if ways >= ENOUGH and len(heads) >= CLEARLY * len(known):
        header = table.headers[amount]
        raise QuestionError(
            f"one line of each order holds the sum of the others in {header!r}: "
            "orders and their items stand in one list, or items and how they were paid; they would "
            "count twice",
            [
                *_telling(table, columns, order, amount),
                acceptance("heads_of_orders", "every line counts all the same"),
            ],
            hint="export the orders or the items alone, or say which lines count",
            file=file,
        )


def _telling(table: Table, columns: Columns, order: int, amount: int) -> list[Candidate]:
    """Return how to leave out the lines that sum up others, by words that they alone have."""
    orders: dict[str, list[Sequence[str]]] = defaultdict(list)
    for row in table.rows:
        if max(order, amount) < len(row) and row[order].strip() and _some([row[amount]]):
            orders[row[order]].append(row)
    sums = [sorted(lines, key=lambda row: _some([row[amount]])) for lines in orders.values()]
    sums = [lines for lines in sums if len(lines) > A_FEW and _has_head(lines, amount)]
    rows = [row for lines in sums for row in lines]
    heads = [row is lines[-1] for lines in sums for row in lines]
    kind = columns.first("kind")
    found = []
    for i, header in enumerate(table.headers):
        words: dict[bool, set[str]] = {True: set(), False: set()}
        for row, head in zip(rows, heads, strict=True):
            words[head].add(row[i].strip() if i < len(row) else "")
        few = words[True] and len(words[True]) <= SHOWN_WORDS and "" not in words[True]
        if i in (order, amount) or not few or words[True] & words[False]:
            continue
        told = sorted(words[True])
        option = settings_line(statuses=dict.fromkeys(told, "ignored"))
        column = {} if i == kind else {"columns": {"kind": header}}
        found.append(
            Candidate(
                option + ("" if i == kind else f", with --map 'kind={header}'"),
                {**column, "statuses": dict.fromkeys(told, "ignored")},
                remark=f"lines that say so in {header!r} do not count",
            )
        )
    return found[:1]


def _has_head(lines: Sequence[Sequence[str]], amount: int) -> bool:
    """Whether one line of an order comes to what all others do."""
    amounts = _some([line[amount] for line in lines])
    return bool(amounts) and abs(2 * max(amounts) - sum(amounts)) < _A_CENT


def _some(values: Sequence[str]) -> list[float]:
    """Return the amounts of an order that are not zero, none when one of them is no number."""
    try:
        return [n for value in values if (n := float(value.replace(",", "") or 0))]
    except ValueError:
        return []


def refuse_totals_without_ids(table: Table, columns: Columns, *, file: str) -> None:
    """Raise when amounts look like totals of orders whose id was not found.

    Lines of one customer and one moment, to the second, are of one order; if their amounts are all
    alike, though the items are not, they are that order's total.
    """
    date, customer = columns.fields["order_time"][0], columns.fields["customer_id"][0]
    item = next((columns.fields[f][0] for f in ("product", "sku") if f in columns.fields), None)
    amount = columns.first("amount")
    if item is None or amount is None or not have_clock(table.values(date)):
        return
    keyed = [
        [*row, f"{row[date]}\0{row[customer]}"]
        for row in table.rows
        if len(row) == len(table.headers)
    ]
    several = _amounts_of_orders(keyed, len(table.headers), date, amount, None)
    if len(several) < ENOUGH or _is_quantity_times_price(table, columns, amount):
        return
    equal = sum(len(set(filter(None, values))) <= 1 for values in several) / len(several)
    if equal >= CLEARLY:
        header = table.headers[amount]
        raise QuestionError(
            f"{header!r} looks like the total of a whole order, repeated on each of its lines, but "
            "no column was found that tells the orders apart",
            [acceptance("totals_without_ids", "each is the amount of its line")],
            hint="name it: --map order_id=HEADER, or, if it is none: "
            "--set answers.totals_without_ids=accept",
            file=file,
        )


def _amounts_of_orders(
    rows: Sequence[Sequence[str]], order: int, date: int, amount: int, quantity: int | None
) -> list[list[str]]:
    """Return the amounts of each order of a day that has several lines, sales and refunds apart.

    A refund has a negative amount, or a negative quantity.
    """
    orders: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for row in rows:
        if max(order, date, amount) < len(row) and row[order].strip() and row[date].strip():
            value = row[amount].strip()
            if value and not any(map(str.isdigit, value)):
                continue  # the header again
            back = quantity is not None and _is_negative(row, quantity, amount)
            orders[row[order], row[date], back or is_negative(value)].append(value)
    return [values for values in orders.values() if len(values) > 1]


def _is_quantity_times_price(table: Table, columns: Columns, amount: int) -> bool:
    """Whether the amount is the line's own quantity times price, nearly everywhere."""
    quantity, price = columns.first("quantity"), columns.first("unit_price")
    if quantity is None or price is None:
        return False
    lines = [line for line in table.numbers(quantity, price, amount) if line[2]]
    hits = sum(abs(n * p - a) < _A_CENT * max(1.0, abs(a)) for n, p, a in lines)
    return bool(lines) and hits >= CLEARLY * len(lines)


def is_net_of_refunds(table: Table, columns: Columns) -> bool:
    """Whether the refund column is taken off the amount already.

    Another column shows it, an amount before refunds: where something was paid back the refund is
    the difference, and elsewhere the two are equal.
    """
    amount, refund = columns.first("amount"), columns.first("refund")
    if amount is None or refund is None:
        return False
    others = (i for i in range(len(table.headers)) if i not in (amount, refund))
    return any(_differ_by(table, i, amount, refund) for i in others)


def _differ_by(table: Table, whole: int, net: int, part: int) -> bool:
    """Whether a column is another one plus a part, nearly everywhere and where there is a part."""
    lines = list(table.numbers(whole, net, part))
    hits = [(abs(w - n - abs(p)) < _A_CENT, p != 0) for w, n, p in lines]
    some = [hit for hit, is_some in hits if is_some]
    enough = sum(hit for hit, _ in hits) >= CLEARLY * len(hits)
    return enough and sum(some) >= CLEARLY * len(some) > 0


def takes_back(table: Table, columns: Columns) -> bool:
    """Whether lines with a negative quantity have positive amounts: of goods that came back."""
    quantity, amount = columns.first("quantity"), columns.first("amount")
    if quantity is None or amount is None:
        return False
    back = [row[amount] for row in table.rows if _is_negative(row, quantity, amount)]
    return any(_DIGIT.search(value) and not is_negative(value) for value in back)


def _is_negative(row: Sequence[str], quantity: int, amount: int) -> bool:
    return max(quantity, amount) < len(row) and is_negative(row[quantity])
