"""Whom a campaign is for: its condition over one customer, and the cycle of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from repurchase_cli import rules, tables
from repurchase_cli.document import Text
from repurchase_cli.errors import UsageError

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    from numpy.typing import NDArray

    from repurchase_cli.campaigns.model import Campaign

_TYPES = {"integer": "BIGINT", "share": "DOUBLE", "number": "DOUBLE"}
#: Cycle → SQL of what tells one cycle from the next: {day} is that on which the customer is due,
#: {contact_day} that of the contact, by which the calendar goes.
_CYCLES: dict[str, str] = {
    "customer": "''",
    "purchase": "strftime(last_purchase, '%Y-%m-%d')",
    "due_date": "strftime({day} + cast(days_until_due as integer), '%Y-%m-%d')",
    "birthday": "strftime({contact_day} + cast(birthday_in_days as integer), '%Y')",
    "refund": "strftime({day} - cast(days_since_refund as integer), '%Y-%m-%d')",
    "referral": "strftime({day} - cast(days_since_referral as integer), '%Y-%m-%d')",
    "window": "{window}",
    "day": "strftime({contact_day}, '%Y-%m-%d')",
    "week": "strftime({contact_day}, '%G-W%V')",
    "month": "strftime({contact_day}, '%Y-%m')",
    "quarter": "concat(year({contact_day}), '-Q', quarter({contact_day}))",
    "year": "strftime({contact_day}, '%Y')",
}
_NEEDS = {
    "purchase": "last_purchase", "due_date": "days_until_due", "birthday": "birthday_in_days",
    "refund": "days_since_refund", "referral": "days_since_referral",
}  # fmt: skip


#: The column that the settings' own tags are added to; texts for customers cannot name it.
TAGS = "tags"


class Due(NamedTuple):
    """Customers for whom a campaign's condition is true: their (n,) rows and cycles."""

    rows: NDArray[np.int64]
    cycles: NDArray[np.object_]


class Days(NamedTuple):
    """The day on which customers are due, and that on which they are contacted."""

    due: date
    contact: date


def known_columns() -> dict[str, str]:
    """Return the columns that conditions of campaigns may name, with their types in DuckDB."""
    more = {
        column.id: "BOOLEAN" if _is_flag(column.id) else _TYPES.get(column.kind, "VARCHAR")
        for column in tables.AUDIENCE_COLUMNS
    }
    return {**rules.known_columns(), **more}


def _is_flag(name: str) -> bool:
    """Whether a column says yes or no."""
    return name.startswith("has_") or name == "open_complaint"


def text_columns() -> set[str]:
    """Return the columns that messages and reasons may name."""
    return {*known_columns()} - {TAGS}


def columns_of(campaigns: Sequence[Campaign], tags: Mapping[str, str]) -> set[str]:
    """Return the columns that conditions and cycles need, those of tags included."""
    conditions = [rules.Rule(one.name, one.title, one.when) for one in campaigns]
    needed = rules.columns_of(conditions)
    needed |= {_NEEDS[one.cycle] for one in campaigns if one.cycle in _NEEDS}
    return needed | rules.columns_of(_tag_rules(tags)) if TAGS in needed else needed


def _tag_rules(tags: Mapping[str, str]) -> list[rules.Rule]:
    return [rules.Rule(name, Text(name, name), when) for name, when in tags.items()]


@contextmanager
def audience(
    frame: pd.DataFrame, tags: Mapping[str, str], parameters: Mapping[str, float]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a locked connection with the customers and prospects of a day as ``customers``.

    ``tags`` are the settings' own, added to those of the frame where it has that column.
    """
    from repurchase_cli.rules.parsing import locked  # noqa: PLC0415 - beside duckdb

    with locked() as connection:
        connection.register("frame_", frame)
        columns, values = "*", dict[str, float]()
        if TAGS in frame and tags:
            columns = f"* replace ({_tags_sql(tags)} as {TAGS})"
            named = rules.parameters_of(_tag_rules(tags))
            values = {name: value for name, value in parameters.items() if name in named}
        with _worked_out("a condition under `tags:`"):
            connection.execute(
                f"create temp table customers as select {columns} from frame_", values or None
            )
        connection.unregister("frame_")
        yield connection


def _tags_sql(tags: Mapping[str, str]) -> str:
    """Return the SQL of all tags of a customer."""
    from repurchase_cli.rules.parsing import bracketed  # noqa: PLC0415 - beside duckdb

    names = ("'" + name.lower().replace("'", "''") + "'" for name in tags)
    cases = (
        f"case when {bracketed(when)} then {name} end"
        for name, when in zip(names, tags.values(), strict=True)
    )
    return f"nullif(concat_ws(' | ', {TAGS}, {', '.join(cases)}), '')"


@contextmanager
def _worked_out(what: str) -> Iterator[None]:
    """Say which condition failed on a value."""
    import duckdb  # noqa: PLC0415 - beside its connection

    from repurchase_cli.rules.parsing import first_line  # noqa: PLC0415

    try:
        yield
    except duckdb.Error as error:
        raise UsageError(
            f"{what} cannot be worked out: {first_line(error)}",
            hint="use try_cast(… as …) where a value may not fit",
        ) from error


def due(
    connection: duckdb.DuckDBPyConnection,
    campaign: Campaign,
    parameters: Mapping[str, float],
    days: Days,
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
    from repurchase_cli.rules.parsing import bracketed  # noqa: PLC0415 - beside duckdb

    rule = rules.Rule(campaign.name, campaign.title, campaign.when)
    named = rules.parameters_of([rule])
    values = {name: value for name, value in parameters.items() if name in named}
    cycle = _CYCLES[campaign.cycle].format(
        day=f"date '{days.due}'", contact_day=f"date '{days.contact}'", window=f"'{window}'"
    )
    query = (
        f"select \"row\", coalesce({cycle}, '') as cycle from customers"
        f" where is_prospect = {campaign.audience == 'prospects'}"
        f' and {bracketed(campaign.when)} order by "row"'
    )
    with _worked_out(f"the condition of the campaign {campaign.name}"):
        found = connection.execute(query, values or None).fetchnumpy()
    return Due(np.asarray(found["row"], np.int64), np.asarray(found["cycle"], object))
