"""One file of many is known by a small part of it: the header, and rows from both ends."""

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
