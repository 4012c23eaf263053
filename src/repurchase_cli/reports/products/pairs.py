"""What goes with what: pairs of goods in one order, and which of them are more than chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.reports.products.bundles import bundle_sections
from repurchase_cli.reports.products.sets import set_sections
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import counted
from repurchase_cli.shop.together import Together, together_of

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.document import Column
    from repurchase_cli.reports.products.scope import Scope

#: So many pairs are shown.
_SHOWN = 20
_HEADING = Text("What goes with what", "商品搭配")
_ALL = Text("All pairs", "全部组合")


def pair_sections(scope: Scope) -> Iterator[Section]:
    """Yield what is bought together: pairs, sets, and bundles of the seasons."""
    together = together_of(scope.sales, scope.of_level, scope.settings, scope.request.min_count)
    beyond = together.beyond()
    yield Section(
        _HEADING,
        (_line(together, len(beyond)), *_further(together)),
        _table("best_pairs", _HEADING, tables.BEST_PAIR_COLUMNS, beyond.head(_SHOWN), together),
    )
    every = _table("pairs", _ALL, tables.PAIR_COLUMNS, together.pairs, together, shown=False)
    yield Section(_ALL, (), every, part_of_last=True)
    yield from set_sections(scope, together)
    yield from bundle_sections(scope, together)


def _table(
    name: str,
    title: Text,
    columns: tuple[Column, ...],
    pairs: pd.DataFrame,
    together: Together,
    *,
    shown: bool = True,
) -> Table:
    items = together.goods["item"]
    frame = pairs.assign(
        item_a=items.loc[pairs["good_a"]].to_numpy(), item_b=items.loc[pairs["good_b"]].to_numpy()
    )
    names = dict.fromkeys(("item_a", "item_b"), together.labels())
    rows = FrameRows(frame[[column.id for column in columns]])
    return Table(name, title, columns, rows, shown=shown, names=names)


def _further(together: Together) -> tuple[Text, ...]:
    """Say how to look further where no two goods are in so many orders."""
    if len(together.pairs):
        return ()
    return (
        Text(
            "No two are in so many orders: --min-count 5 asks for fewer, --level category looks at "
            "kinds of goods",
            "没有组合达到该笔数：可用 --min-count 5 降低要求，或用 --level category 按品类考察",
        ),
    )


def _line(together: Together, beyond: int) -> Text:
    least, pairs, looked_at = together.least, len(together.pairs), together.looked_at
    return Text(
        f"{counted(together.orders, 'order')}; {counted(looked_at, 'pair')} looked at, of what is "
        f"in at least {least} orders; {pairs:,} are in at least {least} orders, and {beyond:,} of "
        "them more often than chance makes",
        f"{together.orders:,} 笔订单；考察 {looked_at:,} 个组合（各至少 {least} 笔订单），其中 "
        f"{pairs:,} 个同购至少 {least} 笔，{beyond:,} 个超出偶然",
    )
