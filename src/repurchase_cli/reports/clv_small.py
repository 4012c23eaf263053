"""Small shops: class averages in place of a model."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli.analysis.clv_class_averages import ENOUGH, ClassAverages, class_averages
from repurchase_cli.document import Text
from repurchase_cli.reports.clv_holdout import schema_of
from repurchase_cli.reports.segmentation import segment_customers
from repurchase_cli.reports.spans import number

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.reports.clv_fitting import Part
    from repurchase_cli.sales import Reduction, Sales


def averages(
    sales: Sales, settings: Settings, *, horizon_days: int, yearly_rate: float, margin: float
) -> tuple[ClassAverages, Text]:
    """Return what customers of each class did in the last period, as what they will do."""
    now = segment_customers(sales, settings)
    begin = sales.intake.first or sales.as_of
    period = max(1, min(horizon_days, (sales.as_of - begin).days // 2))
    earlier = sales.until(sales.as_of - timedelta(days=period))
    segment_customers(earlier, settings, like=now)
    then = _classes(earlier)
    later = sales.ask(
        "clv_later",
        {"earlier": schema_of(earlier.as_of), "last_day": str(number(earlier.as_of))},
    )
    bought, paid = np.zeros(len(then), np.int64), np.zeros(len(then))
    places = later["row"].to_numpy(np.int64)
    bought[places], paid[places] = later["n"].to_numpy(np.int64), later["amount"].to_numpy(float)
    found = class_averages(
        then=then,
        purchases=bought,
        revenue=paid,
        now=_classes(sales),
        period_days=float(period),
        horizon_days=float(horizon_days),
        yearly_rate=yearly_rate,
        margin=margin,
    )
    note = Text(
        f"Fewer than {ENOUGH} customers bought again: no model is fitted. Values are averages of "
        f"what customers of the same class brought in the {period} days up to {sales.as_of}",
        f"复购客户不足 {ENOUGH} 位，未拟合模型；数值为同类客户在截至 {sales.as_of} 的 "
        f"{period} 天内的平均值",
    )
    return found, note


def _classes(reduction: Reduction) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    frame = reduction.labelled({"class_index": "class_index"}).frame()
    return frame["class_index"].to_numpy(np.int64)


def frame_of(part: Part, found: ClassAverages) -> pd.DataFrame:
    """Return the customers' counts beside the averages of their class."""
    counts = part.counts
    missing = np.full(len(part.rows), np.nan)
    return pd.DataFrame(
        {
            "x": part.x,
            "t_x": counts.scatter(counts.t_x),
            "age": counts.scatter(counts.T),
            "m_x": part.m_x,
            "p_alive": missing,
            "expected_purchases": found.expected_purchases,
            "expected_purchase_value": found.expected_purchase_value,
            "clv": found.clv,
            "clv_low": found.clv_low,
            "clv_high": found.clv_high,
            "next_days": missing,
            "next_low": missing,
            "next_high": missing,
        }
    )
