"""What ``clv`` is asked, what of it goes together, and the customers that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.reports.clv import covariates as clv_covariates
from repurchase_cli.reports.clv.fitting import AUTO, needs_gaps
from repurchase_cli.shop import groups as grouping
from repurchase_cli.shop.groups import Groups
from repurchase_cli.shop.margin import Margin, margin_of
from repurchase_cli.shop.phrases import no_purchases
from repurchase_cli.shop.segmentation import segment_customers

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Section, Text
    from repurchase_cli.sales import Reduction, Sales

_FURTHEST = 36_500


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


class Answer(NamedTuple):
    """What a way of working out values has found."""

    sections: tuple[Section, ...]
    frames: tuple[pd.DataFrame, ...]
    notes: tuple[Text, ...]


def terms_of(asked: Asked, sales: Sales, settings: Settings) -> Terms:
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


def settings_of(settings: Settings, terms: Terms) -> dict[str, object]:
    """Return the settings as they took effect."""
    from repurchase_cli.config import as_mapping  # noqa: PLC0415 - pydantic only when needed

    clv = {
        "horizon_days": terms.horizon_days,
        "annual_discount_rate": terms.yearly_rate,
        "margin": terms.margin.share,
        "time_unit": terms.unit,
    }
    return {**as_mapping(settings), "clv": clv}


def groups_of(asked: Asked, sales: Sales) -> Groups:
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


def reduced(
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
        raise no_purchases()
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
