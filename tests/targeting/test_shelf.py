"""What the shelf has for customers, as conditions and messages of campaigns name it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.targeting.shop import ago, listed, tables, write_customers, write_settings

Targets = Callable[..., Path]
SLOW = """
  - name: slow
    title: Slow
    when: slow_item is not null
    because: "{slow_item} {slow_product}"
    cycle: month
    offer: {kind: percent, value: 20}
    message: "{slow_product}: {offer}, {coupon_code}"
"""
TURN = """
  - name: turn
    title: Turn
    when: season_to_come is not null
    because: "{season_to_come}"
    cycle: quarter
    offer: {kind: text, text: news}
    message: "{bestseller|-} and {new_arrival|-}"
"""
HEADER = "order_id,order_time,customer_id,sku,product,category,style,season,quantity,amount"
#: On the last day, 10 June, summer is about to follow spring.
SEASONS = """
seasons:
  spring: {start: 02-15}
  summer: {start: 06-25}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    lines = [HEADER]
    for n, customer in enumerate("abcdefgh"):
        style, season = ("retro", "spring") if n < 6 else ("street", "summer")
        for back in (60, 40, 20):
            product = f"{style} dress {back}"
            lines.append(
                f"{customer}{back},{ago(back + n)},{customer},{style[:2]}{back},{product},dress,"
                f"{style},{season},1,{100 + back}"
            )
    lines.append(f"old,{ago(200)},a,SLOW,flowered dress,dress,retro,spring,1,150")
    (tmp_path / "sales.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    held = ["sku,category,style,on_hand,list_price,list_date", f"SLOW,dress,retro,9,150,{ago(300)}"]
    held += [f"{sku},dress,{sku},1,150,{ago(300)}" for sku in ("re20", "re40", "st20")]
    (tmp_path / "inventory.csv").write_text("\n".join([*held, ""]), encoding="utf-8")
    write_customers(tmp_path, *({"customer_id": one} for one in "abcdefgh"))
    write_settings(tmp_path, SLOW, TURN)
    with (tmp_path / "repurchase.yaml").open("a", encoding="utf-8") as file:
        file.write(SEASONS)
    return tmp_path


def test_a_slow_item_makes_a_list_with_codes_and_a_control_arm(
    shop: Path, targets: Targets
) -> None:
    found = targets("--inventory", "inventory.csv", "--ledger", "none", "--control", "0.3")
    rows = [r for r in tables(found)["targets"] if r["campaign"] == "slow"]
    control = [r for r in tables(found)["control"] if r["campaign"] == "slow"]
    # a has the dress already; g and h like another style, but the same category.
    assert {r["customer_id"] for r in (*rows, *control)} == {*"bcdefgh"}
    assert not {r["customer_id"] for r in rows} & {r["customer_id"] for r in control}
    assert all(r["reason"] == "SLOW flowered dress" and r["coupon_code"] for r in rows)
    assert not listed(targets("--ledger", "none"), "slow")


def test_who_bought_the_season_that_ends_hears_of_the_next(shop: Path, targets: Targets) -> None:
    found = targets("--ledger", "none", "--control", "0")
    rows = [r for r in tables(found)["targets"] if r["campaign"] == "turn"]
    assert {r["customer_id"]: r["reason"] for r in rows} == dict.fromkeys("abcdef", "summer")
    # Six each of two dresses were sold within 30 days, and both were new then: the text decides.
    assert {r["message"] for r in rows} == {"retro dress 40 and retro dress 40"}
