"""Every way of writing a value means the same to Python, which decides, and to SQL, which reads."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

import repurchase_cli
from repurchase_cli.engines.duckdb import Engine
from repurchase_cli.grammars.macros import GRAMMARS, MACROS, gathered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.grammars.grammar import Grammar

ROOT = Path(repurchase_cli.__file__).parent
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


def test_the_macros_that_texts_name_are_made_from_the_start(tmp_path: Path) -> None:
    """Those that only a file's own expressions name are made when it is known."""
    rooms = ("engines", "targeting", "reports", "shop")
    texts = [
        path.read_text(encoding="utf-8")
        for room in rooms
        for kind in ("*.sql", "*.py")
        for path in (ROOT / room).rglob(kind)
    ]
    with closing(Engine.start(tmp_path)) as engine:
        made = engine.rows(
            "select distinct function_name from duckdb_functions() where internal = false"
        )
    named = {name for name in MACROS for text in texts if re.search(rf"\b{name}\(", text)}
    assert named - {name for (name,) in made} == set()


def test_a_macro_is_made_by_a_single_grammar() -> None:
    text = "create macro word(x) as lower(x);"
    assert gathered([text]) == {"word": "create macro if not exists word(x) as lower(x);"}
    with pytest.raises(ValueError, match="two grammars make a macro word"):
        gathered([text, text])
