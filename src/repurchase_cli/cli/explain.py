"""``repurchase explain``: everything about one customer."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Document, Language
    from repurchase_cli.sales import Sales


def explain(
    request: Request,
    customer: Annotated[str, typer.Option("--customer", metavar="ID", help="The customer's id.")],
    ledger: Annotated[
        str, typer.Option("--ledger", metavar="PATH|none", help="File that remembers contacts.")
    ] = LEDGER,
) -> None:
    """Show everything about one customer, and why it is in its class, tier and lists."""
    from repurchase_cli.reports.explain import prospects as explain_prospects
    from repurchase_cli.reports.explain import report as explain

    path, who = ledger_path(ledger), customer.strip()
    keep_ledger(path, asked_outputs(request))
    with ledger_of(path, dry_run=True) as book:
        salt = salt_of(path, dry_run=True)

        def build(sales: Sales, settings: Settings, language: Language) -> Document:
            known = (who, book, salt, sales, settings, language)
            return explain_prospects.build(*known) or explain.build(*known)

        run(request, build, last_items=True)
