"""Orders that stand in two exports of the same sales count once, as in the latest one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.engines.items import summed

if TYPE_CHECKING:
    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.sources import Source

#: Orders of one file, or of all files together, are not kept apart by file.
ONE_FILE = {"file": "cast(0 as utinyint)", "signature": "cast(0 as utinyint)"}
#: The order that a refund names, where files have one.
_REFUNDED = "if(is_refund, coalesce(refunded_order_id, ''), '')"


def order_words(sources: Sequence[Source]) -> dict[str, str]:
    """Return what keeps orders apart: what a refund names, and files that may overlap."""
    fields = {field for source in sources for field in source.layout.fields}
    words = {"refunded": _REFUNDED if "refunded_order_id" in fields else "''"}
    if len(sources) == 1:
        return words | ONE_FILE
    item = "hash(coalesce(sku, product, ''), coalesce(quantity, 0))"
    return words | {"file": "file", "signature": f"sum(cast({item} % 1000000007 as bigint))"}


def set_repeated_aside(sales: Reduction, kept: Mapping[str, str]) -> tuple[str, str] | None:
    """Let an order that stands in two files count once, and say how many do."""
    layouts = [source.layout for source in sales.sources]
    unlike = len({layout.headers for layout in layouts}) > 1
    by_amount = unlike or all(layout.order_totals for layout in layouts)
    with_ids = [layout for layout in layouts if "order_id" in layout.columns]
    sales.base["repeated_orders"] = (
        sales.derive("sales/repeated_orders", {"by_amount": str(by_amount).lower()})
        if len(with_ids) > 1
        else sales.derive("sales/no_repeated_orders")
    )
    if len(layouts) == 1:
        return None
    repeated = len(sales.base["repeated_orders"])
    if repeated:
        sales.base["orders"] = sales.view("sales/single_orders")
    sales.base["orders"] = sales.derive("sales/kept_orders", {"kept": summed(kept)})
    return _note(repeated) if repeated else None


def _note(repeated: int) -> tuple[str, str]:
    return (
        f"{repeated:,} orders stand in more than one file; each counts once, as in the "
        "latest export",
        f"{repeated:,} 笔订单在多个文件中重复，各只计一次，以最新导出为准",
    )
