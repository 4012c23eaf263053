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


def test_payments_that_cancel_invoices_are_named(shop: OpenShop) -> None:
    with pytest.raises(InputError, match="8 of 8 customers 'amount' comes to nothing") as refused:
        shop(ACCOUNT)
    assert "statuses: {Payment: not_a_sale}" in refused.value.hint
    found = shop(ACCOUNT, wishes=Wishes(statuses={"Payment": "not_a_sale"}))
    assert found.bought["C2"] == (1, 200.5)


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
