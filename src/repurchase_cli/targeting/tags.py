"""Tags that are conditions over the columns of campaigns: who has them on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import rules
from repurchase_cli.document import Text
from repurchase_cli.rules import Rule
from repurchase_cli.shop.preferences import fields_told
from repurchase_cli.shop.segmentation import segment_customers
from repurchase_cli.targeting.due import lines_of
from repurchase_cli.targeting.people import Customers

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Relation, Sales
    from repurchase_cli.shop.tags import Tags


def condition_tags(
    sales: Sales, settings: Settings, conditions: Mapping[str, str], then: date | None
) -> pd.DataFrame:
    """Return who has these tags now or on the day ``then``: ``customer_id, tag, has, had``.

    Without ``then``, ``had`` is ``has``.
    """
    segmentation = segment_customers(sales, settings)
    lines, fields = lines_of(sales, settings), fields_told(sales.sources)
    listed = [Rule(name, Text(name, name), when) for name, when in conditions.items()]
    columns = {"customer_id"} | rules.columns_of(listed)

    def holders(day: date) -> pd.DataFrame:
        today = day == sales.as_of
        reduction = sales if today else sales.until(day)
        by_day = segmentation if today else segment_customers(reduction, settings, segmentation)
        frame = Customers(reduction, by_day, fields, lines, settings).frame(columns)
        if not today:
            reduction.forget()
        parts: list[pd.DataFrame] = [
            pd.DataFrame({"customer_id": frame["customer_id"], "tag": rule.name})[
                rules.label(frame, [rule], segmentation.thresholds) == 0
            ]
            for rule in listed
        ]
        whole: pd.DataFrame = pd.concat(parts, ignore_index=True)
        return whole

    now = holders(sales.as_of).assign(has=True)
    before = (holders(then) if then else now[["customer_id", "tag"]]).assign(had=True)
    both: pd.DataFrame = now.merge(before, how="outer", on=["customer_id", "tag"])
    both["has"], both["had"] = both["has"].notna(), both["had"].notna()
    return both


def tags_of_conditions(sales: Sales, settings: Settings, then: date | None) -> Relation | None:
    """Return who has the tags that are conditions: ``customer_id, tag, has, had, evidence``.

    None where there are no such tags. The evidence is the condition.
    """
    conditions = rules.conditions_of(settings.tags)
    if not conditions:
        return None
    frame = condition_tags(sales, settings, conditions, then)
    return sales.hold(frame.assign(evidence=frame["tag"].map(conditions).astype("str")))


def all_tags(sales: Sales, tags: Tags, conditions: Relation | None) -> Relation:
    """Return the tags of all kinds: ``customer_id, tag, since, evidence``."""
    if conditions is None:
        return tags.rows
    return sales.derive("shop/all_tags", rows=tags.rows, conditions=conditions)
