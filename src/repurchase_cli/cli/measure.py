"""``repurchase measure``: what past campaigns did, against the customers who were left alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import day, run
from repurchase_cli.cli.targets import LEDGER, asked_outputs, keep_ledger


def measure(
    request: Request,
    campaign: Annotated[
        list[str] | None,
        typer.Option("--campaign", metavar="NAME", help="Only this campaign; repeatable."),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Only contacts from this day on.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Only contacts up to this day.")
    ] = None,
    ledger: Annotated[
        str, typer.Option("--ledger", metavar="PATH", help="File that remembers contacts.")
    ] = LEDGER,
) -> None:
    """Tell what past campaigns did: lift against control, redemptions, return on cost."""
    from repurchase_cli.campaigns.ledger import Ledger  # noqa: PLC0415 - not for --help
    from repurchase_cli.reports.measure.contacts import Wanted  # noqa: PLC0415
    from repurchase_cli.reports.measure.report import build  # noqa: PLC0415

    keep_ledger(Path(ledger), asked_outputs(request))
    wanted = Wanted(tuple(campaign or ()), day("--from", from_), day("--to", to))
    with Ledger.reading(Path(ledger)) as book:
        run(request, partial(build, wanted, book))
