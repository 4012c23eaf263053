"""Orders that are no sales, by their status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,amount,status\n"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("Cancelled", "cancelled"), ("voided", "cancelled"), ("交易关闭", "cancelled"),
        ("unpaid", "unpaid"), ("等待买家付款", "unpaid"),
        ("refunded", "refunded"), ("已退款", "refunded"),
        ("payout", "not_a_sale"),
    ],
)  # fmt: skip
def test_a_status_takes_an_order_out_with_its_money(
    shop: OpenShop, status: str, reason: str
) -> None:
    found = shop(HEAD + f"A1,2024-01-01,ann,10,paid\nA2,2024-01-01,ann,99,{status}\n")
    assert found.bought == {"ann": (1, 10)}
    assert found.books.amounts("excluded") == {reason: 99}


def orders(unpaid: int, paid: int) -> str:
    rows = [f"A{i},2024-01-01,c{i},10,pending\n" for i in range(unpaid)]
    return HEAD + "".join(rows + [f"B{i},2024-01-01,d{i},10,paid\n" for i in range(paid)])


def test_a_shop_that_takes_cash_on_delivery_leaves_every_order_pending(shop: OpenShop) -> None:
    found = shop(orders(9, 1))
    assert len(found.bought) == 10
    assert found.excluded == {}
    assert "9 of 10 orders are marked unpaid" in found.notes


def test_fewer_unpaid_orders_are_left_out(shop: OpenShop) -> None:
    found = shop(orders(8, 2))
    assert len(found.bought) == 2
    assert found.excluded == {"unpaid": 8}
    assert found.notes == ""


def test_own_words_for_a_status(shop: OpenShop) -> None:
    text = HEAD + "A1,2024-01-01,ann,10,paid\nA2,2024-01-02,ann,7,lost in post\n"
    assert shop(text).bought == {"ann": (2, 17)}
    found = shop(text, wishes=Wishes(statuses={"Lost in post": "cancelled"}))
    assert found.bought == {"ann": (1, 10)}
    assert shop(
        HEAD + "A1,2024-01-01,ann,10,paid\nA2,2024-01-02,ann,7,failed\n",
        wishes=Wishes(statuses={"failed": "sale"}),
    ).bought == {"ann": (2, 17)}
