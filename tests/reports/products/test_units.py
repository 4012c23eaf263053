"""Units per order: by hand."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.analysis import rates
from tests.reports.products.made_shop import HEADER, frames, write

if TYPE_CHECKING:
    from pathlib import Path


def test_units_of_orders_by_store_and_month(tmp_path: Path) -> None:
    header = (*HEADER, "quantity", "store")
    lines = [
        ("c1", "1", "2025-01-05", "A", "10.00", 1, "North"),
        ("c1", "1", "2025-01-05", "B", "21.00", 2, "North"),
        ("c2", "2", "2025-01-06", "A", "30.00", 3, "South"),
        ("c3", "3", "2025-02-06", "A", "10.00", 1, "North"),
        ("c3", "4", "2025-02-07", "A", "20.00", 2, "North"),
        ("c3", "5", "2025-02-08", "postage", "3.00", 1, "North"),
        ("c2", "6", "2025-02-09", "A", "-10.00", -1, "South"),
    ]  # fmt: skip
    told = frames([write(tmp_path / "sales.csv", lines, header)])
    units = told["units"][["by", "value", "orders", "units", "units_per_order", "several_share"]]
    assert units.to_numpy().tolist() == [
        ["", "", 4, 9, 2.25, 0.75],
        ["store", "North", 3, 6, 2.0, pytest.approx(2 / 3)],
        ["store", "South", 1, 3, 3.0, 1.0],
    ]
    low, high = told["units"].loc[1, ["low", "high"]]
    assert low == 0.0  # Student's bound is below: units are counts
    assert high == pytest.approx(2 + 4.302653 / sqrt(3))
    months = told["units_by_month"]
    assert months[["value", "units"]].to_numpy().tolist() == [["2025-01", 6], ["2025-02", 3]]


def test_a_mean_of_sums_is_that_of_the_values() -> None:
    values = [1, 4, 2, 2]
    assert rates.mean_of_sums(4, 9, 25) == pytest.approx(rates.mean(values))
