"""One clean table of sales, and what any reader must find in it."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

GUEST = -1
_START = datetime(2023, 1, 2, 9, 0, 0)
_DAYS = 728
_PRICES = ("1249.50", "259.90", "89.95", "0.99", "15.05", "2300.00", "47.30", "1020.75", "120.40")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order; customer, order and product are numbers that a disguise dresses."""

    customer: int
    order: int
    moment: datetime
    product: int
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """What was paid, or paid back when the quantity is negative."""
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Truth:
    """Per customer and day what was bought, net of refunds; and the money of all customers."""

    purchases: dict[tuple[int, date], Decimal]
    revenue: Decimal


@cache
def sales(orders: int = 80, seed: int = 7) -> tuple[Line, ...]:
    """Return the lines, in the order of time."""
    chance = random.Random(seed)  # noqa: S311 - the same table every time
    lines: list[Line] = []
    days = sorted(chance.sample(range(_DAYS), orders))
    for order, day in enumerate(days, start=1):
        customer = GUEST if order % 17 == 5 else chance.randrange(max(orders // 3, 2))
        moment = _START + timedelta(days=day, seconds=chance.randrange(12 * 3600))
        products = chance.sample(range(len(_PRICES)), chance.choice((1, 1, 2, 3, 4)))
        lines += [
            Line(customer, order, moment, p, chance.choice((1, 1, 1, 2)), Decimal(_PRICES[p]))
            for p in products
        ]
    lines += _refunds(lines)
    return tuple(sorted(lines, key=lambda line: line.moment))


def _refunds(lines: list[Line]) -> list[Line]:
    """Return one order given back in full, and one line of another order given back."""
    by_order = _orders(lines)
    bought = [o for o in list(by_order.values())[:-3] if o[0].customer != GUEST]
    full = next(order for order in bought if len(order) == 1)
    partly = next(order for order in bought if len(order) > 2)
    return [
        Line(s.customer, s.order, s.moment + timedelta(days=3), s.product, -s.quantity, s.price)
        for s in (full[0], partly[1])
    ]


def _orders(lines: list[Line]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.order].append(line)
    return found


def truth(lines: tuple[Line, ...]) -> Truth:
    """Return what is in the lines, each refund taken from the day of its order."""
    first = {order: group[0].moment.date() for order, group in _orders(list(lines)).items()}
    days: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.customer != GUEST:
            days[line.customer, first[line.order]] += line.amount
    return Truth(
        {key: money for key, money in days.items() if money > 0}, sum(days.values(), Decimal(0))
    )
