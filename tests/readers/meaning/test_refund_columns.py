"""Refund columns by names that nobody knows, counts of returns, flags, and ids in backticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,amount"
ROWS = "A1,2024-01-01,ann,30.00,{}\nA2,2024-01-02,bob,20.00,{}\nA3,2024-01-03,cat,10.00,{}\n"


@pytest.mark.parametrize(
    "header", ["实退金额", "退款总额", "退款", "total_refunds", "Erstatteter Betrag", "İade Tutarı"]
)
def test_money_given_back_is_told_by_a_part_of_the_name(shop: OpenShop, header: str) -> None:
    text = f"{HEAD},{header}\n" + ROWS.format("0.00", "20.00", "2.50")
    found = shop(text.encode("utf-8-sig"))
    assert found.bought == {"ann": (1, 30), "cat": (1, 7.5)}
    assert f"'{header}' looks like money given back and counts as that" in found.notes


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("退款单号", ("0", "20", "5")),
        ("退款原因", ("", "20", "")),
        ("returns", ("0", "1", "2")),
        ("退款次序", ("90.00", "20.00", "70.00")),
        ("Refundable", ("0", "1", "0")),
        ("可退款金额", ("30.00", "20.00", "10.00")),
        ("申请退款金额", ("0.00", "20.00", "0.00")),
        ("Refund limit", ("30.00", "20.00", "10.00")),
        ("退货运费险", ("0.60", "0.00", "0.00")),
        ("退货率", ("0.05", "0.00", "0.00")),
        ("Refund Protection Fee", ("0.99", "0.00", "0.00")),
        ("refund shield", ("0.99", "0.98", "0.99")),
    ],
)
def test_what_is_no_money_takes_nothing_off(
    shop: OpenShop, header: str, values: tuple[str, str, str]
) -> None:
    text = f"{HEAD},{header}\n" + ROWS.format(*values)
    assert shop(text).bought == {"ann": (1, 30), "bob": (1, 20), "cat": (1, 10)}


@pytest.mark.parametrize("header", ["退货数量", "Returned Qty"])
def test_a_count_of_returns_without_their_money_is_said(shop: OpenShop, header: str) -> None:
    found = shop(f"{HEAD},{header}\n" + ROWS.format("0", "1", "0"))
    assert f"{header} says that goods came back" in found.notes
    assert not shop(f"{HEAD},{header}\n" + ROWS.format("0", "0", "0")).notes


@pytest.mark.parametrize(
    ("header", "values"),
    [("是否有效", ("是", "否", "是")), ("is_deleted", ("0", "1", "0")), ("作废", ("", "是", "否"))],
)
def test_flags_of_what_does_not_count(
    shop: OpenShop, header: str, values: tuple[str, str, str]
) -> None:
    found = shop(f"{HEAD},{header}\n" + ROWS.format(*values))
    assert found.excluded == {"cancelled": 1}
    assert sorted(found.bought) == ["ann", "cat"]


def test_cells_that_begin_with_a_backtick(shop: OpenShop) -> None:
    text = "订单号,支付时间,openid,支付金额\n`A1,`2024-01-01 10:00:00,`oX1,`30.50\n"
    assert shop(text).bought == {"oX1": (1, 30.5)}


def test_the_buyers_phone_counts_and_not_the_recipients(shop: OpenShop) -> None:
    text = (
        "订单号,下单时间,收货人手机,下单人手机,实付金额\nA1,2024-01-01,13911111112,13800138001,9\n"
    )
    assert list(shop(text).bought) == ["13800138001"]


def test_a_ditto_mark_is_nobody(shop: OpenShop) -> None:
    found = shop(f"{HEAD}\nA1,2024-01-01,ann,30\nA2,2024-01-02,〃,20\n")
    assert (found.bought, found.excluded) == ({"ann": (1, 30)}, {"no_customer": 1})
