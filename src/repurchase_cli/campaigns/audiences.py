"""Whom a campaign is for: its condition over one customer, and the cycle of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from repurchase_cli import rules, tables
from repurchase_cli.errors import UsageError

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    from numpy.typing import NDArray

    from repurchase_cli.campaigns.model import Campaign

_TYPES = {"integer": "BIGINT", "share": "DOUBLE"}
#: Cycle → SQL of what tells one cycle from the next; {day} is that on which the customer is due.
_CYCLES: dict[str, str] = {
    "customer": "''",
    "purchase": "strftime(last_purchase, '%Y-%m-%d')",
    "due_date": "strftime({day} + cast(days_until_due as integer), '%Y-%m-%d')",
    "birthday": "strftime({day} + cast(birthday_in_days as integer), '%Y')",
    "refund": "strftime({day} - cast(days_since_refund as integer), '%Y-%m-%d')",
    "referral": "strftime({day} - cast(days_since_referral as integer), '%Y-%m-%d')",
    "window": "{window}",
    "day": "strftime({day}, '%Y-%m-%d')",
    "week": "strftime({day}, '%G-W%V')",
    "month": "strftime({day}, '%Y-%m')",
    "quarter": "concat(year({day}), '-Q', quarter({day}))",
    "year": "strftime({day}, '%Y')",
}
_NEEDS = {
    "purchase": "last_purchase", "due_date": "days_until_due", "birthday": "birthday_in_days",
    "refund": "days_since_refund", "referral": "days_since_referral",
}  # fmt: skip


class Due(NamedTuple):
    """Customers for whom a campaign's condition is true: their (n,) rows and cycles."""

    rows: NDArray[np.int64]
    cycles: NDArray[np.object_]


def known_columns() -> dict[str, str]:
    """Return the columns that conditions of campaigns may name, with their types in DuckDB."""
    more = {
        column.id: "BOOLEAN" if column.id.startswith("has_") else _TYPES.get(column.kind, "VARCHAR")
        for column in tables.AUDIENCE_COLUMNS
    }
    return {**rules.known_columns(), **more}


def columns_of(campaigns: Sequence[Campaign]) -> set[str]:
    """Return the columns that conditions and cycles need."""
    conditions = [rules.Rule(one.name, one.title, one.when) for one in campaigns]
    return rules.columns_of(conditions) | {
        _NEEDS[one.cycle] for one in campaigns if one.cycle in _NEEDS
    }


@contextmanager
def audience(frame: pd.DataFrame) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a locked connection with the customers and prospects of a day as ``customers``."""
    from repurchase_cli.rules.parsing import locked  # noqa: PLC0415 - beside duckdb

    with locked() as connection:
        connection.register("frame_", frame)
        connection.execute("create temp table customers as from frame_")
        connection.unregister("frame_")
        yield connection


def due(
    connection: duckdb.DuckDBPyConnection,
    campaign: Campaign,
    parameters: Mapping[str, float],
    day: date,
    window: str,
) -> Due:
    """Return the customers who are due on a day.

    Parameters
    ----------
    connection
        As :func:`audience` gives it.
    parameters
        The resolved thresholds.
    window
        What tells the calendar window of the day from others, empty for none.

    Raises
    ------
    UsageError
        When the condition fails on a value.
    """
    import duckdb  # noqa: PLC0415 - beside its connection

    from repurchase_cli.rules.parsing import bracketed, first_line  # noqa: PLC0415

    rule = rules.Rule(campaign.name, campaign.title, campaign.when)
    named = rules.parameters_of([rule])
    values = {name: value for name, value in parameters.items() if name in named}
    cycle = _CYCLES[campaign.cycle].format(day=f"date '{day}'", window=f"'{window}'")
    query = (
        f"select \"row\", coalesce({cycle}, '') as cycle from customers"
        f" where is_prospect = {campaign.audience == 'prospects'}"
        f' and {bracketed(campaign.when)} order by "row"'
    )
    try:
        found = connection.execute(query, values or None).fetchnumpy()
    except duckdb.Error as error:
        raise UsageError(
            f"the condition of the campaign {campaign.name} cannot be worked out: "
            f"{first_line(error)}",
            hint="use try_cast(… as …) where a value may not fit",
        ) from error
    return Due(np.asarray(found["row"], np.int64), np.asarray(found["cycle"], object))
