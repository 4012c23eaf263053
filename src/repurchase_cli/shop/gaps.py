"""Days between purchases, the running ones too, and the curve of customers that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli.analysis.survival import kaplan_meier
from repurchase_cli.shop import spans

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.analysis.survival import Curve
    from repurchase_cli.sales import Relation, Sales


def gaps_of(sales: Sales, purchases: Relation, wanted: str) -> pd.DataFrame:
    """Return the rows of ``sql/shop/gaps`` for those purchases that are wanted, by SQL."""
    words = {"as_of": str(spans.number(sales.as_of)), "wanted": wanted}
    return sales.derive("shop/gaps", words, purchases=purchases).frame()


def curve_of_customers(gaps: pd.DataFrame) -> Curve:
    """Return the curve in which every customer weighs one; see ``sql/shop/gaps``."""
    days, back = gaps["days"].to_numpy(np.int64), gaps["returned"].to_numpy(bool)
    return kaplan_meier(days, back, gaps["weight"].to_numpy(np.float64))
