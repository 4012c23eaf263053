"""Members who never bought are reached by campaigns of their own, and by no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import Done
from tests.targeting.shop import (
    NEWS,
    ago,
    funnel,
    listed,
    recorded,
    tables,
    write_customers,
    write_settings,
    write_shop,
)

Program = Callable[..., Done]
FIRST = """
  - name: first
    title: First order
    audience: prospects
    when: coalesce(days_since_join, 99) >= 10
    because: "joined {days_since_join|?} days ago, {n_purchases} purchases, {class}"
    cycle: customer
    offer: {kind: amount, value: 10}
    message: "{name}: {coupon_code}"
"""
MEMBERS = (
    {"customer_id": "a", "join_date": ago(40)},
    {"customer_id": "p", "join_date": ago(20), "referred_by": "a"},
    {"customer_id": "q"},
    {"customer_id": "new", "join_date": ago(9)},
    {"customer_id": "to_come", "join_date": ago(-5)},
    {"customer_id": "returned", "join_date": ago(40)},
    {"customer_id": "silent", "join_date": ago(40), "phone": ""},
    {"customer_id": "never", "join_date": ago(40), "opt_out_sms": "1"},
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write_shop(tmp_path, {"a": [30, 5]})
    with (tmp_path / "sales.csv").open("a", encoding="utf-8") as sales:
        sales.write(f"r,{ago(3)},returned,50\nr,{ago(3)},returned,-50\n")
    write_customers(tmp_path, *MEMBERS)
    write_settings(tmp_path, FIRST, NEWS)
    return tmp_path


Targets = Callable[..., Path]


def test_members_without_a_purchase_are_prospects_and_nobody_else(
    shop: Path, targets: Targets
) -> None:
    found = targets("--as-of", ago(0))
    assert listed(found, "first") == ["p", "q"]
    assert listed(found, "news") == ["a"]
    assert funnel(found, "first") == {"due": 4, "opted_out": 1, "no_contact": 1, "listed": 2}
    p, q = (row for row in tables(found)["targets"] if row["campaign"] == "first")
    assert p["reason"] == "joined 20 days ago, 0 purchases, prospect"
    assert q["reason"] == "joined ? days ago, 0 purchases, prospect"
    assert p["class"] == "prospect"
    assert p["expected_value"] is None
    assert p["message"] == f"Np: {p['coupon_code']}"


def test_a_prospect_is_reached_once_and_the_same_day_again(shop: Path, targets: Targets) -> None:
    first = targets("--as-of", ago(0)).read_bytes()
    assert targets("--as-of", ago(0)).read_bytes() == first
    assert listed(targets("--as-of", ago(-1)), "first") == ["new"]
    assert recorded(shop / "repurchase-ledger.sqlite", "select count(*) from codes") == 3


def test_who_bought_since_a_missed_day_gets_no_offer_for_a_first_order(
    shop: Path, targets: Targets
) -> None:
    targets("--as-of", ago(9))  # p and q are listed, new is none for long enough
    with (shop / "sales.csv").open("a", encoding="utf-8") as sales:
        sales.write(f"x,{ago(-2)},new,100\n")  # the day after being due
    assert listed(targets("--as-of", ago(-3)), "first") == []


def test_a_minimum_value_and_a_budget_leave_prospects_out_of_whom_nothing_is_known(
    shop: Path, targets: Targets
) -> None:
    write_settings(shop, FIRST + "    minimum_value: 0\n")
    assert funnel(targets("--as-of", ago(0), "--dry-run"), "first")["below_minimum"] == 2


def test_without_a_customers_file_there_are_none(program: Program, shop: Path) -> None:
    done = program("targets", "sales.csv", "--format", "json", "--dry-run")
    assert done.status == 0
    assert '"first"' in done.out
    assert "coupon_value" not in done.out.split('"funnel"')[0].split('"targets"')[1]
