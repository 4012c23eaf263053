"""Lifetime value: who is still active, what they will buy and are worth, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.analysis.clv_class_averages import ENOUGH
from repurchase_cli.document import Document, Section, Text
from repurchase_cli.reports.clv.by_model import by_model
from repurchase_cli.reports.clv.fitting import parts
from repurchase_cli.reports.clv.request import (
    Asked,
    groups_of,
    reduced,
    settings_of,
    terms_of,
)
from repurchase_cli.reports.clv.small import by_class
from repurchase_cli.reports.clv.tables import customers_table
from repurchase_cli.reports.notes import age_notes, data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

__all__ = ["Asked", "build"]


def build(asked: Asked, sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the models, every customer's prediction, the sums, and the test."""
    del language
    terms = terms_of(asked, sales, settings)
    reduction, groups = reduced(asked, sales, settings, groups_of(asked, sales))
    whole = parts(reduction, number(reduction.as_of), terms.unit, terms.model)
    repeats = sum(part.counts.repeat_customers for part in whole)
    if repeats < ENOUGH:
        found = by_class(asked, sales, settings, terms, whole)
    else:
        found = by_model(asked, sales, settings, terms, groups, reduction, whole)
    customers = customers_table(
        reduction,
        groups,
        [part.rows for part in whole],
        found.frames,
        private_ids=bool(sales.ask("private_ids").iloc[0, 0]),
    )
    return Document(
        command="clv",
        title=Text("Lifetime value", "客户生命周期价值"),
        main="customers",
        sections=(
            *found.sections,
            Section(Text("What was read", "读取情况"), reading_lines(sales)),
            Section(Text("Customers", "客户"), (), customers),
        ),
        as_of=reduction.as_of,
        currency=settings.currency or sales.sources[0].layout.currency,
        intake=intake_mapping(sales.intake),
        settings=settings_of(settings, terms),
        notes=(
            *age_notes(sales),
            *dict.fromkeys(found.notes),
            terms.margin.source,
            *data_notes(sales, settings),
        ),
    )
