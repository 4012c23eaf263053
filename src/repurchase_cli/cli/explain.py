"""``repurchase explain``: everything about one customer."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run


def explain(
    request: Request,
    customer: Annotated[str, typer.Option("--customer", metavar="ID", help="The customer's id.")],
) -> None:
    """Show everything about one customer, and why it is in its class and tier."""
    from repurchase_cli.reports.explain import build  # noqa: PLC0415 - not for --help

    run(request, partial(build, customer))
