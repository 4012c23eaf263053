"""What past campaigns did: those assigned to be contacted against those left alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from repurchase_cli.document import Chart, Document, Section, Text
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.measure import tables, words
from repurchase_cli.reports.measure.effects import campaign_effects
from repurchase_cli.shop.margin import margin_of
from repurchase_cli.targeting.outcomes import chosen_contacts, outcomes_of
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from datetime import date

    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

NEEDS = Needs(lines=frozenset({"cost", "coupon"}))


@dataclass(frozen=True, slots=True)
class MeasureRequest:
    """Which contacts to measure: of which campaigns (none for all), and between which days."""

    campaigns: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


def build(
    request: MeasureRequest, ledger: Ledger, sales: Sales, settings: Settings, language: Language
) -> Document:
    """Return each campaign's arms, its lift with intervals, what it earned and what that tells.

    Raises
    ------
    UsageError
        For a campaign that the ledger does not have.
    TooLittleDataError
        When no contact can be measured.
    """
    del language
    ledger = ledger.joined(sales.aliases)
    contacts = chosen_contacts(ledger, request.campaigns, request.first, request.last)
    outcomes = outcomes_of(contacts, ledger, sales, settings.measure_days)
    margin = margin_of(sales, settings.clv.margin)
    effects = campaign_effects(outcomes, margin.share)
    titles = {name: Text(**plain["title"]) for name, plain in outcomes.definitions.items()}
    rates = Text("Share who bought", "购买比例")
    compared = words.number_compared(effects)
    conclusions = tuple(words.sentence(each, titles[each.name], compared) for each in effects)
    return envelope(
        sales,
        settings,
        command="measure",
        title=Text("What campaigns did", "活动效果"),
        main="campaigns",
        sections=(
            Section(Text("Conclusions", "结论"), conclusions, tables.arms(effects, titles)),
            Section(
                rates,
                (),
                tables.changes(effects, titles),
                Chart("bar", rates, "effects", "campaign", ("contacted_rate", "control_rate")),
            ),
        ),
        notes=words.notes(outcomes, effects, margin, settings),
    )
