"""The settings tree: every setting with its default, unit and meaning.

The names are those of the YAML file and of ``--set``. The lists of rules and the thresholds have no
default here; they stand in the preset ``default``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Annotated, Literal

from repurchase_cli.campaigns import LEDGER
from repurchase_cli.campaigns.model import Campaign, Cap, Channel, Windows
from repurchase_cli.config.membership import Benefit, Membership, Points
from repurchase_cli.config.values import (
    Addresses,
    Answer,
    Clock,
    Code,
    Currency,
    CutList,
    DayOfYear,
    Days,
    DaysOrNone,
    DaysOrNull,
    FieldName,
    File,
    Header,
    JoinedBy,
    LawName,
    Margin,
    Meaning,
    Memory,
    OwnSystem,
    Port,
    Rate,
    RuleList,
    Score,
    Seconds,
    Threads,
    Tls,
    Worth,
    Zone,
)
from repurchase_cli.marks import About
from repurchase_cli.rules import Tag, Threshold
from repurchase_cli.scalars import ArmShare, Cost, Share, Whole

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # pydantic cannot check that of older versions
    from typing_extensions import TypedDict


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Side files that are read with the sales; empty means none."""

    customers: Annotated[File, About("Customers: names, contacts, birthdays, opt-outs.")] = ""
    inventory: Annotated[File, About("Stock on hand, cost and list price of items.")] = ""
    feedback: Annotated[File, About("Scores, complaints and reviews of customers.")] = ""
    points: Annotated[File, About("Ledger of member points.")] = ""
    suppress: Annotated[File, About("Customers never to contact.")] = ""
    aliases: Annotated[File, About("Old ids of customers, each with the new one.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Bounds between the scores, one to four ascending numbers each."""

    r: Annotated[CutList | None, About("Cuts of days_since_last.", "days")] = None
    f: Annotated[CutList | None, About("Cuts of n_purchases.", "purchases")] = None
    m: Annotated[CutList | None, About("Cuts of revenue.", "currency")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rfm:
    """How customers are scored from 1 to 5."""

    method: Annotated[
        Literal["quantile", "cuts"],
        About("quantile: five groups of about equal size; cuts: the bounds below."),
    ] = "quantile"
    cuts: Annotated[Cuts, About("Bounds between the scores, for method cuts.")] = field(
        default_factory=Cuts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """One of the shop's seasons."""

    start: Annotated[DayOfYear, About("First day of the season, as MM-DD.")]
    items: Annotated[
        tuple[str, ...],
        About("Words in the season column by which an item is of it; else its own name."),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """When an item on the shelf is slow, and who is told of it."""

    new_days: Annotated[Days, About("An item listed so recently is new.", "days")] = 30
    dead_days: Annotated[Days, About("An item without a sale for so long is dead.", "days")] = 90
    slow_days: Annotated[
        Days, About("An item that lasts longer at the pace of the last 90 days is slow.", "days")
    ] = 180
    low_days: Annotated[Days, About("An item that lasts shorter at that pace is low.", "days")] = 14
    broken_share: Annotated[
        Share, About("Sizes are broken where those left made less of the sales.", "share of units")
    ] = 0.5
    discount: Annotated[Cost, About("Off a slow item: 20 is 8 折.", "per cent")] = 20
    per_customer: Annotated[Whole, About("Slow items that one customer is told of.", "items")] = 1
    per_unit: Annotated[
        Whole, About("Customers who are told of each piece on the shelf.", "customers")
    ] = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Clv:
    """How lifetime value is worked out."""

    horizon_days: Annotated[Days, About("How far the value looks ahead.", "days")] = 365
    annual_discount_rate: Annotated[
        Rate, About("What money loses in a year: 0.1 is 10%.", "per year")
    ] = 0.10
    margin: Annotated[
        Margin,
        About("Share of revenue that is margin; null takes it from the cost column.", "share"),
    ] = None
    time_unit: Annotated[
        Literal["day", "week", "month"], About("Unit of x, t_x, T and of the parameters.")
    ] = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What customers say, and how soon it is answered."""

    window_days: Annotated[
        Days, About("A purchase so long after an answer counts as coming back.", "days")
    ] = 90
    low_score: Annotated[
        Score, About("Scores up to this are low; null: 2 of 5, 6 of 10, 60 of 100.")
    ] = None
    high_score: Annotated[
        Score, About("Scores from this on are high; null: 4 of 5, 9 of 10, 80 of 100.")
    ] = None
    reply_minutes: Annotated[
        dict[str, Whole],
        About("Time to the first reply: online, in the store, or by a channel's name.", "minutes"),
    ] = field(default_factory=lambda: {"online": 60, "store": 15})
    followup_hours: Annotated[
        Whole, About("Time from the end of a complaint to the follow-up.", "hours")
    ] = 24
    hold_offers: Annotated[bool, About("Whether who has an open complaint gets no offer.")] = True


Mail = TypedDict(
    "Mail",
    {
        "host": Annotated[str, About("Server that sends mail; empty: the report is not mailed.")],
        "port": Annotated[Port, About("Port of the server.")],
        "tls": Annotated[
            Tls, About("starttls: encrypted after the greeting; implicit: from the start; none.")
        ],
        "from": Annotated[str, About("Address that the report comes from.")],
        "to": Annotated[Addresses, About("Addresses that it goes to.")],
        "user": Annotated[str, About("Name to log in by; empty: the address that it comes from.")],
        "password_env": Annotated[str, About("Environment variable that holds the password.")],
        "password_file": Annotated[
            str, About("File that holds the password; nobody but its owner may read it.")
        ],
        "timeout_seconds": Annotated[Seconds, About("How long the server may take.", "seconds")],
    },
)


def _no_mail() -> Mail:
    return {
        "host": "",
        "port": 587,
        "tls": "starttls",
        "from": "",
        "to": (),
        "user": "",
        "password_env": "REPURCHASE_MAIL_PASSWORD",
        "password_file": "",
        "timeout_seconds": 30,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The effective settings of a run."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - pydantic reads it by this name

    currency: Annotated[Currency, About("ISO code; empty means what the files say.")] = ""
    purchase: Annotated[
        Literal["day", "order"],
        About("What one purchase is: all that a customer bought on a day, or one order."),
    ] = "day"
    order_days: Annotated[
        DaysOrNone,
        About(
            "Sales under one order id so many days apart are one order, on its first day; 0: those "
            "of each day are an order.",
            "days",
        ),
    ] = 60
    amount_basis: Annotated[
        Literal["paid", "goods"], About("paid: with shipping and tax; goods: without both.")
    ] = "paid"
    stored_value: Annotated[
        Literal["spent", "loaded"],
        About(
            "When money on customers' cards counts: spent: what is bought with it; loaded: what is "
            "paid in."
        ),
    ] = "spent"
    refunds: Annotated[
        Literal["match", "by_date"],
        About("match: a refund lowers the sale it refunds; by_date: the day it was paid back."),
    ] = "match"
    count_zero_purchases: Annotated[
        bool, About("Whether a purchase of exactly zero counts as one.")
    ] = False
    recent_days: Annotated[Days, About("Length of the window of n_purchases_recent.", "days")] = 180
    window_days: Annotated[
        Days, About("Length of the two windows of window_repurchase_rate.", "days")
    ] = 90
    burn_in_days: Annotated[
        DaysOrNone,
        About(
            "First purchases so soon after the start of the files are left out of cohorts.", "days"
        ),
    ] = 0
    wake_up_days: Annotated[
        DaysOrNone,
        About("A customer is to be woken up so long before the next purchase is due.", "days"),
    ] = 3
    day_ends_at: Annotated[
        Clock, About("Sales before this time belong to the day before.", "HH:MM")
    ] = "00:00"
    timezone: Annotated[
        Zone,
        About("Zone into which times of other zones are converted; empty means as written."),
    ] = ""
    timezone_of_files: Annotated[
        Zone,
        About("Zone of times that carry no offset, such as UTC; empty means the shop's own."),
    ] = ""
    not_customers: Annotated[tuple[str, ...], About("Customer ids that are no persons.")] = ()
    join_customers: Annotated[
        JoinedBy,
        About("Contacts by which ids of several sources are one customer: phone, email."),
    ] = ()
    decimal: Annotated[
        Literal["auto", "point", "comma"],
        About("Decimal mark of the files' money; auto goes by the values."),
    ] = "auto"
    date_order: Annotated[
        Literal["auto", "day_first", "month_first"],
        About("How dates such as 3/4/2025 are meant; auto goes by the values."),
    ] = "auto"
    encoding: Annotated[
        str, About("Encoding of the files, where their bytes cannot tell; empty goes by them.")
    ] = ""
    rates: Annotated[
        dict[Code, Worth],
        About("Value of one unit of a foreign currency, where files mix several.", "currency"),
    ] = field(default_factory=dict)
    rejected_share_limit: Annotated[
        Share, About("Rows that cannot be read, up to which a run goes on.", "share of rows")
    ] = 0.05
    memory_limit: Annotated[
        Memory, About("Memory that reading may take, such as 4GB; empty: half of the machine's.")
    ] = ""
    threads: Annotated[
        Threads, About("Threads that reading may use; null: as many as there are cores.", "threads")
    ] = None
    engine: Annotated[
        Literal["duckdb", "spark"],
        About("What scans the files: duckdb on this machine, or the tasks of a Spark cluster."),
    ] = "duckdb"
    master: Annotated[
        str,
        About("Spark's master, such as spark://host:7077; empty: as Spark itself is configured."),
    ] = ""
    columns: Annotated[
        dict[FieldName, Header],
        About("Field to header of the file, where the program does not find it by itself."),
    ] = field(default_factory=dict)
    systems: Annotated[
        tuple[OwnSystem, ...],
        About("Shop systems of your own, told by their headers; see docs/systems.md."),
    ] = ()
    inputs: Annotated[Inputs, About("Side files.")] = field(default_factory=Inputs)
    ledger: Annotated[
        File, About("Ledger of contacts: a file, postgresql://user@host/database, or none.")
    ] = LEDGER
    statuses: Annotated[
        dict[str, Meaning], About("The shop's own words for the state of an order.")
    ] = field(default_factory=dict)
    answers: Annotated[
        dict[LawName, Answer],
        About("Doubts about your files that you have settled, by the law that raised them."),
    ] = field(default_factory=dict)
    mail: Annotated[Mail, About("How repurchase report sends its page by mail.")] = field(
        default_factory=_no_mail
    )
    rfm: Annotated[Rfm, About("Scores of days since last, purchases and revenue.")] = field(
        default_factory=Rfm
    )
    clv: Annotated[Clv, About("Lifetime value.")] = field(default_factory=Clv)
    feedback: Annotated[Feedback, About("Scores, complaints and reply times.")] = field(
        default_factory=Feedback
    )
    thresholds: Annotated[
        dict[str, Threshold], About("Numbers that conditions name with $: absolute or relative.")
    ]
    classes: Annotated[RuleList, About("Customer classes; the first true rule decides.")]
    tiers: Annotated[RuleList, About("Member tiers; the first true rule decides.")]
    membership: Annotated[Membership, About("How tiers are counted and reviewed.")] = field(
        default_factory=Membership
    )
    points: Annotated[Points, About("How points are earned, and what they are worth.")] = field(
        default_factory=Points
    )
    benefits: Annotated[
        dict[str, tuple[Benefit, ...]], About("What a tier gives to each of its members.")
    ] = field(default_factory=dict)
    lifecycle_stages: Annotated[RuleList, About("Stages by days since the last purchase.")]
    customer_groups: Annotated[RuleList, About("Groups by number of purchases.")]
    tags: Annotated[
        dict[str, Tag],
        About("Tags of your own by their names: what was bought, or a condition."),
    ] = field(default_factory=dict)
    cooldown_days: Annotated[
        DaysOrNone,
        About("A customer gets one coupon within so many days, over all campaigns.", "days"),
    ] = 14
    contact_caps: Annotated[
        dict[Channel, Cap], About("How often one customer is contacted through a channel.")
    ] = field(
        default_factory=lambda: {
            "sms": Cap(contacts=2, days=7),
            "email": Cap(contacts=3, days=7),
            "wechat": Cap(contacts=3, days=7),
            "phone": Cap(contacts=1, days=30),
        }
    )
    contact_costs: Annotated[dict[Channel, Cost], About("What one contact costs.", "currency")] = (
        field(default_factory=lambda: {"sms": 0.05, "email": 0, "wechat": 0, "phone": 2})
    )
    control_share: Annotated[
        ArmShare, About("Customers of a campaign who are left alone, to measure against.", "share")
    ] = 0.1
    control_minimum: Annotated[
        Whole, About("A control arm below this size is warned of.", "customers")
    ] = 30
    catch_up_days: Annotated[DaysOrNone, About("Days without a run that are made up.", "days")] = 7
    measure_days: Annotated[
        DaysOrNull,
        About("How long after a contact its effect is measured; null: validity + 30.", "days"),
    ] = None
    stale_days: Annotated[
        DaysOrNone,
        About("Data that end so many days before the as-of date are said to be old.", "days"),
    ] = 7
    leap_birthdays: Annotated[
        Literal["02-28", "03-01"], About("When 29 February is kept in other years.")
    ] = "02-28"
    calendar: Annotated[
        dict[str, Windows], About("Windows of the year that campaigns name, such as sales.")
    ] = field(default_factory=dict)
    seasons: Annotated[
        dict[str, Season], About("The shop's seasons by their names; each ends where one begins.")
    ] = field(default_factory=dict)
    season_turn_days: Annotated[
        Days, About("Days around the start of a season in which two are sold together.", "days")
    ] = 42
    stock: Annotated[Stock, About("Slow items, and who is told of them.")] = field(
        default_factory=Stock
    )
    campaigns: Annotated[tuple[Campaign, ...], About("Campaigns; see repurchase targets.")] = ()


#: The settings that are lists of rules.
RULE_LISTS = ("classes", "tiers", "lifecycle_stages", "customer_groups")
