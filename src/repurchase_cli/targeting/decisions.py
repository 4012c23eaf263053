"""What becomes of everybody who is due: whom one may contact how, the worth of it, the budget."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from repurchase_cli.campaigns import selection, value
from repurchase_cli.campaigns.model import ranked
from repurchase_cli.campaigns.selection import Judged, People, Standing
from repurchase_cli.targeting.columns import HIDDEN, REACHED

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from repurchase_cli.campaigns.model import Campaign
    from repurchase_cli.sales import Sales
    from repurchase_cli.targeting.due import Shop


class Due(NamedTuple):
    """Customers who are due for campaigns, each with a frame ``row, cycle, day, place``.

    ``closed`` are the campaigns whose list of the day was made.
    """

    campaigns: Sequence[Campaign]
    frames: Sequence[pd.DataFrame]
    closed: Collection[str]


def people_of(sales: Sales) -> tuple[People, pd.DataFrame]:
    """Return whom one may contact how, and what the value of a contact depends on."""
    listed = any(side.file.kind == "suppress" for side in sales.intake.side_files)
    suppressed = _SUPPRESSED if listed else "false"
    reach = sales.ask("target_reach", {"suppressed": suppressed, "is_hidden": HIDDEN, **REACHED})
    flags = {name: reach[name].to_numpy(bool) for name in reach if reach[name].dtype == bool}
    phone = flags["has_phone"]
    return (
        People(
            flags["suppressed"],
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


_SUPPRESSED = """(
    c.customer_id in (select customer_id from side_suppress where customer_id is not null)
    or coalesce(phone_digits(c.phone) in (
        select phone_digits(phone) from side_suppress where phone_digits(phone) is not null), false)
    or coalesce(lower(c.email) in (
        select lower(email) from side_suppress where email is not null), false)
)"""


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
            if line.rank is None or line.gaps.n >= 10
        }
        purchases, waited = (
            self.reach[name].to_numpy(np.int64)[rows] for name in ("n_purchases", "days_since_last")
        )
        chance = value.chances(curves, purchases, waited, campaign.valid_days)
        average = self.reach["average_purchase_value"].to_numpy(np.float64)[rows]
        return value.values(campaign.offer, chance, average, self.margin)


def decide(
    due: Due, people: People, worth: Worth, standing: Standing, budget: float | None
) -> list[Judged]:
    """Decide about everyone who is due, but for the control arm.

    Who is beyond the budget gets no coupon, and so may have that of another campaign: all is
    decided anew without them, until nobody more is beyond it.
    """
    settings = worth.shop.settings
    places = {one.name: at for at, one in enumerate(ranked(settings.campaigns))}
    beyond: list[NDArray[np.bool_]] = []
    judged: list[Judged] = []
    for _ in places:
        judged, given = _fresh(due, worth), standing.copy()
        for one, over in zip(judged, beyond, strict=False):
            one.mark(over, "over_budget")
        for one in judged:
            number = places[one.campaign.name]
            selection.judge(one, people, given, settings.contact_costs, number)
        if budget is None:
            break
        selection.within_budget(judged, budget)
        before, beyond = beyond, [one.has("over_budget") for one in judged]
        if before and all(map(np.array_equal, before, beyond)):
            break
    return judged


def _fresh(due: Due, worth: Worth) -> list[Judged]:
    """Return the due of each campaign, nothing decided yet but what each is worth."""
    found = []
    for one, who in zip(due.campaigns, due.frames, strict=True):
        rows = who["row"].to_numpy(np.int64)
        found.append(
            Judged(
                one,
                rows,
                who["cycle"].to_numpy(object),
                who["day"].to_numpy(np.int64),
                worth.of(one, rows),
                who["place"].to_numpy(np.int64) >= 0,
                one.name in due.closed,
            )
        )
    return found
