"""Which fields of a line the files have, and what sets of fields say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repurchase_cli.sales import Reduction

#: Fields that say whether a line was on discount.
DISCOUNT_FIELDS = frozenset({"discount", "coupon", "coupon_amount", "list_price"})


def fields_of(sales: Reduction) -> frozenset[str]:
    """Return the fields of a line that some file has a column for."""
    return frozenset(field for source in sales.sources for field in source.layout.columns)
