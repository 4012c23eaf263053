"""What purchases hold: units, whether anything was on discount, and which categories.

Orders keep it of their lines, so that the one pass over the files is enough. Which categories
there are, and which texts name no item, the scan by which the books are checked has told before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repurchase_cli.engines.duckdb import Engine

#: What orders keep of the items of their lines, and how it is summed up; see ``filled_lines``.
ITEMS = {"units": "sum", "discounted": "bool_or", "categories": "bit_or"}
#: With fewer categories a set fits into 64 bits, one of which is the sign.
_FEW = 63


def prepare_items(engine: Engine) -> None:
    """Make what ``filled_lines`` looks up: the bits of categories, the texts that name no item."""
    engine.create("categories", "categories")
    engine.create("no_items", "no_items")
    engine.create("no_item_texts", "no_item_texts")
    bits = engine.rows("select count(bit) from categories")[0][0]
    engine.create("category_bits", "category_bits", {"set": "bigint" if bits < _FEW else "hugeint"})


def summed(columns: Mapping[str, str]) -> str:
    """Return the SQL that sums columns up, each in its own way, to follow other columns."""
    return "".join(f", {how}({name}) as {name}" for name, how in columns.items())
