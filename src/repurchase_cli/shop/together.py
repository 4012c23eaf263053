"""Pairs of goods with their measures: what pairs, sets, bundles and campaigns are told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli.analysis import baskets
from repurchase_cli.shop import seasons
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Text
    from repurchase_cli.sales import Reduction, Relation
    from repurchase_cli.shop.goods import GoodsOfLevel
    from repurchase_cli.shop.seasons import Periods

#: Orders that must hold both of a pair, and how few orders in all ask for fewer.
_LEAST, _LEAST_OF_FEW, _FEW_ORDERS = 20, 5, 2000
#: Sets and bundles are made of so many of the strongest pairs at most.
_STRONGEST = 1000


@dataclass(frozen=True, slots=True)
class Together:
    """Goods, pairs of them in at least ``least`` orders, and those that are more than chance.

    ``goods`` and the shelf have a row per good, in the order of their numbers. ``pairs`` has the
    numbers of both goods and the measures, the strongest first; ``strongest`` are those that sets
    and bundles are made of, and ``held`` the same for the engine.
    """

    sales: Reduction
    of_level: GoodsOfLevel
    settings: Settings
    goods: pd.DataFrame
    periods: Periods
    calendar: Relation
    by_period: pd.DataFrame
    all_by_period: pd.DataFrame
    shelf: baskets.Shelf
    least: int
    looked_at: int
    pairs: pd.DataFrame
    strongest: pd.DataFrame
    held: Relation

    def labels(self) -> dict[str, Text]:
        """Return what people read for goods; see :meth:`GoodsOfLevel.labels`."""
        return self.of_level.labels()

    @property
    def orders(self) -> int:
        """All orders that hold an item."""
        return int(self.shelf.all_orders.sum())

    def beyond(self) -> pd.DataFrame:
        """Return the pairs that are more than chance."""
        return self.pairs[is_beyond(self.pairs)]


def is_beyond(pairs: pd.DataFrame) -> pd.Series[bool]:
    """Tell which pairs or sets are bought together more often than chance makes."""
    return (pairs["p_value"] <= baskets.LEVEL) & (pairs["orders_both"] > pairs["expected"])


def together_of(
    sales: Reduction, of_level: GoodsOfLevel, settings: Settings, min_count: int | None = None
) -> Together:
    """Return the pairs of goods of a level with their measures, the same to all who ask.

    ``min_count`` is how many orders must hold both; None: as the number of orders tells.
    """
    key = ("together", of_level.level, min_count, id(settings))  # which live as long as the pairs
    return sales.once(key, lambda: _together(sales, of_level, settings, min_count))


def _together(
    sales: Reduction, of_level: GoodsOfLevel, settings: Settings, min_count: int | None
) -> Together:
    inputs = {"baskets": of_level.baskets}
    words = {"as_of": str(number(sales.as_of))}
    first = (
        sales.derive("products/first_basket", words, **inputs).frame()["first_day"].item().date()
    )
    periods = seasons.periods(settings, first, sales.as_of)
    calendar = sales.hold(periods.calendar)
    inputs_by_day = {**inputs, "calendar": calendar}
    counted = sales.derive("products/good_periods", **inputs_by_day).made()
    by_period = counted.frame()
    whole = sales.derive("products/basket_periods", **inputs_by_day).frame()
    goods = of_level.names.frame().sort_values("good", ignore_index=True)
    shelf = _shelf(by_period, whole, len(goods), periods)
    least = min_count or _least(int(whole["orders"].sum()))
    words = {"least": str(least)}
    counts = sales.derive("products/pairs", words, good_periods=counted, **inputs).frame()
    frequent = int((shelf.orders.sum(axis=1) >= least).sum())
    looked_at = frequent * (frequent - 1) // 2
    pairs = _measured(counts, shelf, looked_at)
    strongest = pairs[is_beyond(pairs)].head(_STRONGEST)
    held = sales.hold(strongest[["good_a", "good_b", "p_value", "lift"]])
    return Together(
        sales, of_level, settings, goods, periods, calendar, by_period, whole, shelf, least,
        looked_at, pairs, strongest, held,
    )  # fmt: skip


def _least(orders: int) -> int:
    return _LEAST if orders >= _FEW_ORDERS else _LEAST_OF_FEW


def _shelf(
    by_period: pd.DataFrame, whole: pd.DataFrame, goods: int, periods: Periods
) -> baskets.Shelf:
    """Return the goods by month."""
    names, month_of = np.unique(periods.periods["month"], return_inverse=True)
    months = len(names)

    def grid(frame: pd.DataFrame, column: str, rows: int) -> NDArray[np.float64]:
        good = frame["good"].to_numpy(np.int64) if "good" in frame else 0
        place = good * months + month_of[frame["period"].to_numpy(np.int64)]
        counts = np.bincount(place, frame[column].to_numpy(np.float64), rows * months)
        return counts.astype(np.float64).reshape(rows, months)

    return baskets.Shelf(
        grid(by_period, "orders", goods),
        grid(by_period, "beside", goods),
        grid(whole, "orders", 1)[0],
        grid(whole, "places", 1)[0],
    )


def _measured(counts: pd.DataFrame, shelf: baskets.Shelf, looked_at: int) -> pd.DataFrame:
    """Return pairs with their measures, the strongest first."""
    a, b, both = (counts[name].to_numpy(np.int64) for name in ("good_a", "good_b", "orders_both"))
    measured = baskets.measures(shelf, baskets.Pairs(a, b, both), looked_at)
    orders = shelf.orders.sum(axis=1).astype(np.int64)
    frame = pd.DataFrame(
        {
            "good_a": a,
            "good_b": b,
            "orders_a": orders[a],
            "orders_b": orders[b],
            "orders_both": both,
            "support": measured.support,
            "confidence_a_b": measured.confidence_a_b,
            "confidence_b_a": measured.confidence_b_a,
            "lift": measured.lift,
            "expected": measured.expected,
            "p_value": measured.p_value,
        }
    )
    order = ["p_value", "lift", "good_a", "good_b"]
    return frame.sort_values(order, ascending=[True, False, True, True], ignore_index=True)
