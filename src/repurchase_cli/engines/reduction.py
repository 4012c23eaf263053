"""Orders to purchases, purchases to customers: what a run, or a part of one, comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from repurchase_cli.engines.items import ITEMS, summed
from repurchase_cli.engines.relations import Query, inputs_of, text_of
from repurchase_cli.rows import quoted
from repurchase_cli.sales import Clause

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli import sales
    from repurchase_cli.engines.relations import Relation, Store
    from repurchase_cli.sales import Columns
    from repurchase_cli.sources import Source
    from repurchase_cli.terms import Terms

T = TypeVar("T")
EPOCH = date(1970, 1, 1)
_NOT_REPEATED = """(file, coalesce(customer_id, ''), coalesce(order_id, ''), day) not in (
    select (file, customer_id, order_id, day) from {repeated_orders}
)"""


class Span(NamedTuple):
    """A first and a last day, both counted in, as numbers since 1970."""

    first: int
    last: int


class Reduction:
    """Sales up to a day, or those of groups apart, and what they are reduced to.

    ``base`` holds what every query may read by its name: see the texts in ``sql/sales`` for the
    columns of ``lines``, ``orders``, ``used``, ``days`` and ``customers``.
    """

    as_of: date
    span: Span  # ends before the as-of date when isolated dates lie up to it

    def __init__(
        self,
        store: Store,
        base: Mapping[str, Relation],
        terms: Terms,
        sources: tuple[Source, ...],
    ) -> None:
        self.store = store
        self.base = dict(base)
        self.terms = terms
        self._worked_out: dict[tuple[object, ...], Any] = {}
        self.sources = sources

    @property
    def contact_day(self) -> date:
        """The day on which lists as of the as-of date are used."""
        return self.as_of + timedelta(days=self.terms.contact_delay)

    @property
    def last_day(self) -> int:
        """The as-of date as the number of days since 1970."""
        return ordinal(self.as_of)

    def derive(
        self,
        text: str,
        words: Mapping[str, str] | None = None,
        /,
        **inputs: sales.Relation,
    ) -> Relation:
        """Return what one of the engine's SQL texts comes to.

        It reads ``inputs`` and the base tables; ``words`` fill its other braces.
        """
        return self.store.derive(self.query(text, words, **inputs))

    def once(self, key: tuple[object, ...], work: Callable[[], T]) -> T:
        """Return what some work on these sales comes to; under one key it is done once."""
        if key not in self._worked_out:
            self._worked_out[key] = work()
        found: T = self._worked_out[key]
        return found

    def forget(self) -> None:
        """Let go of what was worked out by :meth:`once`, which holds on to these sales."""
        self._worked_out.clear()

    def view(
        self, text: str, words: Mapping[str, str] | None = None, **inputs: sales.Relation
    ) -> Relation:
        """Return what :meth:`derive` does, never made a table: for lines, which stay in files."""
        return self.store.derive(self.query(text, words, **inputs), view=True)

    def hold(self, rows: pd.DataFrame | Columns) -> Relation:
        """Return a relation with the rows of a frame or of arrays, in any order."""
        return self.store.hold(rows)

    def count_within(self, as_of: date, span: Span) -> None:
        """Let those lines and orders count that lie within a span, and only once."""
        self.as_of, self.span = as_of, span
        self.base["used"] = self.view("sales/used")
        self.base["used_lines"] = self.view("sales/used_lines", self.counted())

    def counted(self) -> dict[str, str]:
        """Return, for the texts over lines, which of them count: within the span, and only once."""
        repeated = bool(len(self.base["repeated_orders"]))
        return {
            "first_day": str(self.span.first),
            "last_day": str(self.span.last),
            "once": Clause(_NOT_REPEATED) if repeated else "true",
        }

    def reduce(self) -> None:
        """Reduce ``net_orders`` to ``days`` and ``customers``."""
        words = {
            "key": ", order_id as purchase_key" if self.terms.purchase == "order" else "",
            "positive": ">= 0" if self.terms.count_zero_purchases else "> 0",
            "items": summed(ITEMS) if self.terms.needs.items else "",
        }
        self.base["days"] = self.derive("sales/days", words)
        self.make_customers()

    def make_customers(self) -> None:
        """Reduce ``days`` to ``customers``."""
        words = {"as_of": str(self.last_day), "recent_days": str(self.terms.recent_days)}
        self.base["customers"] = self.derive("sales/customers", words)
        self.base["shop"] = self.derive("sales/shop")

    def customers(self, columns: Sequence[str]) -> pd.DataFrame:
        """Return columns of the customer table, in the order of customers; money as floats."""
        return self._customers(columns).frame()

    def customer_columns(self, columns: Sequence[str]) -> Columns:
        """Return what :meth:`customers` does, as an array for each column."""
        return self._customers(columns).columns()

    def _customers(self, columns: Sequence[str]) -> Relation:
        chosen = ", ".join(
            f"cast({quoted(c)} as double) as {quoted(c)}" if c == "revenue" else quoted(c)
            for c in columns
        )
        return self.derive("sales/customer_columns", {"columns": chosen})

    def whole(self) -> Relation:
        """Return all customers as one part of the shop; see ``sql/sales/parts``."""
        return self.once(
            ("whole",), lambda: self.derive("sales/parts", {"part": "''", "joins": ""})
        )

    def purchases(self, parts: sales.Relation) -> Relation:
        """Return the purchases of the customers in ``parts``; see ``sql/sales/purchases``.

        They say what they hold if the terms asked for it.
        """
        held = ", units, discounted, categories, lag(categories) over history as categories_before"
        words = {
            "items": held if self.terms.needs.items else "",
            "order": "d.day, d.purchase_key" if self.terms.purchase == "order" else "d.day",
        }
        return self.derive("sales/purchases", words, parts=parts)

    def query(
        self, text: str, words: Mapping[str, str] | None = None, **inputs: sales.Relation
    ) -> Query:
        """Return one of the SQL texts with what it reads: ``inputs``, else the base tables."""
        sql = text_of(text)
        wanted = inputs_of(sql, words or {})
        base: Mapping[str, sales.Relation] = self.base
        read = {name: relation for name, relation in base.items() if name in wanted}
        return Query(sql, read | inputs, words or {})


def ordinal(day: date) -> int:
    """Return a day as the number of days since 1970."""
    return (day - EPOCH).days


def day_of(ordinal_: int) -> date:
    """Return the day with this number since 1970."""
    return EPOCH + timedelta(days=ordinal_)
