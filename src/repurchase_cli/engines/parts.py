"""Parts of the sales, reduced anew: those up to an earlier day, and those of groups of lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from repurchase_cli.engines import whole_orders
from repurchase_cli.engines.item_lines import lines_with_items
from repurchase_cli.engines.items import summed
from repurchase_cli.engines.netting import net_refunds
from repurchase_cli.engines.overlaps import ONE_FILE, order_words
from repurchase_cli.engines.reduction import EPOCH, Reduction, Span, ordinal
from repurchase_cli.rows import quoted, text
from repurchase_cli.sales import GROUP_MARK, Clause
from repurchase_cli.sources import CONTACTS

if TYPE_CHECKING:
    from repurchase_cli.engines.relations import Relation

#: Customers with an order that had begun by a day, of which more came later.
_BEGUN = """union
select o.customer_id from {orders} o join {split_orders} s using (customer_id, order_id)
where o.state = 'used' and not o.is_refund and o.day > {last_day} and s.first_day <= {last_day}"""


class PartedSales(Reduction):
    """Sales of which parts can be reduced anew.

    ``kept`` is what orders keep of their lines, and how it is summed up; ``split`` are the orders
    that stand on several days, where there are any.
    """

    kept: Mapping[str, str]
    split: Relation | None

    def until(self, day: date) -> Reduction:
        """Return the same sales as they stood on an earlier day.

        What a customer's days came to by then is what they come to now, unless a refund or the
        rest of an order came later: only the orders of such customers are netted again.
        """
        terms = replace(self.terms, needs=replace(self.terms.needs, items=False))
        earlier = Reduction(self.store, self.base, terms, self.sources)
        span = Span(self.span.first, min(ordinal(day), self.span.last))
        words = {"last_day": str(span.last)}
        begun = Clause("" if self.split is None else _BEGUN.replace("{last_day}", str(span.last)))
        changed = self.derive("sales/changed_later", {**words, "begun": begun})
        earlier.base["orders"] = self.view("sales/orders_until", words)
        again = Reduction(self.store, earlier.base, terms, self.sources)
        again.base["orders"] = earlier.derive("sales/orders_of", changed=changed)
        self._net(again, day, span)
        self._count(earlier, day, span)
        key = ", purchase_key" if terms.purchase == "order" else ""
        inputs = {"changed": changed, "again": again.base["days"]}
        earlier.base["days"] = self.view("sales/days_then", {**words, "key": key}, **inputs)
        inputs = {"changed": changed, "again": again.base["given_back"]}
        earlier.base["given_back"] = self.derive("sales/given_back_then", words, **inputs)
        earlier.make_customers()
        earlier.base["customers"].made()
        return earlier

    def known_until(self, day: date, since: date = EPOCH) -> Reduction:
        """Return the same sales up to an earlier day, refunds that came later taken off.

        They are those of the customers who paid, or were given back, ``since`` a day; they have no
        contacts.
        """
        if day >= self.as_of:
            return self
        terms = replace(self.terms, needs=replace(self.terms.needs, items=False))
        earlier = Reduction(self.store, self.base, terms, self.sources)
        earlier.count_within(day, Span(self.span.first, min(ordinal(day), self.span.last)))
        words = {"since": str(ordinal(since)), "last_day": str(earlier.span.last)}
        earlier.base["days"] = self.view("sales/days_until", words)
        earlier.base["contacts"] = self.view("sales/no_contacts")
        earlier.make_customers()
        return earlier

    def grouped(self, fields: Sequence[str]) -> Reduction:
        """Return the sales of every group of lines apart, grouped by fields of the line.

        A customer's id is that of the group, :data:`~repurchase_cli.sales.GROUP_MARK` and the
        customer's own; a customer may stand in several groups.
        """
        by_group = Reduction(self.store, self.base, self.terms, self.sources)
        group = f", {text(GROUP_MARK)}, ".join(f"coalesce({quoted(field)}, '')" for field in fields)
        nobody = "".join(f", null::varchar as {n}" for n in CONTACTS if n in self.kept)
        words = {"group": f"concat({group})", "contacts": nobody, **self.counted()}
        by_group.base["lines"] = self.view("sales/grouped_lines", words)
        lines = lines_with_items(by_group, has_items=self.has_items())
        words = {**order_words(self.sources), **ONE_FILE, "kept": summed(self.kept)}
        by_group.base["orders"] = by_group.derive("sales/orders", words, lines=lines).made()
        self._net(by_group, self.as_of, self.span)
        by_group.base["customers"].made()
        return by_group

    def _net(self, reduction: Reduction, as_of: date, span: Span) -> None:
        """Reduce the orders of a part of the sales, net of its refunds."""
        self._count(reduction, as_of, span)
        net_refunds(reduction, has_items=self.has_items())
        reduction.reduce()

    def _count(self, reduction: Reduction, as_of: date, span: Span) -> None:
        """Let those orders of a part of the sales count that lie within a span, each one whole."""
        reduction.count_within(as_of, span)
        if self.split is not None:
            by_group = reduction.base["lines"] is not self.base["lines"]
            split = whole_orders.split_orders(reduction) if by_group else self.split
            whole_orders.join_days(reduction, split, self.kept)

    def has_items(self) -> bool:
        """Whether any file names what was bought."""
        return any(source.layout.has_items for source in self.sources)
