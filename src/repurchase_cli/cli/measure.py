"""``repurchase measure``: what past campaigns did, against the customers who were left alone."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from repurchase_cli.cli.ledger_options import (
    LEDGER,
    Campaigns,
    LedgerFile,
    output_paths,
    refuse_ledger_as_output,
)
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import day, run


def measure(
    request: Request,
    campaign: Campaigns = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Only contacts from this day on.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Only contacts up to this day.")
    ] = None,
    ledger: LedgerFile = LEDGER,
) -> None:
    """Tell what past campaigns did: lift against control, redemptions, return on cost."""
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.reports.measure.report import NEEDS, MeasureRequest, build

    path = Path(ledger)
    refuse_ledger_as_output(path, output_paths(request))
    contacts = MeasureRequest(tuple(campaign or ()), day("--from", from_), day("--to", to))
    with Ledger.reading(path) as book:
        run(request, partial(build, contacts, book), NEEDS)
