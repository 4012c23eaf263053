"""Relative thresholds become numbers of the shop."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis.thresholds import columns_of, resolve
from repurchase_cli.errors import TooLittleDataError
from repurchase_cli.rules import PercentileOf, Threshold, Times

VALUES = {
    "revenue": np.array([10.0, 20.0, 30.0, 40.0]),
    "average_purchase_value": np.array([10.0, 20.0, 30.0, 40.0]),
    "mean_interpurchase_days": np.empty(0),
}.__getitem__


def test_numbers_stay_as_they_are() -> None:
    assert resolve({"a": 90, "b": 0.5}, {}, VALUES) == {"a": 90, "b": 0.5}


def test_the_shops_own_value_goes_before_the_mean_over_customers() -> None:
    half = {"x": Times(0.5, "average_purchase_value")}
    assert resolve(half, {"average_purchase_value": 80.0}, VALUES) == {"x": 40.0}
    assert resolve(half, {}, VALUES) == {"x": 12.5}
    assert resolve({"x": Times(2, "revenue")}, {"average_purchase_value": 80.0}, VALUES) == {
        "x": 50
    }


@pytest.mark.parametrize(("percentile", "expected"), [(0, 10), (50, 25), (80, 34), (100, 40)])
def test_a_percentile_is_linear_between_the_two_nearest(percentile: int, expected: float) -> None:
    found = resolve({"x": PercentileOf(percentile, "revenue")}, {"revenue": 1.0}, VALUES)
    assert found["x"] == pytest.approx(expected)


@pytest.mark.parametrize(
    "threshold", [Times(2, "mean_interpurchase_days"), PercentileOf(80, "mean_interpurchase_days")]
)
def test_without_any_value_there_is_no_threshold(threshold: Times | PercentileOf) -> None:
    with pytest.raises(TooLittleDataError) as caught:
        resolve({"x": threshold}, {}, VALUES)
    expected = "the threshold x is relative to mean_interpurchase_days, which no customer has"
    assert str(caught.value) == expected
    assert caught.value.hint == "give it as a number: --set thresholds.x=…"


def test_an_unknown_value_of_the_shop_is_no_threshold() -> None:
    with pytest.raises(TooLittleDataError):
        resolve({"x": Times(2, "revenue")}, {"revenue": float("nan")}, VALUES)


def test_the_columns_that_are_needed_are_known_beforehand() -> None:
    thresholds: dict[str, Threshold] = {
        "a": 1,
        "b": Times(1, "revenue"),
        "c": PercentileOf(5, "n_purchases"),
    }
    assert columns_of(thresholds) == {"revenue", "n_purchases"}
