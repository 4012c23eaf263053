from __future__ import annotations

import pytest
from rich.cells import cell_len

from repurchase_cli.writers.columns import Cells, fit, folded


def used(widths: tuple[int, ...], gap: int, bar: int) -> int:
    return sum(widths) + gap * (len(widths) - 1) + (bar + gap if bar else 0)


@pytest.mark.parametrize(
    ("heading", "width", "lines"),
    [
        ("Mean days since last", 10, ["Mean days", "since last"]),
        ("Mean days since last", 5, ["Mean", "days", "since", "last"]),
        ("平均距上次天数", 8, ["平均距上", "次天数"]),
        ("Customers", 20, ["Customers"]),
        ("", 5, []),
    ],
)
def test_folded(heading: str, width: int, lines: list[str]) -> None:
    assert folded(heading, width) == lines


@pytest.mark.parametrize("width", range(30, 140, 7))
def test_never_wider_than_the_screen_and_numbers_whole(width: int) -> None:
    columns = [
        Cells("Customer", ["C1", "a long name that can be folded anywhere"], whole=False),
        Cells("Revenue of the year", ["10,000,000.00"], whole=True),
        Cells("金额占比", ["12.3%"], whole=True),
        Cells("Reason", ["a very long reason " * 5], whole=False),
    ]
    layout = fit(columns, width, bar=True)
    assert used(layout.widths, layout.gap, layout.bar) <= width
    for column, given in zip(columns, layout.widths, strict=False):
        assert not column.whole or given >= column.widest
        assert all(cell_len(line) <= given for line in folded(column.heading, given))


def test_room_that_is_left_goes_to_long_texts() -> None:
    layout = fit(
        [Cells("a", ["x" * 60], whole=False), Cells("b", ["1"], whole=True)], 80, bar=False
    )
    assert layout.widths[0] == 60
