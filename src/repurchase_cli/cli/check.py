"""``repurchase check``: what was understood of the files."""

from __future__ import annotations

from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run


def check(request: Request) -> None:
    """Show what was understood of the files: columns, counts, money, problems."""
    from repurchase_cli.reports.check.report import NEEDS, build  # noqa: PLC0415 - not for --help

    run(request, build, NEEDS)
