"""Customers as campaigns see them on a day: the columns of conditions and messages.

Only what is asked for is worked out; items, refunds and referrals cost a pass over their tables.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from repurchase_cli.campaigns.audiences import known_columns
from repurchase_cli.reports import target_columns
from repurchase_cli.reports.segmentation import LABELS, Segmentation
from repurchase_cli.reports.spans import number
from repurchase_cli.rows import quoted, text

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.sales import Reduction


def needs_due_dates(columns: Collection[str]) -> bool:
    """Whether some of the columns are about due dates."""
    return bool({"days_until_due", "days_until_wake_up"} & {*columns})


def make_parts(reduction: Reduction, columns: Collection[str]) -> None:
    """Make the tables that some of the columns come from; those of due dates must be there."""
    tables = [part.table for part in target_columns.parts_of(columns) if part.table]
    if any(table.startswith(("target_items", "target_tag_")) for table in tables):
        reduction.make("no_items", "no_items")
    for table in tables:
        tag = table.removeprefix("target_tag_")
        if tag != table:
            reduction.make(table, "target_tag", {"field": tag})
        else:
            reduction.make(table, table)


def frame(
    reduction: Reduction,
    found: Segmentation,
    columns: Collection[str],
    *,
    leap_day: str,
    row: str = "c.row",
    tail: str = "",
) -> pd.DataFrame:
    """Return columns of the customers of a day, beside their ``row``.

    Parameters
    ----------
    columns
        Names of :func:`repurchase_cli.campaigns.audiences.known_columns`, and of contacts; the
        tables of :func:`make_parts` must be there.
    row
        SQL of the row.
    tail
        SQL of a further join, of which customers, or of their order.
    """
    day = reduction.as_of
    words = {
        "as_of": str(number(day)),
        "date": f"date '{day}'",
        "birthday": target_columns.next_birthday(day, leap_day),
    }
    chosen = [f"{_sql(name, found, words)} as {quoted(name)}" for name in sorted(columns)]
    joins = dict.fromkeys(
        join.format(**words) for part in target_columns.parts_of(columns) for join in part.joins
    )
    return reduction.ask(
        "target_customers",
        {
            "columns": ", ".join([f'cast({row} as bigint) as "row"', *chosen]),
            "joins": "\n".join(joins),
            "customers": tail,
        },
    )


def _sql(name: str, found: Segmentation, words: dict[str, str]) -> str:
    """Return the SQL of a column; labels are enums, which are small and compare like texts."""
    if name in LABELS:
        names = ", ".join(text(rule.name) for rule in found.rules[name])
        return f"cast([{names}][l.{name}_index + 1] as enum({names}))"
    if name in target_columns.SQL:
        kind = known_columns()[name]
        sql = target_columns.SQL[name].format(**words)
        return f"cast({sql} as {kind})" if kind in ("BIGINT", "DOUBLE") else sql
    if name == "revenue":
        return "cast(c.revenue as double)"
    return f"l.{name}" if name.endswith("_score") else f"c.{quoted(name)}"
