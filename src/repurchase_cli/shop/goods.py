"""The goods that customers bought: lines, variants and places of sale, in small relations.

All that is said of goods is made of these. They are read from the files in two scans, once for all
who ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from repurchase_cli.document import Text
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.shop.fields import fields_of
from repurchase_cli.shop.margin import costs_are_by_piece

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd

    from repurchase_cli.sales import Reduction, Relation, Sales

Level = Literal["item", "category", "style"]

#: What tells items apart, and places of sale.
_VARIANT = ("sku", "product", "category", "style", "season", "scene", "size", "color")
_PLACE = ("store", "channel", "staff")
#: What a line comes to by its price.
_PRICE = "cast(l.unit_price * coalesce(l.quantity, 1) as decimal(18, 6))"
_BASKET = "hash(l.customer_id, l.order_id, l.day)"


def _number(fields: Iterable[str], has: Collection[str]) -> str:
    """Return the SQL of the number that stands for the texts of fields, those that files have."""
    texts = [f"l.{field}_text" for field in fields if field in has]
    return f"hash({', '.join(texts or ['0'])})"


@dataclass(frozen=True, slots=True)
class Goods:
    """The lines by which customers bought items, and what stands in them.

    See the texts of the same names in ``sql/products`` for the columns; ``variant`` is the SQL of a
    line's variant.
    """

    reduction: Reduction
    item_lines: Relation
    variants: Relation
    places: Relation
    has_amounts: bool
    variant: str

    def at(self, level: Level) -> GoodsOfLevel:
        """Return the goods of one level."""
        return self.reduction.once(("goods", level), lambda: self._at(level))

    def _at(self, level: Level) -> GoodsOfLevel:
        words = {"level": level}
        names = self.reduction.derive("products/goods", words, variants=self.variants)
        inputs = {"variants": self.variants, "goods": names}
        of = self.reduction.derive("products/good_variants", words, **inputs)
        inputs = {"item_lines": self.item_lines, "good_variants": of}
        return GoodsOfLevel(level, names, of, self.reduction.derive("products/baskets", **inputs))


@dataclass(frozen=True, slots=True)
class GoodsOfLevel:
    """Items, categories or styles: their names, which variants they are, and every basket's."""

    level: Level
    names: Relation
    variants: Relation
    baskets: Relation

    def labels(self) -> dict[str, Text]:
        """Return what people read for goods whose key is a number beside their name."""
        frame = self.names.frame()
        named = frame[frame["name"] != frame["item"]]
        texts = named["item"] + " " + named["name"]
        return {item: Text(text, text) for item, text in zip(named["item"], texts, strict=True)}


def goods_of(sales: Reduction) -> Goods:
    """Return the goods that customers of these sales bought, the same to all who ask.

    Where only whole orders have an amount, that of a line is its price, as far as it is known.
    """
    return sales.once(("goods",), lambda: _goods(sales))


def _goods(sales: Reduction) -> Goods:
    has = fields_of(sales)
    numbers = {"variant": _number(_VARIANT, has), "place": _number(_PLACE, has)}
    of_orders = _are_of_orders(sales)
    amount = _PRICE if of_orders else "l.amount"
    words = {**numbers, "basket": _BASKET, "amount": amount}
    has_amounts = not of_orders or "unit_price" in has
    dictionary = sales.derive("products/dictionary", numbers)
    variants = sales.derive("products/variants", dictionary=dictionary)
    places = sales.derive("products/places", dictionary=dictionary)
    lines = sales.derive("products/item_lines", words, variants=variants)
    return Goods(sales, lines, variants, places, has_amounts, numbers["variant"])


def _are_of_orders(sales: Reduction) -> bool:
    """Whether amounts are those of whole orders, some of which have several lines."""
    if not any(source.layout.order_totals for source in sales.sources):
        return False
    ((orders,),) = sales.derive("sales/orders_of_lines").frame().to_numpy()
    return bool(orders)


def level_of(sales: Sales, wanted: Level | None) -> Level:
    """Return the level at which goods are looked at: by default items, else what lines name.

    Raises
    ------
    UsageError
        For a level that no column of the files tells.
    TooLittleDataError
        When lines name nothing that was bought.
    """
    has = fields_of(sales)
    columns: dict[Level, set[str]] = {
        "item": {"sku", "product"},
        "category": {"category"},
        "style": {"style"},
    }
    levels = [level for level, fields in columns.items() if fields & has]
    if not levels:
        raise TooLittleDataError(
            "the lines of these files do not name what was bought",
            hint="name the column that does: --map sku=HEADER, or product, or category",
        )
    if wanted is not None and wanted not in levels:
        raise UsageError(
            f"the files have no column for --level {wanted}",
            hint=f"choose of: {', '.join(levels)}; or name its column: --map {wanted}=HEADER",
        )
    return wanted or levels[0]


def good_sums(sales: Sales, goods: Goods, of_level: GoodsOfLevel) -> pd.DataFrame:
    """Return what was sold of every good, indexed by its number; see ``products/good_sums``."""
    lines = goods.item_lines
    by_piece = False
    if "cost" in fields_of(sales):
        costed = sales.derive("products/costed_lines", item_lines=lines)
        by_piece = costs_are_by_piece(
            sales.derive("shop/margin", used_lines=costed).frame().set_index("several")
        )
    words = {"cost": "l.cost * l.units" if by_piece else "l.cost"}
    inputs = {
        "item_lines": lines, "good_variants": of_level.variants, "baskets": of_level.baskets
    }  # fmt: skip
    return sales.derive("products/good_sums", words, **inputs).frame().set_index("good")
