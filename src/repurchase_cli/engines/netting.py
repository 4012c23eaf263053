"""Refunds netted against their sales: the relations ``net_orders`` and ``given_back``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.engines import whole_orders
from repurchase_cli.engines.refunds import Refund, Sale, match

if TYPE_CHECKING:
    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.engines.relations import Relation


def net_refunds(sales: Reduction, *, has_items: bool) -> tuple[str, str] | None:
    """Net the orders of ``sales``; return what to say of refunds without a sale.

    Parameters
    ----------
    has_items
        Whether lines name what was bought.
    """
    named = sales.derive("refunds/named_sales")
    words = {"has_items": str(has_items).lower()}
    exchanges = sales.derive("refunds/exchanges", words, named_sales=named)
    whole = whole_orders.whole_sales(sales, named)
    refunds = sales.derive("refunds/refunds", exchanges=exchanges, sales=whole)
    sales.base["given_back"] = refunds
    if sales.terms.refunds != "match" or not sales.derive("refunds/any").tuples():
        sales.base["net_orders"] = sales.view("refunds/plain_orders")
        return None
    if sales.derive("refunds/any_open", refunds=refunds).tuples():
        sales.base["given_back"] = refunds = _match_open_refunds(
            sales, refunds, has_items=has_items
        )
    sales.base["net_orders"] = sales.view("refunds/net_orders", refunds=refunds)
    return _unmatched_note(sales, refunds)


def _unmatched_note(sales: Reduction, refunds: Relation) -> tuple[str, str] | None:
    ((count, amount),) = sales.derive("refunds/open", refunds=refunds).tuples()
    if not count:
        return None
    return (
        f"Refunds without a sale that they fit: {count:,}, {amount:,.2f}; they lower their "
        "customers' revenue but no purchase",
        f"未找到对应销售的退款 {count:,} 笔，合计 {amount:,.2f}：计入客户金额，不影响任何一次购买",
    )


def _match_open_refunds(sales: Reduction, refunds: Relation, *, has_items: bool) -> Relation:
    """Return the refunds, with a sale for the open ones, where there is one."""
    item_lines = sales.derive("refunds/item_lines", refunds=refunds)
    refund_lines = sales.derive("refunds/refund_lines", refunds=refunds, item_lines=item_lines)
    orders = sales.derive("refunds/refundable_orders", refunds=refunds)
    lines = sales.derive(
        "refunds/refundable_lines", item_lines=item_lines, refund_lines=refund_lines
    )
    digests = (orders.digest, lines.digest, refund_lines.digest)
    places = sales.store.rows_later(
        "record bigint, sale_order_id varchar, sale_day integer",
        lambda: _places(orders, lines if has_items else None, refund_lines.made()),
        digest=sales.store.digest("places", *digests, str(has_items)) if all(digests) else "",
    )
    return sales.derive(
        "refunds/matched_refunds", refunds=refunds, refund_lines=refund_lines, places=places
    ).kept()


def _places(
    orders: Relation, lines: Relation | None, refund_lines: Relation
) -> list[tuple[object, ...]]:
    """Return the places of the sales that open refunds take from, behind their records.

    Refunds that name an item take from ``lines``, which a file without items has not; others from
    whole ``orders``.
    """
    of_items: list[Refund] = []
    of_orders: list[Refund] = []
    for (
        record,
        customer,
        item,
        price,
        moment,
        _,
        amount,
        sale_order,
        sale_day,
        is_open,
    ) in refund_lines.tuples():
        named = lines is not None and item is not None
        (of_items if named else of_orders).append(
            Refund(
                moment=moment,
                key=(customer, item, price) if named else (customer, None, None),
                amount=amount,
                record=record,
                place=None if is_open else (sale_order, sale_day),
            )
        )
    found: dict[int, tuple[str, int]] = {}
    for refunds, sold, exactly in ((of_items, lines, False), (of_orders, orders, True)):
        if refunds and sold is not None:
            found |= match(refunds, _sales(sold), exactly=exactly)
    return [(record, *place) for record, place in found.items()]


def _sales(sold: Relation) -> list[Sale]:
    """Return lines or orders that may be refunded."""
    return [
        Sale(moment, (customer, item, price), amount, (order, day))
        for customer, item, price, moment, amount, order, day in sold.tuples()
    ]
