"""The check of conditions: one boolean expression over the columns of one customer.

Whatever looks beyond the customer is refused: subqueries, windows, aggregates, clocks, random
numbers, settings. What remains must bind, as DuckDB itself sees it, to a yes or no.
"""

from __future__ import annotations

import difflib
import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from repurchase_cli import tables
from repurchase_cli.rules.parsing import bracketed, expression, first_line, locked, named, walk

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_TYPES = {"date": "DATE", "integer": "BIGINT", "score": "INTEGER"} | dict.fromkeys(
    ("days", "money", "number", "share"), "DOUBLE"
)

_PLAIN = {
    "BETWEEN", "CASE", "CAST", "COLLATE", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT",
    "FUNCTION", "OPERATOR", "PARAMETER", "TYPE",
}  # fmt: skip
_REFUSED = {
    "SUBQUERY": "a subquery may not be used",
    "WINDOW": "a window function may not be used",
    "LAMBDA": "a lambda may not be used",
    "STAR": "* may not be used",
}
#: Macros that only rearrange their arguments.
_HARMLESS_MACROS = {"if", "nullif"}
#: Read the clock, though some releases of DuckDB call them constant.
_CLOCKS = {"age", "current_localtime", "current_localtimestamp"}


class Mistake(NamedTuple):
    """What is wrong with one of several conditions."""

    position: int
    what: str


def did_you_mean(name: str, names: Collection[str], mark: str = "") -> str:
    """Return ``; did you mean 'x'?`` with the nearest of the names, or an empty text."""
    near = difflib.get_close_matches(name, sorted(names), n=1, cutoff=0.6)
    shown = f"{mark}{near[0]}" if near and mark else "".join(f"'{name}'" for name in near)
    return f"; did you mean {shown}?" if near else ""


def known_columns() -> dict[str, str]:
    """Return the columns that conditions may name, with their types in DuckDB."""
    return {**reason_columns(), **{column.id: "VARCHAR" for column in tables.RULE_COLUMNS}}


def reason_columns() -> dict[str, str]:
    """Return the columns of the customer table, which reasons may name, with their types."""
    scores = tuple(column for column in tables.SCORE_COLUMNS if column.kind == "score")
    columns = (*tables.CUSTOMER_COLUMNS, *scores)
    return {column.id: _TYPES.get(column.kind, "VARCHAR") for column in columns}


@functools.cache
def _plain_functions() -> frozenset[str]:
    """Return the functions that work with nothing but their arguments.

    What reads a clock, a setting or chance is never CONSISTENT. A function that also takes instants
    is CONSISTENT only for the other types, because instants depend on the setting of the time zone;
    which overloads that concerns differs from release to release. What also gives tables, such as
    ``range``, is none of them.
    """
    sql = (
        "select function_name from duckdb_functions() group by all "
        "having bool_and(function_type = 'scalar') and bool_or(stability = 'CONSISTENT') "
        "and not bool_or(stability = 'VOLATILE')"
    )
    with locked() as connection:
        names = {str(row[0]) for row in connection.execute(sql).fetchall()}
    return frozenset(names - _CLOCKS | _HARMLESS_MACROS)


def check(
    conditions: Sequence[str], columns: Mapping[str, str], parameters: Collection[str]
) -> list[Mistake]:
    """Return what is wrong with each condition.

    Parameters
    ----------
    conditions
        SQL texts.
    columns
        The columns that they may name, with their types in DuckDB.
    parameters
        The parameters that they may name, without ``$``.

    Returns
    -------
    list of Mistake
        In the order of the conditions; empty when all are one boolean expression each.
    """
    kinds, names = tuple(columns.items()), frozenset(parameters)
    return [
        Mistake(index, what)
        for index, condition in enumerate(conditions)
        for what in _mistakes(condition, kinds, names)
    ]


@functools.lru_cache(maxsize=1024)
def _mistakes(
    condition: str, columns: tuple[tuple[str, str], ...], parameters: frozenset[str]
) -> tuple[str, ...]:
    """Return what is wrong with one condition."""
    found = _wrong_names(condition, dict(columns), parameters)
    return tuple(found or _wrong_type(_one_customer(columns), condition))


@functools.lru_cache(maxsize=8)
def _one_customer(columns: tuple[tuple[str, str], ...]) -> duckdb.DuckDBPyConnection:
    """Return a connection with a table of one customer about whom nothing is known."""
    connection = locked()
    typed = ", ".join(f'"{name}" {kind}' for name, kind in columns)
    connection.execute(f"create temp table customers ({typed})")
    nulls = ", ".join("null" for _ in columns)
    connection.execute(f"insert into customers values ({nulls})")
    return connection


def _wrong_names(
    condition: str, columns: Collection[str], parameters: Collection[str]
) -> list[str]:
    try:
        tree = expression(condition)
    except ValueError as error:
        return [str(error)]
    found = (_wrong_item(item, columns, parameters) for item in walk(tree))
    return sorted({what for what in found if what})


def _wrong_item(
    item: Mapping[str, Any], columns: Collection[str], parameters: Collection[str]
) -> str:
    """Return what is wrong with one expression of a condition, or an empty text."""
    match item:
        case {"class": "COLUMN_REF", "column_names": names}:
            return _wrong_column(".".join(names), columns)
        case {"class": "PARAMETER", "identifier": name} if name not in parameters:
            near = did_you_mean(name, parameters, "$")
            return f"unknown threshold ${name}{near}"
        case {"class": "FUNCTION", "is_operator": True}:
            return ""
        case {"class": "FUNCTION", "function_name": name} if name not in _plain_functions():
            return (
                f"the function {name} may not be used: only plain functions of the customer's row"
            )
        case {"class": kind} if kind not in _PLAIN:
            return str(_REFUSED.get(kind, f"{kind.lower().replace('_', ' ')} may not be used"))
    return ""


def _wrong_column(name: str, columns: Collection[str]) -> str:
    if name.lower() in columns:
        return ""
    return f"unknown column '{name}'{did_you_mean(name.lower(), columns)}"


def _wrong_type(connection: duckdb.DuckDBPyConnection, condition: str) -> list[str]:
    values = dict.fromkeys(map(str, named(condition, "PARAMETER", "identifier")), 1.0)
    try:
        connection.execute(f"select {bracketed(condition)} from customers", values or None)
    except duckdb.Error as error:
        return [first_line(error)]
    kind = str(connection.description[0][1]) if connection.description else ""
    return [] if kind == "BOOLEAN" else [f"must say yes or no, but gives {kind.lower()}"]
