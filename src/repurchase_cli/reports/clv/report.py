"""Lifetime value: who is still active, what they will buy and are worth, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from repurchase_cli.analysis.clv_class_averages import ENOUGH
from repurchase_cli.document import Document, Section, Text
from repurchase_cli.reports.clv.by_model import by_model
from repurchase_cli.reports.clv.covariates import fields_of
from repurchase_cli.reports.clv.request import ClvRequest, division_of, terms_of
from repurchase_cli.reports.clv.small import by_class
from repurchase_cli.reports.clv.tables import customers_table
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.shop import margin
from repurchase_cli.shop.segmentation import private_ids
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

__all__ = ["ClvRequest", "build", "needs"]


def needs(request: ClvRequest, settings: Settings) -> Needs:
    """Return what the report needs of the sales: lines tell the margin, groups and covariates."""
    given = settings.clv.margin if request.margin is None else request.margin
    fields = {*request.group_by, *fields_of(request.covariates)}
    return Needs(lines=margin.lines_for(given) | fields)


def build(request: ClvRequest, sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the models, every customer's prediction, the sums, and the test."""
    del language
    terms = terms_of(request, sales, settings)
    division = division_of(request, sales, settings, terms)
    repeats = sum(part.counts.repeat_customers for part in division.parts)
    answer = (
        by_class(request, sales, settings, terms, division.parts)
        if repeats < ENOUGH
        else by_model(request, sales, settings, terms, division)
    )
    customers = customers_table(division, answer.frames, private_ids=private_ids(sales))
    document = envelope(
        sales,
        settings,
        command="clv",
        title=Text("Lifetime value", "客户生命周期价值"),
        main="customers",
        sections=answer.sections,
        lists=(Section(Text("Customers", "客户"), (), customers),),
        notes=(*dict.fromkeys(answer.notes), terms.margin.source),
    )
    return replace(
        document,
        as_of=division.reduction.as_of,
        settings={**document.settings, "clv": terms.settings},
    )
