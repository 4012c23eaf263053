"""What orders keep of the items of their lines, and which lines say nothing of it."""

from __future__ import annotations

import pytest

from tests.reports.metrics.measured import document, measures

HEAD = "order_id,date,customer_id,category,product,quantity,amount\n"


def test_a_refund_on_its_own_day_takes_no_units_back() -> None:
    text = HEAD + "1,2024-01-01,ann,coat,Coat,2,20\n2,2024-01-01,ann,coat,Coat,-1,-5\n"
    found = measures(document(text, refunds="by_date"))
    assert (found["revenue"], found["items_per_purchase"]) == (15, 2)


@pytest.mark.parametrize("written", ["coat", "coat  ", '"=""coat"""', "ｃｏａｔ　"])
def test_a_category_is_known_however_its_cell_is_written(written: str) -> None:
    text = HEAD + f"1,2024-01-01,ann,coat,Coat,1,20\n2,2024-01-02,ann,{written},Coat,1,20\n"
    expected = 1 if written != "ｃｏａｔ　" else 0  # letters of another width are another name
    assert measures(document(text))["same_category_repurchase_rate"] == expected


@pytest.mark.parametrize("written", ["Postage", "POSTAGE ", '"=""Postage"""', "邮费"])
def test_postage_is_no_item_however_its_cell_is_written(written: str) -> None:
    text = HEAD + f"1,2024-01-01,ann,coat,Coat,1,20\n1,2024-01-01,ann,coat,{written},1,5\n"
    assert measures(document(text))["items_per_purchase"] == 1


def test_a_blank_product_is_known_by_its_number() -> None:
    text = "order_id,date,customer_id,sku,product,quantity,amount\n"
    text += "1,2024-01-01,ann,S1,Coat,1,20\n1,2024-01-01,ann,POST,   ,1,5\n"
    assert measures(document(text))["items_per_purchase"] == 1
