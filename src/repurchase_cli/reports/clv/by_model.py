"""Values by models: fit every part of the shop, test, predict, and say what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.analysis.clv import CustomerValues, customer_values
from repurchase_cli.analysis.clv_class_averages import ENOUGH
from repurchase_cli.analysis.clv_total import Sums, sums_of, together
from repurchase_cli.document import Section, Text
from repurchase_cli.progress import doing, unknown
from repurchase_cli.reports.clv import covariates as clv_covariates
from repurchase_cli.reports.clv import holdout as clv_holdout
from repurchase_cli.reports.clv import totals as clv_totals
from repurchase_cli.reports.clv import words as clv_words
from repurchase_cli.reports.clv.fitting import (
    AUTO,
    Fitted,
    fitted,
    parts,
)
from repurchase_cli.reports.clv.request import Answer, Asked, Terms
from repurchase_cli.reports.clv.tables import models_tables, predicted
from repurchase_cli.reports.clv.totals import Totals
from repurchase_cli.shop import groups as grouping
from repurchase_cli.shop.groups import Groups
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.analysis.fitting_covariates import CovariateFit
    from repurchase_cli.config import Settings
    from repurchase_cli.reports.clv.fitting import Part, Trial
    from repurchase_cli.sales import Reduction, Sales

#: Of the days that the files cover, what ``auto`` keeps back to try the models on.
_KEPT_BACK = 3
#: A customer is gone after this, for the rule of thumb, where the settings name no number.
_LOST_DAYS = 180.0
_UNITS = {"day": "天", "week": "周", "month": "月"}


class _Fits(NamedTuple):
    """The models of every part, and the one that they have in common where there are covariates."""

    each: Sequence[Fitted]
    common: CovariateFit | None = None
    effects: tuple[Section, ...] = ()


def by_model(
    asked: Asked,
    sales: Sales,
    settings: Settings,
    terms: Terms,
    groups: Groups,
    reduction: Reduction,
    whole: Sequence[Part],
) -> Answer:
    """Return what models fitted to the parts of a shop say of its customers."""
    trial = _trial(asked, sales, settings, groups, terms, reduction, whole)
    tested = trial if asked.calibration_end else None
    trials = [trial.of_part(at) if trial else None for at in range(len(whole))]
    with doing(("fitting the models", "拟合模型"), unknown):
        fits = _fits(asked, terms, whole, trials)
    values = [_values(one, terms) for one in fits.each]
    sums = [_sums(one, value, terms) for one, value in zip(fits.each, values, strict=True)]
    frames = tuple(predicted(one, value) for one, value in zip(fits.each, values, strict=True))
    heading = Text(f"Models, time in {terms.unit}s", f"模型（时间单位：{_UNITS[terms.unit]}）")
    models, people = models_tables(heading, fits.each, trials, groups)
    total, apart = _totals(fits, sums)
    if asked.covariates:  # one model for all: people see no groups
        groups = Groups()
    names = [clv_words.part_name(groups, part.name) for part in whole]
    chosen = clv_words.why_chosen(fits.each, names)
    tests: Sequence[Section] = ()
    if tested:
        tests = clv_holdout.sections(sales, tested, [one.choice.fit for one in fits.each])
    sections = (
        clv_totals.expected(frames, total, apart, terms, reduction.as_of, groups),
        Section(heading, chosen, None if asked.covariates else people),
        Section(Text("All models", "全部模型"), (), models),
        *fits.effects,
        *tests,
        *clv_totals.holders(frames),
    )
    days = (reduction.as_of - (sales.intake.first or reduction.as_of)).days
    far = (clv_words.far(terms.horizon_days, days),) if terms.horizon_days > days else ()
    return Answer(sections, frames, (*clv_words.notes(fits.each, names), *far))


def _fits(
    asked: Asked, terms: Terms, whole: Sequence[Part], trials: Sequence[Trial | None]
) -> _Fits:
    if asked.covariates:
        return _Fits(*clv_covariates.fitted(asked.covariates, terms.model, whole))
    fits = []
    for part, trial in zip(whole, trials, strict=True):
        known = trial.fits[0] if trial and asked.calibration_end else ()
        fits.append(fitted(part, terms.model, trial, known))
    return _Fits(fits)


def _values(one: Fitted, terms: Terms) -> CustomerValues:
    return customer_values(
        fit=one.choice.fit,
        spend=one.spend,
        counts=one.part.counts,
        m_x=one.part.m_x,
        horizon_days=terms.horizon_days,
        yearly_rate=terms.yearly_rate,
        margin=terms.margin.share,
    )


def _sums(one: Fitted, values: CustomerValues, terms: Terms) -> Sums:
    return sums_of(
        values,
        fit=one.choice.fit,
        spend=one.spend,
        counts=one.part.counts,
        m_x=one.part.m_x,
        horizon_days=terms.horizon_days,
    )


def _totals(fits: _Fits, sums: Sequence[Sums]) -> tuple[Totals, dict[str, Totals]]:
    """Return the totals of all customers, and of each part by its name."""
    apart = {
        one.part.name: each.totals(one.choice.fit.covariance, one.spend.covariance)
        for one, each in zip(fits.each, sums, strict=True)
    }
    if fits.common is None:
        return clv_totals.of_independent(list(apart.values())), apart
    shared = together(sums, fits.common.maps)
    return shared.totals(fits.common.covariance, fits.each[0].spend.covariance), apart


def _trial(
    asked: Asked,
    sales: Sales,
    settings: Settings,
    groups: Groups,
    terms: Terms,
    reduction: Reduction,
    whole: Sequence[Part],
) -> Trial | None:
    """Return the test of the models: as asked for, or before ``auto`` chooses, or None."""
    hiatus = _hiatus(settings)
    if asked.calibration_end:
        return clv_holdout.tried(sales, reduction, whole, terms.model, hiatus)
    if terms.model != AUTO or groups.names:
        return None
    begin = sales.intake.first or sales.as_of
    earlier = sales.until(sales.as_of - timedelta(days=(sales.as_of - begin).days // _KEPT_BACK))
    if not earlier.ask("shop").iloc[0]["customers"]:
        return None
    grouping.make_parts(earlier, None, groups)
    earlier.make_purchases()
    then = parts(earlier, number(earlier.as_of), terms.unit, terms.model)
    if sum(part.counts.repeat_customers for part in then) < ENOUGH:
        return None
    return clv_holdout.tried(sales, earlier, then, terms.model, hiatus)


def _hiatus(settings: Settings) -> float:
    """Return the days after which the rule of thumb takes a customer for gone."""
    days = settings.thresholds.get("lost_days")
    return float(days) if isinstance(days, int | float) else _LOST_DAYS
