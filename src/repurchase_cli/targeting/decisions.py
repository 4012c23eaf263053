"""What becomes of everybody who is due: whom one may contact how, the worth of it, the budget."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from repurchase_cli.campaigns import selection as steps
from repurchase_cli.campaigns import value
from repurchase_cli.campaigns.model import ranked
from repurchase_cli.campaigns.selection import People, Selection, Standing
from repurchase_cli.sales import Clause
from repurchase_cli.shop.feedback import has_feedback, pieces_of, standing_of
from repurchase_cli.targeting.columns import HIDDEN, REACHABLE

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from repurchase_cli.campaigns.model import Campaign
    from repurchase_cli.targeting.due import Shop

#: Curves by which fewer customers than this came back say nothing of a purchase's rank.
_ENOUGH = 10
_SUPPRESSED = Clause("c.customer_id in (select customer_id from {suppressed})")
_HELD = Clause("c.customer_id in (select customer_id from {standing} where open_complaint)")


class Due(NamedTuple):
    """Customers who are due for campaigns, each with a frame ``row, cycle, day, place``.

    ``closed`` are the campaigns whose list of the day was made.
    """

    campaigns: Sequence[Campaign]
    frames: Sequence[pd.DataFrame]
    closed: Collection[str]


def people_of(shop: Shop) -> tuple[People, pd.DataFrame]:
    """Return whom one may contact how, and what the value of a contact depends on."""
    sales = shop.sales
    inputs = {"prospects": shop.customers.prospects}
    listed = any(side.file.kind == "suppress" for side in sales.intake.side_files)
    if listed:
        inputs["suppressed"] = sales.derive("side/suppressed")
    holds = _holds(shop)
    if holds:
        inputs["standing"] = standing_of(sales)
    words = {
        "suppressed": _SUPPRESSED if listed else "false",
        "held": _HELD if holds else "false",
        "is_hidden": HIDDEN,
        **REACHABLE,
    }
    reach = sales.derive("targeting/reach", words, **inputs).frame()
    flags = {name: reach[name].to_numpy(bool) for name in reach if reach[name].dtype == bool}
    phone = flags["has_phone"]
    return (
        People(
            flags["suppressed"],
            flags["held"],
            {
                "sms": phone,
                "phone": phone,
                "email": flags["has_email"],
                "wechat": flags["has_wechat"],
            },
            {
                "sms": flags["opt_out_sms"],
                "phone": flags["opt_out_phone"],
                "email": flags["opt_out_email"],
                "wechat": flags["opt_out_wechat"],
            },
        ),
        reach,
    )


def _holds(shop: Shop) -> bool:
    """Whether offers are held from who has an open complaint."""
    return shop.settings.feedback.hold_offers and has_feedback(shop.sales)


def unclosed(shop: Shop) -> int:
    """Return how many complaints nothing tells to be open or closed, where it matters."""
    if not _holds(shop):
        return 0
    return len(shop.sales.derive("feedback/unclosed", pieces=pieces_of(shop.sales)))


class Worth(NamedTuple):
    """What the value of contacts depends on: how customers return, their purchases, the margin."""

    shop: Shop
    reach: pd.DataFrame
    margin: float

    def of(self, campaign: Campaign, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the expected value of contacting customers, before its cost."""
        curves = {
            line.rank or 0: (line.curve.days, line.curve.share_returned)
            for line in self.shop.lines
            if line.rank is None or line.gaps.n >= _ENOUGH
        }
        purchases, waited = (
            self.reach[name].to_numpy(np.int64)[rows] for name in ("n_purchases", "days_since_last")
        )
        chance = value.chances(curves, purchases, waited, campaign.valid_days)
        average = self.reach["average_purchase_value"].to_numpy(np.float64)[rows]
        return value.values(campaign.offer, chance, average, self.margin)


def decide(
    due: Due, people: People, worth: Worth, standing: Standing, budget: float | None
) -> list[Selection]:
    """Decide about everyone who is due, but for the control arm.

    Who is beyond the budget gets no coupon, and so may have that of another campaign: all is
    decided anew without them, until nobody more is beyond it.
    """
    settings = worth.shop.settings
    ranks = {campaign.name: rank for rank, campaign in enumerate(ranked(settings.campaigns))}
    beyond: list[NDArray[np.bool_]] = []
    selections: list[Selection] = []
    for _ in ranks:
        selections, given = _undecided(due, worth), standing.copy()
        for selection, over in zip(selections, beyond, strict=False):
            selection.mark(over, "over_budget")
        for selection in selections:
            rank = ranks[selection.campaign.name]
            steps.judge(selection, people, given, settings.contact_costs, rank)
        if budget is None:
            break
        steps.within_budget(selections, budget)
        before, beyond = beyond, [selection.has("over_budget") for selection in selections]
        if before and all(map(np.array_equal, before, beyond)):
            break
    return selections


def _undecided(due: Due, worth: Worth) -> list[Selection]:
    """Return the due of each campaign, nothing decided yet but what each is worth."""
    selections = []
    for campaign, who in zip(due.campaigns, due.frames, strict=True):
        rows = who["row"].to_numpy(np.int64)
        selections.append(
            Selection(
                campaign,
                rows,
                who["cycle"].to_numpy(object),
                who["day"].to_numpy(np.int64),
                worth.of(campaign, rows),
                who["place"].to_numpy(np.int64) >= 0,
                campaign.name in due.closed,
            )
        )
    return selections
