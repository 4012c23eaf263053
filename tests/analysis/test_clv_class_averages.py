"""Class averages by hand."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis.clv_class_averages import class_averages


def test_by_hand() -> None:
    found = class_averages(
        then=np.array([0, 0, 1, 1]),
        purchases=np.array([0, 2, 0, 0]),
        revenue=np.array([0.0, 50.0, 0.0, 0.0]),
        now=np.array([1, 0, 2]),
        period_days=73.0,
        yearly_rate=0.0,
        margin=0.5,
    )
    assert found.expected_purchases == pytest.approx([0, 5, 2.5])
    assert found.expected_purchase_value == pytest.approx([0, 25, 25])
    assert found.clv == pytest.approx([0, 62.5, 31.25])
    assert found.customers.tolist() == [2, 2, 4]
    assert np.all(found.clv_low <= found.clv_high)


def test_a_discount_counts_from_the_middle_of_the_horizon() -> None:
    one = np.zeros(1, int)
    found = class_averages(
        then=one,
        purchases=one + 1,
        revenue=np.array([100.0]),
        now=one,
        period_days=365.0,
        yearly_rate=0.21,
    )
    assert found.clv[0] == pytest.approx(100 / 1.1)


def test_nobody_known() -> None:
    nobody = np.zeros(0, int)
    found = class_averages(
        then=nobody, purchases=nobody, revenue=np.zeros(0), now=np.array([0, 1]), period_days=90.0
    )
    assert found.clv.tolist() == [0.0, 0.0]
