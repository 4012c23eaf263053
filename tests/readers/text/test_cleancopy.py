"""What the copy of a file that is not plain UTF-8 takes off its cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repurchase_cli.readers.text.cleancopy import bare, unwrapped

CELLS = st.lists(st.text("a1.٣３'`=\"\x1f店", max_size=5), max_size=4)


@given(CELLS)
def test_a_row_is_undressed_as_its_cells_are(cells: list[str]) -> None:
    assert list(unwrapped(cells)) == [bare(cell) for cell in cells]


@pytest.mark.parametrize(
    ("cell", "text"),
    [('="007"', "007"), ("'2024-03-05", "2024-03-05"), ("`7", "7"), ("１２", "12"), ("店1", "店1")],
)
def test_what_a_spreadsheet_wraps_is_unwrapped(cell: str, text: str) -> None:
    assert unwrapped(["x", cell]) == ["x", text]
