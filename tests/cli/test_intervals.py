"""``intervals`` from outside: its whole screen, the contract's columns, a workbook read back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

if TYPE_CHECKING:
    from tests.running import Done

    Run = Callable[..., Done]

HERE = Path(__file__).parent
SALES = str(HERE / "intervals.csv")
CUSTOMERS = [
    "customer_id", "last_purchase", "due_date", "due_low", "due_high", "wake_up_date",
    "expected_gap", "group",
]  # fmt: skip
CURVE = ["group", "order_rank", "days", "share_returned", "low", "high", "at_risk"]


def answer(program: Run, *more: str) -> dict[str, Any]:
    done = program("intervals", SALES, "--format", "json", *more)
    assert done.status == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_screen(screen: Run, language: str) -> None:
    done = screen(HERE, "intervals", "intervals.csv", "--due-within", "5w", "--lang", language)
    assert done.status == 0, done.err
    lines = [line.rstrip() for line in done.out.splitlines()]
    golden = (HERE / f"intervals_screen_{language}.txt").read_text(encoding="utf-8")
    assert lines == golden.splitlines()
    assert max(cell_len(line) for line in lines) <= 80


def test_the_contracts_columns_come_first(program: Run) -> None:
    found = answer(program)
    assert found["command"] == "intervals"
    assert found["settings"]["wake_up_days"] == 3
    tables = found["tables"]
    assert list(tables["customers"][0]) == [*CUSTOMERS, "name", "phone"]
    assert list(tables["curve"][0])[: len(CURVE)] == CURVE
    assert all(type(row["at_risk"]) is int for row in tables["curve"])
    assert [row["customer_id"] for row in tables["customers"]] == ["ann", "bob", "cy", "dee"]


def test_customers_are_the_main_table(program: Run) -> None:
    done = program("intervals", SALES, "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert rows[0][: len(CUSTOMERS)] == CUSTOMERS
    assert len(rows) == 5


def test_contacts_are_masked_on_screen_and_whole_in_files(program: Run) -> None:
    done = program("intervals", SALES, "--due-within", "5w", "-o", "due.csv", "--table", "due")
    assert "Dee Fox" not in done.out
    assert "137****7000" in done.out
    assert "13700137000" in Path("due.csv").read_text(encoding="utf-8-sig")


def test_a_workbook_has_the_curve(program: Run) -> None:
    done = program("intervals", SALES, "-q", "-o", "intervals.xlsx")
    assert done == (0, "", "")
    book = load_workbook("intervals.xlsx")
    charts = book["Summary"]._charts  # type: ignore[attr-defined]
    (curve,) = [chart for chart in charts if chart.tagname == "scatterChart"]
    named = [one.tx.v for one in curve.series if one.tx is not None]
    assert named[0] == "any purchase"
    header, *rows = book["curve"].iter_rows(values_only=True)
    assert len(header) == len(CURVE) + 1
    asked = answer(program)["tables"]["curve"]
    assert [row[3] for row in rows] == [pytest.approx(row["share_returned"]) for row in asked]


@pytest.mark.parametrize("group", ["class", "store", "customer_group", "tier"])
def test_groups_stand_beside_the_customers(program: Run, group: str) -> None:
    done = program("intervals", SALES, "--group-by", group, "--due-within", "2w")
    assert done.status == 0, done.err
    found = answer(program, "--group-by", group)["tables"]
    groups = {row["group"] for row in found["customers"]}
    assert groups == {row["group"] for row in found["intervals"]} - {None}
    assert groups == {row["group"] for row in found["curve_by_group"]}


def test_an_unknown_group_is_refused(program: Run) -> None:
    done = program("intervals", SALES, "--group-by", "stor")
    assert done.status == 2
    assert "did you mean 'store'" in done.err


@pytest.mark.parametrize(("asked", "days"), [("7d", 7), ("2w", 14), ("30", 30), ("1W", 7)])
def test_days_to_come(program: Run, asked: str, days: int) -> None:
    assert f"due within {days} days" in program("intervals", SALES, "--due-within", asked).out


@pytest.mark.parametrize("asked", ["0", "0d", "-7", "7m", "1.5d", "week"])
def test_what_is_no_number_of_days(program: Run, asked: str) -> None:
    done = program("intervals", SALES, f"--due-within={asked}")
    assert done.status == 2
    assert "is no number of days" in done.err
