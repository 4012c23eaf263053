from __future__ import annotations

from datetime import date

import pytest

from repurchase_cli.document import Kind
from repurchase_cli.writers import axes


@pytest.mark.parametrize(
    ("low", "high", "kind", "labels"),
    [
        (0.1, 0.7, "share", ["0%", "20%", "40%", "60%", "80%"]),
        (0.0, 0.01, "share", ["0.00%", "0.25%", "0.50%", "0.75%", "1.00%"]),
        (5, 18_000, "money", ["0", "5k", "10k", "15k", "20k"]),
        (0, 0, "integer", ["0", "0.25"]),
        (-3, -1, "number", ["-3", "-2", "-1", "0"]),
        (0, 2.4e6, "money", ["0", "1M", "2M", "3M"]),
    ],
)
def test_upright(low: float, high: float, kind: Kind, labels: list[str]) -> None:
    found = axes.upright(low, high, kind, 4)
    assert list(found.marks.values()) == labels
    assert found.low <= min(low, 0)
    assert found.high >= max(high, 0)


def test_months_are_counted_from_january() -> None:
    ends = [float(date(2021, 2, 3).toordinal()), float(date(2023, 6, 1).toordinal())]
    marks = axes.across(ends, "date", {}, 6).marks
    assert list(marks.values()) == ["2021-07", "2022-01", "2022-07", "2023-01"]


def test_one_x_stands_in_the_middle() -> None:
    found = axes.across([7.0], "days", {}, 6)
    assert found.part(7.0) == 0.5
    assert list(found.marks.values()) == ["7"]
