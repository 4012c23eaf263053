"""What customers began with, and how many came back: by hand, planted, and shuffled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.reports.products.made_shop import HEADER, frames, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.products.made_shop import Line

START = date(2025, 1, 1)


def on(day: int) -> str:
    return (START + timedelta(days=day)).isoformat()


def test_a_small_shop_by_hand(tmp_path: Path) -> None:
    header = (*HEADER, "quantity")
    lines = [
        ("c1", "1", on(0), "A", "10.00", 1), ("c1", "2", on(90), "B", "20.00", 1),
        ("c2", "3", on(0), "A", "11.00", 1), ("c2", "4", on(181), "A", "10.00", 1),
        ("c3", "5", on(0), "B", "20.00", 2), ("c3", "6", on(180), "C", "5.00", 1),
        ("c4", "7", on(0), "A", "10.00", 1), ("c4", "7", on(0), "B", "20.00", 1),
        ("c5", "8", on(300), "A", "10.00", 1), ("c5", "9", on(310), "B", "20.00", 1),
        ("c6", "10", on(400), "C", "5.00", 1),
    ]  # fmt: skip
    items = frames([write(tmp_path / "sales.csv", lines, header)])["items"].set_index("item")
    sold = items[["orders", "customers", "units", "revenue"]].T.to_dict("list")
    assert sold["A"] == [5, 4, 5, 51.0]
    assert sold["B"] == [4, 4, 5, 80.0]
    # c1, c2 and c4 began with A so long ago; of these c1 alone came back within 180 days. c5 has
    # been seen for 100 days: long enough for 90 days only.
    began = items[["first_purchases", "returned_after_first", "rate", "rate_90d"]].T.to_dict("list")
    assert began["A"] == [3, 1, pytest.approx(1 / 3), pytest.approx(2 / 4)]
    assert began["B"] == [2, 1, 0.5, 0.0]
    assert items.loc["C", "first_purchases"] == 0
    assert items.loc["C", ["rate", "first_year_revenue"]].isna().all()
    assert items.loc["A", "first_year_revenue"] == pytest.approx((30 + 21 + 30) / 3)


def came_back(seed: int, *, planted: bool) -> list[Line]:
    """Return customers of whom half came back, or 9 of 10 of those who began with the first item."""
    draw = np.random.default_rng(seed)
    lines: list[Line] = []
    for i in range(900):
        item, first = int(draw.integers(12)), int(draw.integers(200))
        lines.append((f"c{i}", f"{i}", on(first), f"I{item:02d}", f"{20 + item}.00"))
        if draw.random() < (0.9 if planted and item == 0 else 0.5):
            later = first + 1 + int(draw.integers(150))
            lines.append((f"c{i}", f"{i} again", on(later), "I05", "25.00"))
    return [*lines, ("last", "last", on(400), "I05", "25.00")]


@pytest.mark.parametrize("planted", [True, False])
def test_an_item_that_brings_customers_back_is_told_from_others(
    tmp_path: Path, *, planted: bool
) -> None:
    told = frames([write(tmp_path / "sales.csv", came_back(7, planted=planted))])
    items = told["items"]
    beyond = items[items["p_value"] <= 0.05].sort_values("p_value")
    assert beyond["item"].to_list()[:1] == (["I00"] if planted else [])
    assert told["beginnings"]["value"].to_list()[:1] == (["I00"] if planted else [])
