"""``repurchase segment``: RFM scores, the four classes and the tiers."""

from __future__ import annotations

from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run


def segment(request: Request) -> None:
    """Score customers and sort them into loyal, potential, drifting and lost."""
    from repurchase_cli.reports.segment.report import NEEDS, build  # noqa: PLC0415 - not for --help

    run(request, build, NEEDS)
