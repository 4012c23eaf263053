"""What has been built needs no orders: they make room for what is written."""

from __future__ import annotations

from pathlib import Path

from repurchase_cli.config import load
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.segment.report import NEEDS, build
from repurchase_cli.terms import Terms

SHOP = Path(__file__).parents[2] / "sample_data" / "sales.csv"


def test_orders_are_gone_when_a_document_is_written() -> None:
    with open_sales([str(SHOP)], terms=Terms(needs=NEEDS)) as sales:
        document = build(sales, load(None), "en")
        sales.let_go()
        held = "select count(*) from duckdb_columns() where column_name = 'n_lines'"
        assert sales.engine.rows(held) == [(0,)]
        tables = [section.table for section in document.sections if section.table]
        assert all(len(table.rows.frame()) == len(table.rows) for table in tables)
