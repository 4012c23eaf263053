"""What the ledger knows of the customers: cycles that are over, coupons that still count, caps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.campaigns.model import CHANNELS, COUPONS, SERVICE
from repurchase_cli.campaigns.selection import Standing

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.campaigns.model import Campaign
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales


class Past(NamedTuple):
    """Contacts of the ledger with the rows of their customers.

    ``issued`` are those that runs for the as-of date have made for the campaigns of this run;
    ``earlier`` are all others, ``gone`` counts the issued ones of whom the files know nothing.
    """

    issued: pd.DataFrame
    earlier: pd.DataFrame
    gone: int


def past(sales: Sales, ledger: Ledger, closed: Collection[str]) -> Past:
    """Return the contacts so far; ``closed`` are the campaigns whose list of the day was made."""
    contacts = ledger.contacts()
    contacts["place"] = np.arange(len(contacts))
    day = pd.Timestamp(sales.as_of)
    is_issued = contacts["campaign"].isin(list(closed)) & (contacts["day"] == day)
    known = contacts.assign(issued=is_issued)
    if len(known):
        sales.keep("target_ledger", known)
        known = sales.ask("target_past")
    else:
        known = known.assign(row=pd.Series(dtype="int64"))
    mask = known["issued"].to_numpy(bool)
    gone = int(is_issued.sum()) - int(mask.sum())
    return Past(known[mask].reset_index(drop=True), known[~mask].reset_index(drop=True), gone)


def standing(
    sales: Sales, settings: Settings, earlier: pd.DataFrame, campaigns: Sequence[Campaign], n: int
) -> Standing:
    """Return what ``n`` customers have been given so far; also by runs that are dated later.

    A campaign that the settings no longer have counts as the number after the last.
    """
    distance = np.abs((earlier["day"] - pd.Timestamp(sales.as_of)).dt.days.to_numpy(np.int64))
    rows = earlier["row"].to_numpy(np.int64)
    numbers = {one.name: at for at, one in enumerate(campaigns)}
    known = earlier["campaign"].map(numbers).fillna(len(campaigns)).to_numpy(np.int32)
    coupon = earlier["offer_kind"].isin(list(COUPONS)).to_numpy(bool)
    promotion = (earlier["offer_kind"] != SERVICE).to_numpy(bool)
    cooling = np.full(n, -1, np.int32)
    counts = coupon & (distance < settings.cooldown_days)
    cooling[rows[counts]] = known[counts]
    made = {channel: np.zeros(n, np.int32) for channel in CHANNELS}
    for channel, cap in settings.contact_caps.items():
        mask = promotion & (earlier["channel"] == channel).to_numpy(bool) & (distance < cap.days)
        np.add.at(made[channel], rows[mask], 1)
    caps = {channel: cap.contacts for channel, cap in settings.contact_caps.items()}
    return Standing(cooling, made, caps)


def not_yet(due: pd.DataFrame, earlier: pd.DataFrame, campaign: str) -> pd.DataFrame:
    """Return those who are due and were not contacted in the same cycle before."""
    before = earlier.loc[earlier["campaign"] == campaign, ["row", "cycle"]]
    if before.empty:
        return due
    marked = due.merge(before.assign(before=True), how="left", on=["row", "cycle"])
    return due[marked["before"].isna().to_numpy(bool)].reset_index(drop=True)


def with_issued(due: pd.DataFrame, issued: pd.DataFrame, campaign: str) -> pd.DataFrame:
    """Return those who are due with ``place``, that of the contact which was issued already.

    It is -1 where there is none; who is no longer due was issued all the same.
    """
    mine = issued[issued["campaign"] == campaign]
    places = pd.DataFrame({"row": mine["row"].to_numpy(np.int64), "place": mine.index.to_numpy()})
    both = due.merge(places, how="outer", on="row", sort=True)
    at = both["place"].fillna(-1).to_numpy(np.int64)
    held = at >= 0
    cycle = both["cycle"].to_numpy(object, copy=True)
    cycle[held] = issued["cycle"].to_numpy(object)[at[held]]
    day = both["day"].fillna(0).to_numpy(np.int64)
    return pd.DataFrame(
        {"row": both["row"].to_numpy(np.int64), "cycle": cycle, "day": day, "place": at}
    )


def shares(
    campaigns: Sequence[Campaign], settings: Settings, asked: float | None
) -> Mapping[str, float]:
    """Return which share of each campaign is left alone."""
    default = settings.control_share or 0.0
    if asked is not None:
        return dict.fromkeys((one.name for one in campaigns), asked)
    return {one.name: default if one.control is None else one.control for one in campaigns}
