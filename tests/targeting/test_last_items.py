"""What customers bought last, as conditions, reasons and messages of campaigns name it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.targeting.shop import ago, listed, tables, write_customers, write_settings

Targets = Callable[..., Path]
CALL = """
  - name: call
    title: Call
    when: days_since_last >= 5
    because: "{last_product|?}, {last_category|?}, {last_season|?}, {last_store|?}"
    channels: [phone]
    cycle: day
    offer: {kind: none}
    message: "-"
"""
TOPS = """
  - name: tops
    title: Tops
    when: last_category = 'tops'
    cycle: customer
    offer: {kind: text, text: news}
    message: "-"
"""
HEADER = "order_id,order_time,customer_id,product,category,season,store,amount"
LINES = [
    f"1,{ago(90)},a,zebra coat,outer,winter,S9,300",
    f"2,{ago(30)},a,coat,outer,winter,S2,200",
    f"2,{ago(30)},a,shirt,tops,summer,S2,80",
    f"2,{ago(30)},a,Postage,,,S2,9",
    f"9,{ago(30)},a,zebra coat,outer,winter,S9,-300",
    f"3,{ago(9)},b, POSTAGE ,,,S3,9",
    f"4,{ago(9)},c,sock,,,,5",
    f"5,{ago(0)},d,hat,,,S1,20",
]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write_lines(tmp_path, LINES)
    write_customers(tmp_path, *({"customer_id": one} for one in "abcd"))
    write_settings(tmp_path, CALL, TOPS)
    return tmp_path


def write_lines(folder: Path, lines: list[str], header: str = HEADER) -> None:
    (folder / "sales.csv").write_text("\n".join([header, *lines, ""]), encoding="utf-8")


def reasons(path: Path) -> dict[str, str]:
    rows = tables(path)["targets"]
    return {r["customer_id"]: r["reason"] for r in rows if r["campaign"] == "call"}


def test_the_last_purchase_is_named_by_the_last_of_its_items(shop: Path, targets: Targets) -> None:
    """Postage and what was given back are no items; of two the text decides, not the row."""
    expected = {
        "a": "shirt, tops, summer, S2",
        "b": "?, ?, ?, S3",
        "c": "sock, ?, ?, ?",
    }
    found = targets("--ledger", "none")
    assert reasons(found) == expected
    assert listed(found, "tops") == ["a"]
    write_lines(shop, LINES[::-1])
    assert reasons(targets("--ledger", "none")) == expected


def test_a_missed_day_knows_what_had_been_bought_last_by_then(shop: Path, targets: Targets) -> None:
    write_settings(shop, TOPS, catch_up_days="9")
    write_lines(shop, [*LINES, f"6,{ago(25)},a,tie,,,S5,15"])
    assert listed(targets("--as-of", ago(31))) == []
    (row,) = tables(targets("--as-of", ago(24)))["targets"]
    assert row["customer_id"] == "a"
    assert row["reason"].endswith(f"(due on {ago(30)}, made up)")


def test_where_lines_name_no_item_their_category_does(shop: Path, targets: Targets) -> None:
    lines = [f"1,{ago(30)},a,outer,S1,10", f"1,{ago(30)},a,tops,S1,10", f"2,{ago(0)},d,,S1,5"]
    write_lines(shop, lines, "order_id,order_time,customer_id,category,store,amount")
    found = targets("--ledger", "none")
    assert reasons(found) == {"a": "?, tops, ?, S1"}
    assert listed(found, "tops") == ["a"]
