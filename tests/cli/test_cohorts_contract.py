"""What scripts rely on in ``cohorts`` and ``migrate``: tables, columns, files, workbooks."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

SALES = str(Path(__file__).with_name("cohorts.csv"))
COHORTS = [
    "cohort", "period", "customers", "active", "retention", "repeat_rate", "revenue",
    "cumulative_revenue_per_customer",
]  # fmt: skip
MATRIX = ["from", "to", "customers", "share", "revenue_before", "revenue_after"]


def answer(program: Callable[..., Done], *arguments: str) -> dict[str, Any]:
    done = program(*arguments, "--format", "json")
    assert done.status == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_tables_of_cohorts(program: Callable[..., Done]) -> None:
    found = answer(program, "cohorts", SALES)
    assert (found["command"], found["as_of"]) == ("cohorts", "2024-09-30")
    assert list(found["tables"]) == ["cohorts", "cohort_summary", "all_cohorts"]
    cells = found["tables"]["cohorts"]
    assert [list(row) for row in cells] == [COHORTS] * 45  # nine months, a triangle
    assert [row["retention"] for row in cells if row["period"] == 0] == [1] * 9
    # as_of is the end of a month: every cent of the customers stands in a cell
    assert sum(row["revenue"] for row in cells) == found["intake"]["amount_used"]
    assert found["settings"]["burn_in_days"] == 0


def test_groups_are_columns_before(program: Callable[..., Done]) -> None:
    found = answer(program, "cohorts", SALES, "--by", "quarter", "--group-by", "channel")
    cells = found["tables"]["cohorts"]
    assert [list(row) for row in cells] == [["channel", *COHORTS]] * len(cells)
    assert {row["channel"] for row in cells} == {None, "门店", "小程序", "web"}


def test_the_main_table_is_the_one_in_csv(program: Callable[..., Done]) -> None:
    for command, columns in (("cohorts", COHORTS), ("migrate", MATRIX)):
        rows = list(csv.reader(io.StringIO(program(command, SALES, "--format", "csv").out)))
        assert rows[0] == columns


def test_a_workbook_has_a_coloured_triangle(program: Callable[..., Done], tmp_path: Path) -> None:
    assert program("cohorts", SALES, "-q", "-o", "c.xlsx").status == 0
    book = load_workbook(tmp_path / "c.xlsx")
    summary = book.worksheets[0]
    start = next(row for row in summary.iter_rows() if row[0].value == "2024-01")
    top = int(start[0].row or 0)
    triangle = [[cell.value for cell in row[1:10]] for row in summary.iter_rows(top, top + 8)]
    assert [sum(value is not None for value in row) for row in triangle] == list(range(9, 0, -1))
    assert [row[0] for row in triangle] == [1] * 9
    scales = [rule for area in summary.conditional_formatting for rule in area.rules]
    assert [rule.type for rule in scales] == ["colorScale"]
    assert book.sheetnames[1:4] == ["cohorts", "cohort_summary", "all_cohorts"]
    assert book["cohorts"].max_row == 46


def test_tables_of_migrate(program: Callable[..., Done]) -> None:
    found = answer(program, "migrate", SALES, "--every", "month")
    assert list(found["tables"]) == (
        ["comparison", "matrix", "rates", "series", "rates_by_date", "movers"]
    )
    matrix = found["tables"]["matrix"]
    assert [list(row) for row in matrix] == [MATRIX] * 24
    ends = {row["label"]: row for row in found["tables"]["comparison"]}
    for side, column in (("from", "customers_then"), ("to", "customers_now")):
        for label, row in ends.items():
            of = sum(one["customers"] for one in matrix if one[side] == label)
            assert of == row[column]
    last = [row for row in found["tables"]["series"] if row["date"] == "2024-09-30"]
    assert {row["label"]: row["customers"] for row in last} == (
        {label: row["customers_now"] for label, row in ends.items()}
    )
    moved = [row for row in matrix if row["from"] != row["to"]]
    assert len(found["tables"]["movers"]) == sum(row["customers"] for row in moved)
    (conversion,) = (
        row
        for row in found["tables"]["rates"]
        if (row["from"], row["to"]) == ("potential", "loyal")
    )
    assert conversion["low"] <= conversion["rate"] <= conversion["high"]
    assert conversion["rate"] == conversion["customers"] / conversion["of"]


@pytest.mark.parametrize("of", ["tier", "lifecycle_stage", "customer_group", "r_score", "f_score"])
def test_every_kind_of_label(program: Callable[..., Done], of: str) -> None:
    found = answer(program, "migrate", SALES, "--of", of, "--from", "2024-06-30")
    matrix = found["tables"]["matrix"]
    assert (
        sum(row["customers"] for row in matrix if row["to"] != "(none)")
        == (found["intake"]["customers"])
    )
    keys = [row["label"] for row in found["tables"]["comparison"]]
    if of.endswith("score"):
        assert keys == ["1", "2", "3", "4", "5"]


def test_migrate_to_a_workbook(program: Callable[..., Done], tmp_path: Path) -> None:
    assert program("migrate", SALES, "--every", "month", "-q", "-o", "m.xlsx").status == 0
    book = load_workbook(tmp_path / "m.xlsx")
    assert len(book.sheetnames) >= 6
