"""A command's page has the numbers of its JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from repurchase_cli import config
from repurchase_cli.document import Text
from repurchase_cli.writers import rendered
from repurchase_cli.writers.html import cells
from tests.reports.test_order_of_sections import NEEDS, REPORTS
from tests.writers.test_html import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from repurchase_cli.document import Table
    from repurchase_cli.sales import Sales
    from repurchase_cli.terms import Needs


#: Tables and charts of every kind, of reports that are made fast.
COMMANDS = ("cohorts by class", "intervals by class", "metrics by month", "migrate", "segment")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_has_the_numbers_of_the_json(
    command: str, sales_for: Callable[[Needs], Sales]
) -> None:
    sales = sales_for(NEEDS[command.split(maxsplit=1)[0]])
    document = REPORTS[command](sales, config.load(None), "zh")
    data = json.loads(rendered(document, ".json", language="zh"))["tables"]
    page = rendered(document, ".html", language="zh")
    shown = read(page.decode()).tables
    assert len(page) < 1_000_000
    tables = [table for table in document.tables.values() if table.shown]
    assert tables
    for table in tables:
        _, *rows = shown[table.name] if len(table.rows) else [[]]
        assert len(rows) == min(len(table.rows), cells.ROWS), table.name
        for row, record in zip(rows, data[table.name], strict=False):
            assert row == [*expected(table, record)], table.name


def expected(table: Table, record: dict[str, Any]) -> list[Any]:
    """Return a row of the page by the JSON: numbers in full, days as ISO, names for keys."""
    return [
        Matching(table.names.get(column.id, {}).get(value, Text("", "")).zh or value)
        for column, value in zip(table.columns, record.values(), strict=True)
    ]


class Matching:
    """A value that equals the cell which shows it."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, cell: object) -> bool:
        if isinstance(self.value, int | float) and cell:
            return float(str(cell)) == float(self.value)
        return cell == ("" if self.value is None else str(self.value))

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)
