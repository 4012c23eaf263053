"""What tells that a line is no sale: the problems show the column and its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.systems import Mark, System

if TYPE_CHECKING:
    from tests.shops import OpenShop

TILL = System(
    name="till",
    signature=("nr", "art"),
    columns={"order_id": "nr", "kind": ""},
    marks=(Mark("art", "storno", "cancelled"), Mark("art", "abholung", "not_a_sale")),
)
WISHES = Wishes(systems=(TILL,), statuses={"in post": "unpaid"})
TEXT = """\
nr,date,customer_id,amount,art,status
1,2024-01-01,ann,10,verkauf,paid
2,2024-01-02,ann,11, Storno,paid
3,2024-01-03,ann,12,Abholung,paid
4,2024-01-04,ann,13,verkauf,In post
5,2024-01-05,ann,14,verkauf,Cancelled
6,2024-01-06,-,15,verkauf,paid
"""
TOLD = [
    ("art", "Storno"),
    ("art", "Abholung"),
    ("status", "In post"),
    ("status", "Cancelled"),
    ("customer_id", "-"),
]


@pytest.mark.parametrize("order_totals", [False, True])
def test_a_problem_shows_the_column_that_tells_it(shop: OpenShop, order_totals: bool) -> None:
    amount = {"order_amount" if order_totals else "amount": "amount"}
    wishes = Wishes(systems=WISHES.systems, statuses=WISHES.statuses, columns=amount)
    found = shop(TEXT, wishes=wishes)
    assert found.bought == {"ann": (1, 10)}
    assert found.values == TOLD


def test_what_tells_an_order_tells_all_its_lines(shop: OpenShop) -> None:
    text = (
        "nr,date,customer_id,amount,art\n1,2024-01-01,ann,10,verkauf\n2,2024-01-01,ann,9,storno\n"
    )
    found = shop(
        text + "2,2024-01-01,ann,,\n",
        wishes=Wishes(systems=(TILL,), columns={"order_amount": "amount"}),
    )
    assert found.excluded == {"cancelled": 2}
    assert found.values == [("art", "storno"), ("art", "storno")]


def test_a_refund_is_no_problem(shop: OpenShop) -> None:
    till = System(
        name="till",
        signature=("nr", "art"),
        columns={"kind": ""},
        marks=(Mark("art", "storno", "refund"),),
    )
    head = "nr,date,customer_id,amount,art\n"
    found = shop(
        head + "1,2024-01-01,ann,10,verkauf\n1,2024-01-01,ann,4,storno\n",
        wishes=Wishes(systems=(till,)),
    )
    assert found.bought == {"ann": (1, 6)}
    assert found.problems == []


def test_a_mark_may_look_at_the_money_paid_back(shop: OpenShop) -> None:
    till = System(
        name="till",
        signature=("nr", "rückzahlung"),
        columns={"order_id": "nr", "refund": "rückzahlung"},
        marks=(Mark("rückzahlung", "alles", "refunded"),),
    )
    text = (
        "nr,date,customer_id,amount,rückzahlung\n1,2024-01-01,ann,10,4\n2,2024-01-01,ann,9,alles\n"
    )
    found = shop(text, wishes=Wishes(systems=(till,)))
    assert found.bought == {"ann": (1, 6)}
    assert found.excluded == {"refunded": 1}


def test_own_words_for_refunded_leave_the_negative_line_in(shop: OpenShop) -> None:
    text = (
        "order_id,date,customer_id,amount,status\nA,2024-01-01,ann,10,ok\nA,2024-01-01,ann,-4,weg"
    )
    assert shop(text, wishes=Wishes(statuses={"weg": "refunded"})).bought == {"ann": (1, 6)}


@pytest.mark.parametrize(
    ("header", "no", "yes", "bought", "excluded"),
    [
        ("is_refund", "0", "1", 6, {}),
        ("是否退货", "否", "是", 6, {}),
        ("Refunded", "no", "yes", 10, {"refunded": 1}),
        ("cancelled", "false", "TRUE", 10, {"cancelled": 1}),
        ("void", "", "x", 10, {"cancelled": 1}),
        ("is_paid", "Y", "N", 10, {"unpaid": 1}),
        ("refunded", "0.00", "1.00", 13, {}),
    ],
)
def test_columns_of_yes_and_no(
    shop: OpenShop, header: str, no: str, yes: str, bought: float, excluded: dict[str, int]
) -> None:
    found = shop(
        f"order_id,date,customer_id,amount,{header}\n"
        f"A,2024-01-01,ann,10,{no}\nA,2024-01-01,ann,4,{yes}\nB,2024-01-01,bob,1,{no}\n"
    )
    assert found.bought["ann"] == (1, bought)
    assert found.excluded == excluded
