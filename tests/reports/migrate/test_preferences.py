"""What the lost bought last, beside those who stayed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from repurchase_cli import config
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.migrate.preferences import preference_sections
from repurchase_cli.shop.segmentation import segment_customers
from repurchase_cli.terms import Terms
from tests.reports.metrics.measured import day


def preferences(text: str, as_of: str | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of the tables about preferences, None for what is missing."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sales.csv").write_text(text, encoding="utf-8")
        with open_sales([folder], None, Terms(day(as_of))) as sales:
            found = segment_customers(sales, config.load(None, ()))
            tables = [one.table for one in preference_sections(sales, found) if one.table]
            frames = {table.name: table.rows.frame() for table in tables}
    return {
        name: [tuple(None if pd.isna(x) else x for x in row) for row in frame.to_numpy().tolist()]
        for name, frame in frames.items()
    }


def lost_and_stayed() -> str:
    """12 lost: 9 bought a coat last, 3 a shirt; 8 others: 2 a coat, 6 a shirt, one of them both."""
    lines = []
    for i in range(12):
        lines.append(
            f"L{i},2024-01-01,lost{i:02},shirt,{10 if i < 6 else 9},8"
        )  # earlier: no matter
        lines.append(
            f"M{i},2024-01-02,lost{i:02},{'coat' if i < 9 else 'shirt'},10,{10 if i < 8 else 9}"
        )
    for i in range(8):
        lines.append(f"S{i},2024-12-01,stay{i},{'coat' if i < 2 else 'shirt'},10,10")
    lines.append("S1,2024-12-01,stay1,shirt,10,9")
    lines.append("S7,2024-12-01,stay7,shirt,10,10")  # two of one category are one customer
    lines += [f"M{i},2024-02-01,lost{i:02},coat,10,-1" for i in range(3)]
    lines.append("S0,2024-12-01,stay0,,10,-1")
    return "\n".join(["order_id,date,customer_id,category,list_price,amount", *lines]) + "\n"


def test_what_the_lost_bought_last() -> None:
    text = lost_and_stayed().replace(",list_price,amount", ",list_price,quantity,unit_price,amount")
    rows_ = [line.split(",") for line in text.splitlines()]
    lines = [",".join(rows_[0])]
    for *head, listed, amount in rows_[1:]:
        quantity = -1 if amount.startswith("-") else 1
        lines.append(",".join([*head, listed, str(quantity), amount.lstrip("-"), amount]))
    found = preferences("\n".join(lines) + "\n")
    expected: list[tuple[Any, ...]] = [
        ("category", "coat", 9, 9 / 12, 2, 2 / 8, 300),
        ("category", "shirt", 3, 3 / 12, 7, 7 / 8, 2000 / 70),
        ("discount", "false", 8, 8 / 12, 7, 7 / 8, 100 * (8 / 12) / (7 / 8)),
        # stay1 alone has a discount: fewer than ten customers in all say nothing
        ("refund", "false", 9, 9 / 12, 7, 7 / 8, 100 * (9 / 12) / (7 / 8)),
    ]
    assert found["preferences"] == [pytest.approx(row) for row in expected]
    shown = found["preferences_shown"]
    assert [row[:2] for row in shown] == [row[:2] for row in expected]


@pytest.mark.parametrize("as_of", ["2024-12-01", "2025-12-01"])
def test_nobody_is_lost_or_nobody_stayed(as_of: str) -> None:
    lines = [f"{i},2024-11-0{i % 9 + 1},c{i},{('coat', 'hat')[i % 2]},1" for i in range(20)]
    text = "\n".join(["order_id,date,customer_id,category,amount", *lines]) + "\n"
    assert not preferences(text, as_of=as_of)


def test_what_all_have_says_nothing() -> None:
    lines = [f"{i},2024-{'01' if i < 10 else '12'}-01,c{i},coat,{i}" for i in range(1, 20)]
    text = "\n".join(["order_id,date,customer_id,category,amount", *lines]) + "\n"
    assert not preferences(text)  # all bought coats, nobody was refunded


def test_a_file_that_knows_only_of_refunds() -> None:
    lines = [f"{i},2024-{'01' if i < 12 else '12'}-01,c{i:02},10" for i in range(24)]
    lines += [
        f"{i},2024-{'01' if i < 12 else '12'}-02,c{i:02},-1" for i in (*range(6), *range(12, 21))
    ]
    lines.append("99,2024-12-03,c23,10")
    found = preferences("\n".join(["order_id,date,customer_id,amount", *lines]) + "\n")
    expected = ("refund", "true", 6, 6 / 12, 9, 9 / 12, 100 * 2 / 3)
    assert found["preferences"] == [pytest.approx(expected)]


@pytest.mark.parametrize(
    ("header", "told"), [("refund", ("1", "0")), ("status", ("refunded", "paid"))]
)
def test_refunds_that_stand_in_a_column(header: str, told: tuple[str, str]) -> None:
    lines = []
    for i in range(24):
        month, refunded = "01" if i < 12 else "12", i < 6 or 12 <= i < 21
        lines.append(f"A{i},2024-{month}-01,c{i:02},10,{told[1]}")
        lines.append(f"B{i},2024-{month}-02,c{i:02},10,{told[0] if refunded else told[1]}")
    lines.append(f"C,2024-12-03,c23,10,{told[1]}")
    found = preferences("\n".join([f"order_id,date,customer_id,amount,{header}", *lines]) + "\n")
    expected = ("refund", "true", 6, 6 / 12, 9, 9 / 12, 100 * 2 / 3)
    assert found["preferences"] == [pytest.approx(expected)]


def test_postage_is_no_last_purchase() -> None:
    head, *lines = lost_and_stayed().splitlines()
    rows = [f"{line},item" for line in lines]
    rows += [f"M{i},2024-01-02,lost{i:02},post,10,1,Postage" for i in range(12)]
    rows += [f"S{i},2024-12-01,stay{i},post,10,1,Postage" for i in range(6)]
    found = preferences("\n".join([f"{head},product", *rows]) + "\n")
    assert {row[1] for row in found["preferences"]} == {"coat", "shirt", "false"}
