"""What purchases hold: units, whether anything was on discount, and which categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repurchase_cli.engines.duckdb import Engine


def make_item_days(engine: Engine, *, by_order: bool) -> None:
    """Make ``categories`` and ``item_days`` out of the lines that count.

    A type of the categories' names gives each its bit, which is far cheaper than to look it up in a
    table line by line.
    """
    engine.create("categories", "categories")
    engine.connection.execute("drop type if exists category_names")
    engine.connection.execute("create type category_names as enum (select name from categories)")
    engine.create("no_items", "no_items")
    engine.create("item_days", "item_days", {"key": "coalesce(order_id, '')" if by_order else "''"})
