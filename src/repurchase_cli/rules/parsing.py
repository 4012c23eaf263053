"""The tree of a condition, as DuckDB's own parser gives it.

The parser runs on a database in memory that reaches neither files nor network nor extensions; the
checks and the labels use connections to the same one.
"""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from repurchase_cli.rules.model import Rule

_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}


@functools.cache
def _database() -> duckdb.DuckDBPyConnection:
    """Return the locked database, on which a condition is the same whatever the machine's zone."""
    connection = duckdb.connect(config=_LOCKED)
    connection.execute("set global TimeZone = 'UTC'")
    connection.execute("set global lock_configuration = true")
    return connection


def locked() -> duckdb.DuckDBPyConnection:
    """Return a connection of its own, with its own tables, to the locked database."""
    return _database().cursor()


def first_line(error: Exception) -> str:
    """Return what DuckDB says is wrong, without the excerpt that follows."""
    return str(error).partition("\n")[0].strip()


def bracketed(condition: str) -> str:
    """Return a condition that may stand inside a larger SQL text, whatever comment ends it."""
    return f"(\n{condition}\n)"


@functools.lru_cache(maxsize=512)
def _parsed(condition: str) -> dict[str, Any]:
    with locked() as connection:
        sql = "select json_serialize_sql('select ' || $text)"
        row = connection.execute(sql, {"text": condition}).fetchone()
    assert row is not None  # noqa: S101  a query without a table gives one row
    parsed: dict[str, Any] = json.loads(row[0])
    return parsed


def expression(condition: str) -> dict[str, Any]:
    """Return the tree of a text that is one expression and nothing more, else raise ValueError."""
    if not condition.strip():
        raise ValueError("is empty; leave `when` out of a rule for everyone else")
    try:
        parsed = _parsed(condition)
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    if parsed["error"]:
        raise ValueError(f"cannot be read: {parsed['error_message']}")
    nodes = [statement["node"] for statement in parsed["statements"]]
    if len(nodes) != 1 or _shell(nodes[0]) != _shell(_parsed("true")["statements"][0]["node"]):
        raise ValueError("must be one expression and nothing more")
    expressions: list[dict[str, Any]] = nodes[0]["select_list"]
    if len(expressions) != 1 or expressions[0]["alias"]:
        raise ValueError("must be one expression and nothing more")
    return expressions[0]


def _shell(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return all of a statement that is not its expressions."""
    return {key: value for key, value in node.items() if key != "select_list"}


def walk(tree: object) -> Iterator[dict[str, Any]]:
    """Yield every expression of a tree."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item.values())
            if "class" in item:
                yield item


def named(condition: str, kind: str, key: str) -> list[Any]:
    """Return one entry of every expression of a class, such as the names of all columns."""
    return [item[key] for item in walk(expression(condition)) if item["class"] == kind]


def _conditions(rules: Sequence[Rule]) -> list[str]:
    return [rule.when for rule in rules if rule.when is not None]


def columns_of(rules: Sequence[Rule]) -> set[str]:
    """Return the columns that the conditions of the rules name."""
    found = (named(text, "COLUMN_REF", "column_names") for text in _conditions(rules))
    return {names[-1].lower() for listed in found for names in listed}


def parameters_of(rules: Sequence[Rule]) -> set[str]:
    """Return the parameters that the conditions of the rules name, without ``$``."""
    found = (named(text, "PARAMETER", "identifier") for text in _conditions(rules))
    return {str(name) for listed in found for name in listed}
