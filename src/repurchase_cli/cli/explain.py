"""``repurchase explain``: everything about one customer."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from repurchase_cli.cli.ledger_options import (
    LEDGER,
    LedgerOrNone,
    ledger_path,
    output_paths,
    refuse_ledger_as_output,
)
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run


def explain(
    request: Request,
    customer: Annotated[str, typer.Option("--customer", metavar="ID", help="The customer's id.")],
    ledger: LedgerOrNone = LEDGER,
) -> None:
    """Show everything about one customer, and why it is in its class, tier and lists."""
    from repurchase_cli.reports.explain.report import ExplainRequest, build, needs
    from repurchase_cli.targeting.recording import opened_ledger, salt_of

    path = ledger_path(ledger)
    refuse_ledger_as_output(path, output_paths(request))
    with opened_ledger(path, dry_run=True) as book:
        salt = salt_of(path or Path(LEDGER), dry_run=True)
        run(request, partial(build, ExplainRequest(customer.strip()), book, salt), needs)
