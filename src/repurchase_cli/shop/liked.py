"""Columns of what customers like, for the rules that name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.rows import quoted
from repurchase_cli.sales import Clause
from repurchase_cli.shop.next_items import next_names
from repurchase_cli.shop.preferences import FIELDS, preferences_of
from repurchase_cli.shop.tags import tags_of

if TYPE_CHECKING:
    from repurchase_cli.rules import Bought
    from repurchase_cli.sales import Columns, Reduction, Relation


def liked_columns(
    sales: Reduction, tags: Mapping[str, str | Bought], names: Sequence[str]
) -> Columns:
    """Return columns of :data:`repurchase_cli.tables.RULE_COLUMNS`, in the order of customers."""
    likes = preferences_of(sales)
    inputs: dict[str, Relation] = {}
    columns, joins = [], []
    for name in names:
        field = name.removeprefix("main_")
        if field in FIELDS:
            inputs[name], key, value = likes[field].main, "customer = c.row", "value"
        elif name == "next_items":
            inputs[name], key, value = next_names(likes), "customer = c.row", "new"
        else:
            inputs[name], key, value = (
                tags_of(likes, tags).names,
                "customer_id = c.customer_id",
                name,
            )
        joins.append(f"left join {{{name}}} r_{name} on r_{name}.{key}")
        columns.append(f"r_{name}.{value} as {quoted(name)}")
    words = {"columns": ", ".join(columns), "joins": Clause("\n".join(joins))}
    return sales.derive("shop/liked", words, **inputs).columns()
