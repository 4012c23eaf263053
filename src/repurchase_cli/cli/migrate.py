"""``repurchase migrate``: how customers moved between classes from one date to another."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from repurchase_cli.cli.days import day
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run

_Of = Literal["class", "tier", "lifecycle_stage", "customer_group", "r_score", "f_score", "m_score"]


def migrate(
    request: Request,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="First date. Default: a month before --to."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Second date. Default: the as-of date."),
    ] = None,
    of: Annotated[_Of, typer.Option("--of", help="The labels to compare.")] = "class",
    every: Annotated[
        Literal["week", "month", "quarter"] | None,
        typer.Option("--every", help="Also the series over all such periods from --from on."),
    ] = None,
) -> None:
    """Compare two dates: who moved between classes, conversion rates, and the money that moved."""
    from repurchase_cli.reports.migrate.report import NEEDS, MigrateRequest, build  # noqa: PLC0415 - not for --help

    asked_for = MigrateRequest(of, day("--from", from_), day("--to", to), every)
    run(request, partial(build, asked_for), NEEDS)
