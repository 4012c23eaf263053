"""What is measured: purchases of parts of the shop, over the periods of a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from repurchase_cli.shop.fields import DISCOUNT_FIELDS, fields_of
from repurchase_cli.shop.groups import parted
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Reduction, Relation, Sales
    from repurchase_cli.shop.groups import Groups
    from repurchase_cli.shop.segmentation import Segmentation
    from repurchase_cli.shop.spans import Spans

#: Fields of a line that measures of items need.
ITEM_FIELDS = DISCOUNT_FIELDS | {"quantity", "category"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is measured.

    ``purchases`` are those of a reduction, ``calendar`` has the days that count, each with its
    period; ``buyers`` and ``payers`` are what customers bought and paid in every period.
    ``first_cohort`` is the first day on which a first purchase is believed to be one.
    ``item_fields`` are those of :data:`ITEM_FIELDS` that the files have; empty to leave items out.
    """

    reduction: Reduction
    purchases: Relation
    calendar: Relation
    buyers: Relation
    payers: Relation
    spans: Spans
    groups: Groups
    window_days: int
    first_cohort: int
    item_fields: frozenset[str]

    @property
    def as_of(self) -> int:
        """The as-of date as the number of days since 1970."""
        return number(self.reduction.as_of)

    def of_purchases(
        self, text: str, words: dict[str, str] | None = None, **inputs: Relation
    ) -> pd.DataFrame:
        """Return what an SQL text makes of purchases, their calendar and other relations."""
        return self.reduction.derive(
            text, words, purchases=self.purchases, calendar=self.calendar, **inputs
        ).frame()


def scope_of(
    sales: Sales, segmentation: Segmentation, groups: Groups, spans: Spans, settings: Settings
) -> Scope:
    """Return what is measured of the sales: their groups apart, over the periods of ``spans``."""
    reduction, parts = parted(sales, segmentation, groups)
    purchases, calendar = reduction.purchases(parts), reduction.hold(spans.calendar())
    return Scope(
        reduction,
        purchases,
        calendar,
        reduction.derive("metrics/buyers", purchases=purchases, calendar=calendar),
        reduction.derive("metrics/payers", parts=parts, calendar=calendar),
        spans,
        groups,
        settings.window_days,
        number(spans.begin) + settings.burn_in_days,
        fields_of(sales) & ITEM_FIELDS,
    )
