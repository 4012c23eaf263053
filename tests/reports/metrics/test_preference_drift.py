"""Whose preferences have changed: hand-computed distances between halves of a customer's purchases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.reports.metrics.measured import document, rows

if TYPE_CHECKING:
    from repurchase_cli.document import Document

BOUGHT = {
    "ann": ["coat", "coat", "coat", "hat", "hat", "hat"],
    "bob": ["coat", "hat", "coat", "hat", "coat", "hat"],
    "cas": ["coat", "coat", "coat+hat", "hat", "hat+bag", "bag", "bag"],
    "dan": ["coat", "coat", "coat", "", "hat", "hat"],  # five of known categories are too few
}
#: With customers who change for sure, more do than chance alone makes seem so.
SURE = {f"sure{i}": ["coat"] * 3 + ["hat"] * 3 for i in range(8)}


def shop(bought: dict[str, list[str]]) -> str:
    lines = [
        f"{customer}{day},2024-01-{day:02},{customer},{category},1"
        for customer, purchases in bought.items()
        for day, categories in enumerate(purchases, start=1)
        for category in categories.split("+")
    ]
    return "\n".join(["order_id,date,customer_id,category,amount", *lines]) + "\n"


def line(found: Document, which: int = 0) -> str:
    (section,) = [one for one in found.sections if one.heading.en == "Whose preferences changed"]
    return section.lines[which].en


def drifted(bought: dict[str, list[str]], **days: str) -> list[tuple[Any, ...]]:
    """Return the rows of those who drifted besides the sure ones."""
    found = rows(document(shop(bought | SURE), **days), "drifted")
    return [row for row in found if row[0] not in SURE]


def test_drift_by_hand() -> None:
    # ann: coats, then hats; of every other purchase two thirds and one third are coats
    # cas: 3 coats and 1 hat, then 2 hats and 3 bags; every other purchase holds as many of each
    assert drifted(BOUGHT) == [
        ("ann", 6, "coat", "hat", pytest.approx(1), pytest.approx(1 / 3)),
        ("cas", 7, "coat", "bag", pytest.approx((0.75 + 0.15 + 0.6) / 2), pytest.approx(0)),
    ]


def test_the_sentence_says_how_many_are_so_by_chance() -> None:
    found = document(shop(BOUGHT | SURE))
    # bob's halves differ by a third, every other purchase of his is another category
    assert line(found) == (
        "Of 11 customers with at least 6 purchases 10 turned to other categories lately, 1 would "
        "by chance; the mean distance is 0.92, 0.36 by chance"
    )


def test_no_more_than_chance_makes_is_no_list() -> None:
    found = document(shop(BOUGHT))
    assert "drifted" not in found.tables
    assert "2 turned to other categories lately, 1 would by chance" in line(found)
    assert "nobody is listed" in line(found, 1)


def test_what_was_bought_before_the_period_is_no_drift() -> None:
    # 2 coats and 2 hats, then 1 hat and 3 bags; one of each, and 1 coat, 2 hats, 2 bags
    late = {name: ["", *bought] for name, bought in SURE.items()}
    found = rows(document(shop(BOUGHT | late), first="2024-01-02"), "drifted")
    assert [row for row in found if row[0] not in SURE] == [
        ("cas", 6, "coat", "bag", pytest.approx(0.75), pytest.approx((2 + 1 + 1) / 30))
    ]


def test_exactly_twice_what_chance_makes_is_enough() -> None:
    pairs = ["bag", "bag+coat", "coat", "hat+scarf", "coat", "hat+scarf", "hat"]
    # 2 bags and 2 coats, then 3 hats, 2 scarves and a coat: a sixth is in common;
    # every other purchase holds a bag, 2 coats and a hat, the rest a bag, a coat, 2 hats, 2 scarves
    assert drifted({"eve": pairs}) == [
        ("eve", 7, "coat", "hat", pytest.approx(5 / 6), pytest.approx(5 / 12))
    ]


def test_too_few_purchases_to_tell() -> None:
    assert "drifted" not in document(shop({"dan": BOUGHT["dan"]})).tables
