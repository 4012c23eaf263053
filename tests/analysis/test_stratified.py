"""Whether some customers came back more often than others like them: worked by hand."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
import pytest

from repurchase_cli.analysis.stratified import mantel_haenszel


def test_two_strata_by_hand() -> None:
    # 10 of 40 began with it, 20 of the 40 came back; and 20 of 60, of whom 15 came back.
    expected = 10 * 20 / 40 + 20 * 15 / 60
    variance = 10 * 30 * 20 * 20 / (40 * 40 * 39) + 20 * 40 * 15 * 45 / (60 * 60 * 59)
    (p_value,) = mantel_haenszel(np.array([17.0]), np.array([expected]), np.array([variance]))
    assert p_value == pytest.approx(erfc((7 - 0.5) / sqrt(variance) / sqrt(2)))


def test_no_room_for_chance_is_no_finding() -> None:
    assert mantel_haenszel(np.array([5.0]), np.array([5.0]), np.array([0.0])) == [1.0]
    assert mantel_haenszel(np.array([5.0]), np.array([5.2]), np.array([4.0])) == [1.0]
