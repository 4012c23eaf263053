"""``repurchase explain``: everything about one customer."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run
from repurchase_cli.cli.targets import (
    LEDGER,
    asked_outputs,
    keep_ledger,
    ledger_of,
    ledger_path,
    salt_of,
)


def explain(
    request: Request,
    customer: Annotated[str, typer.Option("--customer", metavar="ID", help="The customer's id.")],
    ledger: Annotated[
        str, typer.Option("--ledger", metavar="PATH|none", help="File that remembers contacts.")
    ] = LEDGER,
) -> None:
    """Show everything about one customer, and why it is in its class, tier and lists."""
    from repurchase_cli.reports.explain import build

    path = ledger_path(ledger)
    keep_ledger(path, asked_outputs(request))
    with ledger_of(path, dry_run=True) as book:
        report = partial(build, customer, book, salt_of(path, dry_run=True))
        run(request, report, last_items=True)
