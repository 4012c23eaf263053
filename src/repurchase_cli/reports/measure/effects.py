"""Each campaign's arms and what it changed, from the outcomes of its contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from repurchase_cli.analysis.lift import Assigned, Effect, Lift, lift
from repurchase_cli.analysis.many_tests import adjusted
from repurchase_cli.campaigns.model import COUPONS

if TYPE_CHECKING:
    from repurchase_cli.targeting.outcomes import Outcomes

Conclusion = Literal["worked", "did_harm", "unclear", "attribution_only"]
_SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Arm:
    """What became of those assigned to one arm; ``redeemed`` is None where files do not tell."""

    customers: int
    buyers: int
    revenue: float
    redeemed: int | None
    cost: float

    @property
    def rate(self) -> float:
        """Share who bought."""
        return self.buyers / self.customers if self.customers else 0.0

    @property
    def revenue_per_customer(self) -> float:
        """Revenue per customer assigned."""
        return self.revenue / self.customers if self.customers else 0.0


@dataclass(frozen=True, slots=True)
class CampaignEffect:
    """What a campaign did.

    ``p_adjusted`` is the p-value corrected for all campaigns that are compared. ``uncompared``
    contacts are of runs that left nobody alone, while others did. ``cycles`` counts customers who
    are in it more than once, ``shares`` how many different shares were left alone.
    """

    name: str
    days: tuple[int, int]
    first: date
    last: date
    contacted: Arm
    control: Arm
    lift: Lift | None
    margin: float
    uncompared: int
    cycles: int
    shares: int
    p_adjusted: float | None = None

    @property
    def conclusion(self) -> Conclusion:
        """What can be said: by test and interval both, where they disagree nothing."""
        if self.lift is None:
            return "attribution_only"
        shown = self.lift.p_value < _SIGNIFICANT
        if shown and self.lift.rate.low > 0:
            return "worked"
        return "did_harm" if shown and self.lift.rate.high < 0 else "unclear"

    @property
    def holds(self) -> bool:
        """Whether what it shows also holds among all campaigns that are compared."""
        shown = self.conclusion in ("worked", "did_harm")
        return shown and self.p_adjusted is not None and self.p_adjusted < _SIGNIFICANT

    @property
    def incremental_revenue(self) -> Effect | None:
        """What the contacted brought in beyond what they would have anyway."""
        return self.lift.revenue.times(self.contacted.customers) if self.lift else None

    @property
    def roi(self) -> Effect | None:
        """(incremental margin − cost) ÷ cost; None without control and without cost."""
        gained, cost = self.incremental_revenue, self.contacted.cost
        if gained is None or cost <= 0:
            return None
        return Effect(*(bound * self.margin / cost - 1 for bound in gained))


def campaign_effects(outcomes: Outcomes, margin: float) -> list[CampaignEffect]:
    """Return every campaign with a contact whose window has passed, the earliest first."""
    groups = outcomes.measured.groupby("campaign", sort=False)
    return _corrected(
        [_campaign_effect(str(name), rows, margin, outcomes) for name, rows in groups]
    )


def _corrected(effects: Sequence[CampaignEffect]) -> list[CampaignEffect]:
    """Return the effects with their p-values corrected for the number of comparisons."""
    compared = [(each.name, each.lift.p_value) for each in effects if each.lift]
    by_name = dict(
        zip((name for name, _ in compared), adjusted([p for _, p in compared]), strict=True)
    )
    return [replace(each, p_adjusted=by_name.get(each.name)) for each in effects]


def _campaign_effect(
    name: str, rows: pd.DataFrame, margin: float, outcomes: Outcomes
) -> CampaignEffect:
    everyone = _assigned(rows)
    compared = everyone.compared()
    effect = lift(everyone)
    counted = rows[compared] if effect else rows
    length = counted["last_day"] - counted["first_day"] + 1
    contacted = counted["arm"] == "contacted"
    return CampaignEffect(
        name=name,
        days=(int(length.min()), int(length.max())),
        first=counted["day"].min().date(),
        last=counted["day"].max().date(),
        contacted=_arm(counted[contacted], outcomes),
        control=_arm(counted[~contacted], outcomes),
        lift=effect,
        margin=margin,
        uncompared=len(rows) - len(counted),
        cycles=int((counted["customer_id"].value_counts() > 1).sum()),
        shares=int(counted["share"].nunique()),
    )


def _assigned(rows: pd.DataFrame) -> Assigned:
    return Assigned(
        contacted=(rows["arm"] == "contacted").to_numpy(bool),
        stratum=np.unique(rows["share"].to_numpy(np.float64), return_inverse=True)[1],
        customer=pd.factorize(rows["customer_id"])[0].astype(np.int64),
        bought=rows["bought"].to_numpy(bool),
        revenue=rows["revenue"].to_numpy(np.float64),
    )


def _arm(rows: pd.DataFrame, outcomes: Outcomes) -> Arm:
    with_coupon = outcomes.has_coupons and rows["offer_kind"].isin(list(COUPONS)).any()
    return Arm(
        customers=len(rows),
        buyers=int(rows["bought"].sum()),
        revenue=float(rows["revenue"].sum()),
        redeemed=int(rows["redeemed"].sum()) if with_coupon else None,
        cost=float(rows["cost"].sum()),
    )
