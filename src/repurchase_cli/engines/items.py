"""What purchases hold: units, whether anything was on discount, which categories, and one item.

Orders keep it of their lines, so that the one pass over the files is enough. Which categories
there are, and which texts name no item, the scan by which the books are checked has told before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.rows import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.engines.relations import Relation
    from repurchase_cli.sales import Terms

#: What orders keep of the items of their lines, and how it is summed up; see ``filled_lines``.
ITEMS = {"units": "sum", "discounted": "bool_or", "categories": "bit_or"}
#: What stands for all lines of an order: the last of its items and stores, by their texts.
_NAMED = {"item": "max", "store_text": "max"}
#: With fewer categories a set fits into 64 bits, one of which is the sign.
_FEW = 63


def prepare_items(sales: Reduction) -> None:
    """Give ``sales`` what ``filled_lines`` looks up: categories as bits, texts of no item."""
    sales.base["categories"] = sales.derive("sales/categories").made()
    sales.base["no_item_texts"] = sales.derive("sales/no_item_texts")
    ((bits,),) = sales.derive("sales/category_count").tuples()
    words = {"set": "bigint" if bits < _FEW else "hugeint"}
    sales.base["category_bits"] = sales.derive("sales/category_bits", words)


def kept_items(terms: Terms) -> dict[str, str]:
    """Return what orders keep of their items, and how it is summed up."""
    return (ITEMS if terms.needs.items else {}) | (_NAMED if terms.needs.last_items else {})


def lines_with_items(sales: Reduction, *, has_items: bool) -> Relation:
    """Return the lines with what orders keep of their items.

    Where lines name no items (not ``has_items``), their category does.
    """
    if sales.terms.needs.items:
        return sales.view("sales/filled_lines")
    if not sales.terms.needs.last_items:
        return sales.base["lines"]
    ((names,),) = sales.derive("sales/no_item_pattern").tuples()
    words = {
        "item": "item_text" if has_items else "category_text",
        "no_item": text(rf"(?i)\s*({names})\s*"),
    }
    sales.base["named_lines"] = sales.view("sales/named_lines", words)
    return sales.base["named_lines"]


def summed(columns: Mapping[str, str]) -> str:
    """Return the SQL that sums columns up, each in its own way, to follow other columns."""
    return "".join(f", {how}({name}) as {name}" for name, how in columns.items())
