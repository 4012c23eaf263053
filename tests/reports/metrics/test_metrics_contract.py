"""What scripts rely on in ``metrics``: tables, columns, files, languages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.reports.metrics.test_metrics import SHOP

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

COLUMNS = [
    "metric", "value", "unit", "low", "high", "numerator", "denominator", "from", "to", "definition",
]  # fmt: skip
#: Those that the contract names.
METRICS = {
    "repurchase_rate", "returning_rate", "cohort_repurchase_rate_30d", "cohort_repurchase_rate_60d",
    "cohort_repurchase_rate_90d", "cohort_repurchase_rate_180d", "cohort_repurchase_rate_365d",
    "repurchase_frequency", "mean_interpurchase_days", "median_interpurchase_days",
    "km_median_days_to_second_purchase", "average_purchase_value", "first_purchase_value",
    "repeat_purchase_value", "retention_rate", "active_customers", "new_customers",
    "returning_customers", "revenue",
}  # fmt: skip


@pytest.fixture
def sales(tmp_path: Path) -> str:
    Path(tmp_path, "sales.csv").write_text(SHOP, encoding="utf-8")
    Path(tmp_path, "members.csv").write_text(
        "customer_id,sex,city\nann,F,Ulm\nbob,M,Bonn\ncas,F,\nzoe,F,Ulm\n", encoding="utf-8"
    )
    return "sales.csv"


def answer(done: Done) -> dict[str, Any]:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    assert done.status == 0, done.err
    found: dict[str, Any] = json.loads(done.out, parse_constant=refuse)
    return found


def test_json(program: Callable[..., Done], sales: str) -> None:
    found = answer(program("metrics", sales, "--format", "json", "--currency", "EUR"))
    assert (found["command"], found["as_of"], found["currency"]) == ("metrics", "2024-04-30", "EUR")
    rows = found["tables"]["metrics"]
    assert [list(row) for row in rows] == [COLUMNS] * len(rows)
    assert {row["metric"] for row in rows} >= METRICS
    of = {row["metric"]: row for row in rows}
    rate = of["repurchase_rate"]
    assert (rate["value"], rate["numerator"], rate["denominator"], rate["unit"]) == (
        0.5,
        2,
        4,
        "share",
    )
    assert rate["low"] < rate["value"] < rate["high"]
    assert of["returning_rate"]["value"] is None
    assert {(row["from"], row["to"]) for row in rows} == {("2024-01-10", "2024-04-30")}
    assert all(row["definition"] for row in rows)
    assert of["average_purchase_value"]["value"] == pytest.approx(618 / 7)  # not rounded
    assert (found["settings"]["window_days"], found["settings"]["burn_in_days"]) == (90, 0)
    assert any("files know nothing" in note for note in found["notes"])


def test_json_by_month_and_group(program: Callable[..., Done], sales: str) -> None:
    options = ("--by", "month", "--group-by", "store", "--group-by", "sex", "--format", "json")
    found = answer(program("metrics", sales, *options, "--customers", "members.csv"))
    rows = found["tables"]["metrics"]
    assert [list(row) for row in rows] == [["metric", "store", "sex", *COLUMNS[1:]]] * len(rows)
    assert all(row["from"][:7] == row["to"][:7] for row in rows)
    purchases = {(row["store"], row["sex"]): 0 for row in rows if row["metric"] == "purchases"}
    for row in rows:
        if row["metric"] == "purchases":
            purchases[row["store"], row["sex"]] += row["value"]
    assert purchases == {
        (None, None): 7, ("A", "F"): 3, ("A", "M"): 1, ("B", "F"): 2, ("B", "M"): 1, ("B", ""): 1,
    }  # fmt: skip
    assert list(found["tables"]["overview"][0])[:3] == ["store", "sex", "period"]


def test_chinese(program: Callable[..., Done], sales: str) -> None:
    found = answer(program("metrics", sales, "--lang", "zh", "--format", "json"))
    of = {row["metric"]: row for row in found["tables"]["metrics"]}
    assert of["repurchase_rate"]["definition"] == "本期购买至少 2 次的客户占购买客户的比例"
    assert of["repurchase_rate"]["unit"] == "share"  # a key
    assert not [row for row in of.values() if row["definition"].isascii()]
    assert any("老客占比" in note for note in found["notes"])


def test_files(program: Callable[..., Done], sales: str, tmp_path: Path) -> None:
    names = ("m.csv", "m.json", "m.xlsx", "m.md", "m.parquet")
    outputs = [part for name in names for part in ("-o", name)]
    done = program("metrics", sales, "-q", "--by", "month", "--group-by", "store", *outputs)
    assert done == (0, "", "")
    with Path(tmp_path, "m.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["metric", "store", *COLUMNS[1:]]
    of = {(row["metric"], row["store"], row["from"]): row["value"] for row in rows}
    assert of["revenue", "", "2024-03-01"] == "295"
    assert of["retention_rate", "", "2024-03-01"] == "1"
    assert of["retention_rate", "", "2024-02-01"] == ""  # nothing, and no drop
    assert not {"nan", "NaN", "inf"} & {cell for row in rows for cell in row.values()}
    book = load_workbook(tmp_path / "m.xlsx")
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Repurchase rate", "repurchase_rate"} <= cells
    assert "nan" not in cells
    text = (tmp_path / "m.md").read_text(encoding="utf-8")
    assert "| Repurchase rate" in text
    assert "nan" not in text.split()


def test_csv_is_the_long_table(program: Callable[..., Done], sales: str) -> None:
    done = program("metrics", sales, "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.out.lstrip("\ufeff"))))
    assert rows[0] == COLUMNS
    assert rows[1][:2] == ["active_customers", "4"]
    done = program("metrics", sales, "--format", "csv", "--table", "contribution")
    assert done.out.splitlines()[0] == "class,customers,share,revenue,revenue_share"
