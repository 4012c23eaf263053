"""``repurchase products``: what is bought with what, by whom, and what lies on the shelf."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from repurchase_cli.cli.days import day
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run


def products(
    request: Request,
    level: Annotated[
        Literal["item", "category", "style"] | None,
        typer.Option("--level", help="What pairs are made of. Default: items."),
    ] = None,
    min_count: Annotated[
        int | None,
        typer.Option(
            "--min-count",
            metavar="N",
            min=1,
            help="Orders that must hold both of a pair. Default: 20, or 5 below 2,000 orders.",
        ),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option("--top", metavar="N", min=1, help="Next items per customer. Default: 10."),
    ] = None,
    tags_since: Annotated[
        str | None,
        typer.Option("--tags-since", metavar="DATE", help="Tags gained and lost since then."),
    ] = None,
) -> None:
    """Tell what is bought with what, what makes customers come back, and what lies on the shelf."""
    from repurchase_cli.reports.products.report import NEEDS, build  # noqa: PLC0415 - not for --help
    from repurchase_cli.reports.products.scope import ProductsRequest  # noqa: PLC0415

    wanted = ProductsRequest(level, min_count, top, day("--tags-since", tags_since))
    run(request, partial(build, wanted), NEEDS)
