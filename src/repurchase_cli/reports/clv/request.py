"""What the user wants of ``clv``, and the customers that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.reports.clv import covariates
from repurchase_cli.reports.clv.fitting import AUTO, Part, parts_of
from repurchase_cli.shop import groups as grouping
from repurchase_cli.shop.groups import Groups, Parted
from repurchase_cli.shop.margin import Margin, margin_of
from repurchase_cli.shop.phrases import no_purchases
from repurchase_cli.shop.segmentation import segment_customers, shop_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Section, Text
    from repurchase_cli.sales import Reduction, Sales

_FURTHEST = 36_500


@dataclass(frozen=True, slots=True)
class ClvRequest:
    """What the user wants; None leaves it to the settings."""

    model: str = AUTO
    time_unit: str | None = None
    horizon: int | None = None
    annual_discount_rate: float | None = None
    margin: float | None = None
    calibration_end: date | None = None
    group_by: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()


class Terms(NamedTuple):
    """How values are worked out: by the request, else by the settings."""

    model: str
    unit: str
    horizon_days: int
    yearly_rate: float
    margin: Margin

    @property
    def settings(self) -> dict[str, object]:
        """The settings under ``clv`` as they took effect."""
        return {
            "horizon_days": self.horizon_days,
            "annual_discount_rate": self.yearly_rate,
            "margin": self.margin.share,
            "time_unit": self.unit,
        }


class Division(NamedTuple):
    """The customers that are predicted, divided into the parts that are fitted apart."""

    parted: Parted
    groups: Groups
    parts: Sequence[Part]

    @property
    def reduction(self) -> Reduction:
        """The sales of these customers, up to the end of the calibration where there is one."""
        return self.parted.reduction


class Answer(NamedTuple):
    """What models or averages come to: by part, a frame with every customer's prediction."""

    sections: tuple[Section, ...]
    frames: tuple[pd.DataFrame, ...]
    notes: tuple[Text, ...]


def terms_of(request: ClvRequest, sales: Sales, settings: Settings) -> Terms:
    """Return the terms.

    Raises
    ------
    UsageError
        For a horizon beyond what a calendar holds.
    """
    defaults = settings.clv
    rate = request.annual_discount_rate
    horizon = request.horizon or defaults.horizon_days
    if horizon > _FURTHEST:
        raise UsageError(
            f"a horizon of {horizon} days is more than a hundred years",
            hint="give fewer: --horizon 365",
        )
    margin = defaults.margin if request.margin is None else request.margin
    return Terms(
        request.model,
        request.time_unit or defaults.time_unit,
        horizon,
        defaults.annual_discount_rate if rate is None else rate,
        margin_of(sales, margin),
    )


def division_of(request: ClvRequest, sales: Sales, settings: Settings, terms: Terms) -> Division:
    """Return the customers that are predicted, and the parts that are fitted apart.

    Raises
    ------
    UsageError
        For what cannot be wanted together.
    TooLittleDataError
        When nobody had bought by the end of the calibration.
    """
    groups = _groups(request, sales)
    base = _base(request, sales)
    segmentation = None
    if grouping.needs_labels(groups):
        segmentation = segment_customers(base, settings)
        groups = grouping.asked(sales, request.group_by, segmentation)
    reduction = sales.grouped(groups.of_lines) if groups.of_lines else base
    parts = (
        covariates.parts_of(sales, request.covariates)
        if request.covariates
        else grouping.parts_of(reduction, base, segmentation, groups)
    )
    parted = Parted(reduction, parts)
    return Division(parted, groups, parts_of(parted, terms.unit, terms.model))


def _groups(request: ClvRequest, sales: Sales) -> Groups:
    """Return the groups that are to be fitted apart, or the covariates in their place."""
    if request.covariates:
        _refuse_with_covariates(request)
        return covariates.as_groups(request.covariates)
    groups = grouping.asked(sales, request.group_by)
    if groups.of_lines and request.calibration_end:
        raise UsageError(
            "--calibration-end cannot be tried by fields of the line",
            hint="group by what customers are (class, sex, city), or leave --group-by out",
        )
    return groups


def _refuse_with_covariates(request: ClvRequest) -> None:
    """Raise for what does not go together with covariates."""
    if request.model == AUTO:
        raise UsageError(
            "--covariate needs a named model", hint="for example --model bg-nbd; try auto without"
        )
    if request.group_by or request.calibration_end:
        raise UsageError(
            "--covariate goes neither with --group-by nor with --calibration-end",
            hint="leave one of them out",
        )


def _base(request: ClvRequest, sales: Sales) -> Reduction:
    """Return the sales up to the end of the calibration, all of them where there is none."""
    base: Reduction = sales
    if request.calibration_end:
        begin = sales.intake.first or sales.as_of
        if not begin <= request.calibration_end < sales.as_of:
            raise TooLittleDataError(
                f"--calibration-end {request.calibration_end} leaves nothing to fit or to try: the "
                f"data run from {begin} to {sales.as_of}",
                hint="choose a day between them, two thirds of the way for example",
            )
        base = sales.until(request.calibration_end)
    if not shop_of(base).customers:
        raise no_purchases()
    return base
