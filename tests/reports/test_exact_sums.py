"""Two runs give the same digits: nothing is summed in the order in which threads hand rows on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from repurchase_cli.engines.relations import Query, Relation, Store
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.metrics import report as metrics
from repurchase_cli.terms import Terms
from tests.reports.report.sample import SAMPLE
from tests.reports.test_order_of_sections import NEEDS, REPORTS, frames

if TYPE_CHECKING:
    from collections.abc import Iterator


_FLOATS = ("DOUBLE", "FLOAT")
#: Aggregates of floating-point numbers that give the same in whatever order these come.
_ANY_ORDER = {
    "any_value", "arg_max", "arg_min", "count", "first", "lag", "lead", "list", "max", "median",
    "min", "quantile_cont", "quantile_disc",
}  # fmt: skip


class Empty:
    """The columns of a relation without its rows: plans over files cannot be told."""

    def __init__(self, store: Store, relation: Any) -> None:
        self.number = relation.number
        self.source = f"empty_{self.number}"
        store.connection.execute(
            f"create temp table if not exists {self.source} as from {relation.source} limit 0"
        )


@pytest.mark.parametrize("command", REPORTS)
def test_no_query_sums_floating_point_numbers_in_any_order(
    command: str, monkeypatch: pytest.MonkeyPatch, eighth: tuple[str, str]
) -> None:
    strays: list[str] = []
    derive = Store.derive

    def spy(store: Store, query: Query, *, view: bool = False) -> Relation:
        try:
            inputs: dict[str, Any] = {
                name: Empty(store, relation) for name, relation in query.inputs.items()
            }
        except duckdb.CatalogException:  # named before the pass is made, and derived again then
            return derive(store, query, view=view)
        sql = replace(query, inputs=inputs).sql
        store.macros.require(sql)
        names = inexact(plan(store.connection, sql))
        strays.extend(f"{query.text}: {name}" for name in names)
        return derive(store, query, view=view)

    monkeypatch.setattr(Store, "derive", spy)
    terms = Terms(needs=NEEDS[command.split(maxsplit=1)[0]])
    path, customers = eighth
    side = {"customers": customers, "feedback": str(SAMPLE / "feedback.csv")}
    with open_sales([path], terms=terms, side=side) as sales:
        frames(REPORTS[command], sales, backward=False)
    assert strays == []


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("select sum(x) from (select 0.5::double as x)", ["sum"]),
        ("select avg(x) over (order by x) from (select 0.5::double as x)", ["avg"]),
        ("select g, var_pop(x) from (select 1 as g, 0.5::double as x) group by g", ["var_pop"]),
        ("select sum(x order by x), median(x) from (select 0.5::double as x)", []),
        ("select sum(x), avg(x) from (select 0.5::decimal(9, 2) as x)", []),
        ("select sum(x), avg(x) from (select 5 as x)", []),
    ],
)
def test_what_depends_on_the_order_of_rows(sql: str, names: list[str]) -> None:
    with duckdb.connect() as connection:
        assert list(inexact(plan(connection, sql))) == names


def test_many_rows_and_threads_give_the_same_digits(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    n = 60_000
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(chance.integers(0, 360, n), "D")
    lines = {
        "date": days.strftime("%Y-%m-%d"),
        "customer_id": [f"c{customer}" for customer in chance.integers(0, 20_000, n)],
        "amount": chance.integers(1, 10_000, n) / 100,
        "category": chance.choice(["coat", "hat", "bag"], n),
    }
    path = tmp_path / "sales.csv"
    pd.DataFrame(lines).to_csv(path, index=False)
    with open_sales([str(path)], terms=Terms(needs=metrics.NEEDS)) as sales:
        sales.engine.connection.execute("set threads = 4")
        first, *others = (
            frames(REPORTS["metrics by month"], sales, backward=False) for _ in range(4)
        )
    for other in others:
        for name, frame in first.items():
            pd.testing.assert_frame_equal(frame, other[name], check_exact=True, obj=name)


def plan(connection: duckdb.DuckDBPyConnection, sql: str) -> Any:
    """Return how a query is bound: every function with the types that it gets and gives."""
    ((text,),) = connection.execute("select json_serialize_plan(?)", [sql]).fetchall()
    bound = json.loads(text)
    assert not bound["error"], (sql, bound)
    return bound


def inexact(node: Any) -> Iterator[str]:
    """Yield the aggregates whose last digits depend on the order of rows."""
    if isinstance(node, list):
        for child in node:
            yield from inexact(child)
    elif isinstance(node, dict):
        if node.get("expression_class") in ("BOUND_AGGREGATE", "BOUND_WINDOW"):
            name = node["qname"]["path"][-1] if "qname" in node else node.get("name", "")
            types = {argument["id"] for argument in node.get("arguments", ())}
            ordered = node.get("order_bys") or node.get("arg_orders")
            if types & set(_FLOATS) and name not in _ANY_ORDER and not ordered:
                yield name
        for child in node.values():
            yield from inexact(child)
