"""Values by models: they are fitted to every part of the shop, tested, and predict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.analysis.clv import CustomerValues, customer_values
from repurchase_cli.analysis.clv_class_averages import ENOUGH
from repurchase_cli.analysis.clv_total import Sums, sums_of, together
from repurchase_cli.document import Section, Text
from repurchase_cli.progress import doing, unknown
from repurchase_cli.reports.clv import covariates, holdout, totals, words
from repurchase_cli.reports.clv.fitting import AUTO, PartModels, models_of, parts_of
from repurchase_cli.reports.clv.request import Answer, ClvRequest, Division, Terms
from repurchase_cli.reports.clv.tables import models_tables, prediction_frame
from repurchase_cli.reports.clv.totals import Totals
from repurchase_cli.shop.groups import Groups, Parted
from repurchase_cli.shop.segmentation import shop_of

if TYPE_CHECKING:
    from repurchase_cli.analysis.fitting_covariates import CovariateFit
    from repurchase_cli.config import Settings
    from repurchase_cli.reports.clv.fitting import Part, Trial
    from repurchase_cli.sales import Sales

#: Of the days that the files cover, what ``auto`` keeps back to try the models on.
_KEPT_BACK = 3
#: A customer is gone after this, for the rule of thumb, where the settings name no number.
_LOST_DAYS = 180.0
_UNITS = {"day": "天", "week": "周", "month": "月"}


class _ShopModels(NamedTuple):
    """The models of every part, and the one that they have in common where there are covariates."""

    by_part: Sequence[PartModels]
    common: CovariateFit | None = None
    effects: tuple[Section, ...] = ()


def by_model(
    request: ClvRequest, sales: Sales, settings: Settings, terms: Terms, division: Division
) -> Answer:
    """Return what models fitted to the parts of a shop say of its customers."""
    groups, parts, as_of = division.groups, division.parts, division.reduction.as_of
    trial = _trial(request, sales, settings, terms, division)
    tested = trial if request.calibration_end else None
    trials = [trial.of_part(place) if trial else None for place in range(len(parts))]
    with doing(("fitting the models", "拟合模型"), unknown):
        shop = _shop_models(request, terms, parts, trials)
    values = [(models, _values(models, terms)) for models in shop.by_part]
    sums = [_sums(*each, terms) for each in values]
    frames = tuple(prediction_frame(*each) for each in values)
    heading = Text(f"Models, time in {terms.unit}s", f"模型（时间单位：{_UNITS[terms.unit]}）")
    for_programs, for_people = models_tables(heading, shop.by_part, trials, groups)
    whole, apart = _totals(shop, sums)
    if request.covariates:  # one model for all: people see no groups
        groups = Groups()
    names = [words.part_name(groups, part.name) for part in parts]
    tests: Sequence[Section] = ()
    if tested:
        tests = holdout.sections(
            sales, division.reduction, tested, [models.fit for models in shop.by_part]
        )
    sections = (
        totals.expected(frames, whole, apart, terms, as_of, groups),
        Section(
            heading,
            words.choice_lines(shop.by_part, names),
            None if request.covariates else for_people,
        ),
        Section(Text("All models", "全部模型"), (), for_programs),
        *shop.effects,
        *tests,
        *totals.holders(frames),
    )
    days = (as_of - (sales.intake.first or as_of)).days
    notes = [*words.notes(shop.by_part, names), words.VALUES]
    if terms.horizon_days > days:
        notes.append(words.far_horizon(terms.horizon_days, days))
    return Answer(sections, frames, tuple(notes))


def _shop_models(
    request: ClvRequest, terms: Terms, parts: Sequence[Part], trials: Sequence[Trial | None]
) -> _ShopModels:
    if request.covariates:
        return _ShopModels(*covariates.models_of(request.covariates, terms.model, parts))
    by_part = []
    for part, trial in zip(parts, trials, strict=True):
        fits = trial.fits[0] if trial and request.calibration_end else ()
        by_part.append(models_of(part, terms.model, trial, fits))
    return _ShopModels(by_part)


def _values(models: PartModels, terms: Terms) -> CustomerValues:
    return customer_values(
        fit=models.fit,
        spend=models.spend,
        counts=models.part.counts,
        m_x=models.part.m_x,
        horizon_days=terms.horizon_days,
        yearly_rate=terms.yearly_rate,
        margin=terms.margin.share,
    )


def _sums(models: PartModels, values: CustomerValues, terms: Terms) -> Sums:
    return sums_of(
        values,
        fit=models.fit,
        spend=models.spend,
        counts=models.part.counts,
        m_x=models.part.m_x,
        horizon_days=terms.horizon_days,
    )


def _totals(shop: _ShopModels, sums: Sequence[Sums]) -> tuple[Totals, dict[str, Totals]]:
    """Return the totals of all customers, and of each part by its name."""
    apart = {
        models.part.name: each.totals(models.fit.covariance, models.spend.covariance)
        for models, each in zip(shop.by_part, sums, strict=True)
    }
    if shop.common is None:
        return totals.independent_sums(list(apart.values())), apart
    shared = together(sums, shop.common.maps)
    return shared.totals(shop.common.covariance, shop.by_part[0].spend.covariance), apart


def _trial(
    request: ClvRequest, sales: Sales, settings: Settings, terms: Terms, division: Division
) -> Trial | None:
    """Return the test of the models, wanted by the user or for ``auto`` to choose by, or None."""
    hiatus = _hiatus(settings)
    if request.calibration_end:
        return holdout.trial_of(sales, division.reduction, division.parts, terms.model, hiatus)
    if terms.model != AUTO or division.groups.names:
        return None
    begin = sales.intake.first or sales.as_of
    earlier = sales.until(sales.as_of - timedelta(days=(sales.as_of - begin).days // _KEPT_BACK))
    if not shop_of(earlier).customers:
        return None
    then = parts_of(Parted(earlier, earlier.whole()), terms.unit, terms.model)
    if sum(part.counts.repeat_customers for part in then) < ENOUGH:
        return None
    return holdout.trial_of(sales, earlier, then, terms.model, hiatus)


def _hiatus(settings: Settings) -> float:
    """Return the days after which the rule of thumb takes a customer for gone."""
    days = settings.thresholds.get("lost_days")
    return float(days) if isinstance(days, int | float) else _LOST_DAYS
