"""Rows of sparse matrices: the highest entries of each, and entries by their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt
    from scipy import sparse  # type: ignore[import-untyped]

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

#: Entries that lie so many standard deviations above their row's mean are looked at first.
_SPREADS = (1.5, 0.0, -np.inf)
#: Scores that differ by less than this share of the highest are ties.
_TIE = 1e-9
#: A matrix with so many cells at most is made dense where many of its entries are asked for.
_DENSE_CELLS = 30_000_000


def blocks(work: Ints, most: int) -> Iterator[slice]:
    """Yield slices of rows that come to about ``most`` work each; ``work`` is that of every row."""
    place = np.cumsum(work) // most
    starts = np.flatnonzero(np.diff(place, prepend=-1)) if len(work) else np.zeros(1, dtype=int)
    for begin, end in zip(starts, [*starts[1:], len(work)], strict=True):
        yield slice(int(begin), int(end))


def highest(
    matrix: sparse.csr_matrix, most: int, is_open: Callable[[Ints, Ints], Flags] | None = None
) -> tuple[Ints, Ints]:
    """Return the rows and the places of the highest entries of every row, in descending order.

    Parameters
    ----------
    matrix
        Ties are settled by column.
    most
        So many entries of a row at most.
    is_open
        Tells of rows and columns, (n,) each, whether the entry counts; None: all do.
    """
    lengths = np.diff(matrix.indptr)
    row = np.repeat(np.arange(len(lengths)), lengths)
    mean, spread = _moments(matrix, lengths)
    pending = np.ones(len(lengths), dtype=bool)
    found = []
    for times in _SPREADS:  # few entries are far above the mean: seldom more must be looked at
        bar = np.where(pending, mean + times * spread if np.isfinite(times) else times, np.inf)
        entry = np.flatnonzero(matrix.data > bar[row])
        if is_open is not None:
            entry = entry[is_open(row[entry], matrix.indices[entry])]
        enough = np.bincount(row[entry], minlength=len(lengths)) >= min(most, 1 << 30)
        enough |= ~np.isfinite(times)
        found.append(entry[enough[row[entry]]])
        pending &= ~enough
        if not pending.any():
            break
    entry = np.concatenate(found)
    entry = entry[_order(row[entry], matrix.indices[entry], matrix.data[entry])]
    entry = entry[ranks(row[entry]) <= most]
    return row[entry], entry


def _moments(matrix: sparse.csr_matrix, lengths: Ints) -> tuple[Floats, Floats]:
    """Return the mean and the standard deviation of every row's entries."""
    filled = np.flatnonzero(lengths)
    starts, n = matrix.indptr[filled], lengths[filled]
    mean, spread = np.zeros(len(lengths)), np.zeros(len(lengths))
    if len(filled):
        mean[filled] = np.add.reduceat(matrix.data, starts) / n
        squares = np.add.reduceat(matrix.data**2, starts) / n
        spread[filled] = np.sqrt(np.maximum(squares - mean[filled] ** 2, 0))
    return mean, spread


def _order(row: Ints, column: Ints, value: Floats) -> Ints:
    """Return the order of entries by row, the highest first, ties by column."""
    top, columns = value.max(initial=1e-300), column.max(initial=0) + 1
    order: Ints = np.argsort(row - 0.5 * value / top + _TIE * column / columns)
    return order


def ranks(row: Ints) -> Ints:
    """Return the places of entries among those of their row, from 1; rows stand together."""
    begin = np.flatnonzero(np.diff(row, prepend=-1))
    lengths = np.diff(np.append(begin, len(row)))
    return np.arange(len(row)) - np.repeat(begin, lengths) + 1


def entries(matrix: sparse.csr_matrix, row: Ints, column: Ints) -> Floats:
    """Return the entries at some places, zero where there are none."""
    if not len(row):
        return np.empty(0)
    cells = matrix.shape[0] * matrix.shape[1]
    looked_up = matrix.toarray() if cells <= min(_DENSE_CELLS, 10 * len(row)) else matrix
    return np.asarray(looked_up[row, column], dtype=np.float64).ravel()
