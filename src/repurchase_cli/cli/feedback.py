"""``repurchase feedback``: satisfaction, complaints, reasons, and who came back."""

from __future__ import annotations

from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import run


def feedback(request: Request) -> None:
    """Tell what customers say by class, store and time, and whether they come back (--feedback)."""
    from repurchase_cli.reports.feedback.report import NEEDS, build  # noqa: PLC0415 - not for --help

    run(request, build, NEEDS)
