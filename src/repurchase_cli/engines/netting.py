"""Refunds netted against their sales: the relations ``net_orders`` and ``given_back``."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    exchanges = sales.derive("refunds/exchanges", {"has_items": str(has_items).lower()})
    refunds = sales.derive("refunds/refunds", exchanges=exchanges)
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
    candidates = (
        sales.derive("refunds/refundable_lines", item_lines=item_lines, refund_lines=refund_lines)
        if has_items
        else sales.derive("refunds/refundable_orders", refunds=refunds)
    )
    digests = (candidates.digest, refund_lines.digest)
    places = sales.store.rows_later(
        "record bigint, sale_order_id varchar, sale_day integer",
        lambda: _places(candidates, refund_lines.made(), has_items=has_items),
        digest=sales.store.digest("places", *digests) if all(digests) else "",
    )
    return sales.derive(
        "refunds/matched_refunds", refunds=refunds, refund_lines=refund_lines, places=places
    ).kept()


def _places(
    candidates: Relation, refund_lines: Relation, *, has_items: bool
) -> list[tuple[object, ...]]:
    """Return the places of the sales that open refunds take from, behind their records."""
    sold = [
        Sale(moment, (customer, item, price), amount, (order, day))
        for customer, item, price, moment, amount, order, day in candidates.tuples()
    ]
    given_back = [
        Refund(
            moment=moment,
            key=(customer, item, price) if has_items else (customer, None, None),
            amount=amount,
            record=record,
            place=None if is_open else (sale_order, sale_day),
        )
        for record, customer, item, price, moment, _, amount, sale_order, sale_day, is_open in (
            refund_lines.tuples() if sold else ()
        )
    ]
    return [(r, *place) for r, place in match(given_back, sold, exactly=not has_items).items()]
