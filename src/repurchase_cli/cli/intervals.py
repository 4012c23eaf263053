"""``repurchase intervals``: how long customers take to come back, and who is due."""

from __future__ import annotations

from functools import partial

from repurchase_cli.cli.days import day
from repurchase_cli.cli.due_within import DueWithin, days_of
from repurchase_cli.cli.options import From, GroupBy, Request, To
from repurchase_cli.cli.running import run


def intervals(
    request: Request,
    from_: From = None,
    to: To = None,
    group_by: GroupBy = None,
    due_within: DueWithin = None,
) -> None:
    """Tell how long customers take to come back, when one is lost, and who is due when."""
    from repurchase_cli.reports.intervals.report import IntervalsRequest, build, needs  # noqa: PLC0415 - not for --help

    wanted = IntervalsRequest(
        day("--from", from_), day("--to", to), tuple(group_by or ()), days_of(due_within)
    )
    run(request, partial(build, wanted), partial(needs, wanted))
