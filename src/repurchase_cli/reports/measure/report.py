"""What past campaigns did: those assigned to be contacted against those left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.config import as_mapping
from repurchase_cli.document import Chart, Document, Section, Text
from repurchase_cli.reports.measure import effects as lift_effects
from repurchase_cli.reports.measure import tables as lift_tables
from repurchase_cli.reports.measure import words as lift_words
from repurchase_cli.reports.measure.contacts import Wanted, outcomes
from repurchase_cli.reports.notes import data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.shop.margin import margin_of

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales


def build(
    wanted: Wanted, ledger: Ledger, sales: Sales, settings: Settings, language: Language
) -> Document:
    """Return each campaign's arms, its lift with intervals, what it earned and what that tells.

    Raises
    ------
    UsageError
        For a campaign that the ledger does not have.
    TooLittleDataError
        When no contact can be measured.
    """
    found = outcomes(wanted, ledger, sales, settings.measure_days)
    margin = margin_of(sales, settings.clv.margin)
    measured = lift_effects.measured(found, margin.share)
    titles = {name: Text(**one["title"]) for name, one in found.definitions.items()}
    rates = Text("Share who bought", "购买比例")
    said = tuple(lift_words.sentence(one, titles[one.name]) for one in measured)
    return Document(
        command="measure",
        title=Text("What campaigns did", "活动效果"),
        main="campaigns",
        sections=(
            Section(Text("Conclusions", "结论"), said, lift_tables.arms(measured, titles)),
            Section(
                rates,
                (),
                lift_tables.effects(measured, titles),
                Chart("bar", rates, "effects", "campaign", ("contacted_rate", "control_rate")),
            ),
            Section(Text("What was read", "读取情况"), reading_lines(sales)),
        ),
        as_of=sales.as_of,
        currency=settings.currency or sales.sources[0].layout.currency,
        intake=intake_mapping(sales.intake),
        settings=as_mapping(settings),
        notes=(*lift_words.notes(found, measured, margin, settings), *data_notes(sales, settings)),
    )
