from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from repurchase_cli.writers import values

if TYPE_CHECKING:
    from repurchase_cli.document import Kind


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None), (float("nan"), None), (float("-inf"), None), (Decimal("NaN"), None),
        (pd.NaT, None), (pd.NA, None), (np.float64(1.5), 1.5), (np.int64(3), 3),
        (np.bool_(True), True), (pd.Timestamp("2023-01-02"), date(2023, 1, 2)),
        (datetime(2023, 1, 2, 3, 4, tzinfo=UTC), "2023-01-02 03:04:00+00:00"),
        ({"r": 0.5, "a": np.int64(2)}, "r=0.5, a=2"), ([1, "x"], "1, x"), ("x", "x"),
    ],
)  # fmt: skip
def test_scalar(value: object, expected: object) -> None:
    found = values.scalar(value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (1234567, "integer", "1,234,567"), (12.0, "days", "12"), (12.25, "days", "12.3"),
        (0.1234, "share", "12.3%"), (0.1235, "share", "12.4%"), (1.0, "share", "100.0%"),
        (Decimal("129.695"), "money", "129.70"), (129.695, "money", "129.70"),
        (-0.001, "money", "0.00"), (1e7, "money", "10,000,000.00"),
        (0.00012345, "number", "0.0001235"),
        (0.01234567, "probability", "0.0123"),
        (5.7e-7, "probability", "< 0.0001"),
        (0, "probability", "0.0000"),
        (12.345, "number", "12.35"), (1e-12, "number", "0.000000000001000"), (5, "score", "5"),
        (None, "money", ""), ("545", "text", "545"), (545, "id", "545"), (True, "text", "True"),
        (date(2023, 1, 2), "date", "2023-01-02"),
    ],
)  # fmt: skip
def test_shown(value: object, kind: Kind, expected: str) -> None:
    assert values.shown(value, kind) == expected


def test_a_currency_without_decimals() -> None:
    assert values.shown(1234.5, "money", values.digits("JPY")) == "1,235"


def test_a_column_has_like_decimals() -> None:
    assert values.shown_column([45, 12.25, None], "days") == ["45.0", "12.3", ""]
    assert values.shown_column([45.0, 12], "days") == ["45", "12"]
    assert values.shown_column([2.0, 5.5, 0, 41_000], "number") == ["2.00", "5.50", "0", "41,000"]
    assert values.shown_column([16.21, 0.3077, 0.00527], "number") == ["16.21", "0.31", "0.01"]
    assert values.shown_column([16.21, 0.0031], "number") == ["16.21", "0.003100"]
    assert values.shown_column([0.5, 0.0123], "number") == ["0.5000", "0.01230"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "red"), ("\x1b]0;title\x07x", "x"), ("\x1b]8;;http://e\x1b\\x", "x"),
        ("\x9b31mred", "red"), ("a\tb\r\nc", "a b c"), ("\x00\x07a\x7f", "a"),
        ("\u202eabc\u2066\u200f", "abc"), ("\x1bcreset", "reset"),
        ("张三 \U0001f457", "张三 \U0001f457"),
        ("[bold]x[/bold]", "[bold]x[/bold]"), ("\ud800x", "x"),
    ],
)  # fmt: skip
def test_clean(text: str, expected: str) -> None:
    assert values.clean(text) == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (0.123, "share", "12%"), (1, "share", "100%"), (12345.6, "money", "12.3k"),
        (999_960, "number", "1.0M"), (845, "integer", "845"), (0.25, "number", "0.3"),
        (-1500, "money", "-1.5k"), (3e9, "money", "3.0B"), (7e13, "money", "70000B"),
        (99.96, "number", "100"), (12.0, "days", "12"),
    ],
)  # fmt: skip
def test_compact(value: float, kind: Kind, expected: str) -> None:
    assert values.compact(value, kind) == expected
