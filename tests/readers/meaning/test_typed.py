"""Columns that a scan types by itself: where the sample has nothing but plain values in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.grammars.dates import time_format
from repurchase_cli.opening import open_sales
from repurchase_cli.sources import Typed
from repurchase_cli.values.numbers import Number
from repurchase_cli.values.parts import parts_of
from repurchase_cli.values.texts import Cell, First, Text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("values", "form"),
    [
        (["2024-03-05", "2024-12-31"], "%Y-%m-%d"),
        (["2024/03/05 23:15", "2024/12/31 00:00"], "%Y/%m/%d %H:%M"),
        (["2024-03-05 23:15:00"], "%Y-%m-%d %H:%M:%S"),
        (["2024-03-05 23:15:00", "2024-03-05"], ""),
        (["2024-03-05", ""], ""),
        (["2024-03-05 11:15 PM"], ""),
        (["2024-03-05T23:15:00+08:00"], ""),
        (["05/03/2024"], ""),
        ([], ""),
    ],
)
def test_a_format_is_that_of_all_values(values: list[str], form: str) -> None:
    assert time_format(values) == form


@pytest.mark.parametrize(
    ("head", "row", "typed"),
    [
        ("customer_id,date,amount", "c{i},2024-03-05,12.50", Typed(1, "%Y-%m-%d", (2,))),
        ("customer_id,date,amount", 'c{i},2024-03-05,"1,012.50"', None),
        ("customer_id,date,amount", "c{i},2024-03-05,${i}", None),
        ("customer_id,date,amount", "c{i},5 Mar 2024,12.50", None),
        ("phone,date,qty,price", "13900000{i},2024-03-05,2,5.25", Typed(1, "%Y-%m-%d", (2, 3))),
    ],
)
def test_a_scan_types_the_time_and_the_numbers_of_the_amount(
    head: str, row: str, typed: Typed | None, tmp_path: Path
) -> None:
    path = tmp_path / "sales.csv"
    rows = [row.format(i=100 + i) for i in range(20)]
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    with open_sales([str(path)]) as sales:
        assert sales.sources[0].layout.typed == typed
        assert len(sales.base["customers"]) == 20


def test_a_value_is_made_of_all_that_stands_in_it() -> None:
    number = Number(3, "point", bare=True)
    value = First((Text("trim", Cell(1)), number))
    assert list(parts_of(value)) == [value, value.values[0], Cell(1), number]
