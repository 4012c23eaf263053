"""Numbers and the paid amount: decimal marks, and what is added, taken off and given back."""

from __future__ import annotations

from dataclasses import dataclass

from repurchase_cli.grammars.money import Mark, reader
from repurchase_cli.values.texts import Value


@dataclass(frozen=True, slots=True)
class Number:
    """A column of money or numbers.

    ``bare`` says that the sample has nothing but numbers that stand alone; ``scale`` is what the
    header counts in, such as 10,000 for 万元.
    """

    column: int
    decimal: Mark
    bare: bool = False
    scale: str = ""

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the number, NULL where it cannot be read."""
        number = reader(f"c{self.column}", self.decimal, bare=self.bare and not careful)
        return number + (f" * {self.scale}" if self.scale else "")


@dataclass(frozen=True, slots=True)
class Product:
    """A quantity times a price."""

    quantity: Value
    price: Value

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the product, NULL where either cannot be read."""
        quantity, price = self.quantity.sql(careful=careful), self.price.sql(careful=careful)
        return f"try_cast(cast({quantity} as decimal(28, 6)) * {price} as decimal(18, 6))"


@dataclass(frozen=True, slots=True)
class Less:
    """An amount without what a column takes off it: money, or a share of ``whole``.

    ``is_left`` says that the column holds the share that is left to pay.
    """

    amount: Value
    column: int
    decimal: Mark
    whole: int = 0
    is_left: bool = False

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of what is left, NULL where the amount cannot be read."""
        amount = self.amount.sql(careful=careful)
        number = reader(f"replace(c{self.column}, '%', '')", self.decimal, bare=False)
        taken = f"abs(coalesce({number}, 0))"
        if not self.whole:
            return f"({amount}) - sign(coalesce({amount}, 0)) * {taken}"
        left = taken if self.is_left else f"{self.whole} - {taken}"
        share = f"cast({left} as decimal(28, 6)) / {self.whole}"
        return f"try_cast(cast({amount} as decimal(28, 6)) * ({share}) as decimal(18, 6))"


@dataclass(frozen=True, slots=True)
class ProductText:
    """The texts of a quantity and a price."""

    quantity: Value
    price: Value

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of both texts, NULL where either is missing."""
        return f"{self.quantity.sql(careful=careful)} || ' × ' || {self.price.sql(careful=careful)}"


@dataclass(frozen=True, slots=True)
class Rates:
    """What one unit of a currency is worth in the shop's own, by the code that ``currency`` has."""

    currency: Value
    rates: tuple[tuple[str, float], ...]

    def convert(self, amount: str) -> str:
        """Return the SQL of an amount in the shop's currency."""
        cases = " ".join(f"when '{code}' then {rate:.10f}" for code, rate in self.rates)
        code = f"upper(trim({self.currency.sql()}))"
        rate = f"cast((case {code} {cases} else 1 end) as decimal(18, 10))"
        return f"try_cast(cast({amount} as decimal(28, 6)) * {rate} as decimal(18, 6))"


@dataclass(frozen=True, slots=True)
class Amount:
    """What a line was paid with.

    ``base`` is the column of the amount, or a product. ``added`` are paid beside it; by ``within``
    it is brought nearer to zero, paid or paid back. The amount is negative where ``paid_back``
    holds, or the quantity ``turned_by`` is. ``refunded`` is the money that a column of its own
    gives back.
    """

    base: Value
    added: tuple[Value, ...] = ()
    within: tuple[Value, ...] = ()
    paid_back: Value | None = None
    turned_by: Value | None = None
    refunded: Value | None = None
    rates: Rates | None = None

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the amount, NULL where it cannot be read."""
        amount = self._level(careful)
        if self.paid_back is not None:
            amount = _negative(amount, self.paid_back.sql(careful=careful))
        if self.turned_by is not None:
            amount = _negative(amount, f"{self.turned_by.sql(careful=careful)} < 0")
        if self.refunded is not None:
            amount += f" - coalesce(abs({self.refunded.sql(careful=careful)}), 0)"
        return amount if self.rates is None else self.rates.convert(amount)

    def _level(self, careful: bool) -> str:
        """Return the SQL of what was paid, before it is known whether it was paid back."""
        amount = self.base.sql(careful=careful)
        amount += "".join(f" + {_part(value, careful)}" for value in self.added)
        sign = f"sign(coalesce({amount}, 0))"
        return amount + "".join(f" - {sign} * abs({_part(v, careful)})" for v in self.within)


def _part(value: Value, careful: bool) -> str:
    """Return the SQL of money that is a part of other money, zero where there is none."""
    return f"coalesce({value.sql(careful=careful)}, 0)"


def _negative(amount: str, condition: str) -> str:
    return f"case when {condition} then -abs({amount}) else {amount} end"
