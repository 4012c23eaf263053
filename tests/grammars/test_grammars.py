"""Every way of writing a value means the same to Python, which decides, and to SQL, which reads."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from repurchase_cli.engines.duckdb import Engine
from repurchase_cli.grammars.macros import GRAMMARS, MACROS, gathered

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


def test_an_engine_makes_the_macros_that_a_text_names(tmp_path: Path) -> None:
    with closing(Engine.start(tmp_path)) as engine:
        assert engine.rows("select destroyed('1.2E+5'), clean_text('ann')") == [(True, "ann")]
        made = engine.rows(
            "select distinct function_name from duckdb_functions() where internal = false"
        )
    assert {"destroyed", "clean_text"} <= {name for (name,) in made} < MACROS.keys()


@pytest.mark.parametrize(
    ("cells", "total", "total_beside"),
    [
        (("ann", "小计："), True, True),
        ((" Gesamt ", None), True, True),
        (("ann", "C1001 Total"), False, True),
        (("C1001", "Total Care"), False, True),
        (("C1001", "Totally", None), False, False),
        (("ann", "Summer", "Total", "bob"), True, True),
    ],
)
def test_cells_are_looked_at_together_each_by_itself(
    engine: duckdb.DuckDBPyConnection, cells: tuple[str], total: bool, total_beside: bool
) -> None:
    query = "select total_in(x), sum_in(x) from (select array_to_string($1, chr(31)) as x)"
    assert engine.execute(query, [list(cells)]).fetchall() == [(total, total_beside)]


def test_a_macro_is_made_by_a_single_grammar() -> None:
    text = "create macro word(x) as lower(x);"
    assert gathered([text]) == {"word": "create macro if not exists word(x) as lower(x);"}
    with pytest.raises(ValueError, match="two grammars make a macro word"):
        gathered([text, text])
