"""``repurchase metrics``: repurchase rate, interval, retention, contribution."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from repurchase_cli.cli.days import day
from repurchase_cli.cli.options import By, From, GroupBy, Request, To
from repurchase_cli.cli.running import run


def metrics(
    request: Request,
    from_: From = None,
    to: To = None,
    by: Annotated[By | None, typer.Option("--by", help="One row per period.")] = None,
    group_by: GroupBy = None,
) -> None:
    """Tell the repurchase rate in its definitions, interval, retention, value and contribution."""
    from repurchase_cli.reports.metrics.report import MetricsRequest, build, needs  # noqa: PLC0415 - not for --help

    days = day("--from", from_), day("--to", to)
    wanted = MetricsRequest(*days, by, tuple(group_by or ()))
    run(request, partial(build, wanted), partial(needs, wanted))
