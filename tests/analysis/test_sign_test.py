"""The sign test, by hand."""

from __future__ import annotations

import pytest

from repurchase_cli.analysis.sign_test import p_value


def test_by_hand() -> None:
    assert p_value(5, 0) == pytest.approx(1 / 32)
    assert p_value(3, 1) == pytest.approx((4 + 1) / 16)
    assert p_value(0, 3) == p_value(0, 0) == 1
