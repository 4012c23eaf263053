"""A run of campaigns: who is due, what is decided about each, and the contacts that come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repurchase_cli.campaigns.model import Campaign, ranked
from repurchase_cli.errors import UsageError
from repurchase_cli.rules import did_you_mean
from repurchase_cli.scalars import MOST_LEFT_ALONE
from repurchase_cli.shop.margin import margin_of
from repurchase_cli.shop.segmentation import effective_settings
from repurchase_cli.targeting import contacts, decisions, due, past, words

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.campaigns.selection import Selection
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language, Text
    from repurchase_cli.sales import Sales
    from repurchase_cli.targeting.contacts import Contacts
    from repurchase_cli.targeting.due import Shop


@dataclass(frozen=True, slots=True)
class TargetsRequest:
    """Which campaigns are to run (none for all), and shares and limits beside the settings.

    In a dry run no coupon code is made, and nothing is recorded.

    Raises
    ------
    UsageError
        When ``control`` is no share that leaves somebody to contact, or ``budget`` no amount.
    """

    campaigns: tuple[str, ...] = ()
    control: float | None = None
    budget: float | None = None
    dry_run: bool = False

    def __post_init__(self) -> None:
        if self.control is not None and not 0 <= self.control <= MOST_LEFT_ALONE:
            raise UsageError(
                f"--control {self.control:g} is no share between 0 and {MOST_LEFT_ALONE}",
                hint="0.1 leaves one customer of ten alone",
            )
        if self.budget is not None and not self.budget >= 0:
            raise UsageError(f"--budget {self.budget:g} is no amount", hint="give one such as 500")


@dataclass(frozen=True, slots=True)
class Run:
    """A run before it is recorded: what was decided, its contacts, its campaigns as plain data."""

    shop: Shop
    selections: Sequence[Selection]
    contacts: Contacts
    notes: Sequence[Text]
    definitions: Mapping[str, Mapping[str, Any]]


def run_campaigns(
    request: TargetsRequest,
    ledger: Ledger,
    salt: bytes,
    sales: Sales,
    settings: Settings,
    language: Language,
) -> Run:
    """Decide about everyone who is due, and return the contacts.

    Raises
    ------
    UsageError
        For a campaign that the settings do not have.
    TooLittleDataError
        When nobody has a purchase, or a pool of codes runs dry.
    """
    campaigns = chosen_campaigns(settings, request.campaigns)
    ledger = ledger.joined(sales.aliases)
    shop = due.shop(sales, settings, campaigns, ledger)
    closed = ledger.listed_on(sales.as_of)
    by_campaign = due.due(shop, campaigns)
    before = past.past_of(shop, ledger, by_campaign, closed & {*by_campaign})
    people, reach = decisions.people_of(shop)
    ranks = ranked(settings.campaigns)
    standing = past.standing(sales, settings, before.recent, ranks, len(reach))
    frames = []
    for campaign in campaigns:
        new = past.not_yet(by_campaign[campaign.name], before, campaign.name)
        frames.append(past.with_issued(new, before.issued, campaign.name))
    worth = decisions.Worth(shop, reach, margin_of(sales, settings.clv.margin).share)
    who = decisions.Due(campaigns, frames, closed)
    selections = decisions.decide(who, people, worth, standing, request.budget)
    shares = past.shares(campaigns, settings, request.control)
    pairs = list(zip(selections, frames, strict=True))
    plan = contacts.Plan(pairs, before.issued, shares, salt, with_codes=not request.dry_run)
    made = contacts.contacts_of(shop, ledger, plan, language)
    hidden = int(reach["is_hidden"].sum())
    shared, unclosed = contacts.shared_phones(made.rows), decisions.unclosed(shop)
    doubts = words.Doubts(before.unmatched, hidden, shared, unclosed)
    notes = words.notes(sales, settings, ledger, selections, shares, doubts)
    return Run(shop, selections, made, notes, _definitions(shop, shares))


def chosen_campaigns(settings: Settings, names: Sequence[str]) -> list[Campaign]:
    """Return the campaigns of these names, all that are active for none, in order of rank.

    Raises
    ------
    UsageError
        For a name that the settings do not have, or that is switched off.
    """
    by_name = {campaign.name: campaign for campaign in settings.campaigns}
    for name in names:
        if name not in by_name:
            raise UsageError(
                f"there is no campaign {name!r}{did_you_mean(name, by_name)}",
                hint="see them all: repurchase config show",
            )
        if not by_name[name].active:
            raise UsageError(
                f"the campaign {name!r} is switched off",
                hint=f"switch it on: --set campaigns.{name}.active=true",
            )
    chosen = [c for c in by_name.values() if c.active and (not names or c.name in names)]
    if not chosen:
        raise UsageError("the settings have no campaigns", hint="write some under `campaigns:`")
    return ranked(chosen)


def _definitions(shop: Shop, shares: Mapping[str, float]) -> dict[str, dict[str, Any]]:
    """Return the campaigns of a run as plain data, each with the share that it leaves alone."""
    plain = effective_settings(shop.settings, shop.segmentation)["campaigns"]
    return {
        campaign["name"]: {**campaign, "control": shares[campaign["name"]]}
        for campaign in plain
        if campaign["name"] in shares
    }
