"""Parts of the sales, reduced anew: those up to an earlier day, and those of groups of lines."""

from __future__ import annotations

from collections.abc import Sequence
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
    from repurchase_cli.engines.loading import Sales

#: Customers with an order that had begun by a day, of which more came later.
_BEGUN = """union
select o.customer_id from {orders} o join {split_orders} s using (customer_id, order_id)
where o.state = 'used' and not o.is_refund and o.day > {last_day} and s.first_day <= {last_day}"""


def until(sales: Sales, day: date) -> Reduction:
    """Return the same sales as they stood on an earlier day.

    What a customer's days came to by then is what they come to now, unless a refund or the
    rest of an order came later: only the orders of such customers are netted again.
    """
    terms = replace(sales.terms, needs=replace(sales.terms.needs, items=False))
    earlier = Reduction(sales.store, sales.base, terms, sales.sources)
    span = Span(sales.span.first, min(ordinal(day), sales.span.last))
    words = {"last_day": str(span.last)}
    begun = Clause("" if sales.split is None else _BEGUN.replace("{last_day}", str(span.last)))
    changed = sales.derive("sales/changed_later", {**words, "begun": begun})
    earlier.base["orders"] = sales.view("sales/orders_until", words)
    again = Reduction(sales.store, earlier.base, terms, sales.sources)
    again.base["orders"] = earlier.derive("sales/orders_of", changed=changed)
    _net(sales, again, day, span)
    _count(sales, earlier, day, span)
    key = ", purchase_key" if terms.purchase == "order" else ""
    inputs = {"changed": changed, "again": again.base["days"]}
    earlier.base["days"] = sales.view("sales/days_then", {**words, "key": key}, **inputs)
    inputs = {"changed": changed, "again": again.base["given_back"]}
    earlier.base["given_back"] = sales.derive("sales/given_back_then", words, **inputs)
    earlier.make_customers()
    earlier.base["customers"].made()
    return earlier


def known_until(sales: Sales, day: date, since: date = EPOCH) -> Reduction:
    """Return the same sales up to an earlier day, refunds that came later taken off.

    They are those of the customers who paid, or were given back, ``since`` a day; they have no
    contacts.
    """
    if day >= sales.as_of:
        return sales
    terms = replace(sales.terms, needs=replace(sales.terms.needs, items=False))
    earlier = Reduction(sales.store, sales.base, terms, sales.sources)
    earlier.count_within(day, Span(sales.span.first, min(ordinal(day), sales.span.last)))
    words = {"since": str(ordinal(since)), "last_day": str(earlier.span.last)}
    earlier.base["days"] = sales.view("sales/days_until", words)
    earlier.base["contacts"] = sales.view("sales/no_contacts")
    earlier.make_customers()
    return earlier


def grouped(sales: Sales, fields: Sequence[str]) -> Reduction:
    """Return the sales of every group of lines apart, grouped by fields of the line.

    A customer's id is that of the group, :data:`~repurchase_cli.sales.GROUP_MARK` and the
    customer's own; a customer may stand in several groups.
    """
    by_group = Reduction(sales.store, sales.base, sales.terms, sales.sources)
    group = f", {text(GROUP_MARK)}, ".join(f"coalesce({quoted(field)}, '')" for field in fields)
    nobody = "".join(f", null::varchar as {n}" for n in CONTACTS if n in sales.kept)
    words = {"group": f"concat({group})", "contacts": nobody, **sales.counted()}
    by_group.base["lines"] = sales.view("sales/grouped_lines", words)
    lines = lines_with_items(by_group, has_items=sales.has_items())
    words = {**order_words(sales.sources), **ONE_FILE, "kept": summed(sales.kept)}
    by_group.base["orders"] = by_group.derive("sales/orders", words, lines=lines).made()
    _net(sales, by_group, sales.as_of, sales.span)
    by_group.base["customers"].made()
    return by_group


def _net(sales: Sales, reduction: Reduction, as_of: date, span: Span) -> None:
    """Reduce the orders of a part of the sales, net of its refunds."""
    _count(sales, reduction, as_of, span)
    net_refunds(reduction, has_items=sales.has_items())
    reduction.reduce()


def _count(sales: Sales, reduction: Reduction, as_of: date, span: Span) -> None:
    """Let those orders of a part of the sales count that lie within a span, each one whole."""
    reduction.count_within(as_of, span)
    if sales.split is not None:
        by_group = reduction.base["lines"] is not sales.base["lines"]
        split = whole_orders.split_orders(reduction) if by_group else sales.split
        whole_orders.join_days(reduction, split, sales.kept)
