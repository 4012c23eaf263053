"""What sounds as if it were cancelled, unpaid or refunded, and was sold all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import OpenShop

ROWS = "A1,2024-01-01,ann,30,{0}\nA2,2024-01-02,bob,9,{1}\nA3,2024-01-03,ann,1,{0}\n"


def of(header: str, usual: str, other: str) -> bytes:
    """Return three sales with a column of words, one of which is another than the usual."""
    return f"order_id,date,customer_id,amount,{header}\n{ROWS.format(usual, other)}".encode()


@pytest.mark.parametrize(
    "word",
    [
        "未退款", "未申请退货", "已完成(有退款)", "Refund declined", "Return cancelled", "Paid - non refundable",
        "Final sale - no returns", "Return window closed", "Returnable", "Free cancellation", "Avoided",
        "储值卡支付", "会员储值消费",
    ],
)  # fmt: skip
def test_a_status_that_sounds_like_a_refund_is_a_sale(shop: OpenShop, word: str) -> None:
    assert shop(of("status", "Paid", word)).bought == {"ann": (2, 31), "bob": (1, 9)}


@pytest.mark.parametrize(
    ("usual", "other"), [("Cash", "Credit"), ("New customer", "Return customer")]
)
def test_a_kind_that_sounds_like_a_refund_is_a_sale(shop: OpenShop, usual: str, other: str) -> None:
    assert shop(of("Type", usual, other)).bought == {"ann": (2, 31), "bob": (1, 9)}


def test_credit_beside_debit_is_money_back(shop: OpenShop) -> None:
    assert shop(of("Type", "Debit", "Credit")).bought == {"ann": (2, 31)}


def test_credit_where_cash_is_taken_needs_no_note(shop: OpenShop) -> None:
    assert not shop(of("Sale Type", "Cash", "Credit")).notes


def test_an_open_order_that_is_paid_counts(shop: OpenShop) -> None:
    both = "Order Status,Payment Status"
    assert shop(of(both, "Archived,Paid", "Open,Paid")).bought == {"ann": (2, 31), "bob": (1, 9)}
    assert shop(of(both, "Archived,Paid", "Open,Unpaid")).excluded == {"unpaid": 1}
    assert shop(of("Payment Status", "Paid", "Open")).excluded == {"unpaid": 1}
    assert shop(of("Order Status", "Archived", "Open")).excluded == {"unpaid": 1}
