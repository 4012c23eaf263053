"""What looks like sales and is none: ledgers of payments, and texts that a merge left in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop

ACCOUNT = "date,customer_id,amount,type\n" + "".join(
    f"2024-01-{i:02d},C{i},{i}00.50,Invoice\n2024-02-{i:02d},C{i},{minus},Payment\n"
    for i in range(1, 9)
    for minus in [f"({i}00.50)" if i % 2 else f"-{i}00.50"]
)


@pytest.mark.parametrize("own", [{}, {"open": "unpaid"}, {"Invoice": "sale"}])
def test_payments_that_cancel_invoices_are_named(shop: OpenShop, own: dict[str, str]) -> None:
    with pytest.raises(InputError, match="8 of 8 customers 'amount' comes to nothing") as refused:
        shop(ACCOUNT, wishes=Wishes(statuses=own))
    assert "statuses: {Payment: ignored}" in refused.value.hint


def test_payments_that_the_settings_tell_apart_are_left_out(shop: OpenShop) -> None:
    found = shop(ACCOUNT, wishes=Wishes(statuses={"Payment": "ignored"}))
    assert found.bought["C2"] == (1, 200.5)
    refunds = Wishes(statuses={"payment": "refund"})
    assert not shop(f"{ACCOUNT}2024-03-01,zoe,5,Invoice\n", wishes=refunds).bought.keys() - {"zoe"}


def test_a_word_that_yaml_takes_for_something_else_stands_in_quotes(shop: OpenShop) -> None:
    with pytest.raises(InputError) as refused:
        shop(ACCOUNT.replace("Payment", "No"))
    assert "statuses: {'No': ignored}" in refused.value.hint


@pytest.mark.parametrize("customers", [18, 20])
def test_many_customers_who_owe_nothing_are_a_ledger_without_a_word(
    shop: OpenShop, customers: int
) -> None:
    text = "date,customer_id,amount\n" + "".join(
        f"2024-01-{i:02d},C{i},{i}00\n2024-02-{i:02d},C{i},-{i}00\n"
        for i in range(1, customers + 1)
    )
    if customers < 20:
        assert shop(text + "2024-03-01,zoe,5\n").bought["zoe"] == (1, 5)
        return
    with pytest.raises(InputError, match="20 of 20 customers") as refused:
        shop(text)
    assert refused.value.hint == (
        "export the sales alone; if it is one: --set answers.payments_cancel=accept"
    )


@pytest.mark.parametrize(
    ("sale", "back"),
    [
        ("coat,1,{price},paid", "coat,-1,-{price},paid"),
        ("coat,1,{price},paid", ",,-{price},Return"),
        ("coat,1,{price},销售", "coat,-1,-{price},某退"),
        (",1,{price},paid", ",,-{price},paid"),
    ],
)
def test_a_small_shop_to_which_nearly_all_came_back_is_no_ledger(
    shop: OpenShop, sale: str, back: str
) -> None:
    text = "order_id,date,customer_id,sku,quantity,amount,status\n" + "".join(
        f"A{i},2024-01-{i:02d},C{i},{sale.format(price=10 * i)}\n"
        f"A{i},2024-02-{i:02d},C{i},{back.format(price=10 * i)}\n"
        for i in range(1, 9)
    )
    sold = sale.format(price=5)
    assert shop(f"{text}B1,2024-03-01,zoe,{sold}\n").bought == {"zoe": (1, 5)}


def test_many_refunds_are_no_ledger(shop: OpenShop) -> None:
    kept = "".join(f"2024-03-{i:02d},D{i},{i}0,Invoice\n" for i in range(1, 4))
    assert len(shop(ACCOUNT + kept).bought) == 3


def test_payments_alone_are_no_sales(shop: OpenShop) -> None:
    head = "date,customer_id,amount\n"
    refunds = head + "2024-01-02,ann,-10\n2024-01-03,bob,(20)\n"
    with pytest.raises(InputError, match="every amount in 'amount' is below zero"):
        shop(refunds)
    sales = "order,date,customer_id,amount\n1,2024-01-01,ann,30\n2,2024-01-04,bob,50\n"
    assert shop(sales, refunds).bought == {"ann": (1, 20), "bob": (1, 30)}


@pytest.mark.parametrize("sold", [1, 9000])
def test_a_merge_conflict_is_refused_where_it_begins(shop: OpenShop, sold: int) -> None:
    rows = "".join(f"{i},2024-01-{i % 28 + 1:02d},customer {i},30.00\n" for i in range(sold))
    text = f"order,date,customer_id,amount\n{rows}<<<<<<< HEAD\n1,2024-01-01,ann,30\n=======\n"
    with pytest.raises(InputError, match=f":{sold + 2}: two versions of this file"):
        shop(text + "1,2024-01-01,ann,31\n>>>>>>> theirs\n")
