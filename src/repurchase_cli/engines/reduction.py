"""Orders to purchases, purchases to customers: what a run, or a part of one, comes to.

Every reduction has a schema of its own on the same database. What it does not make itself, such as
the lines of the files, it finds in that of the whole run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.engines.duckdb import Engine, EngineRows
from repurchase_cli.engines.items import ITEMS, summed
from repurchase_cli.engines.netting import net_refunds
from repurchase_cli.rows import quoted, text

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.sales import Terms

EPOCH = date(1970, 1, 1)
_NOT_REPEATED = """(file, coalesce(customer_id, ''), coalesce(order_id, ''), day) not in (
    select (file, customer_id, order_id, day) from main.repeated_orders
)"""


class Span(NamedTuple):
    """A first and a last day, both counted in, as numbers since 1970."""

    first: int
    last: int


class Reduction:
    """Orders, reduced to ``net_orders``, ``days`` (customer × day) and ``customers``.

    See the texts in ``sql/`` for their columns.
    """

    def __init__(self, engine: Engine, terms: Terms, as_of: date, span: Span) -> None:
        self.engine = engine
        self.terms = terms
        self.as_of = as_of
        self.span = span  # ends before the as-of date when isolated dates lie up to it

    @property
    def last_day(self) -> int:
        """The as-of date as the number of days since 1970."""
        return ordinal(self.as_of)

    def net(self, *, has_items: bool) -> tuple[str, str] | None:
        """Net the orders that count; return what to say of refunds without a sale."""
        self.engine.view("used", "used")
        self.engine.view("used_lines", "used_lines", self.counted())
        return net_refunds(self.engine, policy=self.terms.refunds, has_items=has_items)

    def counted(self) -> dict[str, str]:
        """Return, for the texts over lines, which of them count: within the span, and only once."""
        repeated = self.engine.rows("select 1 from main.repeated_orders limit 1")
        return {
            "first_day": str(self.span.first),
            "last_day": str(self.span.last),
            "once": _NOT_REPEATED if repeated else "true",
        }

    def reduce(self) -> None:
        """Make ``days`` and ``customers``; contacts must be there."""
        words = {
            "key": ", order_id as purchase_key" if self.terms.purchase == "order" else "",
            "positive": ">= 0" if self.terms.count_zero_purchases else "> 0",
            "items": summed(ITEMS) if self.terms.items else "",
        }
        self.engine.create("days", "days", words)
        if self.terms.items:
            self.engine.drop("orders", ITEMS)
            self.engine.view("used", "used")
        self.engine.create(
            "customers", "customers", as_of=self.last_day, recent_days=self.terms.recent_days
        )

    def forget(self) -> None:
        """Free what was made for an earlier day or for groups; not for the whole run."""
        self.engine.forget()

    def customers(self, columns: Sequence[str]) -> pd.DataFrame:
        """Return columns of the customer table, in the order of customers; money as floats."""
        chosen = ", ".join(
            f"cast({quoted(c)} as double) as {quoted(c)}" if c == "revenue" else quoted(c)
            for c in columns
        )
        return EngineRows(self.engine, f"select {chosen} from customers order by row").frame()

    def label(self, labels: pd.DataFrame) -> None:
        """Keep whole-number labels of the customers, one row each, in the order of customers."""
        self.engine.connection.register("labels_", labels)
        self.engine.connection.execute(
            "create or replace table labels as"
            " select cast(row_number() over () - 1 as integer) as row, * from labels_"
        )
        self.engine.connection.unregister("labels_")

    def labelled(self, expressions: Mapping[str, str], customer: str | None = None) -> EngineRows:
        """Return the customer table: each column by its SQL over customers and their labels.

        With ``customer``, the row of that customer alone.
        """
        columns = ", ".join(f"{sql} as {quoted(name)}" for name, sql in expressions.items())
        only = "" if customer is None else f"where customer_id = {text(customer)}"
        return EngineRows(
            self.engine,
            f"select {columns} from customers join labels using (row) {only} order by row",
        )

    def make(self, table: str, name: str, words: Mapping[str, str] | None = None) -> None:
        """Make a table of one of the engine's SQL texts, ``words`` filling its braces."""
        self.engine.create(table, name, words)

    def make_purchases(self) -> None:
        """Make ``purchases``; with items, what each holds, and the categories of the one before."""
        held = ", units, discounted, categories, lag(categories) over history as categories_before"
        words = {
            "items": held if self.terms.items else "",
            "order": "d.day, d.purchase_key" if self.terms.purchase == "order" else "d.day",
        }
        self.engine.create("purchases", "purchases", words)

    def keep(self, table: str, frame: pd.DataFrame) -> None:
        """Keep a frame as a table that the SQL texts can name."""
        self.engine.connection.register("frame_", frame)
        self.engine.connection.execute(f"create or replace table {table} as from frame_")
        self.engine.connection.unregister("frame_")

    def ask(self, name: str, words: Mapping[str, str] | None = None) -> pd.DataFrame:
        """Return the answer of one of the engine's SQL texts, ``words`` filling its braces."""
        return EngineRows(self.engine, self.engine.text(name, words)).frame()

    def rows(self, name: str, words: Mapping[str, str] | None = None) -> EngineRows:
        """Return the answer of one of the engine's SQL texts as rows that stay in the engine."""
        return EngineRows(self.engine, self.engine.text(name, words))


def ordinal(day: date) -> int:
    """Return a day as the number of days since 1970."""
    return (day - EPOCH).days


def day_of(ordinal_: int) -> date:
    """Return the day with this number since 1970."""
    return EPOCH + timedelta(days=ordinal_)
