from __future__ import annotations

from decimal import Decimal

from repurchase_cli.writers.bars import drawn


def test_the_largest_is_full_and_the_rest_in_eighths() -> None:
    assert drawn([1.0, 0.5, 0.0625, 0.0, None, -1, float("nan")], 2) == [
        "██", "█", "▏", "", "", "", "",
    ]  # fmt: skip


def test_nothing_to_draw() -> None:
    assert drawn([None, 0], 4) == ["", ""]
    assert drawn([], 4) == []


def test_ascii() -> None:
    assert drawn([Decimal(2), 1], 4, ascii_only=True) == ["####", "##"]
