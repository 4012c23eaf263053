"""Who of the due is contacted: cooldown, suppression, channels, caps, minimum value, budget.

Campaigns are judged one after the other in the order of their rank, so that a coupon of the first
keeps the customer from the second. All is done on arrays over the customers' row numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli.campaigns.model import CHANNELS, Campaign, Channel

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: What becomes of a customer who is due, in the order of deciding.
STEPS = (
    "in_cooldown", "suppressed", "open_complaint", "opted_out", "no_contact", "over_cap",
    "below_minimum", "over_budget", "list_closed", "control", "listed",
)  # fmt: skip
_CODE = {name: code for code, name in enumerate(STEPS)}
OPEN = -1  # not yet decided


@dataclass(frozen=True, slots=True)
class People:
    """What decides whether a customer can be contacted; (n,) arrays over all customers.

    ``held`` are those whom nothing may be offered before a complaint is closed. ``reachable`` says
    by channel whether a contact is known, ``opted_out`` whether it may not be used.
    """

    suppressed: NDArray[np.bool_]
    held: NDArray[np.bool_]
    reachable: Mapping[Channel, NDArray[np.bool_]]
    opted_out: Mapping[Channel, NDArray[np.bool_]]


@dataclass(slots=True)
class Standing:
    """What customers have been given so far, by earlier runs and by this one.

    ``cooling`` holds the number of the campaign whose coupon still counts, -1 for none; ``made``
    the promotions by channel within its cap's days. Service counts for nothing and is not capped.
    """

    cooling: NDArray[np.int32]
    made: dict[Channel, NDArray[np.int32]]
    caps: Mapping[Channel, int]

    def copy(self) -> Standing:
        """Return the same, to be added to."""
        made = {channel: counts.copy() for channel, counts in self.made.items()}
        return Standing(self.cooling.copy(), made, self.caps)


@dataclass(slots=True)
class Selection:
    """The customers due for a campaign, and what becomes of each: (m,) arrays.

    ``day`` is the number of the day on which each was due, ``channel`` an index of
    :data:`CHANNELS`, ``cause`` the campaign behind a cooldown. ``issued`` are contacts that an
    earlier run for the same day has made; they stand, whatever the data say now.
    """

    campaign: Campaign
    rows: NDArray[np.int64]
    cycles: NDArray[np.object_]
    day: NDArray[np.int64]
    value: NDArray[np.float64]
    issued: NDArray[np.bool_]
    closed: bool  # the day's list has been made: nobody joins it
    channel: NDArray[np.int8] = field(init=False)
    step: NDArray[np.int8] = field(init=False)
    cause: NDArray[np.int32] = field(init=False)
    cost: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.rows)
        self.channel = np.full(n, -1, np.int8)
        self.step = np.full(n, OPEN, np.int8)
        self.cause = np.full(n, -1, np.int32)
        self.cost = np.zeros(n)

    def mark(self, where: NDArray[np.bool_], step: str) -> None:
        """Let a step decide about those who are still open; issued contacts stay open."""
        self.step[where & (self.step == OPEN) & ~self.issued] = _CODE[step]

    @property
    def open(self) -> NDArray[np.bool_]:
        """Who may still be contacted."""
        return np.asarray(self.step == OPEN)

    def count(self, step: str) -> int:
        """Return how many a step has decided about."""
        return int(self.has(step).sum())

    def has(self, step: str) -> NDArray[np.bool_]:
        """Tell about whom a step has decided."""
        return np.asarray(self.step == _CODE[step])


def judge(
    selection: Selection,
    people: People,
    standing: Standing,
    costs: Mapping[Channel, float],
    number: int,
) -> None:
    """Decide about everyone whom a campaign alone decides about, and note what is given.

    ``number`` is the campaign's own, for the cooldown of those after it.
    """
    campaign, rows = selection.campaign, selection.rows
    if campaign.offer.is_coupon:
        selection.cause = standing.cooling[rows]
        selection.mark(selection.cause >= 0, "in_cooldown")
    selection.mark(people.suppressed[rows], "suppressed")
    if campaign.offer.is_promotion:
        selection.mark(people.held[rows], "open_complaint")
    _choose_channels(selection, people, standing)
    prices = np.array([costs.get(channel, 0.0) for channel in CHANNELS] + [0.0])
    selection.cost = prices[selection.channel] + campaign.cost
    selection.value = selection.value - selection.cost
    if campaign.minimum_value is not None:
        selection.mark(~(selection.value >= campaign.minimum_value), "below_minimum")
    if campaign.budget is not None:
        within_budget([selection], campaign.budget)
    _note(selection, standing, number)


def _choose_channels(selection: Selection, people: People, standing: Standing) -> None:
    """Give everyone the first channel of the campaign that is open, and not used too often."""
    rows = selection.rows
    caps = standing.caps if selection.campaign.offer.is_promotion else {}
    reachable, allowed = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    for channel in selection.campaign.channels:
        has = people.reachable[channel][rows]
        may = has & ~people.opted_out[channel][rows]
        free = standing.made[channel][rows] < caps.get(channel, np.iinfo(np.int32).max)
        reachable, allowed = reachable | has, allowed | may
        selection.channel[may & free & (selection.channel < 0)] = CHANNELS.index(channel)
    selection.mark(~reachable, "no_contact")
    selection.mark(~allowed, "opted_out")
    selection.mark(selection.channel < 0, "over_cap")


def _note(selection: Selection, standing: Standing, number: int) -> None:
    taken = selection.open
    rows = selection.rows[taken]
    if selection.campaign.offer.is_coupon:
        standing.cooling[rows] = number
    if not selection.campaign.offer.is_promotion:
        return
    for place, channel in enumerate(CHANNELS):
        np.add.at(standing.made[channel], rows[selection.channel[taken] == place], 1)


def within_budget(selections: Sequence[Selection], budget: float) -> None:
    """Let a budget pay for the best expected value per cost first, over some campaigns.

    Contacts that were issued are paid first. Of equals the earlier campaign and row comes first.
    """
    parts = [(selection, np.flatnonzero(selection.open)) for selection in selections]
    which = np.repeat(np.arange(len(parts)), [len(places) for _, places in parts])
    place = np.concatenate([places for _, places in parts])
    value = np.concatenate([selection.value[places] for selection, places in parts])
    cost = np.concatenate([selection.cost[places] for selection, places in parts])
    issued = np.concatenate([selection.issued[places] for selection, places in parts])
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = np.where(cost > 0, value / cost, np.inf)
    order = np.lexsort((-value, -worth, ~issued))
    beyond = order[np.cumsum(cost[order]) > budget + 1e-9]
    for number, (selection, _) in enumerate(parts):
        mask = np.zeros(len(selection.rows), bool)
        mask[place[beyond[which[beyond] == number]]] = True
        selection.mark(mask, "over_budget")


def settle(selection: Selection, control: NDArray[np.bool_]) -> None:
    """Sort those who are left into control and list; ``control`` is theirs, in their order."""
    places = np.flatnonzero(selection.open)
    if selection.closed:
        selection.mark(np.ones(len(selection.rows), bool), "list_closed")
    kept = selection.step[places] == OPEN
    selection.step[places[kept & control]] = _CODE["control"]
    selection.step[places[kept & ~control]] = _CODE["listed"]
