"""Derived tables as values: inputs are declared, made once, dropped when nobody holds them."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from repurchase_cli.engines.instance import Macros
from repurchase_cli.engines.relations import Query, Store, names_in, text_of
from repurchase_cli.sales import Clause

SQL = Path(str(files("repurchase_cli.engines"))) / "sql"
TEXTS = sorted(path.relative_to(SQL).with_suffix("").as_posix() for path in SQL.rglob("*/*.sql"))
#: What may follow FROM or JOIN beside an input: a subquery, a list, a name that WITH gives.
READ = re.compile(r"(?<!distinct )\b(?:from|join)\s+([^\s,;)]+)")
GIVEN = re.compile(r"(?:\bwith|,)\s+(\w+) as (?:not )?(?:materialized )?\(")


@pytest.fixture
def store() -> Store:
    connection = duckdb.connect()
    return Store(connection, Macros(connection))


def tables(store: Store) -> set[str]:
    """Return the tables of the relations, after those that nobody holds are dropped."""
    store.hold(pd.DataFrame({"unrelated": [1]}))
    store.hold(pd.DataFrame({"unrelated": [1]}))
    names = store.connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'made'"
        " and table_name not in (select table_name from duckdb_columns()"
        " where column_name = 'unrelated')"
    ).fetchall()
    return {name for (name,) in names}


@pytest.mark.parametrize("name", TEXTS)
def test_texts_read_only_what_they_declare(name: str) -> None:
    text = text_of(name)
    given = set(GIVEN.findall(text))
    read = [word for word in READ.findall(text) if not word.startswith(("{", "(", "unnest("))]
    assert set(read) <= given, read


def test_a_text_with_an_input_too_few_or_too_many_is_refused(store: Store) -> None:
    a = store.hold(pd.DataFrame({"x": [1]}))
    with pytest.raises(LookupError, match="reads"):
        Query("select * from {a} join {b} using (x)", {"a": a})
    with pytest.raises(LookupError, match="reads"):
        Query("select * from {a}", {"a": a, "b": a})


def test_what_nobody_declares_is_not_found(store: Store) -> None:
    store.hold(pd.DataFrame({"x": [1]}))
    query = Query("select * from r0")
    with pytest.raises(duckdb.CatalogException):
        store.derive(query).frame()


def test_a_relation_is_made_once_and_equal_queries_are_one(store: Store) -> None:
    a = store.hold(pd.DataFrame({"x": [1, 2]}))
    first = store.derive(Query("select random() as r from {a}", {"a": a})).made()
    again = store.derive(Query("select random() as r from {a}", {"a": a}))
    assert again is first
    assert again.frame().equals(first.frame())
    other = store.hold(pd.DataFrame({"x": [1, 2]}))
    assert store.derive(Query("select random() as r from {a}", {"a": other})) is not first


def test_a_table_goes_when_nobody_holds_its_relation(store: Store) -> None:
    a = store.hold(pd.DataFrame({"x": [1, 2]}))
    b = store.derive(Query("select x + 1 as y from {a}", {"a": a}))
    c = store.derive(Query("select sum(y) as s from {b}", {"b": b})).made()
    assert len(tables(store)) == 3
    del a, b
    assert len(tables(store)) == 1  # once it is made, what it was made of may go
    assert c.tuples() == [(5,)]


def test_rows_that_wait_hold_what_they_read(store: Store) -> None:
    waiting = store.derive(
        Query("select x from {a} order by x", {"a": store.hold(pd.DataFrame({"x": [3, 1]}))})
    )
    assert tables(store)
    assert waiting.frame()["x"].tolist() == [1, 3]


def test_a_view_is_never_made(store: Store) -> None:
    a = store.hold(pd.DataFrame({"x": [1, 2]}))
    view = store.derive(Query("select x from {a} where x > 1", {"a": a}), view=True)
    held = tables(store)
    below = store.derive(Query("select count(*) as n from {v}", {"v": view}))
    assert below.tuples() == [(1,)]
    assert tables(store) == held


def test_braces_of_words_are_letters_and_those_of_clauses_inputs(store: Store) -> None:
    a = store.hold(pd.DataFrame({"x": ["{a}"]}))
    words = {"value": "'{a}'", "joins": Clause("join {b} using (x)")}
    b = store.hold(pd.DataFrame({"x": ["{a}"]}))
    query = Query("select x from {a} {joins} where x = {value}", {"a": a, "b": b}, words)
    assert store.derive(query).tuples() == [("{a}",)]


def test_names_in_braces_are_found_once() -> None:
    assert names_in("select {a}, {b} from {a} where y = '{{}}'") == {"a", "b"}
