"""The command as users run it: periods, small shops, what is left out, and what is hidden."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.reports.report.sample import an_eighth, run

if TYPE_CHECKING:
    from tests.running import Done

Run = Callable[..., "Done"]
HEADER = "customer_id,date,amount\n"
MONTH = HEADER + "A,2025-01-02,10\nB,2025-01-05,20\nC,2025-01-30,30\n"
QUARTER = (
    HEADER + "A,2025-01-02,10\nB,2025-02-05,20\nC,2025-02-06,20\nA,2025-03-06,20\nD,2025-03-31,5\n"
)


def answer(program: Run, text: str, *options: str) -> dict[str, Any]:
    Path("sales.csv").write_text(text, encoding="utf-8")
    done = program("report", "sales.csv", "--format", "json", *options)
    assert done.status == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_a_file_of_three_customers_and_no_whole_month(program: Run) -> None:
    report = answer(program, MONTH)
    assert report["period"] == {
        "name": "2025-01-02_2025-01-30", "first": "2025-01-02", "last": "2025-01-30",
    }  # fmt: skip
    assert report["paragraph"] == [
        "2 Jan 2025 to 30 Jan 2025: 3 customers made 3 purchases and paid 60.00; there is no "
        "earlier whole period to compare it with."
    ]
    notes = "\n".join(report["notes"])
    assert "No month of these files is over on 30 Jan 2025" in notes
    for title in ("When customers come back", "Cohorts", "Lifetime value", "What campaigns did"):
        assert f"Left out: {title}" in notes


def test_a_month_in_which_nobody_bought(program: Run) -> None:
    report = answer(program, QUARTER, "--as-of", "2025-05-10")
    assert report["period"]["name"] == "2025-04"
    assert report["paragraph"] == ["April 2025: nobody bought."]
    assert report["tables"]["segment.classes"]


def test_files_without_any_purchase_are_too_little(program: Run) -> None:
    Path("sales.csv").write_text(HEADER + ",2025-01-02,10\n", encoding="utf-8")
    assert program("report", "sales.csv").status == 4


@pytest.mark.parametrize(
    ("period", "name", "previous", "has_year_before"),
    [
        ("month", "2025-03", "2025-02", True),
        ("quarter", "2025-Q1", "2024-Q4", True),
        ("year", "2024", "2023", True),
        ("2024-01-01..2025-03-31", "2024-01-01_2025-03-31", None, False),
        ("2025-02-01..2025-02-28", "2025-02", "2025-01", True),
        ("2025-02-10..2025-02-19", "2025-02-10_2025-02-19", "2025-01-31", True),
    ],
)
def test_periods(
    program: Run, period: str, name: str, previous: str | None, *, has_year_before: bool
) -> None:
    days = [
        (year, month, day) for year in (2023, 2024) for month in range(1, 13) for day in (5, 12)
    ]
    days += [(2025, month, day) for month in (1, 2, 3) for day in (5, 12, 31 if month != 2 else 28)]
    rows = "".join(f"C{d % 5},{y}-{m:02}-{d:02},{m + d}\n" for y, m, d in days)
    report = answer(program, HEADER + "Z,2023-01-01,1\n" + rows, "--period", period)
    assert report["period"]["name"] == name
    earlier = [row["period"] for row in report["tables"]["trend"]]
    assert (earlier[-2] if len(earlier) > 1 else None) == previous
    assert (report["tables"]["summary"][0]["year_before"] is not None) == has_year_before


def test_numbers_that_look_back_wait_until_the_files_do(program: Run) -> None:
    rows = "".join(
        f"C{(month * 7 + each * 3) % 40:02},2025-{month:02}-{1 + each % 28:02},{10 + each}\n"
        for month in range(1, 13)
        for each in range(30)
    )
    looking_back = {
        "new_customers", "returning_customers", "returning_rate", "median_interpurchase_days",
        "loyal_revenue_share",
    }  # fmt: skip
    for as_of, waits in (("2025-04-30", True), ("2025-12-31", False)):
        report = answer(program, HEADER + rows, "--as-of", as_of)
        untested = {
            row["measure"]
            for row in report["tables"]["summary"]
            if row["change"] is not None and row["change_beyond_chance"] is None
        }
        assert (looking_back - {"median_interpurchase_days"} <= untested) == waits
        assert not untested - looking_back
        assert ("neither tested nor told" in "\n".join(report["notes"])) == waits


def test_a_month_that_is_almost_over_says_how_to_have_it(program: Run) -> None:
    said = "its report is made by --as-of 2025-03-31"
    assert said in "\n".join(answer(program, QUARTER, "--as-of", "2025-03-30")["notes"])
    assert said not in "\n".join(answer(program, QUARTER, "--as-of", "2025-03-20")["notes"])


def test_days_beyond_the_data_are_refused(program: Run) -> None:
    Path("sales.csv").write_text(QUARTER, encoding="utf-8")
    assert program("report", "sales.csv", "--period", "2026-01-01..2026-01-31").status == 4
    for period in ("decade", "2025-01-01..", "2025-13-01..2025-13-31", "2025-03-01..2025-02-01"):
        done = program("report", "sales.csv", "--period", period)
        assert done.status == 2, period
        assert "hint:" in done.err


def test_sections_are_chosen_by_name(program: Run) -> None:
    report = answer(program, QUARTER, "--sections", "cohorts,quality")
    commands = {name.partition(".")[0] for name in report["tables"]}
    assert commands == {"summary", "trend", "metrics", "cohorts", "check"}
    done = program("report", "sales.csv", "--sections", "cohort")
    assert done.status == 2
    assert "cohorts" in done.err


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same report twice, and one with lists of customers."""
    folder = tmp_path_factory.mktemp("report")
    sales, customers = an_eighth(folder)
    for name, more in (("first", ()), ("second", ()), ("lists", ("--with-customers",))):
        outputs = [
            ("-o", str(folder / f"{name}.{form}")) for form in ("json", "md", "html", "xlsx")
        ]
        options = [word for pair in outputs for word in pair]
        run("report", sales, "--customers", customers, "--ledger", "none", "-q", *options, *more)
    return folder


@pytest.mark.parametrize("form", ["json", "md", "html", "xlsx"])
def test_the_same_data_give_the_same_bytes(folder: Path, form: str) -> None:
    assert (folder / f"first.{form}").read_bytes() == (folder / f"second.{form}").read_bytes()


def test_customers_are_listed_only_when_wanted_and_contacts_never_shown(folder: Path) -> None:
    plain, lists = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["tables"]
        for name in ("first", "lists")
    )
    assert not [name for name, rows in plain.items() if rows and "customer_id" in rows[0]]
    assert {"segment.customers", "clv.customers", "intervals.customers", "targets.targets"} <= {
        *lists
    }
    names = {row["name"] for row in lists["segment.customers"]}
    assert all("*" in name for name in names if name)
    for name in ("first", "lists"):
        for form in ("json", "md", "html"):
            assert "member000" not in (folder / f"{name}.{form}").read_text(encoding="utf-8")
        with zipfile.ZipFile(folder / f"{name}.xlsx") as book:
            assert not [part for part in book.namelist() if b"member000" in book.read(part)]
