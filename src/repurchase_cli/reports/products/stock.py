"""What lies on the shelf: slow items, who would take them, and what goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import stock
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import counted
from repurchase_cli.shop.segmentation import private_ids
from repurchase_cli.shop.stock import (
    has_inventory,
    matches_of,
    running_low,
    shelf_of,
    slow_items,
)

if TYPE_CHECKING:
    from repurchase_cli.config.tree import Stock
    from repurchase_cli.document import Column
    from repurchase_cli.reports.products.scope import Scope

_SHOWN = 20
_HEADING = Text("What lies on the shelf", "库存状态")
_SLOW = Text("Slow items", "滞销商品")
_MATCHES = Text("Customers for slow items", "滞销商品匹配客户")
_COMPANIONS = Text("What goes with slow items", "滞销商品的搭配")
_LOW = Text("Running low", "缺货预警")
_DECLINING = Text("Best-sellers that decline", "下滑的爆款")
STATE_NAMES: dict[str, Text] = {
    "sold_out": Text("sold out", "售罄"),
    "new": Text("new", "新品"),
    "dead": Text("dead", "滞销无动销"),
    "broken": Text("broken sizes", "断码"),
    "slow": Text("slow", "滞销"),
    "low": Text("low", "库存不足"),
    "selling": Text("selling", "正常"),
}


def stock_sections(scope: Scope) -> Iterator[Section]:
    """Yield the state of every item, the slow ones and who would take them, with an inventory."""
    if not has_inventory(scope.sales):
        return
    shelf = shelf_of(scope.sales, scope.goods, scope.settings)
    slow = slow_items(shelf)
    states = _table("stock", _HEADING, tables.STOCK_COLUMNS, _shown(shelf), scope, shown=False)
    yield Section(_HEADING, (_states_line(shelf),), states)
    worst = _shown(slow.head(_SHOWN))
    yield Section(
        _SLOW, (), _table("slow", _SLOW, tables.SLOW_COLUMNS, worst, scope), part_of_last=True
    )
    yield _matches(scope, slow)
    yield from _companions(scope, shelf, slow)
    yield from _low(scope, shelf)
    falling = _shown(stock.declining(shelf).head(_SHOWN))
    if len(falling):
        table = _table("declining", _DECLINING, tables.DECLINING_COLUMNS, falling, scope)
        yield Section(_DECLINING, (), table, part_of_last=True)


def _low(scope: Scope, shelf: pd.DataFrame) -> Iterator[Section]:
    """Yield what sells and runs out, and what was asked for and is gone, if anything does."""
    low = running_low(shelf)
    if low.empty:
        return
    asked = int(low["asked"][low["on_hand"] <= 0].gt(0).sum())
    line = Text(
        f"{counted(len(low), 'item')} that customers want, short or gone"
        + (f"; asked for when nothing was left: {asked:,}" if asked else ""),
        f"{len(low):,} 个有需求的商品库存不足或已售罄"
        + (f"，其中 {asked:,} 个缺货时有顾客询问" if asked else ""),
    )
    table = _table("low", _LOW, tables.LOW_COLUMNS, _shown(low.head(_SHOWN)), scope)
    yield Section(_LOW, (line,), table, part_of_last=True)


def _shown(shelf: pd.DataFrame) -> pd.DataFrame:
    """Return items as tables have them."""
    frame = shelf.reset_index()
    last = pd.to_datetime(frame["last_day"], unit="D", origin="unix")
    return frame.assign(last_sale=last.dt.date.where(last.notna(), None))


def _table(
    name: str,
    title: Text,
    columns: tuple[Column, ...],
    frame: pd.DataFrame,
    scope: Scope,
    *,
    shown: bool = True,
    private: bool = False,
) -> Table:
    labels = scope.of_level.labels()
    names = {"sku": labels, "companion": labels, "state": STATE_NAMES}
    rows = FrameRows(frame[[column.id for column in columns]].reset_index(drop=True))
    return Table(name, title, columns, rows, shown=shown, names=names, private_ids=private)


def _states_line(shelf: pd.DataFrame) -> Text:
    counts = shelf["state"].value_counts()
    told = [(STATE_NAMES[state], int(counts[state])) for state in stock.STATES if state in counts]
    return Text(
        f"{len(shelf):,} items: " + ", ".join(f"{name.en} {n:,}" for name, n in told),
        f"{len(shelf):,} 个商品：" + "，".join(f"{name.zh} {n:,}" for name, n in told),
    )


def _matches(scope: Scope, slow: pd.DataFrame) -> Section:
    """Return who would take the slow items, with the reason in words."""
    matched = matches_of(scope.sales, scope.goods, slow, scope.settings)
    customers = scope.sales.customers(["customer_id"])["customer_id"]
    frame = matched.join(slow[["style", "category"]], on="sku")
    frame["customer_id"] = customers.loc[frame["customer"]].to_numpy()
    frame["reason"] = [_reason(row).say(scope.language) for row in frame.itertuples()]
    line = _matches_line(frame, len(slow), scope.settings.stock)
    table = _table(
        "matches", _MATCHES, tables.MATCH_COLUMNS, frame, scope, shown=False,
        private=private_ids(scope.sales),
    )  # fmt: skip
    return Section(_MATCHES, (line,), table, part_of_last=True)


def _matches_line(frame: pd.DataFrame, slow: int, own: Stock) -> Text:
    if frame.empty:
        return Text(
            f"Nobody who has not bought them is known to like the {slow:,} slow items",
            f"未购买过这 {slow:,} 个滞销商品的客户中，没有已知会喜欢者",
        )
    items = frame["sku"].nunique()
    return Text(
        f"{len(frame):,} customers for {items:,} slow items at {own.discount:g}% "
        f"off; at most {own.per_customer} for each customer, and {own.per_unit} customers a piece",
        f"{items:,} 个滞销商品匹配 {len(frame):,} 人次，{10 - own.discount / 10:g} 折；"
        f"每位客户至多 {own.per_customer} 件，每件库存至多 {own.per_unit} 人",
    )


def _reason(match: object) -> Text:
    """Return why an item suits a customer, in words."""
    row: dict[str, object] = match._asdict()  # type: ignore[attr-defined]
    parts = [
        (row["style_share"], row["style"], Text("of its items are", "的购买为")),
        (row["category_share"], row["category"], Text("of its items are", "的购买为")),
    ]
    told = [(f"{share:.0%}", value, words) for share, value, words in parts if share]
    en = [f"{share} {words.en} {value}" for share, value, words in told]
    zh = [f"{share} {words.zh}{value}" for share, value, words in told]
    if row["size"]:
        en.append("its size is left")
        zh.append("有其尺码")
    return Text(", ".join(en), "，".join(zh))


def _companions(scope: Scope, shelf: pd.DataFrame, slow: pd.DataFrame) -> Iterator[Section]:
    """Yield what sells and goes with each slow item, if anything does."""
    if scope.of_level.level != "item":
        return
    selling = shelf.index[shelf["state"].isin(("selling", "low", "new"))]
    held = {
        name: scope.sales.hold(pd.DataFrame({"sku": index.astype(object)}))
        for name, index in (("slow", slow.index), ("selling", selling))
    }
    inputs = {"baskets": scope.of_level.baskets, "goods": scope.of_level.names, **held}
    frame = scope.sales.derive("products/companions", **inputs).frame()
    if frame.empty:
        return
    columns = tables.COMPANION_COLUMNS
    table = _table("companions", _COMPANIONS, columns, frame.head(_SHOWN), scope)
    yield Section(_COMPANIONS, (), table, part_of_last=True)
