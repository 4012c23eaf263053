"""Large tables come out in their order, the same bytes on every run, in every form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest

from repurchase_cli import config, writers
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.segment.report import NEEDS, build
from repurchase_cli.terms import Limits, Terms

#: More than two of the groups of rows in which the engine works, which are the grains of disorder.
CUSTOMERS = 300_000
FORMS = ("csv", "parquet", "json")


@pytest.fixture(scope="module")
def sales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an order of every customer, in any order; some ids begin like a formula."""
    path = tmp_path_factory.mktemp("large") / "sales.csv"
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select printf('%s%06d', if(range % 1000 = 0, '@', 'c'), range) as customer_id,"
            " date '2024-01-01' + cast(hash(range) % 300 as integer) as date,"
            " cast(1 + hash(-range) % 9000 as decimal(9, 2)) / 100 as amount,"
            " concat('1380000', printf('%06d', range)) as phone"
            f" from range({CUSTOMERS}) order by hash(range * 7)) to '{path}'"
        )
    return path


def written(sales: Path, folder: Path, limits: Limits) -> dict[str, Path]:
    """Return the customer table of a run in every form that the engine writes."""
    folder.mkdir()
    paths = {form: folder / f"customers.{form}" for form in FORMS}
    with open_sales([str(sales)], terms=Terms(needs=NEEDS), limits=limits) as opened:
        document = build(opened, config.load(None), "en")
        writers.write_files(document, list(paths.values()), language="en", table=None)
        # what is handed on to workbooks and pages
        frame = document.tables["customers"].rows.frame()
        assert frame["customer_id"].is_monotonic_increasing
    return paths


READ: dict[str, Callable[[Path], list[str]]] = {
    "csv": lambda path: [
        line.split(",", 1)[0].removeprefix("'")
        for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]
    ],
    "parquet": lambda path: [
        str(key) for (key,) in duckdb.execute(f"select customer_id from '{path}'").fetchall()
    ],
    "json": lambda path: [
        row["customer_id"] for row in json.loads(path.read_bytes())["tables"]["customers"]
    ],
}


def test_rows_are_in_their_order_and_the_same_on_every_run(sales: Path, tmp_path: Path) -> None:
    several = written(sales, tmp_path / "several", Limits(threads=4))
    single = written(sales, tmp_path / "single", Limits("200MB", 1))
    for form in FORMS:
        ids = READ[form](several[form])
        assert len(ids) == CUSTOMERS, form
        assert bool(np.all(np.array(ids)[:-1] < np.array(ids)[1:])), form
        assert several[form].read_bytes() == single[form].read_bytes(), form
