"""Refunds netted against the sales that they refund: the table ``net_orders``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.engines.refunds import Refund, Sale, match

if TYPE_CHECKING:
    from repurchase_cli.engines.duckdb import Engine


def net_refunds(engine: Engine, *, policy: str, has_items: bool) -> tuple[str, str] | None:
    """Make ``net_orders`` out of ``used``; return what to say of refunds without a sale.

    Parameters
    ----------
    policy
        ``match`` takes a refund from its sale, ``by_date`` lets it lower its own day.
    has_items
        Whether lines name what was bought.
    """
    matched = policy == "match" and bool(engine.rows("select 1 from used where is_refund limit 1"))
    if matched:
        engine.create("refunds", "refunds")
        if engine.rows("select 1 from refunds where sale_day is null limit 1"):
            _match_open_refunds(engine, has_items=has_items)
    engine.view("net_orders", "net_orders" if matched else "plain_orders")
    return _unmatched_note(engine) if matched else None


def _unmatched_note(engine: Engine) -> tuple[str, str] | None:
    count, amount = engine.rows("select count(*), sum(amount) from refunds where sale_day is null")[
        0
    ]
    if not count:
        return None
    return (
        f"Refunds without a sale that they fit: {count:,}, {amount:,.2f}; they lower their "
        "customers' revenue but no purchase",
        f"未找到对应销售的退款 {count:,} 笔，合计 {amount:,.2f}：计入客户金额，不影响任何一次购买",
    )


def _match_open_refunds(engine: Engine, *, has_items: bool) -> None:
    """Give refunds that name no order their sale, if there is one."""
    engine.create("item_lines", "wanted_lines")
    engine.create("refund_lines", "refund_lines")
    lines = engine.rows("select * from refund_lines")
    candidates = engine.rows(engine.text("refundable_lines" if has_items else "refundable_orders"))
    sales = [
        Sale(moment, (customer, item, price), amount, (order, day))
        for customer, item, price, moment, amount, order, day in candidates
    ]
    refunds = [
        Refund(
            moment=moment,
            key=(customer, item, price) if has_items else (customer, None, None),
            amount=amount,
            record=record,
            place=None if sale_day is None else (sale_order, sale_day),
        )
        for record, customer, item, price, moment, _, amount, sale_order, sale_day in lines
    ]
    places = match(refunds, sales, exactly=not has_items)
    engine.fill(
        "places (record bigint, sale_order_id varchar, sale_day integer)",
        [(record, *place) for record, place in places.items()],
    )
    engine.create("refunds", "matched_refunds")
