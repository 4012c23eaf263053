"""Numbers in the sentences of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli import tables
from repurchase_cli.document import Kind, Text
from repurchase_cli.shop.phrases import counted, money

if TYPE_CHECKING:
    from collections.abc import Callable

#: Sums from here on are said without decimals.
_LARGE = 1000
_YUAN = ("CNY", "RMB")


class Amounts(NamedTuple):
    """How amounts are said in the currency of the shop, which may be unknown."""

    currency: str

    def sum(self, amount: float) -> Text:
        """Return a sum of money, a large one without decimals."""
        return self._money(amount, 0 if abs(amount) >= _LARGE else self._digits)

    def price(self, amount: float) -> Text:
        """Return what one purchase or one customer comes to."""
        return self._money(amount, self._digits)

    @property
    def _digits(self) -> int:
        return tables.money_digits(self.currency)

    def _money(self, amount: float, digits: int) -> Text:
        plain = money(amount, digits)
        if not self.currency:
            return Text(plain, plain)
        zh = f"{plain} 元" if self.currency in _YUAN else f"{plain} {self.currency}"
        return Text(f"{self.currency} {plain}", zh)

    def number(self, value: float, kind: Kind) -> Text:
        """Return a number of some kind with its unit; money is what a purchase comes to."""
        if kind == "money":
            return self.price(value)
        return _SAID.get(kind, _plain)(value)

    def distance(self, value: float, kind: Kind) -> Text:
        """Return how far two numbers of some kind are apart: those of shares are points."""
        if kind != "share":
            return self.number(abs(value), kind)
        points = f"{abs(100 * value):,.1f}"
        return Text(f"{points} points", f"{points} 个百分点")


def share(value: float) -> Text:
    """Return a share in per cent."""
    return Text(f"{100 * value:,.1f}%", f"{100 * value:,.1f}%")


def _days(value: float) -> Text:
    plain = f"{value:,.1f}".removesuffix(".0")
    return Text(f"{plain} day" if plain == "1" else f"{plain} days", f"{plain} 天")


def _plain(value: float) -> Text:
    plain = f"{value:,.1f}".removesuffix(".0")
    return Text(plain, plain)


_SAID: dict[Kind, Callable[[float], Text]] = {"share": share, "days": _days}


def people(n: float) -> Text:
    """Return a number of customers."""
    return Text(counted(round(n), "customer"), f"{round(n):,} 位客户")


def more(change: float) -> Text:
    """Return whether a change of money is one to more."""
    return Text("more", "多") if change > 0 else Text("less", "少")


def added(change: float) -> Text:
    """Return whether a change of a count is one to more."""
    return Text("more", "多") if change > 0 else Text("fewer", "少")
