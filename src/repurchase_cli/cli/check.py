"""``repurchase check``: what was understood of the files."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from dataclasses import replace
from functools import partial

from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import opened, run
from repurchase_cli.errors import RepurchaseError


def check(request: Request) -> None:
    """Show what was understood of the files: columns, counts, money, problems.

    It is asked for trust and not for speed: it takes nothing from an earlier run.
    """
    from repurchase_cli.reports.check.report import NEEDS, build

    anew = replace(request, no_cache=True)
    run(anew, partial(build, partial(_otherwise, anew)), NEEDS)


def _otherwise(request: Request, field: str, header: str) -> tuple[float, int] | None:
    """Return revenue and customers when a field is read from a header; None when it cannot be."""
    from repurchase_cli.shop.segmentation import shop_of
    from repurchase_cli.terms import Needs

    maps = [*request.map_, f"{field}={header}"]
    instead = replace(request, map_=maps, quiet=True, verbose=False, strict=False)
    try:
        with opened(instead, Needs()) as (_, sales):
            shop = shop_of(sales)
            return shop.revenue, shop.customers
    except RepurchaseError:
        return None
