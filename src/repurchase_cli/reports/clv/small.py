"""Small shops: class averages in place of a model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli.analysis.clv_class_averages import ENOUGH, ClassAverages, class_averages
from repurchase_cli.document import Section, Text, written_day
from repurchase_cli.errors import TooLittleDataError
from repurchase_cli.reports.clv.holdout import bought_later
from repurchase_cli.reports.clv.request import Answer, ClvRequest, Terms
from repurchase_cli.reports.clv.tables import no_models
from repurchase_cli.reports.clv.totals import holders
from repurchase_cli.shop.phrases import counted
from repurchase_cli.shop.segmentation import segment_customers

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.reports.clv.fitting import Part
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.segmentation import Segmentation


_COLUMNS = ("expected_purchases", "expected_purchase_value", "clv", "clv_low", "clv_high")


def by_class(
    request: ClvRequest, sales: Sales, settings: Settings, terms: Terms, parts: Sequence[Part]
) -> Answer:
    """Return class averages, where too few customers came back for a model.

    Raises
    ------
    TooLittleDataError
        When a test, groups or covariates are wanted, which averages do not allow.
    """
    if request.calibration_end or request.group_by or request.covariates:
        by = request.calibration_end or sales.as_of
        repeats = sum(part.counts.repeat_customers for part in parts)
        raise TooLittleDataError(
            f"{counted(repeats, 'customer')} had bought again by {by}: too few to fit models"
            f"{' by group' if request.group_by else ' and try them'}, which takes {ENOUGH}",
            hint="leave out --calibration-end, --group-by and --covariate: without them class "
            "averages are given",
        )
    averages, note = _averages(
        sales,
        settings,
        horizon_days=terms.horizon_days,
        yearly_rate=terms.yearly_rate,
        margin=terms.margin.share,
    )
    frame = _frame_of(parts[0], averages)
    until = sales.as_of + timedelta(days=terms.horizon_days)
    sections = (
        Section(Text("What is to be expected", "总体预期"), (_expected(frame, until),)),
        Section(Text("Models", "模型"), (), no_models()),
        *holders([frame]),
    )
    return Answer(sections, (frame,), (note,))


def _averages(
    sales: Sales, settings: Settings, *, horizon_days: int, yearly_rate: float, margin: float
) -> tuple[ClassAverages, Text]:
    """Return what customers of each class did in the last period, as what they will do."""
    now = segment_customers(sales, settings)
    begin = sales.intake.first or sales.as_of
    period = max(1, min(horizon_days, (sales.as_of - begin).days // 2))
    earlier = sales.until(sales.as_of - timedelta(days=period))
    then = _classes(segment_customers(earlier, settings, like=now))
    later = bought_later(sales, earlier)
    bought, paid = np.zeros(len(then), np.int64), np.zeros(len(then))
    places = later["row"].to_numpy(np.int64)
    bought[places], paid[places] = later["n"].to_numpy(np.int64), later["amount"].to_numpy(float)
    averages = class_averages(
        then=then,
        purchases=bought,
        revenue=paid,
        now=_classes(now),
        period_days=float(period),
        horizon_days=float(horizon_days),
        yearly_rate=yearly_rate,
        margin=margin,
    )
    return averages, _note(len(then), period, sales.as_of)


def _note(customers: int, period: int, as_of: date) -> Text:
    """Return what the averages are from; ``customers`` are those of the start of the period."""
    end = written_day(as_of)
    few = Text(
        f"Fewer than {ENOUGH} customers bought again: no model is fitted",
        f"复购客户不足 {ENOUGH} 位，未拟合模型",
    )
    if not customers:
        return Text(
            f"{few.en}, and the files are too short for averages",
            f"{few.zh}；数据时间太短，无法取平均值",
        )
    return Text(
        f"{few.en}. Values are averages of what customers of the same class brought in the "
        f"{period} days up to {end.en}",
        f"{few.zh}；数值为同类客户在截至{end.zh}的 {period} 天内的平均值",
    )


def _expected(frame: pd.DataFrame, until: date) -> Text:
    """Return what all customers together are expected to bring."""
    if frame["clv"].isna().all():
        return Text(
            "Too few customers for a model, too few days for averages: nothing can be told",
            "客户太少、时间太短，无法推断",
        )
    purchases, value = frame["expected_purchases"].sum(), frame["clv"].sum()
    end = written_day(until)
    if not purchases:
        return Text(
            "Nobody bought again in the days that averages are taken from: nothing tells what "
            "customers will bring",
            "在取平均值的期间无人再次购买，无从推断今后的购买",
        )
    return Text(
        f"By the averages of their classes, {len(frame):,} customers will bring {purchases:,.1f} "
        f"purchases and a lifetime value of {value:,.2f} until {end.en}",
        f"按同类客户平均值，{len(frame):,} 位客户至{end.zh}预期购买 {purchases:,.1f} 次，"
        f"生命周期价值 {value:,.2f}",
    )


def _classes(segmentation: Segmentation) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the index of every customer's class, in the order of customers."""
    labels = segmentation.labels.ordered("row").frame()
    return labels["class_index"].to_numpy(np.int64)


def _frame_of(part: Part, averages: ClassAverages) -> pd.DataFrame:
    """Return the customers' counts beside the averages of their class, empty where it has none."""
    counts = part.counts
    values = {
        name: np.where(averages.customers > 0, getattr(averages, name), np.nan) for name in _COLUMNS
    }
    missing = np.full(len(part.rows), np.nan)
    return pd.DataFrame(
        {
            "x": part.x,
            "t_x": counts.scatter(counts.t_x),
            "age": counts.scatter(counts.T),
            "m_x": part.m_x,
            "p_alive": missing,
            **values,
            "next_days": missing,
            "next_low": missing,
            "next_high": missing,
        }
    )
