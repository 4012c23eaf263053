"""The highest entries of rows against plain sorting, and blocks that hold every row once."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse  # type: ignore[import-untyped]

from repurchase_cli.analysis.sparse_rows import blocks, entries, highest


@pytest.mark.parametrize("most", [1, 4, 60])
def test_highest_are_those_of_plain_sorting(most: int) -> None:
    rng = np.random.default_rng(most)
    dense = rng.integers(0, 5, (40, 50)) * rng.integers(0, 2, (40, 50))  # many ties, empty rows
    dense[7] = 0
    matrix = sparse.csr_matrix(dense.astype(float))
    open_ = rng.random((40, 50)) < 0.7

    def is_open(row: np.ndarray, column: np.ndarray) -> np.ndarray:
        chosen: np.ndarray = open_[row, column]
        return chosen

    row, entry = highest(matrix, most, is_open)
    for i in range(40):
        columns = [j for j in range(50) if dense[i, j] and open_[i, j]]
        best = sorted(columns, key=lambda j: (-dense[i, j], j))[:most]
        assert matrix.indices[entry[row == i]].tolist() == best


def test_blocks_hold_every_row_once() -> None:
    work = np.array([0, 5, 1, 1, 9, 0, 2])
    rows = [list(range(part.start, part.stop)) for part in blocks(work, 4)]
    assert [row for part in rows for row in part] == list(range(7))
    assert len(rows) > 1
    assert [*blocks(np.array([], dtype=np.int64), 4)] == [slice(0, 0)]


def test_entries_are_zero_where_there_are_none() -> None:
    matrix = sparse.csr_matrix(np.array([[0.0, 2.0], [3.0, 0.0]]))
    rows, columns = np.array([0, 0, 1]), np.array([0, 1, 0])
    assert entries(matrix, rows, columns).tolist() == [0, 2, 3]
    assert entries(matrix, rows[:0], columns[:0]).tolist() == []
