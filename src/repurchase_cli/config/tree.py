"""The settings tree: every setting with its default, unit and meaning.

The names are those of the YAML file and of ``--set``. The lists of rules and the thresholds have no
default here; they stand in the preset ``default``.
"""

from __future__ import annotations

import itertools
import re
import zoneinfo
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, NamedTuple, get_type_hints

from pydantic import AfterValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from repurchase_cli.campaigns.model import Campaign, Cap, Channel, Cost, Share, Windows
from repurchase_cli.rules import Number, Rule, Threshold, did_you_mean
from repurchase_cli.rules.model import number
from repurchase_cli.sales import FIELDS
from repurchase_cli.systems import System


def _about(meaning: str, unit: str = "") -> Any:  # noqa: ANN401  pydantic declares Field so
    return Field(description=meaning, json_schema_extra={"unit": unit} if unit else None)


def _currency(value: str) -> str:
    if value and not re.fullmatch(r"[A-Z]{3}", value):
        raise ValueError(f"must be a code of three capital letters such as CNY, not '{value}'")
    return value


def _days(value: object) -> int:
    days = number(value)
    if not isinstance(days, int) or days < 1:
        raise ValueError(f"must be a whole number of days from 1 on, not {days}")
    return days


def _days_or_none(value: object) -> int:
    """Return a number of days that may be zero, for "not at all"."""
    return 0 if number(value) == 0 else _days(value)


def _days_or_null(value: object) -> int | None:
    return None if value is None else _days(value)


def _share(value: object) -> float:
    share = number(value)
    if not 0 <= share <= 1:
        raise ValueError(f"must be a share between 0 and 1, not {share}")
    return share


def _rate(value: object) -> float:
    rate = number(value)
    if not 0 <= rate < 1_000:
        raise ValueError(f"must be a rate such as 0.1 for 10 %, not {rate}")
    return rate


def _margin(value: object) -> float | None:
    return None if value is None else _share(value)


def _clock(value: str) -> str:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise ValueError(f"must be a time HH:MM such as 04:00, not '{value}'")
    return value


def _timezone(value: str) -> str:
    known = zoneinfo.available_timezones() if value else set()
    if value and known and value not in known:
        near = did_you_mean(value, known)
        raise ValueError(f"must be a time zone such as Asia/Shanghai, not '{value}'{near}")
    return value


def _field(name: str) -> str:
    if name not in FIELDS:
        raise ValueError(f"unknown field '{name}'{did_you_mean(name, FIELDS)}")
    return name


def _header(value: str) -> str:
    if not value.strip():
        raise ValueError("must name a column of the file")
    return value


def _system(system: System) -> System:
    """Refuse fields that do not exist, and patterns that the engine cannot run."""
    for name in system.columns:
        _field(name)
    if not system.signature:
        raise ValueError("needs a signature: headers that are all there in its files")
    for mark in system.marks:
        _pattern(mark.value)
    return system


def _pattern(value: str) -> None:
    import duckdb  # noqa: PLC0415 - only for systems of the user's own

    try:
        duckdb.execute("select regexp_full_match('', ?)", [value])
    except duckdb.Error:
        raise ValueError(f"has a pattern that is no regular expression: '{value}'") from None


def _ascending(cuts: tuple[float, ...]) -> tuple[float, ...]:
    if any(low >= high for low, high in itertools.pairwise(cuts)):
        raise ValueError(f"must ascend strictly, not {', '.join(f'{c:g}' for c in cuts)}")
    return cuts


CutList = Annotated[
    tuple[Number, ...], Field(min_length=1, max_length=4), AfterValidator(_ascending)
]
RuleList = Annotated[tuple[Rule, ...], Field(min_length=1)]
Meaning = Literal["sale", "unpaid", "cancelled", "refund", "ignored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Side files that are read with the sales; empty means none."""

    customers: Annotated[str, _about("Customers: names, contacts, birthdays, opt-outs.")] = ""
    inventory: Annotated[str, _about("Stock on hand, cost and list price of items.")] = ""
    feedback: Annotated[str, _about("Scores, complaints and reviews of customers.")] = ""
    points: Annotated[str, _about("Ledger of member points.")] = ""
    suppress: Annotated[str, _about("Customers never to contact.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Bounds between the scores, one to four ascending numbers each."""

    r: Annotated[CutList | None, _about("Cuts of days_since_last.", "days")] = None
    f: Annotated[CutList | None, _about("Cuts of n_purchases.", "purchases")] = None
    m: Annotated[CutList | None, _about("Cuts of revenue.", "currency")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rfm:
    """How customers are scored from 1 to 5."""

    method: Annotated[
        Literal["quantile", "cuts"],
        _about("quantile: five groups of about equal size; cuts: the bounds below."),
    ] = "quantile"
    cuts: Annotated[Cuts, _about("Bounds between the scores, for method cuts.")] = field(
        default_factory=Cuts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Clv:
    """How lifetime value is worked out."""

    horizon_days: Annotated[
        int,
        PlainValidator(_days),
        WithJsonSchema({"type": "integer", "minimum": 1}),
        _about("How far the value looks ahead.", "days"),
    ] = 365
    annual_discount_rate: Annotated[
        float,
        PlainValidator(_rate),
        WithJsonSchema({"type": "number", "minimum": 0}),
        _about("What money loses in a year: 0.1 is 10 %.", "per year"),
    ] = 0.10
    margin: Annotated[
        float | None,
        PlainValidator(_margin),
        WithJsonSchema({"type": ["number", "null"], "minimum": 0, "maximum": 1}),
        _about("Share of revenue that is margin; null takes it from the cost column.", "share"),
    ] = None
    time_unit: Annotated[
        Literal["day", "week", "month"],
        _about("Unit of x, t_x, T and of the parameters."),
    ] = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The effective settings of a run."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    currency: Annotated[
        str, AfterValidator(_currency), _about("ISO code; empty means what the files say.")
    ] = ""
    purchase: Annotated[
        Literal["day", "order"],
        _about("What one purchase is: all that a customer bought on a day, or one order."),
    ] = "day"
    amount_basis: Annotated[
        Literal["paid", "goods"],
        _about("paid: with shipping and tax; goods: without both."),
    ] = "paid"
    refunds: Annotated[
        Literal["match", "by_date"],
        _about("match: a refund lowers the sale it refunds; by_date: the day it was paid back."),
    ] = "match"
    count_zero_purchases: Annotated[
        bool, _about("Whether a purchase of exactly zero counts as one.")
    ] = False
    recent_days: Annotated[
        int,
        PlainValidator(_days),
        WithJsonSchema({"type": "integer", "minimum": 1}),
        _about("Length of the window of n_purchases_recent.", "days"),
    ] = 180
    window_days: Annotated[
        int,
        PlainValidator(_days),
        WithJsonSchema({"type": "integer", "minimum": 1}),
        _about("Length of the two windows of window_repurchase_rate.", "days"),
    ] = 90
    burn_in_days: Annotated[
        int,
        PlainValidator(_days_or_none),
        WithJsonSchema({"type": "integer", "minimum": 0}),
        _about(
            "First purchases so soon after the start of the files are left out of cohorts.", "days"
        ),
    ] = 0
    wake_up_days: Annotated[
        int,
        PlainValidator(_days_or_none),
        WithJsonSchema({"type": "integer", "minimum": 0}),
        _about("A customer is to be woken up so long before the next purchase is due.", "days"),
    ] = 3
    day_ends_at: Annotated[
        str,
        AfterValidator(_clock),
        _about("Sales before this time belong to the day before.", "HH:MM"),
    ] = "00:00"
    timezone: Annotated[
        str,
        AfterValidator(_timezone),
        _about("Zone into which times that carry an offset are converted; empty means as written."),
    ] = ""
    not_customers: Annotated[tuple[str, ...], _about("Customer ids that are no persons.")] = ()
    decimal: Annotated[
        Literal["auto", "point", "comma"],
        _about("Decimal mark of the files' money; auto goes by the values."),
    ] = "auto"
    date_order: Annotated[
        Literal["auto", "day_first", "month_first"],
        _about("How dates such as 3/4/2025 are meant; auto goes by the values."),
    ] = "auto"
    encoding: Annotated[
        str, _about("Encoding of the files, where their bytes cannot tell; empty goes by them.")
    ] = ""
    rates: Annotated[
        dict[str, Number],
        _about("Value of one unit of a foreign currency, where files mix several.", "currency"),
    ] = field(default_factory=dict)
    rejected_share_limit: Annotated[
        float,
        PlainValidator(_share),
        WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
        _about("Rows that cannot be read, up to which a run goes on.", "share of rows"),
    ] = 0.05
    columns: Annotated[
        dict[Annotated[str, AfterValidator(_field)], Annotated[str, AfterValidator(_header)]],
        _about("Field to header of the file, where the program does not find it by itself."),
    ] = field(default_factory=dict)
    systems: Annotated[
        tuple[Annotated[System, AfterValidator(_system)], ...],
        _about("Shop systems of your own, told by their headers; see docs/systems.md."),
    ] = ()
    inputs: Annotated[Inputs, _about("Side files.")] = field(default_factory=Inputs)
    statuses: Annotated[
        dict[str, Meaning], _about("The shop's own words for the state of an order.")
    ] = field(default_factory=dict)
    rfm: Annotated[Rfm, _about("Scores of days since last, purchases and revenue.")] = field(
        default_factory=Rfm
    )
    clv: Annotated[Clv, _about("Lifetime value.")] = field(default_factory=Clv)
    thresholds: Annotated[
        dict[str, Threshold], _about("Numbers that conditions name with $: absolute or relative.")
    ]
    classes: Annotated[RuleList, _about("Customer classes; the first true rule decides.")]
    tiers: Annotated[RuleList, _about("Member tiers; the first true rule decides.")]
    lifecycle_stages: Annotated[RuleList, _about("Stages by days since the last purchase.")]
    customer_groups: Annotated[RuleList, _about("Groups by number of purchases.")]
    tags: Annotated[
        dict[str, str],
        _about("Tags of your own by their names, each a condition that campaigns may build on."),
    ] = field(default_factory=dict)
    cooldown_days: Annotated[
        int,
        PlainValidator(_days_or_none),
        WithJsonSchema({"type": "integer", "minimum": 0}),
        _about("A customer gets one coupon within so many days, over all campaigns.", "days"),
    ] = 14
    contact_caps: Annotated[
        dict[Channel, Cap], _about("How often one customer is contacted through a channel.")
    ] = field(
        default_factory=lambda: {
            "sms": Cap(contacts=2, days=7),
            "email": Cap(contacts=3, days=7),
            "wechat": Cap(contacts=3, days=7),
            "phone": Cap(contacts=1, days=30),
        }
    )
    contact_costs: Annotated[dict[Channel, Cost], _about("What one contact costs.", "currency")] = (
        field(default_factory=lambda: {"sms": 0.05, "email": 0, "wechat": 0, "phone": 2})
    )
    control_share: Annotated[
        Share, _about("Customers of a campaign who are left alone, to measure against.", "share")
    ] = 0.1
    control_minimum: Annotated[
        int,
        PlainValidator(_days_or_none),
        WithJsonSchema({"type": "integer", "minimum": 0}),
        _about("A control arm below this size is warned of.", "customers"),
    ] = 30
    catch_up_days: Annotated[
        int,
        PlainValidator(_days_or_none),
        WithJsonSchema({"type": "integer", "minimum": 0}),
        _about("Days without a run that are made up.", "days"),
    ] = 7
    measure_days: Annotated[
        int | None,
        PlainValidator(_days_or_null),
        WithJsonSchema({"type": ["integer", "null"], "minimum": 1}),
        _about("How long after a contact its effect is measured; null: validity + 30.", "days"),
    ] = None
    leap_birthdays: Annotated[
        Literal["02-28", "03-01"], _about("When 29 February is kept in other years.")
    ] = "02-28"
    calendar: Annotated[
        dict[str, Windows], _about("Windows of the year that campaigns name, such as sales.")
    ] = field(default_factory=dict)
    campaigns: Annotated[tuple[Campaign, ...], _about("Campaigns; see repurchase targets.")] = ()


#: The settings that are lists of rules.
RULE_LISTS = ("classes", "tiers", "lifecycle_stages", "customer_groups")


class About(NamedTuple):
    """What a threshold of the preset ``default`` is."""

    unit: str
    meaning: str


#: The thresholds that the preset ``default`` names.
THRESHOLDS: dict[str, About] = {
    "active_days": About("days", "A customer is active up to so long after a purchase."),
    "lost_days": About("days", "A customer is lost when the last purchase is longer ago."),
    "loyal_purchases": About("purchases", "Recent purchases from which on one is loyal."),
    "potential_value": About("currency", "Average purchase from which on one has potential."),
    "silver_tier": About("currency", "Revenue from which on one is a silver member."),
    "gold_tier": About("currency", "Revenue from which on one is a gold member."),
    "black_tier": About("currency", "Revenue from which on one is a black card member."),
    "silent_days": About("days", "Days since last purchase at which the stage silent begins."),
    "sleeping_days": About("days", "Days since last purchase at which sleeping begins."),
}

#: The groups of settings by their path.
NODES: dict[tuple[str | int, ...], type] = {
    (): Settings,
    ("rfm",): Rfm,
    ("rfm", "cuts"): Cuts,
    ("inputs",): Inputs,
    ("clv",): Clv,
}


def meanings() -> dict[str, About]:
    """Return unit and meaning of every setting by its dotted name."""
    found = {f"thresholds.{name}": about for name, about in THRESHOLDS.items()}
    for path, node in NODES.items():
        for name, hint in get_type_hints(node, include_extras=True).items():
            described = [item for item in hint.__metadata__ if isinstance(item, FieldInfo)]
            found[".".join(map(str, (*path, name)))] = _of_field(described[-1])
    return found


def _of_field(described: FieldInfo) -> About:
    extra = described.json_schema_extra
    unit = extra.get("unit", "") if isinstance(extra, dict) else ""
    return About(str(unit), described.description or "")
