"""Days that were missed leave nothing behind: each is looked at and let go."""

from __future__ import annotations

import gc
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import config
from repurchase_cli.campaigns.ledger import Ledger
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.targets.report import needs
from repurchase_cli.targeting.run import TargetsRequest, run_campaigns
from repurchase_cli.terms import Terms
from tests.campaigns.contacts import frame
from tests.targeting.shop import DAY, write_settings, write_shop

if TYPE_CHECKING:
    from pathlib import Path

DUE = """
  - name: due
    title: {en: Due, zh: 应购}
    when: days_until_due <= 3 and n_refunds = 0 and days_since_last >= 1
    cycle: due_date
"""


def tables_after(folder: Path, missed: int) -> int:
    """Return how many tables are left after a run so many days after the last one."""
    settings = config.load(str(folder / "repurchase.yaml"))
    with (
        open_sales([str(folder / "sales.csv")], terms=Terms(needs=needs(settings))) as sales,
        Ledger.none() as ledger,
    ):
        last = DAY - timedelta(days=missed + 1)
        ledger.add(last, last, "0", {"due": {}}, frame([]))
        run = run_campaigns(TargetsRequest(), ledger, bytes(32), sales, settings, "en")
        assert len(run.shop.days["due"]) == missed + 1
        sales.hold(pd.DataFrame({"row": [0]}))  # tables go when the next one is made
        query = "select count(*) from duckdb_tables() where schema_name = 'made'"
        return int(sales.engine.rows(query)[0][0])


def test_missed_days_leave_no_tables(tmp_path: Path) -> None:
    """As in a run of the program, nobody collects garbage."""
    write_shop(tmp_path, {"a": [60, 30], "b": [70, 40, 35], "c": [0]})
    write_settings(tmp_path, DUE)
    gc.disable()
    try:
        assert tables_after(tmp_path, 5) == tables_after(tmp_path, 1)
    finally:
        gc.enable()
