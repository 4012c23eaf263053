"""What customers would take next: again what is due, and new what others bought with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.next_items import LIST_NAMES
from repurchase_cli.shop.segmentation import private_ids

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope

_HEADING = Text("Next items", "下次购买推荐")
_LINE = Text(
    "Two lists for every customer: again, what it bought twice or more and is due for by its own "
    "interval; new, what others bought with what it has. In its sizes, never what it gave back",
    "每位客户两份清单：再次购买，即购买两次以上且按自身间隔到期的商品；新品推荐，"
    "即其他客户与其已购商品同买的商品。按客户尺码，不含其退回的商品",
)
_IN_STOCK = Text("Only what is in stock", "仅限有库存的商品")


def next_item_sections(scope: Scope) -> Iterator[Section]:
    """Yield how many customers have lists, and the lists."""
    inputs = {"lists": scope.next_items.lists, "goods": scope.next_items.level.names}
    counts = scope.sales.derive("products/next_counts", **inputs).frame()
    days = scope.settings.recent_days
    sold = Text(f"Only what was sold within {days} days", f"仅限近 {days} 天内售出的商品")
    lines = (_LINE, _IN_STOCK if scope.next_items.has_stock else sold)
    names = {"list": LIST_NAMES}
    shown = Table(
        "next_item_counts", _HEADING, tables.NEXT_ITEM_COUNT_COLUMNS, FrameRows(counts), names=names
    )
    yield Section(_HEADING, lines, shown)
    title = Text("All next items", "全部推荐")
    ordered = scope.next_items.rows.ordered("customer", "list", "rank")
    whole = Table(
        "next_items", title, tables.NEXT_ITEM_COLUMNS, ordered, shown=False, names=names,
        private_ids=private_ids(scope.sales),
    )  # fmt: skip
    yield Section(title, (), whole, part_of_last=True)
