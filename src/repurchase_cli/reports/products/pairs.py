"""What goes with what: pairs of goods in one order, and which of them are more than chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import baskets
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import counted
from repurchase_cli.tables.columns import pick

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope

#: Orders that must hold both of a pair, and how few orders in all ask for fewer.
_LEAST, _LEAST_OF_FEW, _FEW_ORDERS = 20, 5, 2000
#: So many pairs are shown.
_SHOWN = 20
_BEST_COLUMNS = pick(
    tables.PAIR_COLUMNS, "item_a item_b orders_both confidence_a_b confidence_b_a lift"
)
_HEADING = Text("What goes with what", "商品搭配")


def pair_sections(scope: Scope) -> Iterator[Section]:
    """Yield the pairs of goods that are bought together, those beyond chance first."""
    of_level = scope.of_level
    sums = scope.sales.derive("products/basket_sums", baskets=of_level.baskets).frame().iloc[0]
    orders, places = int(sums["orders"]), int(sums["places"])
    least = scope.request.min_count or (_LEAST if orders >= _FEW_ORDERS else _LEAST_OF_FEW)
    inputs = {"baskets": of_level.baskets}
    counts = scope.sales.derive("products/good_counts", **inputs)
    words = {"least": str(least)}
    pairs = scope.sales.derive("products/pairs", words, good_counts=counts, **inputs).frame()
    goods = of_level.names.frame().set_index("good")
    frame, looked_at = _frame(pairs, counts.frame(), goods, orders, places, least)
    beyond = frame[(frame["p_value"] <= baskets.LEVEL) & (frame["lift"] > 1)]
    names = {row.item: Text(label, label) for row in goods.itertuples() if (label := _label(row))}
    shown = {"item_a": names, "item_b": names}
    columns = tables.PAIR_COLUMNS
    line = Text(
        f"{counted(orders, 'order')}; {counted(looked_at, 'pair')} looked at, of goods in at least "
        f"{least} orders; {len(frame):,} are in at least {least} orders, {len(beyond):,} of them "
        "more than chance makes",
        f"{orders:,} 笔订单；考察 {looked_at:,} 个组合（商品各至少 {least} 笔订单），其中 "
        f"{len(frame):,} 个同购至少 {least} 笔，{len(beyond):,} 个超出偶然",
    )
    best = Table(
        "best_pairs", Text("Bought together", "常被同购"), _BEST_COLUMNS,
        FrameRows(beyond.head(_SHOWN)[[c.id for c in _BEST_COLUMNS]]), names=shown,
    )  # fmt: skip
    yield Section(_HEADING, (line,), best)
    title = Text("All pairs", "全部组合")
    yield Section(
        title, (), Table("pairs", title, columns, FrameRows(frame), shown=False), part_of_last=True
    )


def _frame(
    pairs: pd.DataFrame,
    counts: pd.DataFrame,
    goods: pd.DataFrame,
    orders: int,
    places: int,
    least: int,
) -> tuple[pd.DataFrame, int]:
    """Return the table of pairs in their order, and how many were looked at."""
    of_good = counts.set_index("good")
    frequent = int((of_good["orders"] >= least).sum())
    looked_at = frequent * (frequent - 1) // 2
    a, b = (of_good.loc[pairs[name]] for name in ("good_a", "good_b"))
    measured = baskets.measures(
        baskets.PairCounts(
            a["orders"].to_numpy(),
            b["orders"].to_numpy(),
            pairs["orders_both"].to_numpy(),
            a["beside"].to_numpy(),
            b["beside"].to_numpy(),
            orders,
            places,
            looked_at,
        )
    )
    frame = pd.DataFrame(
        {
            "item_a": goods["item"].loc[pairs["good_a"]].to_numpy(),
            "item_b": goods["item"].loc[pairs["good_b"]].to_numpy(),
            "orders_a": a["orders"].to_numpy(),
            "orders_b": b["orders"].to_numpy(),
            "orders_both": pairs["orders_both"].to_numpy(),
            "support": measured.support,
            "confidence_a_b": measured.confidence_a_b,
            "confidence_b_a": measured.confidence_b_a,
            "lift": measured.lift,
            "p_value": measured.p_value,
        }
    )
    frame = frame.sort_values(
        ["p_value", "lift", "item_a", "item_b"], ascending=[True, False, True, True]
    )
    return frame.reset_index(drop=True), looked_at


def _label(row: object) -> str:
    """Return what people read for a good beside its key, empty where the key says all."""
    item, name = row.item, row.name  # type: ignore[attr-defined]
    return f"{item} {name}" if name and name != item else ""
