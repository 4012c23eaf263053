"""What a report needs of the sales is kept, whatever else it needs; the numbers are the same."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from tests.shops import OpenShop

EVERY = [
    Needs(contacts, items, last_items, lines)
    for contacts, items, last_items in product((False, True), repeat=3)
    for lines in (frozenset[str](), frozenset({"store"}))
]


@pytest.mark.parametrize("needs", EVERY, ids=str)
def test_every_need_stands_beside_every_other(needs: Needs, shop: OpenShop) -> None:
    read = shop(
        """
        order_id,date,customer_id,phone,product,category,store,quantity,amount
        1,2024-01-05,ann,13800138000,Coat,coats,North,1,80.00
        1,2024-01-05,ann,13800138000,postage,coats,North,1,5.00
        2,2024-02-05,ann,13800138000,Hat,hats,North,1,20.00
        """,
        needs=needs,
    )
    assert read.bought == {"ann": (2, 105.0)}
