"""``repurchase members``: tiers, points, who brought whom, who the members are."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from repurchase_cli.cli.days import day
from repurchase_cli.cli.ledger_options import (
    Ledger,
    ledger_place,
    output_paths,
    refuse_ledger_as_output,
)
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run
from repurchase_cli.cli.settings import settings_of


def members(
    request: Request,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="Who moved since then. Default: the end of last month."
        ),
    ] = None,
    expiring_within: Annotated[
        int,
        typer.Option(
            "--expiring-within",
            metavar="DAYS",
            min=0,
            max=100_000,
            help="Points that expire so soon.",
        ),
    ] = 30,
    ledger: Ledger = None,
) -> None:
    """Show member tiers, the distance to the next one, the ledger of points, and what expires."""
    from repurchase_cli.reports.members.report import NEEDS, MembersRequest, build
    from repurchase_cli.targeting.recording import opened_ledger

    settings = settings_of(request)
    place = ledger_place(ledger, settings)
    refuse_ledger_as_output(place, output_paths(request))
    wanted = MembersRequest(day("--since", since), expiring_within)
    with opened_ledger(place, dry_run=True) as book:
        run(request, partial(build, wanted, book), NEEDS, settings=settings)
