"""Every way of writing a value means the same to Python, which decides, and to SQL, which reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from repurchase_cli.grammars.macros import GRAMMARS, MACROS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.grammars.grammar import Grammar

CASES = [
    pytest.param(grammar, text, value, id=f"{grammar.sql[:30]}-{text}")
    for grammar in GRAMMARS
    for text, value in grammar.examples.items()
]


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("".join(MACROS.values()))
        yield connection


@pytest.mark.parametrize(("grammar", "text", "value"), CASES)
def test_what_python_takes_for_a_value_sql_reads(
    engine: duckdb.DuckDBPyConnection, grammar: Grammar, text: str, value: object
) -> None:
    query = f"select {grammar.sql.replace('{x}', 'x')} from (select $1 as x)"
    assert engine.execute(query, [text]).fetchall() == [(value,)]
    decided = grammar.python(text)
    assert decided == (value is not None if isinstance(decided, bool) else value)
