"""Rows of exports that are made by rules, since evidence needs some."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shops import Shop


def rows(line: Callable[[int], str], n: int = 24) -> str:
    """Return lines made by a rule."""
    return "".join(f"{line(i)}\n" for i in range(n))


def day(i: int) -> str:
    return f"2024-{1 + i // 4 % 12:02d}-{1 + i * 7 % 27:02d}"


def who(i: int) -> str:
    return "abcdefghij"[i * i * 3 % 10]


def paid(i: int) -> float:
    return 10.5 + i * 37 % 97


def total(amount: Callable[[int], float], n: int = 24) -> float:
    return round(sum(map(amount, range(n))), 2)


def sold(shop: Shop) -> tuple[float, int]:
    """Return what all customers of a shop paid, and how often they bought."""
    bought = shop.bought.values()
    return round(sum(money for _, money in bought), 2), sum(n for n, _ in bought)
