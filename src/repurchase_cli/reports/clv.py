"""Lifetime value: who is still active, what they will buy and are worth, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.analysis.clv import customer_values
from repurchase_cli.analysis.clv_class_averages import ENOUGH
from repurchase_cli.analysis.clv_total import Total, totals
from repurchase_cli.analysis.spend_correlation import correlation
from repurchase_cli.document import Document, Section, Text
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.reports import clv_covariates, clv_holdout, clv_small, clv_words
from repurchase_cli.reports import groups as grouping
from repurchase_cli.reports.clv_fitting import AUTO, Fitted, fitted, needs_gaps, parts
from repurchase_cli.reports.clv_margin import Margin, margin_of
from repurchase_cli.reports.clv_tables import (
    customers_table,
    models_tables,
    no_models,
    predicted,
    tenths_table,
    totals_table,
)
from repurchase_cli.reports.groups import Groups
from repurchase_cli.reports.notes import data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.reports.segmentation import segment_customers
from repurchase_cli.reports.spans import number

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.reports.clv_fitting import Part, Trial
    from repurchase_cli.sales import Reduction, Sales

#: Of the days that the files cover, what ``auto`` keeps back to try the models on.
_KEPT_BACK = 3
_UNITS = {"day": "天", "week": "周", "month": "月"}
_FURTHEST = 36_500
#: A customer is gone after this, for the rule of thumb, where the settings name no number.
_LOST_DAYS = 180.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for; None leaves it to the settings."""

    model: str
    time_unit: str | None
    horizon: int | None
    annual_discount_rate: float | None
    margin: float | None
    calibration_end: date | None
    group_by: tuple[str, ...]
    covariates: tuple[str, ...] = ()


class Terms(NamedTuple):
    """How values are worked out: as asked for, filled up from the settings."""

    model: str
    unit: str
    horizon_days: int
    yearly_rate: float
    margin: Margin


class Findings(NamedTuple):
    """What a way of working out values has found."""

    sections: tuple[Section, ...]
    frames: tuple[pd.DataFrame, ...]
    notes: tuple[Text, ...]


def build(asked: Asked, sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the models, every customer's prediction, the sums, and the test."""
    del language
    terms = _terms(asked, sales, settings)
    reduction, groups = _reduced(asked, sales, settings, _groups(asked, sales))
    whole = parts(reduction, number(reduction.as_of), terms.unit, terms.model)
    repeats = sum(part.counts.repeat_customers for part in whole)
    if repeats < ENOUGH:
        found = _by_class(asked, sales, settings, terms, whole)
    else:
        found = _by_model(asked, sales, settings, terms, groups, reduction, whole)
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
        settings=_settings(settings, terms),
        notes=(*dict.fromkeys(found.notes), terms.margin.source, *data_notes(sales, settings)),
    )


def _terms(asked: Asked, sales: Sales, settings: Settings) -> Terms:
    """Return the terms.

    Raises
    ------
    UsageError
        For a horizon beyond what a calendar holds.
    """
    said = settings.clv
    rate = asked.annual_discount_rate
    horizon = asked.horizon or said.horizon_days
    if horizon > _FURTHEST:
        raise UsageError(
            f"a horizon of {horizon} days is more than a hundred years",
            hint="give fewer: --horizon 365",
        )
    margin = said.margin if asked.margin is None else asked.margin
    return Terms(
        asked.model,
        asked.time_unit or said.time_unit,
        horizon,
        said.annual_discount_rate if rate is None else rate,
        margin_of(sales, margin),
    )


def _settings(settings: Settings, terms: Terms) -> dict[str, object]:
    """Return the settings as they took effect."""
    from repurchase_cli.config import as_mapping  # noqa: PLC0415 - pydantic only when needed

    clv = {
        "horizon_days": terms.horizon_days,
        "annual_discount_rate": terms.yearly_rate,
        "margin": terms.margin.share,
        "time_unit": terms.unit,
    }
    return {**as_mapping(settings), "clv": clv}


def _groups(asked: Asked, sales: Sales) -> Groups:
    """Return the groups that are to be fitted apart.

    Raises
    ------
    UsageError
        For fields of the line together with a calibration end.
    """
    if asked.covariates:
        _refuse_with_covariates(asked)
        return clv_covariates.as_groups(asked.covariates)
    groups = grouping.asked(sales, asked.group_by)
    if groups.of_lines and asked.calibration_end:
        raise UsageError(
            "--calibration-end cannot be tried by fields of the line",
            hint="group by what customers are (class, sex, city), or leave --group-by out",
        )
    return groups


def _refuse_with_covariates(asked: Asked) -> None:
    """Raise for what cannot be asked for together with covariates."""
    if asked.model == AUTO:
        raise UsageError(
            "--covariate needs a named model", hint="for example --model bg-nbd; try auto without"
        )
    if asked.group_by or asked.calibration_end:
        raise UsageError(
            "--covariate goes neither with --group-by nor with --calibration-end",
            hint="leave one of them out",
        )


def _reduced(
    asked: Asked, sales: Sales, settings: Settings, groups: Groups
) -> tuple[Reduction, Groups]:
    """Return the customers that are predicted, those of the calibration where there is one.

    The groups come back with what their values are called.

    Raises
    ------
    TooLittleDataError
        When nobody had bought by then.
    """
    base: Reduction = sales
    if asked.calibration_end:
        begin = sales.intake.first or sales.as_of
        if not begin <= asked.calibration_end < sales.as_of:
            raise TooLittleDataError(
                f"--calibration-end {asked.calibration_end} leaves nothing to fit or to try: the "
                f"data run from {begin} to {sales.as_of}",
                hint="choose a day between them, two thirds of the way for example",
            )
        base = sales.until(asked.calibration_end)
    if not base.ask("shop").iloc[0]["customers"]:
        raise TooLittleDataError(
            "no customer of these files has a purchase",
            hint="look at what was left out: repurchase check FILES",
        )
    found = None
    if grouping.needs_labels(groups):
        found = segment_customers(base, settings)
        groups = grouping.asked(sales, asked.group_by, found)
    reduction = sales.grouped(groups.of_lines) if groups.of_lines else base
    if asked.covariates:
        clv_covariates.make_parts(sales, reduction, asked.covariates)
    else:
        grouping.make_parts(reduction, found, groups)
    if needs_gaps(asked.model) or asked.calibration_end:
        reduction.make_purchases()
    return reduction, groups


def _by_model(
    asked: Asked,
    sales: Sales,
    settings: Settings,
    terms: Terms,
    groups: Groups,
    reduction: Reduction,
    whole: Sequence[Part],
) -> Findings:
    trial = _trial(asked, sales, settings, groups, terms, reduction, whole)
    tested = trial if asked.calibration_end else None
    trials = [trial.of_part(at) if trial else None for at in range(len(whole))]
    effects: list[Section] = []
    if asked.covariates:
        fits, effect = clv_covariates.fitted(asked.covariates, terms.model, whole)
        effects.append(effect)
    else:
        fits = [
            fitted(part, terms.model, tried, tried.fits[0] if tried and tested else ())
            for part, tried in zip(whole, trials, strict=True)
        ]
    values = [
        customer_values(
            fit=one.choice.fit,
            spend=one.spend,
            counts=one.part.counts,
            m_x=one.part.m_x,
            horizon_days=terms.horizon_days,
            yearly_rate=terms.yearly_rate,
            margin=terms.margin.share,
        )
        for one in fits
    ]
    sums = [
        totals(
            value,
            fit=one.choice.fit,
            spend=one.spend,
            counts=one.part.counts,
            m_x=one.part.m_x,
            horizon_days=terms.horizon_days,
        )
        for one, value in zip(fits, values, strict=True)
    ]
    frames = tuple(predicted(one, value) for one, value in zip(fits, values, strict=True))
    names = [None if asked.covariates else clv_words.part_name(groups, part.name) for part in whole]
    heading = Text(f"Models, time in {terms.unit}s", f"模型（时间单位：{_UNITS[terms.unit]}）")
    models, people = models_tables(heading, fits, trials, groups)
    tests = clv_holdout.sections(sales, tested, [one.choice.fit for one in fits]) if tested else []
    sections = (
        _expected(
            [part.name for part in whole],
            frames,
            sums,
            terms,
            reduction.as_of,
            Groups() if asked.covariates else groups,
        ),
        Section(heading, _chosen(fits, names), None if asked.covariates else people),
        Section(Text("All models", "全部模型"), (), models),
        *effects,
        *tests,
        *_holders(frames),
    )
    return Findings(sections, frames, tuple(_notes(fits, names)))


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


def _chosen(fits: Sequence[Fitted], names: Sequence[Text | None]) -> tuple[Text, ...]:
    """Return why each part's model was chosen, once where they agree."""
    told = (
        clv_words.of_part(
            None if one.choice.reason.code == "only_one" else name, clv_words.chosen(one.choice)
        )
        for one, name in zip(fits, names, strict=True)
    )
    return tuple(dict.fromkeys(told))


def _expected(
    names: Sequence[str],
    frames: Sequence[pd.DataFrame],
    sums: Sequence[tuple[Total, Total]],
    terms: Terms,
    as_of: date,
    groups: Groups,
) -> Section:
    """Return what all customers together are expected to do, and those of each group."""
    customers = sum(len(frame) for frame in frames)
    active = float(sum(np.nansum(frame["p_alive"]) for frame in frames))
    apart: dict[str | None, tuple[Total, Total]] = {}
    if groups.names:
        apart |= zip(names, sums, strict=True)
    until = as_of + timedelta(days=terms.horizon_days)
    twice = (
        Text(", counted in every group,", "（各组分别计数）") if groups.of_lines else Text("", "")
    )
    line = Text(
        f"Of {customers:,} customers{twice.en} about {active:,.0f} are still active on {as_of}. "
        f"Until {until} they are expected to bring, with a 90 % interval:",
        f"截至 {as_of}，{customers:,} 位客户{twice.zh}中约 {active:,.0f} 位仍活跃。"
        f"至 {until} 预期（90% 区间）：",
    )
    whole = (_together([one[0] for one in sums]), _together([one[1] for one in sums]))
    table = totals_table({None: whole, **apart}, _value_name(terms.yearly_rate), groups)
    return Section(Text("What is to be expected", "总体预期"), (line,), table)


def _value_name(yearly_rate: float) -> Text:
    """Return what the lifetime value is called, with its discount."""
    if not yearly_rate:
        return Text("lifetime value", "生命周期价值")
    percent = f"{100 * yearly_rate:g}"
    return Text(f"lifetime value, less {percent} % a year", f"生命周期价值（年折现 {percent}%）")


def _together(sums: Sequence[Total]) -> Total:
    """Return the sum over parts; their outcomes are independent of each other."""
    value = sum(one.value for one in sums)
    below = float(np.sqrt(sum((one.value - one.low) ** 2 for one in sums)))
    above = float(np.sqrt(sum((one.high - one.value) ** 2 for one in sums)))
    return Total(value, value - below, value + above)


def _holders(frames: Sequence[pd.DataFrame]) -> Iterator[Section]:
    """Yield who holds the value, where there are enough customers to tell."""
    table = tenths_table(pd.concat(frames))
    if len(table.rows):
        yield Section(Text("Who holds the value", "价值分布"), (), table)


def _notes(fits: Sequence[Fitted], names: Sequence[Text | None]) -> Iterator[Text]:
    """Yield what the fits found out, and whether spend depends on frequency over all customers."""
    for one, name in zip(fits, names, strict=True):
        if name and one.part.counts.repeat_customers < ENOUGH:
            yield clv_words.of_part(name, clv_words.few(one.part.counts.repeat_customers))
        for fit in (one.choice.fit, one.spend):
            for note in clv_words.findings(fit.name, fit.findings):
                yield clv_words.of_part(name, note)
    x, m_x = (np.concatenate([getattr(one.part, name) for one in fits]) for name in ("x", "m_x"))
    yield clv_words.correlation(correlation(x=x, m_x=m_x))


def _by_class(
    asked: Asked, sales: Sales, settings: Settings, terms: Terms, whole: Sequence[Part]
) -> Findings:
    """Return class averages, where too few customers came back for a model.

    Raises
    ------
    TooLittleDataError
        When a test or groups are asked for, which averages do not allow.
    """
    if asked.calibration_end or asked.group_by or asked.covariates:
        by = asked.calibration_end or sales.as_of
        repeats = sum(part.counts.repeat_customers for part in whole)
        raise TooLittleDataError(
            f"{repeats:,} customers had bought again by {by}: too few to fit models"
            f"{' by group' if asked.group_by else ' and try them'}, which takes {ENOUGH}",
            hint="leave out --calibration-end, --group-by and --covariate: without them class "
            "averages are given",
        )
    found, note = clv_small.averages(
        sales,
        settings,
        horizon_days=terms.horizon_days,
        yearly_rate=terms.yearly_rate,
        margin=terms.margin.share,
    )
    frame = clv_small.frame_of(whole[0], found)
    until = sales.as_of + timedelta(days=terms.horizon_days)
    sections = (
        Section(Text("What is to be expected", "总体预期"), (clv_small.expected(frame, until),)),
        Section(Text("Models", "模型"), (), no_models()),
        *_holders([frame]),
    )
    return Findings(sections, (frame,), (note,))
