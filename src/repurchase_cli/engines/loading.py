"""Sources to :class:`Sales`: lines to orders, orders to purchases, purchases to customers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from repurchase_cli.engines import (
    aliases,
    odd_rows,
    problems,
    side_files,
    side_notes,
    states,
    whole_orders,
)
from repurchase_cli.engines.balancing import Count, balance
from repurchase_cli.engines.connected_days import YEAR, connected_days
from repurchase_cli.engines.contacts import contacts_of, kept_contacts
from repurchase_cli.engines.duckdb import Engine
from repurchase_cli.engines.item_lines import lines_with_items, prepare_items
from repurchase_cli.engines.items import ITEMS, kept_items, summed
from repurchase_cli.engines.lines import TYPES, lines_sql
from repurchase_cli.engines.netting import net_refunds
from repurchase_cli.engines.reduction import Reduction, Span, day_of, ordinal
from repurchase_cli.engines.relations import Query
from repurchase_cli.engines.reversals import turn_refunds, turned_lines
from repurchase_cli.engines.totals import totals_note
from repurchase_cli.errors import BooksError, TooLittleDataError
from repurchase_cli.rows import quoted, text
from repurchase_cli.sales import (
    CONTACTS,
    GROUP_MARK,
    Action,
    Intake,
    SideFile,
    Source,
    Terms,
)

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.engines.relations import Relation

#: Columns of a line that only the engine needs.
_INNER = (
    "moment_text", "amount_text", "customer_text", "item_text", "category_text", "size_text",
    "store_text", "refund", "label", "standing",
)  # fmt: skip
#: Orders of one file, or of all files together, are not kept apart by file.
_ONE_FILE = {"file": "cast(0 as utinyint)", "signature": "cast(0 as utinyint)"}
#: What the engine makes of the files under a name of its own, and changes until all are read.
_TABLES = ("lines", "contents", "orders", "odd_orders", "repeated_orders")
#: Unpaid orders from this share on are how a shop that takes cash on delivery leaves them.
_CASH_ON_DELIVERY = 0.9


class Sales(Reduction):
    """The loaded sales of a run: ``lines``, ``orders``, and what they are reduced to."""

    def __init__(
        self,
        engine: Engine,
        sources: Sequence[Source],
        terms: Terms,
        notes: Sequence[tuple[str, str]] = (),
        side: Sequence[SideFile] = (),
    ) -> None:
        super().__init__(engine.store, {name: engine.store.table(name) for name in _TABLES}, terms)
        self.engine = engine
        self.sources = tuple(sources)
        self.side = tuple(side)
        self.base |= side_files.load(engine, self.side)
        self.aliases: Mapping[str, str] = aliases.joined_ids(engine.connection)
        self.terms = terms = aliases.with_aliases(terms, self.aliases, self.side)
        self.kept = kept_contacts(self.sources, self.side, terms) | kept_items(terms)
        self.kept |= aliases.kept_aliases(terms)
        self.notes = list(dict.fromkeys((*notes, *(n for s in sources for n in s.layout.notes))))
        self.cash_files: frozenset[int] = frozenset()
        self.total_days = 0
        self.split: Relation | None = None
        self.careful = all(s.layout.careful == s.layout.expressions for s in self.sources)
        self.base["no_items"] = self.view("sales/no_items")
        self._load_orders()
        self.turned = turn_refunds(self)
        if self.turned is not None:
            scanned = self.base["lines"]
            self.base["lines"] = self.view("sales/turned_lines", turned=self.turned, lines=scanned)
        as_of = self._settle_as_of()
        last_counted = min(ordinal(as_of), self.connected.last)
        self.count_within(as_of, Span(self.connected.first, last_counted))
        self._join_days()
        self.base["contacts"] = contacts_of(self, self.kept, self.side)
        engine.drop("orders", [name for name in CONTACTS if name in self.kept])
        unmatched = net_refunds(self, has_items=self._has_items())
        if unmatched is not None:
            self.notes.append(unmatched)
        self.reduce()
        engine.drop("orders", ITEMS if terms.needs.items else ())
        self.intake = self._intake()

    def until(self, day: date) -> Reduction:
        """Return the same sales as they stood on an earlier day."""
        earlier = Reduction(
            self.store, self.base, replace(self.terms, needs=replace(self.terms.needs, items=False))
        )
        span = Span(self.span.first, min(ordinal(day), self.span.last))
        words = {"last_day": str(span.last)}
        earlier.base["orders"] = self.view("sales/orders_until", words)
        return self._reduced(earlier, day, span)

    def known_until(self, day: date) -> Reduction:
        """Return the same sales up to an earlier day, refunds that came later taken off."""
        if day >= self.as_of:
            return self
        earlier = Reduction(
            self.store, self.base, replace(self.terms, needs=replace(self.terms.needs, items=False))
        )
        earlier.count_within(day, Span(self.span.first, min(ordinal(day), self.span.last)))
        earlier.base["days"] = self.view("sales/days_until", {"last_day": str(earlier.span.last)})
        earlier.make_customers()
        return earlier

    def grouped(self, fields: Sequence[str]) -> Reduction:
        """Return the sales of every group of lines apart, grouped by fields of the line.

        A customer's id is that of the group, :data:`~repurchase_cli.sales.GROUP_MARK` and the
        customer's own; a customer may stand in several groups.
        """
        by_group = Reduction(self.store, self.base, self.terms)
        group = f", {text(GROUP_MARK)}, ".join(f"coalesce({quoted(field)}, '')" for field in fields)
        words = {"group": f"concat({group})", **self.counted()}
        by_group.base["lines"] = self.view("sales/grouped_lines", words)
        by_group.base["orders"] = self.store.derive(self.orders_of(by_group, _ONE_FILE)).made()
        return self._reduced(by_group, self.as_of, self.span)

    def _reduced(self, reduction: Reduction, as_of: date, span: Span) -> Reduction:
        reduction.count_within(as_of, span)
        if self.split is not None:
            grouped = reduction.base["lines"] is not self.base["lines"]
            split = whole_orders.split_orders(reduction) if grouped else self.split
            whole_orders.join_days(reduction, split, self.kept)
        net_refunds(reduction, has_items=self._has_items())
        reduction.reduce()
        return reduction

    def purchases_of(self, customer: str) -> pd.DataFrame:
        """Return the purchases of one customer: day, amount, days since the one before."""
        return self.derive("sales/purchases_of", {"customer": text(customer)}).frame()

    def member(self, customer: str) -> pd.DataFrame:
        """Return the row of the customers file that is about one customer, if there is one."""
        return self.derive("side/member", {"customer": text(customer)}).frame()

    def contacts(self) -> tuple[str, ...]:
        """Return the contact columns that the files have."""
        members = [file.source for file in self.side if file.kind == "customers"]
        has = {field for source in (*self.sources, *members) for field in source.layout.columns}
        return tuple(field for field in CONTACTS if field in has)

    def problems(self, *, actions: Collection[Action], limit: int | None = None) -> pd.DataFrame:
        """Return the problems table; see :func:`repurchase_cli.engines.problems.find`."""
        found = problems.find(
            self.engine,
            self.sources,
            turned_lines(
                lines_sql(
                    self.sources,
                    self.terms,
                    cash_files=self.cash_files,
                    total_days=self.total_days,
                    careful=self.careful,
                    numbered=True,
                ),
                self.turned,
            ),
            last_day=self.last_day,
            connected=self.connected,
            actions=actions,
            limit=limit,
        )
        return side_files.add_problems(found, self.engine, self.side, actions=actions, limit=limit)

    def lines(self) -> pd.DataFrame:
        """Return the lines that were used, as a frame: for a notebook or a check."""
        shown = ", ".join(name for name in TYPES if name not in _INNER)
        return self.derive("sales/line_columns", {"columns": shown}).frame()

    def _load_orders(self) -> None:
        """Scan the files for the books and for orders; again when unpaid orders count."""
        self._view_lines()
        if self.terms.needs.items:
            self.engine.create("contents", self.query("sales/contents"))
            self.engine.refuse_unclean()
            prepare_items(self)
        self._scan_orders()
        by_file = self.engine.rows(
            "select file, count(*) filter (state = 'unpaid'), count(*)"
            " from orders where not is_refund group by file order by file"
        )
        cash = [row for row in by_file if row[1] / row[2] >= _CASH_ON_DELIVERY]
        if cash:
            self.cash_files = frozenset(file for file, _, _ in cash)
            self.notes += [_cash_note(self.sources[file].name, n, of) for file, n, of in cash]
            self._view_lines()
            self._scan_orders()
        totals = [i for i, s in enumerate(self.sources) if s.layout.order_totals]
        if whole_orders.repeat_totals(self, totals) and not whole_orders.reuse(self).is_habit:
            self.total_days = self.terms.order_days
            self._view_lines()
            self._scan_orders()
        self._set_repeated_aside()

    def _join_days(self) -> None:
        """Let an order that stands on several days be one, where ids tell orders apart."""
        has_ids = any("order_id" in source.layout.columns for source in self.sources)
        if not has_ids or not self.terms.order_days:
            return
        split = whole_orders.split_orders(self)
        if not len(split):
            return
        reuse = whole_orders.reuse(self)
        if reuse.is_habit:
            self.notes.append(whole_orders.habit_note(reuse, self.terms.order_days))
            return
        self.split = split
        if whole := whole_orders.join_days(self, split, self.kept):
            self.notes.append(whole_orders.whole_note(whole))

    def _view_lines(self) -> None:
        query = lines_sql(
            self.sources,
            self.terms,
            cash_files=self.cash_files,
            total_days=self.total_days,
            careful=self.careful,
        )
        self.engine.connection.execute(f"create or replace view lines as {query}")

    def orders_of(self, sales: Reduction, words: Mapping[str, str] | None = None) -> Query:
        """Return the query of the orders of the lines of some sales."""
        lines = lines_with_items(sales, has_items=self._has_items())
        words = {**(words or self._order_words()), "kept": summed(self.kept)}
        return sales.query("sales/orders", words, lines=lines)

    def _scan_orders(self) -> None:
        """Make ``orders`` of all lines, of those that are not as in the sample with care."""
        self.engine.create("orders", self.orders_of(self))
        self.engine.refuse_unclean()
        self.books = self._count()
        if self.careful:
            return
        if odd_rows.are_many(self):
            self._read_with_care()
            odd_rows.refuse_mixed(self.engine, self.sources[0], "lines")
            self._scan_orders()
        elif odd_rows.mend(self):
            self._read_with_care()
            records, self.books = sum(self.books.records.values()), self._count()
            if records != sum(self.books.records.values()):
                raise BooksError(f"{records} records, with those read with care {self.books}")

    def _count(self) -> Count:
        """Return the records and the money that the pass has counted."""
        rows = self.engine.rows("select file, sum(n_lines), sum(amount) from orders group by file")
        return Count(
            {file: int(records) for file, records, _ in rows},
            sum((amount for _, _, amount in rows), Decimal(0)),
        )

    def audit(self) -> None:
        """Check the books by a scan of their own.

        Raises
        ------
        BooksError
            When the files hold other records or other money than the pass has counted.
        """
        ((records, amount),) = self.derive("sales/audit").tuples()
        books = self.intake.books
        if (records, amount) != (books.records, books.amount_in):
            raise BooksError(f"the files hold {records} records with {amount}, the books {books}")

    def _read_with_care(self) -> None:
        """Let all that is read from now on be read however it is written."""
        self.careful = True
        self.engine.require(" ".join(q for s in self.sources for q in s.layout.careful.values()))
        self._view_lines()

    def _may_overlap(self) -> bool:
        """Whether an order may stand in two of the files."""
        with_ids = [s for s in self.sources if "order_id" in s.layout.columns]
        return len(with_ids) > 1

    def _order_words(self) -> dict[str, str]:
        """Return how orders are kept apart by file, where one may stand in two of them."""
        if len(self.sources) == 1:
            return _ONE_FILE
        item = "hash(coalesce(sku, product, ''), coalesce(quantity, 0))"
        return {"file": "file", "signature": f"sum(cast({item} % 1000000007 as bigint))"}

    def _set_repeated_aside(self) -> None:
        """Let an order that stands in two exports of the same sales count once."""
        overlap = self._may_overlap()
        layouts = [source.layout for source in self.sources]
        unlike = len({layout.headers for layout in layouts}) > 1
        by_amount = unlike or all(layout.order_totals for layout in layouts)
        words = {"by_amount": str(by_amount).lower()}
        repeats = (
            self.query("sales/repeated_orders", words)
            if overlap
            else self.query("sales/no_repeated_orders")
        )
        self.engine.create("repeated_orders", repeats)
        if len(self.sources) == 1:
            return
        repeated = len(self.base["repeated_orders"])
        if repeated:
            self.engine.connection.execute(self.query("sales/set_repeated_aside").sql)
            self.notes.append(
                (
                    f"{repeated:,} orders stand in more than one file; each counts once, as in the "
                    "latest export",
                    f"{repeated:,} 笔订单在多个文件中重复，各只计一次，以最新导出为准",
                )
            )
        self.engine.create("orders", self.query("sales/kept_orders", {"kept": summed(self.kept)}))

    def _settle_as_of(self) -> date:
        """Set isolated dates and what lies after the as-of date aside; return that date."""
        counted = "state in ('used', 'no_customer')"
        count = "select day, sum(n_lines) from orders where {} group by day order by day"
        days = self.engine.rows(count.format(counted)) or self.engine.rows(
            count.format("day is not null")
        )
        if not days:
            raise TooLittleDataError(
                "no line of these files has a date that can be read",
                hint="look at the column that holds it, and name it: --map order_time=HEADER",
            )
        first, last = connected_days(days)
        as_of = self.terms.as_of or day_of(last)
        self.connected = Span(first - YEAR, last + YEAR)
        within = f"between {self.connected.first} and {self.connected.last}"
        self._set_aside("isolated_date", f"not {within}")
        self._set_aside("after_as_of", f"> {ordinal(as_of)}")
        return as_of

    def _set_aside(self, state: str, days: str) -> None:
        """Give lines of these days another state, unless they were rejected or sum up others."""
        final = ", ".join(map(text, (*states.lasting(), "isolated_date")))
        self.engine.connection.execute(
            f"update orders set state = '{state}' where day {days} and state not in ({final})"
        )

    def _has_items(self) -> bool:
        return any(source.layout.has_items for source in self.sources)

    def _intake(self) -> Intake:
        """Return what was read, with the books of the pass balanced."""
        booked = self.engine.rows(
            "select state, sum(n_lines), sum(amount) from orders group by state"
        )
        books = balance(sum(self.books.records.values()), self.books.amount, booked)
        if "totals_line" in books.booked:
            totals = self.engine.rows("select amount from lines where state = 'totals_line'")
            self.notes.append(totals_note([amount or Decimal(0) for (amount,) in totals], books))
        ((first, last),) = self.derive("sales/days_of_sales").tuples()
        ((customers, purchases),) = self.derive("sales/counts").tuples()
        side = side_files.books(self, self.side)
        return Intake(
            sources=self.sources,
            records_by_file={
                s.name: self.books.records.get(i, 0) for i, s in enumerate(self.sources)
            },
            books=books,
            first=None if first is None else day_of(first),
            last=None if last is None else day_of(last),
            customers=customers,
            purchases=int(purchases),
            notes=(*self.notes, *aliases.notes(self), *side_notes.notes(side)),
            side_files=side,
        )


def _cash_note(name: str, unpaid: int, orders: int) -> tuple[str, str]:
    return (
        f"{name}: {unpaid:,} of {orders:,} orders are marked unpaid; they count as paid, since a "
        "shop that takes cash on delivery leaves its orders so",
        f"{name}：{orders:,} 笔订单中有 {unpaid:,} 笔标为未付款：视为货到付款，按已付款计算",
    )
