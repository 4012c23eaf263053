from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb

from repurchase_cli.writers import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from repurchase_cli.document import Document
    from tests.writers.conftest import OneTable


def test_types_and_texts_as_they_are(document: Document, tmp_path: Path) -> None:
    write_files(document, [tmp_path / "a.parquet"])
    with duckdb.connect() as connection:
        path = {"path": str(tmp_path / "a.parquet")}
        described = connection.execute("describe from read_parquet($path)", path).fetchall()
        rows = connection.execute("from read_parquet($path)", path).fetchall()
    types = {name: kind for name, kind, *_ in described}
    assert types["customer_id"] == types["phone"] == "VARCHAR"
    assert types["last_purchase"] == "DATE"
    assert types["n_purchases"] == "BIGINT"
    assert types["revenue"].startswith("DECIMAL")
    assert types["mean_interpurchase_days"] == "DOUBLE"
    assert rows[1][0] == "=cmd()"
    assert rows[0][4] == Decimal("129.696")
    assert rows[0][5] == 30.123456789
    assert rows[2][5] is None  # infinity


def test_shares_and_numbers_keep_their_digits(one_table: OneTable, tmp_path: Path) -> None:
    document = one_table(a=("share", [Decimal("0.123456789012")]), b=("number", [None]))
    write_files(document, [tmp_path / "a.parquet"])
    with duckdb.connect() as connection:
        found = connection.execute("from read_parquet($1)", [str(tmp_path / "a.parquet")])
        assert [kind for _, kind, *_ in found.description or []] == ["DOUBLE", "DOUBLE"]
        assert found.fetchone() == (0.123456789012, None)
