"""One file of many is known by a small part of it: the header, and rows from each part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.readers.files.inputs import Input
from repurchase_cli.readers.text.shape import open_file

if TYPE_CHECKING:
    from pathlib import Path

#: Rows of files that are shorter than a sample, longer than one, and too long to be read whole.
ROWS = (3000, 20_000, 200_000)


@pytest.mark.parametrize("rows", ROWS)
def test_a_small_sample_has_rows_from_both_ends_and_none_twice(rows: int, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    lines = (f"{i},2024-01-05,ann,{i}.00\n" for i in range(rows))
    path.write_text("order_id,date,customer_id,amount\n" + "".join(lines))
    ids = [int(row[0]) for row in open_file(Input("s", path), "", tmp_path, share=0.01).table.rows]
    assert len(ids) <= 100
    assert (ids[0], ids[-1]) == (0, rows - 1)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rows", [4000, 60_000])
def test_a_sample_shows_the_head_the_middle_and_the_tail(rows: int, tmp_path: Path) -> None:
    """What a file holds in its middle alone is evidence as well; of a small file all is looked at."""
    path = tmp_path / "sales.csv"
    lines = (f"{i},2024-01-05,ann,{i}.00\n" for i in range(rows))
    path.write_text("order_id,date,customer_id,amount\n" + "".join(lines))
    ids = [int(row[0]) for row in open_file(Input("s", path), "", tmp_path).table.rows]
    assert len(ids) == len(set(ids))
    assert (ids[0], ids[-1]) == (0, rows - 1)
    assert rows > 4000 or len(ids) == rows
    assert sum(0.4 * rows < i < 0.7 * rows for i in ids) > 500
