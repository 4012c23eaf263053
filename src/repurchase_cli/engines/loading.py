"""Sources to :class:`Sales`: lines to orders, orders to purchases, purchases to customers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from repurchase_cli.books import Action, Intake, Joins
from repurchase_cli.engines import (
    aliases,
    clashes,
    joining,
    kept_lines,
    overlaps,
    problems,
    side_files,
    side_notes,
    whole_orders,
)
from repurchase_cli.engines.balancing import Count, balance
from repurchase_cli.engines.connected_days import settle_days
from repurchase_cli.engines.contacts import contacts_of, kept_contacts
from repurchase_cli.engines.duckdb import Engine
from repurchase_cli.engines.item_lines import named_lines, prepare_items
from repurchase_cli.engines.items import ITEMS, kept_items
from repurchase_cli.engines.kept_lines import Reading
from repurchase_cli.engines.lines import TYPES, is_read_alike
from repurchase_cli.engines.netting import net_refunds
from repurchase_cli.engines.orders import Pass
from repurchase_cli.engines.parts import PartedSales
from repurchase_cli.engines.problems import Search
from repurchase_cli.engines.reduction import Span, day_of, ordinal
from repurchase_cli.engines.relations import Relation, text_of
from repurchase_cli.engines.reversals import turn_refunds, turned_lines
from repurchase_cli.engines.totals import totals_note
from repurchase_cli.errors import BooksError
from repurchase_cli.rows import text
from repurchase_cli.sources import CONTACTS, SideFile, Source
from repurchase_cli.terms import Terms

if TYPE_CHECKING:
    import pandas as pd

#: Columns of a line that only the engine needs.
_INNER = (
    "moment_text", "amount_text", "customer_text", "item_text", "sku_text", "product_text",
    "category_text", "style_text", "season_text", "scene_text", "size_text", "color_text",
    "store_text", "channel_text", "staff_text", "refund", "label", "standing",
)  # fmt: skip
#: Unpaid orders from this share on are how a shop that takes cash on delivery leaves them.
_CASH_ON_DELIVERY = 0.9


class Sales(PartedSales):
    """The loaded sales of a run: ``lines``, ``orders``, and what they are reduced to."""

    def __init__(
        self,
        engine: Engine,
        sources: Sequence[Source],
        terms: Terms,
        notes: Sequence[tuple[str, str]] = (),
        side: Sequence[SideFile] = (),
    ) -> None:
        super().__init__(engine.store, {}, terms, tuple(sources))
        self.engine = engine
        self.side = tuple(side)
        self.joins = self._load_side_files(terms)
        self.aliases: Mapping[str, str] = aliases.joined_ids(engine.connection)
        self.terms = terms = aliases.with_aliases(terms, self.aliases, self.side)
        self.kept = kept_contacts(self.sources, self.side, terms) | kept_items(terms)
        self.kept |= aliases.kept_aliases(terms)
        read = (*sources, *(file.source for file in self.side))
        self.notes = list(dict.fromkeys((*notes, *(n for s in read for n in s.layout.notes))))
        self.split = None
        self.mended: Relation | None = None
        more = ("sku",) if any(file.kind == "inventory" for file in self.side) else ()
        self.reading = Reading(
            self.sources,
            terms,
            kept_lines.columns_of(self.sources, terms, self.kept, more),
            careful=all(is_read_alike(source.layout) for source in self.sources),
        )
        self.base["no_items"] = self.view("sales/no_items")
        self._load_orders()
        self._make_customers()

    def _load_side_files(self, terms: Terms) -> Joins:
        """Load the side files, again when contacts join customers, and return which they join."""
        self.base |= side_files.load(self.engine, self.side)
        if not terms.join_customers:
            return Joins()
        contacts = Reading(self.sources, replace(terms, aliases=True), (), careful=True)
        held = self._scanned(joining.HELD, contacts)
        joins = joining.joins_of(self.engine, self, held, self.sources, terms)
        self.base |= side_files.load(self.engine, self.side, joins.ids)
        return joins

    def _make_customers(self) -> None:
        """Make days and customers of the orders, net of refunds."""
        counted = self.base["orders"]
        self.turned = turn_refunds(self)
        if self.turned is not None:
            scanned = self.base["lines"]
            self.base["lines"] = self.view("sales/turned_lines", turned=self.turned, lines=scanned)
        if self.terms.needs.last_items:
            lines = self.base["lines"]
            self.base["named_lines"] = named_lines(self, lines, has_items=self.has_items())
        as_of, self.connected = settle_days(self)
        last_counted = min(ordinal(as_of), self.connected.last)
        self.count_within(as_of, Span(self.connected.first, last_counted))
        self._join_days()
        self.base["contacts"] = contacts_of(self, self.kept, self.side)
        if counted.is_made:  # else an earlier run has made what they are for
            self.base["contacts"].made()
            counted.without(name for name in CONTACTS if name in self.kept)
        unmatched = net_refunds(self, has_items=self.has_items())
        if unmatched is not None:
            self.notes.append(unmatched)
        self.reduce()
        self.base["customers"].kept()
        self.base["shop"].kept()
        if counted.is_made and self.terms.needs.items:
            self.base["days"].made()
            counted.without(ITEMS)
        self.intake = self._intake()

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
        """Return the problems table; see :mod:`repurchase_cli.engines.problems`."""
        codes = problems.codes(self.intake.books.booked, self.sources, actions)
        search = Search(self.last_day, self.connected, codes, limit)
        rows = (
            problems.table(self._problem_rows(search), self.sources) if codes else problems.none()
        )
        return side_files.add_problems(rows, self.engine, self.side, actions=actions, limit=limit)

    def _problem_rows(self, search: Search) -> pd.DataFrame:
        """Return the records that a search finds, with their lines."""
        lines = turned_lines(self.reading.sql(records=self.books.records), self.turned)
        repeated = self.base["repeated_orders"].source
        return problems.rows(self.engine, self.sources, lines, repeated, search)

    def lines(self) -> pd.DataFrame:
        """Return the lines that were used, as a frame: for a notebook or a check."""
        columns = self.reading.columns
        has = {*columns, *kept_lines.DERIVED} if columns else TYPES
        shown = ", ".join(name for name in TYPES if name in has and name not in _INNER)
        return self.view("sales/line_columns", {"columns": shown}).frame()

    def let_go(self) -> None:
        """Free what no table of a document reads: after this the sales answer nothing more."""
        self.base.clear()
        self.forget()
        self.split = self.turned = None
        self.store.drop_abandoned()

    def _load_orders(self) -> None:
        """Scan the files for orders; again when unpaid orders count."""
        self._read_lines(self.reading)
        if self.terms.needs.items:
            self.base["contents"] = self._contents()
            prepare_items(self)
            self.engine.refuse_unclean()
        self._take_pass()
        by_file = self.derive("sales/unpaid_orders").tuples()
        cash = [row for row in by_file if row[1] / row[2] >= _CASH_ON_DELIVERY]
        if cash:
            self.notes += [_cash_note(self.sources[file].name, n, of) for file, n, of in cash]
            cash_files = frozenset(file for file, _, _ in cash)
            self._read_lines(replace(self.reading, cash_files=cash_files))
            self._take_pass()
        totals = [i for i, s in enumerate(self.sources) if s.layout.order_totals]
        if whole_orders.repeat_totals(self, totals) and not whole_orders.reuse(self).is_habit:
            self._read_lines(replace(self.reading, total_days=self.terms.order_days))
            self._take_pass()
        if repeated := overlaps.set_repeated_aside(self, self.kept):
            self.notes.append(repeated)

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

    def _read_lines(self, reading: Reading) -> None:
        """Let ``lines`` be those of the files as they are read from now on."""
        self.reading = reading
        self.base["lines"] = reading.lines(self.engine, aliases.digest_of(self))

    def _take_pass(self) -> None:
        """Let ``orders`` be those of the one pass, and count its books."""
        run = self._pass()
        self.base["orders"] = run.orders
        rows = self.store.answer(run.orders.digest and f"{run.orders.digest} books", run.count)
        self.books = Count(
            {file: records for _, _, file, records, _ in rows},
            sum((amount for *_, amount in rows), Decimal(0)),
        )
        if not self.reading.careful and any(has_odd for _, has_odd, *_ in rows):
            self._read_lines(replace(self.reading, careful=True))
        if run.mended is not None:
            self.base["lines"] = run.mended

    def _pass(self) -> Pass:
        """Return the one pass over the files."""
        words = overlaps.order_words(self.sources)
        return Pass(self.engine, self.base, self.reading, kept=self.kept, words=words)

    def _contents(self) -> Relation:
        """Return what stands in the files by the texts that name category and item."""
        return self.derive("sales/contents")

    def _scanned(self, text: str, reading: Reading) -> str:
        """Return the SQL of the rows of a text that reads the lines of files, ``{lines}``."""
        return text.replace("{lines}", f"({reading.sql()})")

    def audit(self) -> None:
        """Check the books by a scan of their own.

        Raises
        ------
        BooksError
            When the files hold other records or other money than the pass has counted.
        """
        counted = self._scanned(text_of("sales/audit"), self.reading)
        ((records, amount),) = self.engine.rows(
            f"select sum(records), sum(amount) from ({counted})"
        )
        books = self.intake.books
        if (records, amount) != (books.records, books.amount_in):
            raise BooksError(f"the files hold {records} records with {amount}, the books {books}")

    def _identities(self) -> list[tuple[str, str]]:
        """Return what must be said of customers with several ids."""
        joins = joining.notes(self, self.sources, self.joins)
        as_they_stand = Reading(self.sources, replace(self.terms, aliases=False), (), careful=True)
        clashing = clashes.notes(
            self.engine,
            self,
            self.sources,
            lambda: self._scanned(joining.HELD, as_they_stand),
        )
        return [*aliases.notes(self, self.side), *joins, *clashing]

    def _intake(self) -> Intake:
        """Return what was read, with the books of the pass balanced."""
        booked = self.derive("sales/booked").tuples()
        books = balance(sum(self.books.records.values()), self.books.amount, booked)
        if "totals_line" in books.booked:
            totals = self.derive("sales/totals").tuples()
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
            notes=(*self.notes, *self._identities(), *side_notes.notes(side)),
            side_files=side,
        )


def _cash_note(name: str, unpaid: int, orders: int) -> tuple[str, str]:
    return (
        f"{name}: {unpaid:,} of {orders:,} orders are marked unpaid; they count as paid, since a "
        "shop that takes cash on delivery leaves its orders so",
        f"{name}：{orders:,} 笔订单中有 {unpaid:,} 笔标为未付款：视为货到付款，按已付款计算",
    )
