"""``repurchase clv``: who is still active, what they will buy, what they are worth."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from repurchase_cli.cli.days import day
from repurchase_cli.cli.options import GroupBy, Request
from repurchase_cli.cli.running import run

Model = Literal["auto", "bg-nbd", "mbg-nbd", "pareto-nbd", "bg-cnbd-k", "mbg-cnbd-k"]


def clv(
    request: Request,
    model: Annotated[Model, typer.Option("--model", help="auto fits all and chooses.")] = "auto",
    time_unit: Annotated[Literal["day", "week", "month"] | None, typer.Option("--time-unit", help="Unit of x, t_x, T and the parameters.")] = None,
    horizon: Annotated[int | None, typer.Option("--horizon", metavar="DAYS", min=1, help="How far to look ahead.")] = None,
    annual_discount_rate: Annotated[float | None, typer.Option("--annual-discount-rate", min=0, max=1000, help="0.1 is 10% a year.")] = None,
    margin: Annotated[float | None, typer.Option("--margin", min=0, max=1, help="Share of revenue that is margin.")] = None,
    calibration_end: Annotated[str | None, typer.Option("--calibration-end", metavar="DATE", help="Fit up to this day and test on the rest.")] = None,
    group_by: GroupBy = None,
    covariate: Annotated[list[str] | None, typer.Option("--covariate", metavar="NAME", help="sex, city, first_channel, first_purchase_value, …: one model in which it counts; repeatable.")] = None,
) -> None:  # fmt: skip
    """Tell who is still active, what they will buy and when, and what they are worth."""
    from repurchase_cli.reports.clv.report import ClvRequest, build, needs  # noqa: PLC0415 - not for --help

    wanted = ClvRequest(
        model, time_unit, horizon, annual_discount_rate, margin,
        day("--calibration-end", calibration_end), tuple(group_by or ()), tuple(covariate or ()),
    )  # fmt: skip
    run(request, partial(build, wanted), partial(needs, wanted))
