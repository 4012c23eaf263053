from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from repurchase_cli.analysis import migration
from repurchase_cli.analysis.migration import NOBODY

SUMS = pd.DataFrame(
    [[0, 0, 6, 60.0, 6.0], [0, 1, 2, 30.0, 4.0], [0, None, 2, 10.0, -10.0], [None, 1, 3, 0.0, 9.0]],
    columns=["from_label", "to_label", "customers", "revenue_before", "revenue_after"],
)


def test_the_matrix_has_every_pair_and_loses_nobody() -> None:
    found = migration.matrix(SUMS, [0, 1])
    rows = {(row[0], row[1]): row[2:] for row in found.to_numpy().tolist()}
    assert len(rows) == 8
    assert rows[0, 1] == [2, 0.2, 30, 4]
    assert rows[0, NOBODY] == [2, 0.2, 10, -10]
    assert rows[NOBODY, 1] == [3, 1, 0, 9]
    assert rows[1, 0][0] == 0
    assert math.isnan(rows[1, 0][1])  # nobody had that label
    assert found[["customers", "revenue_before", "revenue_after"]].sum().tolist() == [13, 100, 9]


def test_conversions_are_of_those_who_had_the_label() -> None:
    found = migration.conversions(migration.matrix(SUMS, [0, 1]))
    assert found[["from", "to", "customers", "of"]].to_numpy().tolist() == [[0, 1, 2, 10]]
    # Wilson's interval of 2 of 10
    assert found[["rate", "low", "high"]].iloc[0].tolist() == (
        [0.2, pytest.approx(0.0567, abs=1e-4), pytest.approx(0.5098, abs=1e-4)]
    )


def test_then_and_now() -> None:
    found = migration.compared(migration.matrix(SUMS, [0, 1]))
    one, other = found[
        [
            "customers_then", "customers_now", "change", "share_then", "share_now",
            "revenue_share_then", "revenue_share_now",
        ]
    ].to_numpy().tolist()  # fmt: skip
    assert one == pytest.approx([10, 6, -4, 1, 6 / 11, 1, 66 / 109])
    assert other == pytest.approx([0, 5, 5, 0, 5 / 11, 0, 43 / 109])


def test_standings_on_either_day() -> None:
    matrix = migration.matrix(SUMS, [0, 1])
    assert migration.standings(matrix, "from").to_numpy().tolist() == (
        [[0, 10, 1, 0], [1, 0, 0, 0]]
    )
    assert migration.standings(matrix, "to").to_numpy().tolist() == (
        [[0, 6, 6 / 11, 6], [1, 5, 5 / 11, 13]]
    )


def test_correlation_with_its_interval() -> None:
    x = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    found = migration.correlation(x, np.array([2.0, 1.0, 4.0, 3.0, 6.0, 5.0]))
    assert found.value == pytest.approx(29 / 35)
    # tanh(atanh r ± 1.96 / √3)
    assert (found.low, found.high) == pytest.approx((0.0519, 0.9807), abs=1e-4)
    assert migration.correlation(x, 2 * x) == pytest.approx((1, 1, 1, 6))
    assert math.isnan(migration.correlation(x, np.ones(6)).value)
