"""What purchases hold: units, whether anything was on discount, which categories, and one item.

Orders keep it of their lines, so that the one pass over the files is enough. Which categories
there are, and which texts name no item, the scan by which the books are checked has told before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.rows import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repurchase_cli.engines.duckdb import Engine
    from repurchase_cli.sales import Terms

#: What orders keep of the items of their lines, and how it is summed up; see ``filled_lines``.
ITEMS = {"units": "sum", "discounted": "bool_or", "categories": "bit_or"}
#: What stands for all lines of an order: the last of its items and stores, by their texts.
_NAMED = {"item": "max", "store_text": "max"}
#: With fewer categories a set fits into 64 bits, one of which is the sign.
_FEW = 63


def prepare_items(engine: Engine) -> None:
    """Make what ``filled_lines`` looks up: the bits of categories, the texts that name no item."""
    engine.create("categories", "categories")
    engine.create("no_items", "no_items")
    engine.create("no_item_texts", "no_item_texts")
    bits = engine.rows("select count(bit) from categories")[0][0]
    engine.create("category_bits", "category_bits", {"set": "bigint" if bits < _FEW else "hugeint"})


def kept_items(terms: Terms) -> dict[str, str]:
    """Return what orders keep of their items, and how it is summed up."""
    return (ITEMS if terms.items else {}) | (_NAMED if terms.last_items else {})


def view_items(engine: Engine, terms: Terms, *, has_items: bool) -> str:
    """Give lines what orders keep of their items; return the name of the view that has it.

    Where lines name no items (not ``has_items``), their category does.
    """
    if terms.items:
        engine.view("filled_lines", "filled_lines")
        return "filled_lines"
    if terms.last_items:
        engine.create("no_items", "no_items")
        names = engine.rows("select string_agg(regexp_escape(name), '|') from no_items")[0][0]
        words = {
            "item": "item_text" if has_items else "category_text",
            "no_item": text(rf"(?i)\s*({names})\s*"),
        }
        engine.view("named_lines", "named_lines", words)
        return "named_lines"
    return "lines"


def summed(columns: Mapping[str, str]) -> str:
    """Return the SQL that sums columns up, each in its own way, to follow other columns."""
    return "".join(f", {how}({name}) as {name}" for name, how in columns.items())
