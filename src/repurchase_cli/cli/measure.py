"""``repurchase measure``: what past campaigns did, against the customers who were left alone."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from repurchase_cli.cli.days import day
from repurchase_cli.cli.ledger_options import (
    Campaigns,
    Ledger,
    ledger_place,
    output_paths,
    refuse_ledger_as_output,
)
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run
from repurchase_cli.cli.settings import settings_of
from repurchase_cli.errors import UsageError


def measure(
    request: Request,
    campaign: Campaigns = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Only contacts from this day on.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Only contacts up to this day.")
    ] = None,
    ledger: Ledger = None,
) -> None:
    """Tell what past campaigns did: lift against control, redemptions, return on cost."""
    from repurchase_cli.campaigns import ledger as ledgers
    from repurchase_cli.reports.measure.report import NEEDS, MeasureRequest, build

    settings = settings_of(request)
    place = ledger_place(ledger, settings)
    if place is None:
        raise UsageError("without a ledger nothing can be measured", hint="name it with --ledger")
    refuse_ledger_as_output(place, output_paths(request))
    contacts = MeasureRequest(tuple(campaign or ()), day("--from", from_), day("--to", to))
    with ledgers.Ledger.reading(place) as book:
        run(request, partial(build, contacts, book), NEEDS, settings=settings)
