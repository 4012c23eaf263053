"""What sets of goods cost, and what margin they leave where costs are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope


def price_and_margin(scope: Scope, goods: pd.DataFrame) -> pd.DataFrame:
    """Return the price of sets, and the share of it that is margin; a row of goods is a set.

    Either is missing where that of a good is.
    """
    sums = scope.sold.reindex(columns=["price", "cost"]).astype(float)
    price, cost = (
        np.sum([sums[name].reindex(goods[good]).to_numpy() for good in goods], axis=0)
        for name in ("price", "cost")
    )
    return pd.DataFrame({"price": price, "margin": 1 - cost / price}, index=goods.index)
