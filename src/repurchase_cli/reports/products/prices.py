"""What sets of goods cost, and what margin they leave where costs are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli.shop.fields import fields_of
from repurchase_cli.shop.margin import costs_are_by_piece

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope


def good_sums(scope: Scope) -> pd.DataFrame:
    """Return what was sold of every good, indexed by its number; see ``products/good_sums``."""
    sales, lines = scope.sales, scope.goods.item_lines
    by_piece = False
    if "cost" in fields_of(sales):
        costed = sales.derive("products/costed_lines", item_lines=lines)
        by_piece = costs_are_by_piece(
            sales.derive("shop/margin", used_lines=costed).frame().set_index("several")
        )
    words = {"cost": "l.cost * l.units" if by_piece else "l.cost"}
    inputs = {"item_lines": lines, "good_variants": scope.of_level.variants}
    return sales.derive("products/good_sums", words, **inputs).frame().set_index("good")


def price_and_margin(scope: Scope, goods: pd.DataFrame) -> pd.DataFrame:
    """Return the price of sets, and the share of it that is margin; a row of goods is a set.

    Either is missing where that of a good is.
    """
    sums = good_sums(scope).reindex(columns=["price", "cost"]).astype(float)
    price, cost = (
        np.sum([sums[name].reindex(goods[good]).to_numpy() for good in goods], axis=0)
        for name in ("price", "cost")
    )
    return pd.DataFrame({"price": price, "margin": 1 - cost / price}, index=goods.index)
