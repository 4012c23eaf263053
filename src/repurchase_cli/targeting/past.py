"""What the ledger has of the customers: cycles that are over, coupons that still count, caps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
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
    from repurchase_cli.targeting.due import Shop


class Past(NamedTuple):
    """Contacts of the ledger with the rows of their customers.

    ``issued`` are those that runs for the as-of date have made for the campaigns of this run, and
    ``unmatched`` counts those whose customer is in no file. ``recent`` are others that still count
    for cooldown and caps, ``cycles`` says who had which campaign in which cycle of those now due.
    """

    issued: pd.DataFrame
    unmatched: int
    recent: pd.DataFrame
    cycles: pd.DataFrame


_OF_STANDING = ("campaign", "customer_id", "day", "channel", "offer_kind")


def past_of(
    shop: Shop,
    ledger: Ledger,
    due: Mapping[str, pd.DataFrame],
    closed: Collection[str],
) -> Past:
    """Return what of the ledger matters today: it may hold the contacts of years.

    ``due`` is by campaign; ``closed`` are the campaigns whose list of the day was made.
    """
    settings, today = shop.settings, shop.sales.as_of
    issued = ledger.contacts(first=today, last=today)
    issued = issued[issued["campaign"].isin(list(closed))]
    matched = _with_rows(shop, issued)
    caps = [cap.days for cap in settings.contact_caps.values()]
    span = timedelta(max([settings.cooldown_days, *caps]))
    recent = ledger.contacts(_OF_STANDING, first=today - span, last=today + span)
    ours = recent["campaign"].isin(list(closed)) & (recent["day"] == pd.Timestamp(today))
    cycles = [
        (name, customer, cycle)
        for name, who in due.items()
        for customer, cycle in ledger.contacted(name, who["cycle"].unique().tolist())
    ]
    return Past(
        matched,
        len(issued) - len(matched),
        _with_rows(shop, recent[~ours]),
        _with_rows(shop, pd.DataFrame(cycles, columns=["campaign", "customer_id", "cycle"])),
    )


def _with_rows(shop: Shop, contacts: pd.DataFrame) -> pd.DataFrame:
    """Return the contacts whose customer is in the files, with its row."""
    if contacts.empty:
        return contacts.assign(row=pd.Series(dtype="int64"))
    ledger = shop.sales.hold(contacts.assign(place=np.arange(len(contacts))))
    prospects = shop.customers.prospects
    query = "targeting/ledger_contacts"
    return shop.sales.derive(query, ledger=ledger, prospects=prospects).frame()


def standing(
    sales: Sales, settings: Settings, recent: pd.DataFrame, campaigns: Sequence[Campaign], n: int
) -> Standing:
    """Return what ``n`` customers have been given of late; also by runs that are dated later.

    A campaign that the settings no longer have counts as the number after the last.
    """
    distance = np.abs((recent["day"] - pd.Timestamp(sales.as_of)).dt.days.to_numpy(np.int64))
    rows = recent["row"].to_numpy(np.int64)
    ranks = {campaign.name: rank for rank, campaign in enumerate(campaigns)}
    rank = recent["campaign"].map(ranks).fillna(len(campaigns)).to_numpy(np.int32)
    coupon = recent["offer_kind"].isin(list(COUPONS)).to_numpy(bool)
    promotion = (recent["offer_kind"] != SERVICE).to_numpy(bool)
    cooling = np.full(n, -1, np.int32)
    counts = coupon & (distance < settings.cooldown_days)
    cooling[rows[counts]] = rank[counts]
    made = {channel: np.zeros(n, np.int32) for channel in CHANNELS}
    for channel, cap in settings.contact_caps.items():
        mask = promotion & (recent["channel"] == channel).to_numpy(bool) & (distance < cap.days)
        np.add.at(made[channel], rows[mask], 1)
    caps = {channel: cap.contacts for channel, cap in settings.contact_caps.items()}
    return Standing(cooling, made, caps)


def not_yet(due: pd.DataFrame, past: Past, campaign: str) -> pd.DataFrame:
    """Return those who are due and did not have the campaign in the same cycle before today."""
    cycles = past.cycles.loc[past.cycles["campaign"] == campaign, ["row", "cycle"]]
    if cycles.empty:
        return due
    marked = due.merge(cycles.assign(over=True), how="left", on=["row", "cycle"])
    issued = due["row"].isin(past.issued.loc[past.issued["campaign"] == campaign, "row"])
    new = marked["over"].isna().to_numpy(bool) | issued.to_numpy(bool)
    return due[new].reset_index(drop=True)


def with_issued(due: pd.DataFrame, issued: pd.DataFrame, campaign: str) -> pd.DataFrame:
    """Return those who are due with ``place``, that of the contact which was issued already.

    It is -1 where there is none; who is no longer due was issued all the same.
    """
    mine = issued[issued["campaign"] == campaign]
    places = pd.DataFrame({"row": mine["row"].to_numpy(np.int64), "place": mine.index.to_numpy()})
    both = due.merge(places, how="outer", on="row", sort=True)
    place = both["place"].fillna(-1).to_numpy(np.int64)
    held = place >= 0
    cycle = both["cycle"].to_numpy(object, copy=True)
    cycle[held] = issued["cycle"].to_numpy(object)[place[held]]
    day = both["day"].fillna(0).to_numpy(np.int64)
    return pd.DataFrame(
        {"row": both["row"].to_numpy(np.int64), "cycle": cycle, "day": day, "place": place}
    )


def shares(
    campaigns: Sequence[Campaign], settings: Settings, control: float | None
) -> Mapping[str, float]:
    """Return which share of each campaign is left alone; ``control`` is that of all, if given."""
    if control is not None:
        return dict.fromkeys((campaign.name for campaign in campaigns), control)
    default = settings.control_share or 0.0
    return {
        campaign.name: default if campaign.control is None else campaign.control
        for campaign in campaigns
    }
