"""From lines to purchases: customer and day, with a net amount above zero."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import OpenShop


def test_a_purchase_is_a_customer_and_a_day(shop: OpenShop) -> None:
    text = """
        order_id,order_time,customer_id,amount
        A1,2024-01-01 09:00:00,ann,10
        A2,2024-01-01 18:00:00,ann,20
        A3,2024-01-02 09:00:00,ann,30
    """
    assert shop(text).bought == {"ann": (2, 60)}
    assert shop(text, purchase="order").bought == {"ann": (3, 60)}


def test_equal_lines_of_an_order_are_as_many_items(shop: OpenShop) -> None:
    found = shop("""
        order_id,date,customer_id,sku,amount
        A1,2024-01-01,ann,shirt,10
        A1,2024-01-01,ann,shirt,10
        A1,2024-01-01,ann,shirt,10
    """)
    assert found.bought == {"ann": (1, 30)}


@pytest.mark.parametrize("field", ["amount", "order_amount"])
def test_an_order_id_may_be_reused_by_another_customer_or_day(shop: OpenShop, field: str) -> None:
    found = shop(f"""
        order_id,date,customer_id,sku,{field}
        1,2024-01-01,ann,shirt,10
        1,2024-01-01,bob,shirt,10
        1,2025-01-01,ann,scarf,20
    """)
    assert found.bought == {"ann": (2, 30), "bob": (1, 10)}


def test_the_total_of_an_order_counts_once(shop: OpenShop) -> None:
    found = shop("""
        order_id,date,customer_id,sku,order_amount
        A1,2024-01-01,ann,shirt,50
        A1,2024-01-01,ann,scarf,50
        A2,2024-01-02,bob,shirt,30
        A2,2024-01-02,bob,scarf,
    """)
    assert found.bought == {"ann": (1, 50), "bob": (1, 30)}
    assert found.books.amount_in == 80


def test_a_day_that_nets_to_zero_is_no_purchase(shop: OpenShop) -> None:
    text = """
        order_id,date,customer_id,sku,amount
        A1,2024-01-01,ann,shirt,0.10
        A1,2024-01-01,ann,scarf,0.20
        A1,2024-01-01,ann,shirt,-0.30
        A2,2024-01-02,ann,shirt,10
        A3,2024-01-03,bob,gift,0
    """
    assert shop(text).bought == {"ann": (1, 10)}
    counted = shop(text, count_zero_purchases=True).bought
    assert counted == {"ann": (2, 10), "bob": (1, 0)}


def test_recent_purchases_reach_back_as_many_days_as_are_set(shop: OpenShop) -> None:
    text = """
        date,customer_id,amount
        2024-06-01,ann,1
        2024-06-11,ann,1
        2024-06-12,ann,1
        2024-07-01,ann,1
    """
    assert shop(text, recent_days=20).recent == {"ann": 3}
    assert shop(text, recent_days=19).recent == {"ann": 2}
    assert shop(text, recent_days=20, as_of=date(2024, 6, 30)).recent == {"ann": 2}


def test_a_shop_may_close_after_midnight(shop: OpenShop) -> None:
    text = """
        order_time,customer_id,amount
        2024-01-01 23:00:00,ann,10
        2024-01-02 02:30:00,ann,20
        2024-01-02 05:00:00,ann,30
    """
    assert shop(text).bought == {"ann": (2, 60)}
    late = shop(text, day_ends_at="05:00")
    assert late.bought == {"ann": (2, 60)}
    assert late.days == {"ann": ("2024-01-01", "2024-01-02")}
    assert shop(text, day_ends_at="05:01").bought == {"ann": (1, 60)}
    assert shop(text, day_ends_at="05:01").as_of == "2024-01-01"


def test_amounts_are_exact(shop: OpenShop) -> None:
    rows = "".join("2024-01-01,ann,0.10\n" for _ in range(1000))
    found = shop("date,customer_id,amount\n" + rows)
    assert found.books.amount_in == 100
    assert found.bought == {"ann": (1, 100)}


def test_quantity_times_price_stands_in_for_an_amount(shop: OpenShop) -> None:
    found = shop("""
        order_id,date,customer_id,quantity,unit_price
        A1,2024-01-01,ann,3,1.15
        A1,2024-01-01,ann,2,0.05
    """)
    assert found.bought == {"ann": (1, 3.55)}
    assert str(found.books.amount_in).rstrip("0") == "3.55"
