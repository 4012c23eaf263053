"""The amount of the goods alone: what is taken off, what is believed, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.systems import System

if TYPE_CHECKING:
    from tests.shops import OpenShop

GOODS = Wishes(amount_basis="goods")


def revenue(shop: OpenShop, text: str, wishes: Wishes = GOODS) -> float:
    return shop(text, wishes=wishes).bought["ann"][1]


def test_an_amount_that_says_nothing_is_refused(shop: OpenShop) -> None:
    with pytest.raises(InputError, match="'Amount Paid' may contain postage and tax") as error:
        shop("order_id,date,customer_id,Amount Paid\n1,2024-01-01,ann,10\n", wishes=GOODS)
    assert "--map 'amount=HEADER'" in error.value.hint
    assert "amount_basis=paid" in error.value.hint


def test_columns_of_postage_and_tax_are_taken_off(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,Total,Shipping,Tax\n1,2024-01-01,ann,20,4,1\n"
    assert revenue(shop, text) == 15
    assert "the amount of the goods is Total less Shipping, Tax" in shop(text, wishes=GOODS).notes


def test_refunds_are_less_by_what_they_contain(shop: OpenShop) -> None:
    head = "order_id,date,customer_id,Total,Shipping\n"
    assert revenue(shop, head + "1,2024-01-01,ann,20,4\n1,2024-01-01,ann,-10,2\n") == 8


def test_an_amount_that_is_called_goods_is_believed(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,Subtotal,Shipping\n1,2024-01-01,ann,20,4\n"
    assert revenue(shop, text) == 20


def test_an_item_has_no_postage(shop: OpenShop) -> None:
    head = "order_id,date,customer_id,sku,amount"
    assert revenue(shop, f"{head}\n1,2024-01-01,ann,a,20\n1,2024-01-01,ann,b,3\n") == 23
    with pytest.raises(InputError, match="'Shipping' may be beside it"):
        shop(f"{head},Shipping\n1,2024-01-01,ann,a,20,4\n1,2024-01-01,ann,b,3,4\n", wishes=GOODS)


def test_quantity_times_price_is_goods(shop: OpenShop) -> None:
    assert revenue(shop, "date,customer_id,quantity,unit_price\n2024-01-01,ann,2,5\n") == 10


def test_what_the_user_names_is_taken_as_it_stands(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,net,Total,Shipping\n1,2024-01-01,ann,15,20,4\n"
    asked = Wishes(amount_basis="goods", columns={"amount": "net"})
    assert revenue(shop, text, asked) == 15


def test_postage_on_some_lines_of_an_order_is_refused(shop: OpenShop) -> None:
    head = "order_id,date,customer_id,Order Total,Shipping\n"
    with pytest.raises(InputError, match="'Shipping' is not on all its lines"):
        shop(head + "1,2024-01-01,ann,20,4\n1,2024-01-01,ann,20,\n", wishes=GOODS)
    assert revenue(shop, head + "1,2024-01-01,ann,20,4\n1,2024-01-01,ann,20,4\n") == 16


def test_the_goods_of_a_system_of_lines(shop: OpenShop) -> None:
    till = System(
        name="till",
        signature=("nr", "total"),
        columns={"order_id": "nr", "amount": "total"},
        goods_amount="goods",
        order_totals=False,
    )
    text = "nr,date,customer_id,total,goods\n1,2024-01-01,ann,20,15\n1,2024-01-01,ann,20,15\n"
    assert revenue(shop, text, Wishes(systems=(till,))) == 40
    assert revenue(shop, text, Wishes(systems=(till,), amount_basis="goods")) == 30


def test_money_off_the_account_is_paid_for_goods(shop: OpenShop) -> None:
    till = System(
        name="till",
        signature=("nr", "total"),
        columns={"order_id": "nr", "order_amount": "total"},
        order_totals=True,
        paid_beside=("account",),
        contains=("post",),
    )
    text = "nr,date,customer_id,total,account,post\n1,2024-01-01,ann,20,5,2\n"
    assert revenue(shop, text, Wishes(systems=(till,))) == 25
    assert revenue(shop, text, Wishes(systems=(till,), amount_basis="goods")) == 23
