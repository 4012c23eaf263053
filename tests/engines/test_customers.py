"""Who is a customer: ids as text, and the ways of writing that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import OpenShop


def test_ids_stay_text(shop: OpenShop) -> None:
    found = shop("""
        date,customer_id,amount
        2024-01-01,17850.0,1
        2024-01-02,17850,1
        2024-01-01,0012,1
        2024-01-01,12,1
        2024-01-01,"=\"\"35153131473290001\"\"",1
        2024-01-02,="35153131473290001",1
        2024-01-03,35153131473290001,1
        2024-01-01,'13800138000,1
        2024-01-01,#1001,1
        2024-01-01,会员 甲,1
    """)
    assert found.bought == {
        "17850": (2, 2),
        "0012": (1, 1),
        "12": (1, 1),
        "35153131473290001": (3, 3),
        "13800138000": (1, 1),
        "1001": (1, 1),
        "会员 甲": (1, 1),
    }


def test_one_unclean_id_far_down_is_cleaned_like_the_first(shop: OpenShop) -> None:
    rows = "".join(f"2024-01-01,{i},1\n" for i in range(10_000, 18_000))
    found = shop("date,customer_id,amount\n" + rows + "2024-01-02,10001.0,1\n2024-01-02,guest,1\n")
    assert found.bought["10001"] == (2, 2)
    assert found.excluded == {"no_customer": 1}


@pytest.mark.parametrize(
    "nobody",
    ["", "-", "0", "guest", "Guest", "N/A", "null", "none", "nan", "anonymous", "unknown",
     "Walk-in", "散客", "匿名", "无", "**", "$$AbCd", " ", "——"],
)  # fmt: skip
def test_nobody_is_no_customer(shop: OpenShop, nobody: str) -> None:
    found = shop(f"date,customer_id,amount\n2024-01-01,ann,10\n2024-01-05,{nobody},7.50\n")
    assert found.bought == {"ann": (1, 10)}
    assert found.excluded == {"no_customer": 1}
    assert found.books.amount_excluded == 7.5
    assert found.as_of == "2024-01-05", "the shop was open, if only for guests"


def test_a_file_without_ids_uses_email_whatever_its_case(shop: OpenShop) -> None:
    found = shop("""
        date,email,phone,amount
        2024-01-01,Ann@Example.com,138,1
        2024-01-02,ann@example.COM,139,1
    """)
    assert found.bought == {"ann@example.com": (2, 2)}
    assert "email is the customer" in found.notes


def test_a_file_without_email_uses_the_phone(shop: OpenShop) -> None:
    found = shop("date,phone,amount\n2024-01-01,'13800138000,1\n2024-01-02,13800138000,1\n")
    assert found.bought == {"13800138000": (2, 2)}
    assert "phone is the customer" in found.notes


def test_a_house_account_can_be_taken_out(shop: OpenShop) -> None:
    text = "date,customer_id,amount\n2024-01-01,ann,1\n2024-01-01,house,9\n"
    found = shop(text, not_customers=("house",))
    assert found.bought == {"ann": (1, 1)}
    assert found.excluded == {"not_a_customer": 1}
    assert found.books.amounts("excluded") == {"not_a_customer": 9}
