"""How the user names columns: by header, by header and number, for the files that have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError, UsageError
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop

ORDERS = "order_id,date,customer_id,amount\n1,2024-01-05,ann,10\n"
OTHERS = "Beleg,Datum,Kunde Nr,Was,Summe\nA,2024-01-06,ann,Mug,5\nB,2024-01-07,bob,Cup,6\n"


@pytest.mark.parametrize("texts", [(ORDERS, OTHERS), (OTHERS, ORDERS)])
def test_a_mapping_is_for_the_files_that_have_the_column(
    shop: OpenShop, texts: tuple[str, str]
) -> None:
    wishes = Wishes(columns={"customer_id": "Kunde Nr", "order_id": "Beleg", "amount": "Summe"})
    assert shop(*texts, wishes=wishes).bought == {"ann": (2, 15), "bob": (1, 6)}


def test_a_mapping_that_no_file_has_is_refused(shop: OpenShop) -> None:
    with pytest.raises(UsageError, match="no column is named 'Kunde'"):
        shop(ORDERS, ORDERS.replace("amount", "total"), wishes=Wishes(columns={"amount": "Kunde"}))


def test_of_two_columns_with_one_name_the_second_can_be_named(shop: OpenShop) -> None:
    text = (
        "order_id,date,Customer ID,Customer ID,amount\n"
        "1,2024-01-05,g1,ann,10\n2,2024-01-06,g2,ann,10\n"
    )
    with pytest.raises(InputError, match="both 'Customer ID' and 'Customer ID#2'") as error:
        shop(text)
    assert "--map 'customer_id=Customer ID#2'" in error.value.hint
    second = Wishes(columns={"customer_id": "Customer ID#2"})
    assert shop(text, wishes=second).bought == {"ann": (2, 20)}
    first = Wishes(columns={"customer_id": "Customer ID"})
    assert shop(text, wishes=first).bought == {"g1": (1, 10), "g2": (1, 10)}
    with pytest.raises(UsageError, match="no column is named 'Customer ID#3'"):
        shop(text, wishes=Wishes(columns={"customer_id": "Customer ID#3"}))


def test_a_header_that_ends_in_a_number_is_itself(shop: OpenShop) -> None:
    text = "order_id,date,Member#2,amount\n1,2024-01-05,ann,10\n"
    found = shop(text, wishes=Wishes(columns={"customer_id": "Member#2"}))
    assert found.bought == {"ann": (1, 10)}
