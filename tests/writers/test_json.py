from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from repurchase_cli import __version__
from repurchase_cli.writers import print_document, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from repurchase_cli.document import Document
    from tests.writers.conftest import OneTable

HEAD = """{
"command": "segment",
"version": "VERSION",
"as_of": "2023-06-30",
"currency": "CNY",
"intake": {"records": 12, "excluded": {"no_customer": 2}, "first": "2023-01-02"},
"settings": {"recent_days": 180, "rfm": {"cuts": {"m": [12.5, 99.0]}}},
"tables": {
"classes": [
"""


def strict(text: str) -> Any:
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    return json.loads(text, parse_constant=refuse)


def written(document: Document, folder: Path) -> Any:
    write_files(document, [folder / "a.json"])
    return strict((folder / "a.json").read_text(encoding="utf-8"))


def test_golden_head(document: Document, tmp_path: Path) -> None:
    write_files(document, [tmp_path / "a.json"])
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert text.startswith(HEAD.replace("VERSION", __version__))


def test_the_contract(document: Document, tmp_path: Path) -> None:
    found = written(document, tmp_path)
    assert list(found) == [
        "command", "version", "as_of", "currency", "intake", "settings", "tables", "notes",
    ]  # fmt: skip
    assert list(found["tables"]) == ["classes", "customers"]
    first, second, third, *_ = found["tables"]["customers"]
    assert first == {
        "customer_id": "0001",
        "last_purchase": "2023-06-30",
        "days_since_last": 0,
        "n_purchases": 3,
        "revenue": 129.696,
        "mean_interpurchase_days": 30.123456789,
        "r_score": 5,
        "class": "loyal",
        "name": "张三丰",
        "phone": "13800138000",
        "email": "kate@example.com",
    }
    assert second["customer_id"] == "=cmd()"
    assert third["last_purchase"] is third["class"] is third["mean_interpurchase_days"] is None
    assert found["notes"][0].startswith("The file starts")


def test_notes_in_the_language_asked(document: Document) -> None:
    stream = io.StringIO()
    print_document(document, "json", language="zh", stream=stream)
    assert "文件始于" in stream.getvalue()
    assert strict(stream.getvalue())["notes"] == ["文件始于 2023-01-01。", "列 *amount*"]


def test_values_of_every_origin(one_table: OneTable, tmp_path: Path) -> None:
    document = one_table(
        decimal=("money", [Decimal("129.696"), Decimal("1e9"), None]),
        number=("number", [np.float64(0.1), float("inf"), float("nan")]),
        whole=("days", [1, 2, 3]),
        gap=("integer", [1.0, None, 3.0]),
        na=("score", pd.array([1, None, 3], dtype="Int64")),
        day=("date", [pd.Timestamp("2023-01-02 13:00"), pd.NaT, None]),
        nothing=("money", [None, None, None]),
        nested=("text", [{"r": 0.25, "a": 4.5}, None, {"k": 2.0}]),
        text=("text", ['"\\\x00\u2028', "\U0001f457", None]),
    )
    first, second, third = written(document, tmp_path)["tables"]["things"]
    assert first == {
        "decimal": 129.696, "number": 0.1, "whole": 1, "gap": 1, "na": 1, "day": "2023-01-02",
        "nothing": None, "nested": {"r": 0.25, "a": 4.5}, "text": '"\\\x00\u2028',
    }  # fmt: skip
    assert second == {
        "decimal": 1e9, "number": None, "whole": 2, "gap": None, "na": None, "day": None,
        "nothing": None, "nested": None, "text": "\U0001f457",
    }  # fmt: skip
    assert third["nested"] == {"k": 2.0}
    assert isinstance(first["whole"], int)
    assert isinstance(first["gap"], int)


def test_without_rows(one_table: OneTable, tmp_path: Path) -> None:
    assert written(one_table(a=("text", [])), tmp_path)["tables"] == {"things": []}


def test_settings_with_everything(one_table: OneTable, tmp_path: Path) -> None:
    from dataclasses import replace  # noqa: PLC0415
    from pathlib import PurePosixPath  # noqa: PLC0415

    settings = {
        "nan": float("nan"),
        "np": np.int64(3),
        "path": PurePosixPath("a/b"),
        "none": None,
        "list": (1, Decimal("0.5"), [pd.Timestamp("2023-01-02")]),
        "yes": True,
        "odd": "\udc80",
    }
    found = written(replace(one_table(a=("text", [])), settings=settings), tmp_path)["settings"]
    assert found == {
        "nan": None, "np": 3, "path": "a/b", "none": None, "list": [1, 0.5, ["2023-01-02"]],
        "yes": True, "odd": "\udc80",
    }  # fmt: skip
