"""What makes customers come back: the items, kinds, coupons and stores that they began with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import rates
from repurchase_cli.analysis.baskets import LEVEL
from repurchase_cli.analysis.many_tests import adjusted
from repurchase_cli.analysis.stratified import mantel_haenszel
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.fields import fields_of
from repurchase_cli.shop.groups import LINE_FIELDS
from repurchase_cli.shop.spans import beginning, number

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope
    from repurchase_cli.sales import Relation

#: Beginnings of fewer customers say nothing.
_FEW = 20
#: So many values of a field are shown.
_SHOWN = 10
#: What customers began with, beside items: a field of the line, and where its texts stand.
_FIELDS = {
    "category": "v.category", "style": "v.style", "store": "p.store", "channel": "p.channel",
}  # fmt: skip
_HEADING = Text("What makes customers come back", "什么让客户回来")
_ALL = Text("All items", "全部商品")


def item_sections(scope: Scope) -> Iterator[Section]:
    """Yield what customers began with and how many came back, and what was sold of every item."""
    beginnings = _beginnings(scope)
    level = scope.of_level.level
    fields: dict[str, str] = {level: _KEYS[level], **_FIELDS}
    has = fields_of(scope.sales)
    sums = {
        field: _sums(scope, beginnings, _began(scope, beginnings, value))
        for field, value in fields.items()
        if field == level or field in has
    }
    if "coupon" in has:
        began = scope.sales.derive("products/began_with_coupon", beginnings=beginnings)
        sums["coupon"] = _sums(scope, beginnings, began)
    frame = _measured(pd.concat([part.assign(field=field) for field, part in sums.items()]))
    yield _shown(scope, frame)
    yield _items(scope, frame[frame["field"] == level])


#: Level → what a good of it is called by.
_KEYS = {"item": "v.item", "category": "v.category", "style": "v.style"}


def _beginnings(scope: Scope) -> Relation:
    sales = scope.sales
    first = number(beginning(sales)) + scope.settings.burn_in_days
    return sales.derive(
        "products/beginnings",
        {"first_cohort": str(first)},
        purchases=sales.purchases(sales.whole()),
        item_lines=scope.goods.item_lines,
        good_variants=scope.of_level.variants,
    )


def _began(scope: Scope, beginnings: Relation, value: str) -> Relation:
    goods = scope.goods
    return scope.sales.derive(
        "products/began_with",
        {"value": value},
        item_lines=goods.item_lines,
        variants=goods.variants,
        places=goods.places,
        beginnings=beginnings,
    )


def _sums(scope: Scope, beginnings: Relation, began: Relation) -> pd.DataFrame:
    words = {"as_of": str(number(scope.sales.as_of))}
    inputs = {"began": began, "beginnings": beginnings}
    return scope.sales.derive("products/beginning_sums", words, **inputs).frame()


def _measured(frame: pd.DataFrame) -> pd.DataFrame:
    """Return beginnings with the shares that came back, and which differ from others like them."""
    frame = frame.reset_index(drop=True)
    seen, back = frame["seen_180"].to_numpy(np.float64), frame["back_180"].to_numpy(np.float64)
    p_value = mantel_haenszel(back, *(frame[x].to_numpy(float) for x in ("expected", "variance")))
    enough = seen >= _FEW
    corrected = np.full(len(frame), np.nan)
    corrected[enough] = adjusted(p_value[enough])
    with np.errstate(divide="ignore", invalid="ignore"):
        others = frame["expected"].to_numpy(np.float64) / seen
        first_year = frame["revenue_365"].to_numpy(np.float64) / frame["seen_365"].to_numpy(float)
    shares = _rates(frame["back_180"], frame["seen_180"])
    early = _rates(frame["back_90"], frame["seen_90"])
    return frame.assign(
        **{name: shares[name] for name in ("rate", "low", "high")},
        **{f"{name}_90d": early[name] for name in ("rate", "low", "high")},
        others=others,
        p_value=corrected,
        first_year_revenue=first_year,
    )


def _rates(back: pd.Series[int], seen: pd.Series[int]) -> pd.DataFrame:
    """Return shares with their intervals."""
    shares = [rates.rate(int(k), int(n))[:3] for k, n in zip(back, seen, strict=True)]
    return pd.DataFrame(shares, columns=["rate", "low", "high"], index=back.index)


def _shown(scope: Scope, frame: pd.DataFrame) -> Section:
    """Return the beginnings of many customers, field by field, those that bring back most first."""
    enough = frame[frame["seen_180"] >= _FEW]
    level = scope.of_level.level
    beyond = (enough["p_value"] <= LEVEL) | (enough["field"] != level) | (level != "item")
    order = ["rate", "value"]
    shown = enough[beyond].sort_values(order, ascending=[False, True])
    shown = shown.groupby("field", sort=False).head(_SHOWN)
    place = {field: i for i, field in enumerate(["item", *_FIELDS, "coupon"])}
    shown = shown.sort_values("field", key=lambda x: x.map(place), kind="stable")
    columns = tables.BEGINNING_COLUMNS
    names = {
        "field": {"item": Text("Item", "商品"), **LINE_FIELDS},
        "value": scope.of_level.labels(),
    }
    table = Table(
        "beginnings", _HEADING, columns,
        FrameRows(shown[[column.id for column in columns]].reset_index(drop=True)),
        shown=not shown.empty, names=names,
    )  # fmt: skip
    return Section(_HEADING, tuple(_lines(enough)), table)


def _lines(enough: pd.DataFrame) -> Iterator[Text]:
    if enough.empty:
        yield Text(
            f"Nothing that {_FEW} customers began with has been seen for 180 days since",
            f"尚无 {_FEW} 位客户以同一商品开始且已满 180 天",
        )
        return
    beyond = int((enough["p_value"] <= LEVEL).sum())
    yield Text(
        f"{len(enough):,} items, kinds, stores and coupons with which at least {_FEW} customers "
        f"began; {beyond:,} of them differ from others of the same month with as many goods. That "
        "customers who began with something came back does not prove that it brought them back",
        f"{len(enough):,} 个商品、品类、门店或优惠券有至少 {_FEW} 位客户以其开始，其中 {beyond:,} "
        "个与同月份、同件数的其他客户有别；以某商品开始者更常回来，并不证明是该商品使其回来",
    )


def _items(scope: Scope, began: pd.DataFrame) -> Section:
    """Return what was sold of every item, with what became of those who began with it."""
    names = scope.of_level.names.frame().set_index("good")["item"]
    sold = scope.sold.join(names)
    if not scope.goods.has_amounts:
        sold["revenue"] = np.nan
    columns = tables.ITEM_COLUMNS
    began = began.rename(
        columns={"seen_180": "first_purchases", "back_180": "returned_after_first"}
    )
    frame = sold.merge(began.drop(columns="customers"), "left", left_on="item", right_on="value")
    counts = ["first_purchases", "returned_after_first"]
    frame[counts] = frame[counts].fillna(0).astype("int64")
    frame = frame.sort_values(["revenue", "item"], ascending=[False, True], ignore_index=True)
    rows = FrameRows(frame[[column.id for column in columns]])
    table = Table(
        "items", _ALL, columns, rows, shown=False, names={"item": scope.of_level.labels()}
    )
    return Section(_ALL, (), table, part_of_last=True)
