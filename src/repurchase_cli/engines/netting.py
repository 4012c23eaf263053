"""Refunds netted against the sales that they refund: the table ``net_orders``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.engines.refunds import Refund, Sale, match

if TYPE_CHECKING:
    from repurchase_cli.engines.duckdb import Engine


def net_refunds(engine: Engine, *, policy: str, has_items: bool, as_of: int) -> None:
    """Make ``net_orders`` out of ``used``.

    Parameters
    ----------
    policy
        ``match`` takes a refund from its sale, ``by_date`` lets it lower its own day.
    has_items
        Whether lines name what was bought.
    as_of
        The last day that counts, in days since 1970.
    """
    matched = policy == "match" and bool(engine.rows("select 1 from used where is_refund limit 1"))
    if matched:
        engine.create("refunds", "refunds")
        if engine.rows("select 1 from refunds where sale_day is null limit 1"):
            _match_open_refunds(engine, has_items=has_items, as_of=as_of)
    engine.view("net_orders", "net_orders" if matched else "plain_orders")


def _match_open_refunds(engine: Engine, *, has_items: bool, as_of: int) -> None:
    """Give refunds that name no order their sale, if there is one."""
    engine.create("item_lines", "wanted_lines", as_of=as_of)
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
