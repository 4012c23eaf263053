"""The order in which a report's tables are read changes nothing: what is derived is a value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from repurchase_cli import config
from repurchase_cli.reports.clv import report as clv
from repurchase_cli.reports.cohorts import report as cohorts
from repurchase_cli.reports.explain import report as explain
from repurchase_cli.reports.feedback import report as feedback
from repurchase_cli.reports.intervals import report as intervals
from repurchase_cli.reports.measure import report as measure
from repurchase_cli.reports.members import report as members
from repurchase_cli.reports.metrics import report as metrics
from repurchase_cli.reports.migrate import report as migrate
from repurchase_cli.reports.products import report as products
from repurchase_cli.reports.products.scope import ProductsRequest
from repurchase_cli.reports.report import report
from repurchase_cli.reports.segment import report as segment
from repurchase_cli.reports.targets import report as targets
from repurchase_cli.terms import Needs
from tests.reports import list_reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from repurchase_cli.document import Document
    from repurchase_cli.sales import Sales

SAMPLE = Path(__file__).parents[2] / "sample_data"
CALIBRATION_END = date(2025, 12, 31)

#: Command → what builds its report of sales, settings and a language.
REPORTS: dict[str, Callable[..., Document]] = {
    "clv": partial(
        clv.build, clv.ClvRequest("bg-nbd", calibration_end=CALIBRATION_END, group_by=("class",))
    ),
    "cohorts by channel": partial(
        cohorts.build, cohorts.CohortsRequest("category", groups=("channel",))
    ),
    "cohorts by class": partial(cohorts.build, cohorts.CohortsRequest(groups=("class",))),
    "intervals by class": partial(
        intervals.build, intervals.IntervalsRequest(group_by=("class",), due_within=14)
    ),
    "intervals by store": partial(
        intervals.build, intervals.IntervalsRequest(group_by=("store",), due_within=14)
    ),
    "metrics by month": partial(metrics.build, metrics.MetricsRequest(by="month")),
    "metrics by store": partial(metrics.build, metrics.MetricsRequest(groups=("store",))),
    "migrate": partial(migrate.build, migrate.MigrateRequest(every="quarter")),
    "products": partial(products.build, ProductsRequest()),
    "segment": segment.build,
    "feedback": feedback.build,
    "targets": list_reports.lists,
    "targets by campaign": list_reports.workbook,
    "measure": list_reports.effects,
    "members": list_reports.members,
    "explain": list_reports.customer,
    "report": list_reports.period,
}
_SETTINGS = config.load(None)
_LISTS = targets.needs(_SETTINGS)
#: Command, as its first word in the table above → what it needs of the sales.
NEEDS: dict[str, Needs] = {
    "clv": clv.needs(clv.ClvRequest(), _SETTINGS),
    "cohorts": Needs(lines=frozenset({"category", "channel"})),
    "intervals": replace(intervals.NEEDS, lines=frozenset({"store"})),
    "metrics": replace(metrics.NEEDS, lines=frozenset({"store"})),
    "migrate": migrate.NEEDS,
    "products": products.NEEDS,
    "segment": segment.NEEDS,
    "feedback": feedback.NEEDS,
    "targets": _LISTS,
    # its contacts are made from the same sales
    "measure": replace(_LISTS, lines=_LISTS.lines | measure.NEEDS.lines),
    "members": members.NEEDS,
    "explain": explain.needs(_SETTINGS),
    "report": report.needs(_SETTINGS),
}


@pytest.mark.parametrize("command", REPORTS)
def test_the_order_in_which_tables_are_read_changes_nothing(
    command: str, sales_for: Callable[[Needs], Sales]
) -> None:
    sales = sales_for(NEEDS[command.split(maxsplit=1)[0]])
    forward = frames(REPORTS[command], sales, backward=False)
    backward = frames(REPORTS[command], sales, backward=True)
    assert len(forward) > 1
    for name, frame in forward.items():
        pd.testing.assert_frame_equal(frame, backward[name], check_exact=True, obj=name)


def frames(
    build: Callable[..., Document], sales: Sales, *, backward: bool
) -> dict[str, pd.DataFrame]:
    """Return the rows of a report's tables, read from the first on or from the last on."""
    tables = list(build(sales, config.load(None), "en").tables.items())
    order = reversed(tables) if backward else tables
    return {name: table.rows.frame() for name, table in order}
