"""``repurchase check``: what was understood of the files."""

from __future__ import annotations

from dataclasses import replace

from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run


def check(request: Request) -> None:
    """Show what was understood of the files: columns, counts, money, problems.

    It is asked for trust and not for speed: it takes nothing from an earlier run.
    """
    from repurchase_cli.reports.check.report import NEEDS, build  # noqa: PLC0415 - not for --help

    run(replace(request, no_cache=True), build, NEEDS)
