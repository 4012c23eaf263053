"""The CDNOW sample as the files of sufficient statistics beside the tests give it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli.analysis import counts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DATA = Path(__file__).with_name("data")
#: Weeks of the calibration's longest T and of the holdout.
WEEKS = 39.0


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", comment="#")


def customers(name: str = "cdnow_counts") -> pd.DataFrame:
    """Return one row per customer."""
    rows = table(name)
    return rows.loc[rows.index.repeat(rows["n"])].reset_index(drop=True)


def calibration(name: str = "cdnow_counts", unit_days: float = 7.0) -> counts.Counts:
    rows = customers(name)
    x, t_x, age = (rows[column].to_numpy() for column in ("x", "t_x", "T"))
    return counts.from_days(x=x, t_x=t_x, T=age, unit_days=unit_days)


def holdout() -> NDArray[np.int64]:
    return customers()["x_holdout"].to_numpy()


def spend() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return x and m_x of the customers with repeat purchases."""
    rows = customers("cdnow_spend")
    return rows["x"].to_numpy(), (rows["spent"] / rows["x"]).to_numpy()
