"""The goods that customers bought: lines, variants and places of sale, in small relations.

All that is said of goods is made of these. They are read from the files in two scans, once for all
who ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.shop.fields import fields_of

if TYPE_CHECKING:
    from repurchase_cli.sales import Reduction, Relation, Sales

Level = Literal["item", "category", "style"]

#: What lines say of an item, and of the place where it was sold, in the order of their numbers.
_VARIANT = ("sku", "product", "category", "style", "season", "scene", "size", "color")
_PLACE = ("store", "channel", "staff")
_BASKET = ("customer_id", "order_id", "day")


def _hash(fields: tuple[str, ...]) -> str:
    return f"hash({', '.join(f'l.{field}' for field in fields)})"


@dataclass(frozen=True, slots=True)
class Goods:
    """The lines by which customers bought items, and what stands in them.

    See the texts of the same names in ``sql/products`` for the columns.
    """

    reduction: Reduction
    item_lines: Relation
    variants: Relation
    places: Relation

    def at(self, level: Level) -> GoodsOfLevel:
        """Return the goods of one level."""
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


def goods_of(sales: Reduction) -> Goods:
    """Return the goods that customers of these sales bought."""
    words = {"variant": _hash(_VARIANT), "place": _hash(_PLACE), "basket": _hash(_BASKET)}
    numbers = {name: words[name] for name in ("variant", "place")}
    dictionary = sales.derive("products/dictionary", numbers)
    variants = sales.derive("products/variants", dictionary=dictionary)
    places = sales.derive("products/places", dictionary=dictionary)
    lines = sales.derive("products/item_lines", words, variants=variants)
    return Goods(sales, lines, variants, places)


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
