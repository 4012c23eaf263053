"""``repurchase cohorts``: who began together, and who of them comes back when."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from repurchase_cli.cli.days import day
from repurchase_cli.cli.options import From, GroupBy, Request, To
from repurchase_cli.cli.running import run


def cohorts(
    request: Request,
    from_: From = None,
    to: To = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="NAME",
            help="What customers of a cohort share: week, month, quarter or year of the first "
            "purchase, or its category, product, channel, coupon, …",
        ),
    ] = "month",
    group_by: GroupBy = None,
) -> None:
    """Follow those who began together: retention, repeat rate and revenue, period by period."""
    from repurchase_cli.reports.cohorts.report import CohortsRequest, build, needs  # noqa: PLC0415 - not for --help

    wanted = CohortsRequest(by, day("--from", from_), day("--to", to), tuple(group_by or ()))
    run(request, partial(build, wanted), partial(needs, wanted))
