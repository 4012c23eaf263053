"""Campaigns by what customers like: each group its own message, with what it would take next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.running import Done
from tests.targeting.shop import ago, tables, write_customers, write_settings

Program = Callable[..., Done]
MUMS = """
  - name: mums
    title: {en: Mums, zh: 宝妈}
    when: tags like '%宝妈%'
    cycle: month
    offer: {kind: text, text: for two}
    message: "{name|you}: {next_items}"
"""
RETRO = """
  - name: retro
    title: {en: Retro, zh: 复古}
    when: main_style = 'retro' and (tags is null or tags not like '%宝妈%')
    cycle: month
    offer: {kind: text, text: old times}
    message: "{name|you}, {main_style} in {size}"
"""


def write_sales(folder: Path) -> None:
    lines = [
        f"{who}{item},{ago(9)},{who},{item},{item.lower()},{category},{style},M,100"
        for who, item, category, style in (
            ("a", "Dress", "孕妇装", "plain"), ("b", "Dress", "孕妇装", "plain"),
            ("b", "Bag", "bag", "plain"), ("d", "Dress", "孕妇装", "plain"),
            ("d", "Bag", "bag", "plain"), ("c", "Skirt", "skirt", "retro"),
            ("c", "Hat", "hat", "retro"),
        )
    ]  # fmt: skip
    head = "order_id,order_time,customer_id,sku,product,category,style,size,amount"
    (folder / "sales.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    write_customers(folder, *({"customer_id": one} for one in "abcd"))
    tags = "{宝妈: {bought: {category: 孕妇装}, within_days: 180}}"
    write_settings(folder, MUMS, RETRO, tags=tags)


def test_groups_get_their_own_messages(program: Program, tmp_path: Path) -> None:
    write_sales(tmp_path)
    files = ("sales.csv", "--customers", "customers.csv", "--ledger", "none")
    assert program("targets", *files, "-q", "-o", "out.json").status == 0
    rows = tables(tmp_path / "out.json")["targets"]
    assert sorted((row["campaign"], row["customer_id"], row["message"]) for row in rows) == [
        ("mums", "a", "Na: bag"),
        ("mums", "b", "Nb: "),
        ("mums", "d", "Nd: "),
        ("retro", "c", "Nc, retro in M"),
    ]


def test_explain_says_what_a_customer_likes(program: Program, tmp_path: Path) -> None:
    write_sales(tmp_path)
    files = ("sales.csv", "--customer", "a", "--ledger", "none")
    assert program("explain", *files, "-q", "-o", "out.json").status == 0
    found = tables(tmp_path / "out.json")
    assert [(row["tag"], row["since"], row["evidence"]) for row in found["tags"]] == [
        ("宝妈", ago(9), "1 item within 180 days: 孕妇装")
    ]
    assert [(row["item"], row["reason"]) for row in found["next_items"]] == [
        ("Bag", "bought with Dress by 2 others, 1.3 times as often as chance")
    ]
    assert {row["field"]: row["value"] for row in found["likes"]}["size"] == "M"
