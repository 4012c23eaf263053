"""Sets of three goods that say more than their pairs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli import tables
from repurchase_cli.analysis import baskets
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.reports.products.prices import price_and_margin
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.together import is_beyond

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.reports.products.scope import Scope
    from repurchase_cli.shop.together import Together

_GOODS = ("good_a", "good_b", "good_c")
_HEADING = Text("Sets of three", "三件组合")


def set_sections(scope: Scope, together: Together) -> Iterator[Section]:
    """Yield the sets of three that are in more orders than their pairs alone make, if any are."""
    frame = _sets(together)
    beyond = frame[is_beyond(frame)].reset_index(drop=True)
    if beyond.empty:
        return
    items = together.goods["item"]
    for good, item in zip(_GOODS, ("item_a", "item_b", "item_c"), strict=True):
        beyond[item] = items.loc[beyond[good]].to_numpy()
    beyond[["price", "margin"]] = price_and_margin(scope, beyond[list(_GOODS)])
    columns = tables.SET_COLUMNS
    names = dict.fromkeys(("item_a", "item_b", "item_c"), together.labels())
    rows = FrameRows(beyond[[column.id for column in columns]])
    yield Section(
        _HEADING,
        (
            Text(
                f"{len(beyond):,} sets are in more orders than their pairs alone would make",
                f"{len(beyond):,} 个三件组合的同购数超出其两两搭配所能解释",
            ),
        ),
        Table("sets", _HEADING, columns, rows, names=names),
        part_of_last=True,
    )


def _sets(together: Together) -> pd.DataFrame:
    """Return sets of three whose goods are pairwise strong, with their measures."""
    sales = together.sales
    inputs = {"baskets": together.of_level.baskets, "pairs": together.held}
    in_baskets = sales.derive("products/pair_baskets", **inputs)
    words = {"least": str(together.least)}
    triples = sales.derive(
        "products/triples", words, pair_baskets=in_baskets, pairs=together.held
    ).frame()
    looked_at = len(sales.derive("products/triples_looked_at", pairs=together.held))
    pairs = together.strongest.set_index(["good_a", "good_b"])["orders_both"]
    orders = together.shelf.orders.sum(axis=1)
    of = [triples[name].to_numpy(np.int64) for name in _GOODS]
    ab, ac, bc = (
        pairs.loc[list(zip(of[x], of[y], strict=True))].to_numpy(np.float64)
        for x, y in ((0, 1), (0, 2), (1, 2))
    )
    both = triples["orders"].to_numpy(np.float64)
    a, b, c = (orders[good] for good in of)
    measured = baskets.triple_measures(baskets.Triples(a, b, c, ab, ac, bc, both), looked_at)
    frame = triples.assign(
        orders_both=triples["orders"],
        expected=measured.expected,
        support=both / together.orders,
        lift=both * together.orders**2 / (a * b * c),
        p_value=measured.p_value,
    )
    return frame.sort_values(
        ["p_value", "orders_both", *_GOODS], ascending=[True, False] + [True] * 3
    )
