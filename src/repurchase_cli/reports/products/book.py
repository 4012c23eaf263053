"""The preference book 客户偏好本: a row per customer, by store, for who serves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis.sizes import neighbours
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.sales import Clause
from repurchase_cli.shop.next_items import NAMED
from repurchase_cli.shop.preferences import VALUE_NAMES
from repurchase_cli.shop.segmentation import private_ids

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope
    from repurchase_cli.sales import Relation

_HEADING = Text("Preference book", "客户偏好本")
_FIELDS = ("size", "style", "category", "color", "price")


def book_sections(scope: Scope) -> Iterator[Section]:
    """Yield the book, for files: on screen only what it is."""
    rows = _rows(scope).ordered("store", "customer_id")
    line = Text(
        f"One row per customer, by store: {len(rows):,} rows, in files: -o book.xlsx has a "
        "sheet for each store, -o book.csv --table book all rows",
        f"每位客户一行，按门店排列，共 {len(rows):,} 行，写入文件：-o book.xlsx 每店一页，"
        "-o book.csv --table book 为全部",
    )
    columns = tables.BOOK_COLUMNS
    book = Table(
        "book", _HEADING, columns, rows, shown=False, names={"price": VALUE_NAMES},
        private_ids=private_ids(scope.sales), sheet_by="store",
    )  # fmt: skip
    yield Section(_HEADING, (line,), book)


def _rows(scope: Scope) -> Relation:
    likes, level, sales = scope.likes, scope.next_items.level, scope.sales
    fields = [name for name in (*_FIELDS, "store") if name in likes.names]
    inputs = {f"main_{name}": likes[name].main for name in fields}
    joins = [f"left join {{main_{name}}} m_{name} on m_{name}.customer = c.row" for name in fields]
    columns = [f"{_value(name, fields)} as {name}" for name in _FIELDS]
    near = "cast(null as varchar)"
    if "size" in fields:
        inputs["near_sizes"] = sales.hold(_near_sizes(scope))
        joins.append("left join {near_sizes} z on z.size = m_size.value")
        near = "z.near"
    goods = likes.goods
    inputs["last_bought"] = sales.derive(
        "products/last_bought",
        item_lines=goods.item_lines,
        places=goods.places,
        good_variants=level.variants,
        goods=level.names,
    )
    words = {
        "store": "coalesce(m_store.value, b.store)" if "store" in fields else "b.store",
        "columns": ", ".join([*columns, f"{near} as near_sizes"]),
        "joins": Clause("\n".join(joins)),
    }
    names = scope.next_items.names(NAMED)
    return sales.derive("products/book", words, next_names=names, **inputs)


def _value(name: str, fields: list[str]) -> str:
    return f"m_{name}.value" if name in fields else "cast(null as varchar)"


def _near_sizes(scope: Scope) -> pd.DataFrame:
    """Return what stands beside every size: ``size, near``."""
    sizes = scope.goods.variants.frame()["size"].dropna().unique()
    near = {size: " | ".join(beside) for size, beside in neighbours(sizes).items()}
    return pd.DataFrame({"size": list(near), "near": list(near.values())}, dtype="str")
