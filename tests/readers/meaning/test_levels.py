"""Amounts of lines or totals of orders: by the header's word, else by the values, else refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop


def orders(header: str, *amounts: tuple[str, ...], more: str = "") -> str:
    """Orders of one customer a day apart, each line's amount as given."""
    rows = [
        f"A{i},2024-01-{i:02d},ann,item{j},{amount}"
        for i, order in enumerate(amounts, start=1)
        for j, amount in enumerate(order)
    ]
    return "\n".join([f"order_id,date,customer_id,sku,{header}", *rows]) + "\n" + more


def revenue(shop: OpenShop, text: str, wishes: Wishes | None = None) -> float:
    return shop(text, wishes=wishes).bought["ann"][1]


def test_totals_repeated_on_every_line_count_once(shop: OpenShop) -> None:
    text = orders("Total", *[(f"{n}0", f"{n}0") for n in range(1, 7)])
    assert revenue(shop, text) == 10 + 20 + 30 + 40 + 50 + 60


def test_totals_on_the_first_line_only_count_once(shop: OpenShop) -> None:
    assert revenue(shop, orders("Total", ("30", ""), ("20", "", ""))) == 50


def test_amounts_that_differ_within_orders_are_those_of_lines(shop: OpenShop) -> None:
    assert revenue(shop, orders("Total", ("10", "20"), ("5", "5"))) == 40


def test_a_name_that_says_what_it_is_needs_no_evidence(shop: OpenShop) -> None:
    assert revenue(shop, orders("Order Total", ("30", "30"))) == 30
    assert revenue(shop, orders("Line Total", ("30", "30"))) == 60


def test_too_few_orders_with_equal_amounts_are_refused(shop: OpenShop) -> None:
    text = orders("Total", ("10", "10"), ("20",))
    with pytest.raises(InputError, match="of a line or of the whole order") as error:
        shop(text)
    assert "--map 'amount=Total'" in error.value.hint
    assert revenue(shop, text, Wishes(columns={"amount": "Total"})) == 40
    assert revenue(shop, text, Wishes(columns={"order_amount": "Total"})) == 30


def test_quantity_times_price_shows_that_amounts_are_those_of_lines(shop: OpenShop) -> None:
    head = "order_id,date,customer_id,sku,quantity,unit_price,Total\n"
    assert revenue(shop, head + "A1,2024-01-01,ann,a,2,5,10\nA1,2024-01-01,ann,b,1,10,10\n") == 20


def test_a_negative_quantity_pays_a_positive_amount_back(shop: OpenShop) -> None:
    head = "order_id,date,customer_id,sku,quantity,amount\n"
    found = shop(head + "A1,2024-01-01,ann,a,2,10\nA1,2024-01-01,ann,a,-1,5\n")
    assert found.bought == {"ann": (1, 5)}
    assert "lines with a negative quantity count as paid back" in found.notes
    found = shop(head + "A1,2024-01-01,ann,a,2,10\nA1,2024-01-01,ann,a,-1,-5\n")
    assert found.bought == {"ann": (1, 5)}
    assert found.notes == ""


def test_net_and_gross_are_two_amounts(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,Net Amount,Gross Amount\nA1,2024-01-01,ann,10,12\n"
    with pytest.raises(InputError, match="both 'Net Amount' and 'Gross Amount'"):
        shop(text)


def test_totals_of_orders_that_stand_in_two_exports_count_once(shop: OpenShop) -> None:
    days = [f"A{i},2024-01-{i:02d},ann,item,{i}0\n" for i in range(1, 21)]
    head = "order_id,date,customer_id,product,Order Total\n"
    parts = [head + "".join(days[i : i + 4]) for i in range(0, 20, 4)]
    found = shop(*parts, head + "".join(days))
    assert found.bought["ann"] == (20, sum(range(10, 210, 10)))
    assert found.excluded == {"repeated_order": 20}


def test_an_order_that_is_cut_between_two_files_has_one_total(shop: OpenShop) -> None:
    head = "order_id,date,customer_id,product,Order Total\n"
    found = shop(
        head + "A1,2024-01-01,ann,hat,10\nA2,2024-01-02,ann,hat,30\n",
        head + "A2,2024-01-02,ann,tie,30\nA3,2024-01-03,ann,tie,20\n",
    )
    assert found.bought["ann"] == (3, 60)


def test_a_list_of_orders_beside_one_of_their_items_counts_once(shop: OpenShop) -> None:
    whole = "".join(f"A{i},2024-01-{i:02d},ann,{i}0\n" for i in range(1, 10))
    items = "".join(
        f"A{i},2024-01-{i:02d},ann,{item},{i * 5 if i < 4 else i * 10}\n"
        for i in range(1, 10)
        for item in (("hat", "tie") if i < 4 else ("hat",))
    )
    found = shop(
        "order_id,date,customer_id,amount\n" + whole,
        "order_id,date,customer_id,product,amount\n" + items,
    )
    assert found.bought["ann"] == (9, sum(range(10, 100, 10)))


def test_equal_amounts_of_a_sale_and_its_return_are_those_of_lines(shop: OpenShop) -> None:
    rows = [f"A{i},2024-01-{i:02d},ann,{q},{i}0\n" for i in range(1, 8) for q in (1, -1)]
    text = "order_id,date,customer_id,quantity,amount\n" + "".join(rows)
    assert shop(text + "B1,2024-02-01,ann,1,5\n").bought["ann"] == (1, 5)


@pytest.mark.parametrize(("net", "revenue"), [("80", 130.0), ("100", 130.0)])
def test_a_refund_that_is_taken_off_already_is_not_taken_off_again(
    shop: OpenShop, net: str, revenue: float
) -> None:
    head = "order_id,date,customer_id,Total,Refund Amount,Net Sales\n"
    text = head + f"A1,2024-01-01,ann,100,20,{net}\nA2,2024-01-02,ann,50,0,50\n"
    assert shop(text).bought["ann"][1] == revenue


def test_a_discount_beside_a_price_is_asked(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,quantity,price,discount\nA1,2024-01-01,ann,2,10,10%\n"
    with pytest.raises(InputError, match="'price' may be the price before or after 'discount'"):
        shop(text)
    assert shop(text, wishes=Wishes(columns={"discount": "discount"})).bought == {"ann": (1, 18)}


def test_equal_lines_where_all_costs_the_same_are_not_taken_for_totals(shop: OpenShop) -> None:
    rows = [f"A{i},2024-01-{i:02d},ann,5\n" * 2 for i in range(1, 11)]
    text = "order_id,date,customer_id,Amount\n" + "".join(rows)
    with pytest.raises(InputError, match="may be the amount of a line or of the whole order"):
        shop(text)
    assert shop(text, wishes=Wishes(columns={"amount": "Amount"})).bought == {"ann": (10, 100)}
