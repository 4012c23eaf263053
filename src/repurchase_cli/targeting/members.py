"""What campaigns may ask of members: their points, and how far the next tier is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli.shop import tiers
from repurchase_cli.shop.spans import number
from repurchase_cli.targeting.points import book

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Reduction
    from repurchase_cli.shop.segmentation import Segmentation

#: The days of the column ``points_expiring_30d``.
_SOON = 30


def points(sales: Reduction, settings: Settings, segmentation: Segmentation) -> pd.DataFrame:
    """Return the balance of every member, and what of it expires soon."""
    members = book(sales, settings, segmentation)
    soon = members.expiring(number(sales.as_of) + _SOON).groupby("member")["points"].sum()
    return pd.DataFrame(
        {
            "customer_id": members.ids,
            "points_balance": members.totals["balance"],
            "points_expiring_30d": soon.reindex(members.ids.index, fill_value=0),
        }
    )


def next_tiers(sales: Reduction, settings: Settings, segmentation: Segmentation) -> pd.DataFrame:
    """Return the next tier of every customer, and how many usual purchases are missing to it."""
    customers = tiers.customers(sales, settings, segmentation.labels)
    steps = tiers.ladder(settings.tiers, segmentation.thresholds)
    if steps is None:
        nothing = pd.Series(index=customers.index, dtype="float64")
        return customers[["customer_id"]].assign(
            next_tier=pd.Series(index=customers.index, dtype="str"), purchases_to_next_tier=nothing
        )
    far = tiers.distance(steps, customers, settings.points.per_unit)
    return pd.DataFrame(
        {
            "customer_id": customers["customer_id"],
            "next_tier": tiers.names(settings.tiers, far["tier"]),
            "purchases_to_next_tier": far["missing"] / far["usual"],
        }
    )
