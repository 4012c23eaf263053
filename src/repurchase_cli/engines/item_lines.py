"""Lines with what a purchase holds of them; see ``sql/sales/filled_lines`` and ``named_lines``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.rows import text

if TYPE_CHECKING:
    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.engines.relations import Relation

#: With fewer categories a set fits into 64 bits, one of which is the sign.
_FEW = 63


def prepare_items(sales: Reduction) -> None:
    """Give ``sales`` what ``filled_lines`` looks up: categories as bits, texts of no item."""
    sales.base["categories"] = sales.derive("sales/categories")
    sales.base["no_item_texts"] = sales.derive("sales/no_item_texts")
    ((bits,),) = sales.derive("sales/category_count").tuples()
    words = {"set": "bigint" if bits < _FEW else "hugeint"}
    sales.base["category_bits"] = sales.derive("sales/category_bits", words)


def lines_with_items(sales: Reduction, *, has_items: bool) -> Relation:
    """Return the lines with what orders keep of their items.

    Where lines name no items (not ``has_items``), their category does.
    """
    needs = sales.terms.needs
    lines = sales.view("sales/filled_lines") if needs.items else sales.base["lines"]
    return named_lines(sales, lines, has_items=has_items) if needs.last_items else lines


def named_lines(sales: Reduction, lines: Relation, *, has_items: bool) -> Relation:
    """Return lines with the text that names the item of each, that of its category without one."""
    ((names,),) = sales.derive("sales/no_item_pattern").tuples()
    words = {
        "item": "item_text" if has_items else "category_text",
        "no_item": text(rf"(?i)\s*({names})\s*"),
    }
    return sales.view("sales/named_lines", words, lines=lines)
