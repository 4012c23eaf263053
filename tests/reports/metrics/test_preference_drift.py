"""Whose preferences have changed: hand-computed distances between halves of a customer's purchases."""

from __future__ import annotations

import pytest

from tests.reports.metrics.measured import document, rows

BOUGHT = {
    "ann": ["coat", "coat", "coat", "hat", "hat", "hat"],
    "bob": ["coat", "hat", "coat", "hat", "coat", "hat"],
    "cas": ["coat", "coat", "coat+hat", "hat", "hat+bag", "bag", "bag"],
    "dan": ["coat", "coat", "coat", "", "hat", "hat"],  # five of known categories are too few
}


def shop(bought: dict[str, list[str]]) -> str:
    lines = [
        f"{customer}{day},2024-01-{day:02},{customer},{category},1"
        for customer, purchases in bought.items()
        for day, categories in enumerate(purchases, start=1)
        for category in categories.split("+")
    ]
    return "\n".join(["order_id,date,customer_id,category,amount", *lines]) + "\n"


def test_drift_by_hand() -> None:
    found = document(shop(BOUGHT))
    # ann: coats, then hats; of every other purchase two thirds and one third are coats
    # cas: 3 coats and 1 hat, then 2 hats and 3 bags; every other purchase holds as many of each
    assert rows(found, "drifted") == [
        ("ann", 6, "coat", "hat", pytest.approx(1), pytest.approx(1 / 3)),
        ("cas", 7, "coat", "bag", pytest.approx((0.75 + 0.15 + 0.6) / 2), pytest.approx(0)),
    ]
    (section,) = [one for one in found.sections if one.heading.en == "Whose preferences changed"]
    # bob's halves differ by a third, every other purchase of his is another category
    assert [line.en for line in section.lines] == [
        "Of 3 customers with at least 6 purchases 2 turned to other categories lately; "
        "the mean distance is 0.69, 0.44 by chance"
    ]


def test_what_was_bought_before_the_period_is_no_drift() -> None:
    found = document(shop(BOUGHT), first="2024-01-02")
    # 2 coats and 2 hats, then 1 hat and 3 bags; one of each, and 1 coat, 2 hats, 2 bags
    assert rows(found, "drifted") == [
        ("cas", 6, "coat", "bag", pytest.approx(0.75), pytest.approx((2 + 1 + 1) / 30))
    ]


def test_exactly_twice_what_chance_makes_is_enough() -> None:
    pairs = ["bag", "bag+coat", "coat", "hat+scarf", "coat", "hat+scarf", "hat"]
    # 2 bags and 2 coats, then 3 hats, 2 scarves and a coat: a sixth is in common;
    # every other purchase holds a bag, 2 coats and a hat, the rest a bag, a coat, 2 hats, 2 scarves
    assert rows(document(shop({"eve": pairs})), "drifted") == [
        ("eve", 7, "coat", "hat", pytest.approx(5 / 6), pytest.approx(5 / 12))
    ]


def test_too_few_purchases_to_tell() -> None:
    assert "drifted" not in document(shop({"dan": BOUGHT["dan"]})).tables
