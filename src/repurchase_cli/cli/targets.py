"""``repurchase targets``: who is contacted today, with which offer, and who is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from repurchase_cli.cli.ledger_options import Campaigns, Ledger
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.target_files import write_lists


def targets(
    request: Request,
    campaign: Campaigns = None,
    control: Annotated[
        float | None,
        typer.Option("--control", metavar="SHARE", help="Share of customers to leave alone."),
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option("--budget", metavar="AMOUNT", help="What the contacts may cost; best first."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be; record and issue nothing.")
    ] = False,
    excluded: Annotated[
        str | None,
        typer.Option("--excluded", metavar="PATH", help="Write who is due but on no list, why."),
    ] = None,
    ledger: Ledger = None,
) -> None:
    """List who is contacted today: offers, coupon codes, messages, and a control arm."""
    from repurchase_cli.targeting.run import TargetsRequest  # noqa: PLC0415 - not for --help

    campaigns = TargetsRequest(tuple(campaign or ()), control, budget, dry_run)
    write_lists(request, campaigns, ledger, Path(excluded) if excluded else None)
