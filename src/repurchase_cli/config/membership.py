"""Settings of members: how tiers are counted, what points are worth, what a tier gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from repurchase_cli.config.values import DaysOrNull, MonthDay, Months
from repurchase_cli.marks import About
from repurchase_cli.rules import Words
from repurchase_cli.scalars import Cost, Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What the rules of tiers count, and when a tier is looked at again."""

    window_days: Annotated[
        DaysOrNull, About("Tiers count what was bought in so many days; null: of all time.", "days")
    ] = None
    review: Annotated[
        MonthDay,
        About(
            "Day of the year on which tiers are reviewed and may fall; until then they only rise. "
            "Empty: they rise and fall at once.",
            "MM-DD",
        ),
    ] = ""
    referral_reward: Annotated[
        Cost, About("What a member is owed for each member brought who has bought.", "currency")
    ] = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsOffer:
    """What points can be given for."""

    text: Annotated[Words, About("The offer in words.")]
    points: Annotated[Whole, About("Points that it takes.", "points")]
    money: Annotated[Cost, About("Money to be paid besides.", "currency")] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """How points are earned, what they are worth, and how long they last."""

    per_unit: Annotated[Cost, About("Points for one unit of money spent.", "points")] = 1
    value: Annotated[Cost, About("What a point is worth: 100 points are 10 yuan.", "currency")] = (
        0.1
    )
    valid_months: Annotated[
        Months, About("Points can be spent so long; null: they never expire.", "months")
    ] = 12
    tiers: Annotated[
        dict[str, Cost], About("By what the points of a tier's members are multiplied.")
    ] = field(default_factory=dict)
    calendar: Annotated[
        dict[str, Cost],
        About("By what points are multiplied in a window of the calendar, or birthday_month."),
    ] = field(default_factory=dict)
    offers: Annotated[tuple[PointsOffer, ...], About("What points can be given for.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What every member of a tier gets."""

    text: Annotated[Words, About("The benefit in words.")]
    cost: Annotated[Cost, About("What it costs per member and year.", "currency")] = 0
