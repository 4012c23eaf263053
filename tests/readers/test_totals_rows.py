"""Rows that sum up others, though they have a date, are no sales; items that sound alike are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import OpenShop

SALES = "2024-01-01,ann,A1,shirt,400.00\n2024-01-02,bob,A2,hat,780.00\n"
LABELS = [
    "Gesamt", "Sous-total", "Suma", "Totale", "计", "Summe:", "Zwischensumme", "Total général",
    "Subtotaal", "Totaal", "Итого", "合計", "小计", "合　计", "Toplam", "Razem", "Összesen", "합계",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_dated_rows_of_totals_are_no_sales(shop: OpenShop, label: str) -> None:
    head = "date,customer_id,order_id,product,amount\n"
    for row in (f"2024-01-31,{label},,,1180.00", f"2024-01-31,,,{label},1180.00"):
        found = shop((head + SALES + row + "\n").encode("utf-8-sig"))
        assert found.bought == {"ann": (1, 400), "bob": (1, 780)}, row
        assert found.excluded == {"totals_line": 1}, row


@pytest.mark.parametrize("label", LABELS)
def test_where_nothing_but_date_customer_and_amount_stand(shop: OpenShop, label: str) -> None:
    text = f"date,customer_id,amount\n2024-01-01,ann,1180.00\n2024-01-31,{label},1180.00\n"
    assert shop(text.encode("utf-8-sig")).bought == {"ann": (1, 1180)}


def test_an_item_that_is_called_total_is_sold(shop: OpenShop) -> None:
    head = "date,customer_id,order_id,product,amount\n"
    more = "2024-01-03,ann,A3,Total Care Shampoo,20\n,,,Total,1200\n2024-01-31,,,Total,1200\n"
    assert shop(head + SALES + more).bought == {"ann": (2, 420), "bob": (1, 780)}


def test_an_item_that_is_called_total_lacks_a_date_and_is_no_total(shop: OpenShop) -> None:
    head = "date,customer_id,order_id,product,amount\n"
    found = shop(head + SALES + ",ann,A3,Total Care Shampoo,20\n")
    assert found.codes == [(4, "date_missing")]
    assert found.excluded == {}


def test_somebody_may_be_called_suma(shop: OpenShop) -> None:
    head = "date,customer_id,order_id,product,amount\n"
    found = shop(head + SALES + "2024-01-03,Suma,A3,scarf,20\n2024-01-31,Suma,,,1200\n")
    assert found.bought["Suma"] == (1, 20)
    assert found.excluded == {"totals_line": 1}


def test_a_header_that_is_repeated_is_no_total(shop: OpenShop) -> None:
    text = (
        "Datum,Kundennummer,Gesamt\n2024-01-01,ann,4\nDatum,Kundennummer,Gesamt\n2024-01-02,bob,5\n"
    )
    assert shop(text).excluded == {"repeated_header": 1}
