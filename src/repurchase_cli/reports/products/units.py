"""Units per order (连带率): by store, staff, channel and month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import rates
from repurchase_cli.document import Chart, Column, Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.fields import fields_of
from repurchase_cli.shop.groups import LINE_FIELDS

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope

#: What orders are told apart by, beside months.
_FIELDS = ("store", "channel", "staff")
_NAMES = {"": Text("All", "全部"), "month": Text("Month", "月份"), **LINE_FIELDS}
_HEADING = Text("Units per order", "连带率")
_BY_MONTH = Text("Units per order by month", "各月连带率")


def unit_sections(scope: Scope) -> Iterator[Section]:
    """Yield how many units an order has: in all, by store, channel and staff, and by month.

    Where no file says how many units a line has, every line is one.
    """
    has = fields_of(scope.sales)
    orders = scope.sales.derive("products/order_units", item_lines=scope.goods.item_lines)
    inputs = {"order_units": orders, "places": scope.goods.places}
    sums = scope.sales.derive("products/unit_sums", **inputs).frame().assign(**{"": ""})
    frame = pd.concat([_measured(sums, name) for name in ("", *_FIELDS) if name in {"", *has}])
    lines = () if "quantity" in has else (_LINES_ARE_UNITS,)
    yield Section(_HEADING, lines, _table("units", frame, _HEADING, tables.UNIT_COLUMNS))
    by_month = _measured(sums, "month")
    months = _table("units_by_month", by_month, _BY_MONTH, tables.UNIT_MONTH_COLUMNS)
    chart = Chart("line", _BY_MONTH, "units_by_month", "value", ("units_per_order",))
    yield Section(_BY_MONTH, (), months, chart, part_of_last=True)


_LINES_ARE_UNITS = Text(
    "No column says how many units a line has: each counts as one",
    "没有件数列：每行按 1 件计",
)


def _table(name: str, frame: pd.DataFrame, title: Text, columns: tuple[Column, ...]) -> Table:
    rows = FrameRows(frame[[column.id for column in columns]].reset_index(drop=True))
    return Table(name, title, columns, rows, names={"by": _NAMES})


def _measured(sums: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return units per order by one column, with their intervals."""
    sums = sums.groupby(by)[["orders", "units", "squares", "of_several"]].sum()
    means = [
        rates.mean_of_sums(int(n), float(units), float(squares))
        for n, units, squares in zip(sums["orders"], sums["units"], sums["squares"], strict=True)
    ]
    return sums.reset_index(names="value").assign(
        by=by,
        units_per_order=[mean.value for mean in means],
        low=np.maximum([mean.low for mean in means], 0.0),  # units are counts
        high=[mean.high for mean in means],
        several_share=(sums["of_several"] / sums["orders"]).to_numpy(),
    )
