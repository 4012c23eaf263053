"""Cohorts: customers who began alike, followed over the periods since their first purchase.

A period counts for a customer when it is over, so that a short file is no drop. The customers of a
cell (cohort, period) are those for whom that period is over, and all its numbers are theirs:

- retention: the share who bought in that period,
- repeat rate: the share whose second purchase had come by its end,
- cumulative revenue per customer: what they paid from period 0 to its end, each on average.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

#: Digits of money, as many as any file has: sums of floats are the exact amounts again.
_MONEY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Cohorts by period.

    ``cells`` has a row per cohort and period that is over for somebody, with the ``keys`` and
    ``period, customers, active, retention, repeated, repeat_rate, revenue,
    cumulative_revenue_per_customer``; ``sizes`` a row per cohort with the ``keys`` and
    ``customers``, those counted whose first period is not over yet.
    """

    keys: tuple[str, ...]
    cells: pd.DataFrame
    sizes: pd.DataFrame

    def summary(self) -> pd.DataFrame:
        """Return one row per cohort: its size, and the last cell that says something about it.

        That is the last period which is over for at least half of the cohort's customers; its
        numbers are missing where not even the first one is.
        """
        keys = list(self.keys)
        sizes = self.sizes.rename(columns={"customers": "size"})
        cells = self.cells.merge(sizes, on=keys)
        telling = cells[cells["customers"] * 2 >= cells["size"]]
        last = telling.sort_values("period").groupby(keys, sort=False).tail(1)
        return self.sizes.merge(last.drop(columns="size"), "left", keys, suffixes=("", "_seen"))


def followed(cells: pd.DataFrame, ends: pd.DataFrame, keys: Sequence[str]) -> Cohorts:
    """Return cohorts from what happened in their periods and when customers are lost sight of.

    Parameters
    ----------
    cells
        Columns ``keys``, ``period``, ``active`` (customers who bought in it), ``repeated`` (whose
        second purchase it brought) and ``revenue``; of each customer only periods that are over.
    ends
        Columns ``keys``, ``period`` (the first one that is not over), and how many ``customers``
        this is so for, how many of them have ``repeated`` and what ``revenue`` they gave before.
    """
    names = list(keys)
    sizes = ends.groupby(names, sort=True)["customers"].sum().astype("int64")
    width = int(ends["period"].max()) if len(ends) else 0
    grid = _Grid(sizes.index, width + 1)
    seen = sizes.to_numpy()[:, None] - grid.until(ends, "customers")
    repeated = grid.until(cells, "repeated") - grid.until(ends, "repeated")
    paid = grid.until(cells, "revenue") - grid.until(ends, "revenue")
    row, period = np.nonzero(seen > 0)
    at = (row, period)
    n, active = seen[at], grid.laid(cells, "active")[at]
    found = (
        sizes.index[row]
        .to_frame(index=False)
        .assign(
            period=period,
            customers=n.astype(np.int64),
            active=active.astype(np.int64),
            retention=active / n,
            repeated=repeated[at].astype(np.int64),
            repeat_rate=repeated[at] / n,
            revenue=grid.laid(cells, "revenue")[at].round(_MONEY_DIGITS),
            cumulative_revenue_per_customer=paid[at].round(_MONEY_DIGITS) / n,
        )
    )
    return Cohorts(tuple(keys), found, sizes.reset_index())


@dataclass(frozen=True, slots=True)
class _Grid:
    """Rows for cohorts and columns for periods."""

    cohorts: pd.Index
    width: int

    def laid(self, frame: pd.DataFrame, column: str) -> NDArray[np.float64]:
        """Return a column of a frame laid out on the grid."""
        grid = np.zeros((len(self.cohorts), self.width))
        rows = self.cohorts.get_indexer(frame.set_index(list(self.cohorts.names)).index)
        np.add.at(grid, (rows, frame["period"]), frame[column])
        return grid

    def until(self, frame: pd.DataFrame, column: str) -> NDArray[np.float64]:
        """Return the sums of a column up to each period."""
        return self.laid(frame, column).cumsum(axis=1)
