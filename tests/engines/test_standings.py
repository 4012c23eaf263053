"""Orders that are no sales, by their status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.readers.meaning import statuses
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


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("Order cancelled by customer", "cancelled"), ("Pendiente de pago", "unpaid"),
        ("销售退货单", "refund"), ("Gutschrift", "refund"), ("Credit Memo", "refund"),
        ("会员充值", "not_a_sale"), ("售后完成，退款成功", "refunded"), ("零售出库单", "sale"),
        ("无退款", None), ("退款关闭", None), ("refund rejected", None), ("Return requested", None),
        ("Not cancelled", None), ("ready", None),
    ],
)  # fmt: skip
def test_words_that_no_table_has_are_told_by_their_stems(word: str, standing: str | None) -> None:
    assert statuses.meaning(word) == standing


def test_a_refund_is_told_by_the_stem_of_its_kind(shop: OpenShop) -> None:
    text = (
        "order_id,date,customer_id,amount,单据类别\n"
        "A1,2024-01-01,ann,10,零售单\nA2,2024-01-01,ann,9,零售单\nA2,2024-01-01,ann,9,零售退货单\n"
    )
    assert shop(text).bought == {"ann": (1, 10)}


def test_words_that_nobody_knows_are_said(shop: OpenShop) -> None:
    text = HEAD + "A1,2024-01-01,ann,10,paid\nA2,2024-01-02,ann,7,lost in post\n"
    assert "status: lost in post (1 row, 7.00) not known" in shop(text).notes


@pytest.mark.parametrize(
    ("more", "rows", "reason"),
    [
        ("payment status,order status", ("paid,completed", "paid,cancelled"), "cancelled"),
        ("cancelled at", ("", "2024-01-03 10:00"), "cancelled"),
        ("取消时间", ("0000-00-00 00:00:00", "2024-01-03"), "cancelled"),
        ("退款状态", ("未申请退款", "退款成功"), "refunded"),
        ("售后状态", ("售后取消", "退款成功"), "refunded"),
        ("test", ("false", "true"), "not_a_sale"),
    ],
)
def test_other_columns_than_the_status_take_an_order_out(
    shop: OpenShop, more: str, rows: tuple[str, str], reason: str
) -> None:
    text = (
        f"order_id,date,customer_id,amount,{more}\n"
        f"A1,2024-01-01,ann,10,{rows[0]}\nA2,2024-01-01,ann,99,{rows[1]}\n"
        f"A3,2024-01-01,ann,5,{',' * more.count(',') if more == 'cancelled at' else rows[0]}\n"
    )
    found = shop(text)
    assert found.bought == {"ann": (1, 15)}
    assert found.books.amounts("excluded") == {reason: 99}
