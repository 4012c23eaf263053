"""What one customer likes, its tags with their evidence, and what it would take next."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows, text
from repurchase_cli.shop.next_items import LIST_NAMES, NAMED, NextItems
from repurchase_cli.shop.preferences import FIELDS, VALUE_NAMES, fields_told, preferences_of
from repurchase_cli.shop.tags import tags_of
from repurchase_cli.targeting.tags import all_tags, tags_of_conditions

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Column, Language
    from repurchase_cli.sales import Relation, Sales

_FIELD_NAMES = {name: kind.label for name, kind in FIELDS.items()}


def like_sections(
    sales: Sales, settings: Settings, customer: str, language: Language
) -> Iterator[Section]:
    """Yield what the customer likes, where lines name what was bought."""
    fields = fields_told(sales.sources)
    if not fields & {"sku", "product", "category"}:
        return
    likes = preferences_of(sales)
    words = {"customer": text(customer)}
    rows = sales.derive("products/customer_likes", words, preferences=likes.relation)
    names = {"field": _FIELD_NAMES, "value": VALUE_NAMES}
    yield from _section(
        "likes", Text("What it likes", "偏好"), tables.LIKING_COLUMNS, rows, names=names
    )
    own = tags_of(likes, settings.tags, language)
    tags = all_tags(sales, own, tags_of_conditions(sales, settings, None))
    of_customer = partial(sales.derive, "products/customer_rows")
    rows = of_customer({**words, "order": "tag"}, rows=tags)
    yield from _section("tags", Text("Tags", "标签"), tables.TAG_COLUMNS, rows)
    if fields & {"sku", "product"}:
        lists = NextItems(likes, likes.goods.at("item"), NAMED, language).rows
        rows = of_customer({**words, "order": "list, rank"}, rows=lists)
        title = Text("What it would take next", "推荐商品")
        names = {"list": LIST_NAMES}
        yield from _section("next_items", title, tables.NEXT_ITEM_COLUMNS, rows, names=names)


def _section(
    name: str,
    title: Text,
    columns: tuple[Column, ...],
    rows: Relation,
    names: dict[str, dict[str, Text]] | None = None,
) -> Iterator[Section]:
    """Yield a table about the customer without its id, where it has rows."""
    own = tuple(column for column in columns if column.id != "customer_id")
    frame = rows.frame()
    if len(frame):
        held = FrameRows(frame[[column.id for column in own]])
        yield Section(title, (), Table(name, title, own, held, names=names or {}))
