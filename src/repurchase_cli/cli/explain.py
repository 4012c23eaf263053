"""``repurchase explain``: everything about one customer."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from repurchase_cli.cli.ledger_options import (
    Ledger,
    ledger_place,
    output_paths,
    refuse_ledger_as_output,
)
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run
from repurchase_cli.cli.settings import settings_of


def explain(
    request: Request,
    customer: Annotated[str, typer.Option("--customer", metavar="ID", help="The customer's id.")],
    ledger: Ledger = None,
) -> None:
    """Show everything about one customer, and why it is in its class, tier and lists."""
    from repurchase_cli.reports.explain.report import ExplainRequest, build, needs
    from repurchase_cli.targeting.recording import opened_ledger

    settings = settings_of(request)
    place = ledger_place(ledger, settings)
    refuse_ledger_as_output(place, output_paths(request))
    with opened_ledger(place, dry_run=True) as book:
        explaining = partial(build, ExplainRequest(customer.strip()), book, book.salt(make=False))
        run(request, explaining, needs, settings=settings)
