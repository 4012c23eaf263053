"""The shelf of a shop beside its sales, and the customers whom its slow items suit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli.analysis import matching, stock
from repurchase_cli.shop.feedback import pieces_of
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Reduction, Sales
    from repurchase_cli.shop.goods import Goods

#: Fields by which items suit customers.
_FIELDS = ("style", "category", "size")
#: So many slow items are told of at most, those that hold most money first.
_MOST_ITEMS = 1000


def has_inventory(sales: Sales) -> bool:
    """Whether an inventory was given."""
    return any(side.file.kind == "inventory" for side in sales.intake.side_files)


def shelf_of(sales: Reduction, goods: Goods, settings: Settings) -> pd.DataFrame:
    """Return the items of the inventory with their state; see :func:`analysis.stock.shelf`."""
    as_of = number(sales.as_of)
    words = {
        "variant": goods.variant,
        "as_of": str(as_of),
    }
    sold = sales.derive("products/sold_units", words)
    inputs = {"sold_units": sold, "variants": goods.variants}
    sizes = sales.derive("products/stock_sizes", **inputs).frame()
    own = settings.stock
    limits = stock.Limits(
        own.new_days, own.dead_days, own.slow_days, own.low_days, own.broken_share
    )
    frame = stock.shelf(sizes, as_of, limits)
    frame["asked"] = _asked(sales, goods).reindex(frame.index).fillna(0).astype("int64")
    return frame


def _asked(sales: Reduction, goods: Goods) -> pd.Series[int]:
    """Return how many visits of the feedback file ended without the item that they name."""
    pieces = pieces_of(sales)
    asked = sales.derive("products/asked_for", pieces=pieces, variants=goods.variants)
    return asked.frame().set_index("sku")["asked"]


def running_low(shelf: pd.DataFrame) -> pd.DataFrame:
    """Return what sells and is short, or was asked for and is gone: what sold most lately first."""
    short = shelf["state"].isin(("low", "sold_out")) & (shelf["units_30d"] > 0)
    wanted = (shelf["asked"] > 0) & (shelf["on_hand"] <= 0)
    rows = shelf[short | wanted].reset_index()
    order = rows.sort_values(["units_30d", "asked", "sku"], ascending=[False, False, True])
    return order.set_index("sku")


def slow_items(shelf: pd.DataFrame) -> pd.DataFrame:
    """Return the slow items, those that hold most money first."""
    slow = shelf[shelf["state"].isin(stock.SLOW)]
    money = slow["on_hand"] * slow["list_price"].fillna(1.0)
    order = slow.assign(money=money).reset_index()
    order = order.sort_values(["money", "sku"], ascending=[False, True])
    return order.head(_MOST_ITEMS).set_index("sku")


def matches_of(
    sales: Reduction, goods: Goods, slow: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Return who suits the slow items: ``sku, customer`` (its row), ``score`` and its parts."""
    inputs = {"item_lines": goods.item_lines, "variants": goods.variants}
    frames = {
        field: sales.derive("products/tastes", {"field": field}, **inputs).frame()
        for field in _FIELDS
    }
    prices = sales.derive("products/piece_prices", item_lines=goods.item_lines).frame()
    price = np.full(len(sales.base["customers"]), np.nan)
    price[prices["customer"]] = prices["price"].where(prices["price"] > 0)
    held = sales.hold(pd.DataFrame({"sku": slow.index.astype(object)}))
    buyers = sales.derive("products/buyers", slow=held, **inputs).frame()
    bought = {str(sku): part["customer"].to_numpy() for sku, part in buyers.groupby("sku")}
    own = settings.stock
    items = (_item(sku, row, own.discount, own.per_unit) for sku, row in slow.iterrows())
    found = matching.matches(items, matching.tastes(frames, price), bought, own.per_customer)
    return pd.DataFrame(found, columns=matching.Match._fields)


def _item(sku: object, row: pd.Series[float], discount: float, per_unit: int) -> matching.Item:
    """Return a slow item as customers are offered it."""
    sizes = tuple(size for size in str(row["sizes_left"]).split(", ") if size)
    price = float(row["list_price"]) * (1 - discount / 100)
    texts = (None if pd.isna(row[name]) else str(row[name]) for name in ("style", "category"))
    style, category = texts
    return matching.Item(str(sku), style, category, price, sizes, int(row["on_hand"]) * per_unit)
