"""``explain`` says which lists a customer is on, by the code that makes them, and records nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campaigns.shop import GIFT, NEWS, STATE, ago, write_customers, write_settings, write_shop
from tests.running import Done

Program = Callable[..., Done]
SALE = NEWS.replace("news", "sale").replace("cycle", "windows: shop_anniversary\n    cycle")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write_shop(tmp_path, {"a": [30], "b": [40, 35], "c": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in "abc"))
    write_settings(tmp_path, STATE, GIFT, NEWS, SALE, cooldown_days="3")
    return tmp_path


def explain(program: Program, customer: str, *more: str) -> Done:
    files = ("sales.csv", "--customers", "customers.csv", "--customer", customer)
    return program("explain", *files, *more)


def lists(done: Done) -> list[tuple[str, str, str]]:
    rows = json.loads(done.out)["tables"].get("lists", [])
    return [(row["campaign"], row["step"], row["reason"]) for row in rows]


def test_lists_are_those_of_targets_with_what_kept_the_customer_off(
    program: Program, shop: Path
) -> None:
    before = {path.name for path in shop.iterdir()}
    assert lists(explain(program, "a", "--format", "json")) == [
        ("gift", "listed", "days_since_first = 30"),
        ("state", "in_cooldown", "a coupon within the cooldown of 3 days: gift"),
        ("news", "listed", "true"),
    ]
    assert lists(explain(program, "b", "--format", "json")) == [
        ("state", "listed", "days_since_last >= 20"),
        ("news", "listed", "true"),
    ]
    assert {path.name for path in shop.iterdir()} == before


def test_what_is_not_due_and_the_expected_purchase_are_said(program: Program, shop: Path) -> None:
    said = " ".join(explain(program, "b").out.split())
    assert "Not due today, or contacted already: gift" in said
    assert "Outside their windows of the calendar: sale" in said
    assert f"Next purchase expected on {ago(30)}, to be woken up on {ago(33)}" in said


def test_the_ledger_is_looked_at(program: Program, shop: Path) -> None:
    files = ("sales.csv", "--customers", "customers.csv")
    assert program("targets", *files, "--as-of", ago(-1), "-q", "-o", "l.csv").status == 0
    (shop / "repurchase.yaml").write_text(
        (shop / "repurchase.yaml").read_text().replace("name: state", "name: other")
    )
    tomorrow = ("--as-of", ago(-2), "--format", "json")
    found = dict(row[:2] for row in lists(explain(program, "b", *tomorrow)))
    assert found == {"other": "in_cooldown"}
    found = dict(row[:2] for row in lists(explain(program, "b", *tomorrow, "--ledger", "none")))
    assert found == {"other": "listed", "news": "listed"}


def test_a_shop_without_campaigns_is_explained_too(program: Program, shop: Path) -> None:
    done = explain(program, "a", "--set", "campaigns=[]")
    assert done.status == 0
    assert "Campaigns today" not in done.out
