from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from repurchase_cli.writers import print_document, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from repurchase_cli.document import Document
    from tests.writers.conftest import OneTable


def written(document: Document, folder: Path) -> list[dict[str, str]]:
    write_files(document, [folder / "a.csv"])
    with (folder / "a.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_read_back_by_the_csv_module(document: Document, tmp_path: Path) -> None:
    rows = written(document, tmp_path)
    assert rows[0] == {
        "customer_id": "0001",
        "last_purchase": "2023-06-30",
        "days_since_last": "0",
        "n_purchases": "3",
        "revenue": "129.70",
        "mean_interpurchase_days": "30.123457",
        "r_score": "5",
        "class": "loyal",
        "name": "张三丰",
        "phone": "13800138000",
        "email": "kate@example.com",
    }
    assert [row["revenue"] for row in rows] == [
        "129.70", "12.50", "0.00", "-3.00", "1000.00", "2.68", "99.00", "0.01",
    ]  # fmt: skip
    assert (
        rows[2]["last_purchase"] == rows[2]["mean_interpurchase_days"] == rows[2]["r_score"] == ""
    )


def test_read_back_by_pandas(document: Document, tmp_path: Path) -> None:
    write_files(document, [tmp_path / "a.csv"])
    frame = pd.read_csv(tmp_path / "a.csv", dtype={"customer_id": str, "phone": str})
    assert frame["customer_id"].tolist()[:2] == ["0001", "'=cmd()"]
    assert frame["revenue"].sum() == pytest.approx(1240.89)
    assert frame["phone"][1] == "+8613800138000"


def test_formulas_are_neutralised_and_signed_numbers_are_not(
    one_table: OneTable, tmp_path: Path
) -> None:
    formulas = [
        "=1",
        "+a",
        "-1+1",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "＋a",
        "－a",
        "＠a",
        "-",
        "+1 2",
    ]
    safe = ["-5", "+8613800138000", "-12.50", "x=1", "", " =1", "5-3"]
    document = one_table(a=("text", [*formulas, *safe]), b=("id", [*formulas, *safe]))
    rows = written(document, tmp_path)
    for name in "ab":
        assert [row[name] for row in rows] == [f"'{one}" for one in formulas] + safe


def test_words_of_sql_as_columns(one_table: OneTable, tmp_path: Path) -> None:
    document = one_table(**{name: ("text", ["x"]) for name in ("class", "from", "to", "select")})
    assert written(document, tmp_path) == [{"class": "x", "from": "x", "to": "x", "select": "x"}]


def test_numbers_are_plain(one_table: OneTable, tmp_path: Path) -> None:
    numbers = [1e-9, 1e18, 0.1 + 0.2, 5.0, float("nan"), float("inf"), -0.0, 1234567.1234567]
    document = one_table(
        number=("number", numbers),
        money=("money", [1e15, 2.675, 1.005, -0.004, None, 0.1 + 0.2, 1e7, 129.696]),
        share=("share", [Decimal("0.3333333333")] * 8),
        integer=("integer", [1.0, None] * 4),
    )
    rows = written(document, tmp_path)
    assert [row["number"] for row in rows] == [
        "0.000000001", "1000000000000000000", "0.3", "5", "", "", "0", "1234567.123457",
    ]  # fmt: skip
    assert [row["money"] for row in rows] == [
        "1000000000000000.00", "2.68", "1.01", "0.00", "", "0.30", "10000000.00", "129.70",
    ]  # fmt: skip
    assert rows[0]["share"] == "0.333333"
    assert [row["integer"] for row in rows] == ["1", ""] * 4


@pytest.mark.parametrize(("text", "start"), [("é", b"\xef\xbb\xbfa"), ("e", b"a")])
def test_mark_only_beyond_ascii(
    one_table: OneTable, tmp_path: Path, text: str, start: bytes
) -> None:
    write_files(one_table(a=("text", ["x" * 2_000_000, text])), [tmp_path / "a.csv"])
    assert (tmp_path / "a.csv").read_bytes().startswith(start)


def test_quotes_and_line_ends_survive(one_table: OneTable, tmp_path: Path) -> None:
    texts = ['a"b', "a,b", "a\nb", "a\rb", " a ", "a;b"]
    assert [row["a"] for row in written(one_table(a=("text", texts)), tmp_path)] == texts


def test_masked_before_neutralised(one_table: OneTable) -> None:
    stream = io.StringIO()
    document = one_table(phone=("contact", ["+8613800138000", "=cmd()", None, "13800138000"]))
    print_document(document, "csv", stream=stream)
    assert stream.getvalue() == "phone\n'+861****8000\n'=***\n\"\"\n138****8000\n".replace('""', "")


def test_without_rows(one_table: OneTable, tmp_path: Path) -> None:
    document = one_table(a=("text", []), b=("money", []), c=("date", []), d=("number", []))
    write_files(document, [tmp_path / "a.csv"])
    assert (tmp_path / "a.csv").read_text() == "a,b,c,d\n"
