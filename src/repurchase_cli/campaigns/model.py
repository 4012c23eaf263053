"""What a campaign is: whom it is for, what it offers, when, by which channel, at which cost.

The values are read from YAML; :mod:`repurchase_cli.scalars` says how scalars are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from repurchase_cli import marks
from repurchase_cli.document import Text
from repurchase_cli.marks import About
from repurchase_cli.rules.model import NO_REASON, Words
from repurchase_cli.scalars import MOST_LEFT_ALONE, Cost, Number, Whole, arm_share, cost

Channel = Literal["sms", "email", "wechat", "phone"]
CHANNELS: tuple[Channel, ...] = ("sms", "email", "wechat", "phone")
OfferKind = Literal["none", "amount", "percent", "gift", "points", "text"]
#: Offers that are redeemed at the till: each comes with a code and falls under the cooldown.
COUPONS = frozenset({"amount", "percent", "gift"})
#: What offers nothing: thanks, care and questions, which are no promotion and fall under no cap.
SERVICE = "none"
Cycle = Literal[
    "customer", "purchase", "due_date", "birthday", "refund", "referral", "window",
    "day", "week", "month", "quarter", "year",
]  # fmt: skip
#: What stands in workbooks beside the sheet of each campaign.
_OTHER_SHEETS = frozenset({"campaigns", "control", "funnel"})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_WINDOW = re.compile(r"((?:\d{4}-)?\d\d-\d\d)(?:\.\.((?:\d{4}-)?\d\d-\d\d))?")


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError(f"must be of small letters, digits and _, not '{value}'")
    if value in _OTHER_SHEETS:
        raise ValueError(f"must not be '{value}', which is a sheet beside the campaigns'")
    return value


def _amount(value: object) -> float | None:
    return None if value is None else cost(value)


def _control(value: object) -> float | None:
    return None if value is None else arm_share(value)


def _window(value: str) -> str:
    found = _WINDOW.fullmatch(value.strip())
    ends = [part for part in found.groups() if part] if found else []
    if not ends or len({len(part) for part in ends}) > 1 or not all(map(_exists, ends)):
        raise ValueError(f"must be 06-01..06-18 or 2026-06-01..2026-06-18, not '{value}'")
    if len(ends[0]) == 10 and ends[0] > ends[-1]:
        raise ValueError(f"must not end before it begins ('{value}')")
    return value.strip()


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day if len(day) == 10 else f"2000-{day}")
    except ValueError:
        return False
    return True


def _one_or_more(value: object) -> object:
    """Return values as a list, also when there is only one."""
    if isinstance(value, list | tuple) and not value:
        raise ValueError("is empty; it must have at least one entry")
    return [value] if isinstance(value, str) else value


def _any_number(value: object) -> object:
    return [value] if isinstance(value, str) else value


_AMOUNT_SCHEMA = {"type": ["number", "null"], "minimum": 0}
Amount = Annotated[float | None, marks.plain(_amount), marks.Schema(_AMOUNT_SCHEMA)]
Control = Annotated[
    float | None,
    marks.plain(_control),
    marks.Schema(_AMOUNT_SCHEMA | {"maximum": MOST_LEFT_ALONE}),
]
Windows = Annotated[tuple[Annotated[str, marks.after(_window)], ...], marks.before(_one_or_more)]
Channels = Annotated[tuple[Channel, ...], marks.before(_one_or_more)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """How often one customer is contacted through a channel at most."""

    contacts: Annotated[Whole, About("Contacts at most.")]
    days: Annotated[Whole, About("Within so many days.", "days")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a campaign gives."""

    kind: Annotated[OfferKind, About("amount, percent and gift come with a coupon code.")] = "none"
    value: Annotated[Amount, About("Money off, per cent off, or points.")] = None
    min_spend: Annotated[Cost, About("Purchase from which on it holds.", "currency")] = 0
    text: Annotated[Words, About("The offer in words; else made of kind and value.")] = NO_REASON
    codes: Annotated[
        str, About("File with ready-made codes, one a line; empty means codes of our own.")
    ] = ""

    @property
    def is_coupon(self) -> bool:
        """Whether it is redeemed at the till."""
        return self.kind in COUPONS

    @property
    def is_promotion(self) -> bool:
        """Whether it offers something: caps are about how often that is done."""
        return self.kind != SERVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One campaign."""

    name: Annotated[str, marks.after(_name), About("Key in lists and in the ledger.")]
    title: Annotated[Words, About("What people read, in English and Chinese.")]
    when: Annotated[str, About("Who is due: SQL condition over one customer, with $thresholds.")]
    audience: Annotated[
        Literal["customers", "prospects"],
        About("Customers with a purchase, or members of the customers file who never bought."),
    ] = "customers"
    active: Annotated[bool, About("Whether it runs at all.")] = True
    because: Annotated[Words, About("The reason in words; {name} is a column.")] = NO_REASON
    cycle: Annotated[Cycle, About("A customer is contacted once per …")] = "purchase"
    windows: Annotated[
        tuple[str, ...],
        marks.before(_any_number),
        About("Only in these windows of the calendar."),
    ] = ()
    days_before: Annotated[Whole, About("Begin so long before a window.", "days")] = 0
    gift: Annotated[bool, About("A gift of a date; comes before all offers of a state.")] = False
    priority: Annotated[Number, About("Where two want the same customer, the higher wins.")] = 0
    offer: Annotated[Offer, About("What it gives.")] = field(default_factory=Offer)
    valid_days: Annotated[Whole, About("How long the offer is valid.", "days")] = 14
    channels: Annotated[Channels, About("The first by which a customer can be reached.")] = (
        "sms", "email", "wechat",
    )  # fmt: skip
    message: Annotated[Words, About("Text with {fields}; {field|text} for want of a value.")] = (
        NO_REASON
    )
    cost: Annotated[Cost, About("Cost per contact beside the channel's: gift, points.")] = 0
    budget: Annotated[Amount, About("What the contacts of a run may cost.", "currency")] = None
    minimum_value: Annotated[
        Amount, About("Expected value below which nobody is contacted.", "currency")
    ] = None
    control: Annotated[Control, About("Share left alone; else control_share.")] = None

    @property
    def rank(self) -> tuple[bool, float, str]:
        """How campaigns are ordered: gifts first, then the higher priority, then by name."""
        return (not self.gift, -self.priority, self.name)


def ranked(campaigns: Iterable[Campaign]) -> list[Campaign]:
    """Return campaigns in the order in which they are given customers."""
    return sorted(campaigns, key=lambda one: one.rank)


def offer_text(offer: Offer) -> Text:
    """Return an offer in words."""
    if offer.text != NO_REASON:
        return offer.text
    value, least = f"{offer.value or 0:g}", f"{offer.min_spend:g}"
    if offer.kind == "amount":
        en = f"{value} off" + (f" from {least}" if offer.min_spend else ", no minimum")
        return Text(en, f"满{least}减{value}元" if offer.min_spend else f"{value}元无门槛券")
    if offer.kind == "percent":
        zh = f"{10 - (offer.value or 0) / 10:g}折"
        en = f"{value}% off"
        if offer.min_spend:
            return Text(f"{en} from {least}", f"满{least}元{zh}")
        return Text(en, zh)
    return Text(f"{value} points", f"{value} 积分") if offer.kind == "points" else Text("", "")
