"""An order that stands on several days is one, on its first day, where ids tell orders apart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from repurchase_cli.opening import open_sales
from repurchase_cli.terms import Needs, Terms

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,item,amount\n"
TWO_DAYS = "1,2024-01-05,ann,Mug,20\n1,2024-01-25,ann,Mug,30\n2,2024-03-06,bob,Mug,10\n"
ONCE = {"ann": (1, 50), "bob": (1, 10)}
TWICE = {"ann": (2, 50), "bob": (1, 10)}


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        "订单号,日期,会员号,商品名称,实付金额\n",
        "Bestellnummer,Datum,Kundennummer,Artikel,Betrag\n",
        "Order ID,Date,Customer ID,Amount\n",
    ],
)
@pytest.mark.parametrize("purchase", ["day", "order"])
def test_deposit_and_balance_are_one_order(shop: OpenShop, head: str, purchase: str) -> None:
    lines = [
        cells if "tem" in head or "Artikel" in head or "商品" in head else cells.replace("Mug,", "")
        for cells in TWO_DAYS.splitlines()
    ]
    for rows in (lines, lines[::-1]):
        found = shop(head + "\n".join(rows) + "\n", purchase=purchase)
        assert found.bought == ONCE
        assert found.days["ann"] == ("2024-01-05", "2024-01-05")
        assert "Orders that sold on several days" in found.notes


@pytest.mark.parametrize(
    ("lines", "bought"),
    [
        ("1,2024-02-06,cid,Mug,10\n", 2),  # with several customers
        ("1,2024-02-06,,Mug,10\n", 2),  # a guest's
        ("1,2024-01-25,,Mug,10\n", 1),  # a line that does not name its customer
        ("3,2024-01-01,cid,Mug,10\n3,2024-03-01,cid,Mug,10\n", 1),  # 60 days
        ("3,2024-01-01,cid,Mug,10\n3,2024-03-02,cid,Mug,10\n", 2),
    ],
)
def test_where_ids_are_used_again_the_day_tells_orders_apart(
    shop: OpenShop, lines: str, bought: int
) -> None:
    found = shop(HEAD + TWO_DAYS + lines)
    assert found.bought["ann"] == (bought, 50)
    assert ("Order ids are used again" in found.notes) == (bought > 1)


def test_one_slip_of_the_pen_makes_no_habit(shop: OpenShop) -> None:
    orders = "".join(
        f"{n},2024-01-05,c{n},Mug,1\n{n},2024-01-25,c{n},Mug,1\n" for n in range(1, 25)
    )
    found = shop(HEAD + orders + "1,2024-01-07,ann,Mug,5\n")
    assert found.bought["c7"] == (1, 2)
    assert shop(HEAD + orders + "1,2024-01-07,ann,Mug,5\n2,2024-01-07,ann,Mug,5\n").bought[
        "c7"
    ] == (2, 2)


def test_how_far_apart_the_days_of_an_order_may_be_is_a_setting(shop: OpenShop) -> None:
    assert shop(HEAD + TWO_DAYS, order_days=0).bought == TWICE
    assert shop(HEAD + TWO_DAYS, order_days=19).bought == TWICE
    assert shop(HEAD + TWO_DAYS, order_days=20).bought == ONCE


def test_files_do_not_matter(shop: OpenShop) -> None:
    first, *others = TWO_DAYS.splitlines()
    assert shop(HEAD + first, HEAD + "\n".join(others)).bought == ONCE
    assert shop(HEAD + TWO_DAYS, HEAD + "\n".join(others)).bought == ONCE, "an overlap"
    assert shop(HEAD + first, HEAD + "\n".join([*others, "1,2024-02-06,cid,Mug,9"])).bought[
        "ann"
    ] == (2, 50)


@pytest.mark.parametrize(
    ("refund", "terms", "bought"),
    [
        ("1,2024-01-10,ann,Mug,-20", {}, (1, 30)),
        ("1,2024-01-10,ann,Mug,-20", {"refunds": "by_date"}, (1, 30)),
        ("1,2024-03-01,ann,Mug,-30", {}, (1, 20)),
        ("R,2024-03-01,ann,Mug,-30", {}, (1, 20)),
        ("1,2024-03-01,ann,Mug,-50", {}, None),
    ],
)
def test_refunds_are_taken_from_the_whole_order(
    shop: OpenShop, refund: str, terms: dict[str, Any], bought: tuple[int, float] | None
) -> None:
    found = shop(HEAD + TWO_DAYS + refund + "\n", **terms)
    assert found.bought.get("ann") == bought
    if bought:
        assert found.days["ann"] == ("2024-01-05", "2024-01-05")


def test_a_refund_is_matched_without_items_too(shop: OpenShop) -> None:
    found = shop("""
        order_id,date,customer_id,amount
        1,2024-01-05,ann,20
        1,2024-01-25,ann,30
        R,2024-02-25,ann,-50
        2,2024-03-06,ann,10
    """)
    assert found.bought == {"ann": (1, 10)}


@pytest.mark.parametrize(
    ("lines", "money"),
    [
        ("1,2024-01-05,ann,Mug,22\n1,2024-01-25,ann,Cup,22\n", 22),
        ("1,2024-01-05,ann,Mug,22\n1,2024-01-05,ann,Plate,22\n1,2024-01-25,ann,Cup,22\n", 22),
        ("1,2024-01-05,ann,Mug,22\n1,2024-01-25,ann,Cup,50\n1,2024-01-25,ann,Mug,50\n", 72),
        ("1,2024-01-05,ann,Mug,22\n1,2024-04-25,ann,Cup,22\n", 44),
    ],
)
def test_the_total_of_an_order_counts_once_on_whichever_days_it_stands(
    shop: OpenShop, lines: str, money: float
) -> None:
    found = shop(
        "order_id,date,customer_id,item,order total\n" + lines + "2,2024-04-27,bob,Mug,9\n"
    )
    assert found.books.amount_in == money + 9
    assert found.bought["ann"] == (2 if money == 44 else 1, money)


def test_totals_of_ids_that_are_used_again_count_on_each_day(shop: OpenShop) -> None:
    found = shop("""
        order_id,date,customer_id,order total
        1,2024-01-05,ann,22
        1,2024-01-25,ann,22
        1,2024-01-27,bob,22
    """)
    assert found.bought == {"ann": (2, 44), "bob": (1, 22)}


def test_an_earlier_day_and_groups_have_their_own_orders(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "order_id,date,customer_id,item,store,amount\n"
        "1,2024-01-05,ann,Mug,east,20\n1,2024-01-25,ann,Mug,west,30\n1,2024-01-26,ann,Cup,west,5\n"
        "2,2024-03-06,bob,Mug,west,10\n"
    )
    with open_sales([str(path)]) as sales:
        columns = ["customer_id", "n_purchases", "revenue", "last_purchase"]

        def rows(of: Any) -> list[tuple[Any, ...]]:
            frame = of.customers(columns)
            return [(i, int(n), r, f"{d:%m-%d}") for i, n, r, d in frame.itertuples(index=False)]

        assert rows(sales.until(date(2024, 1, 25))) == [("ann", 1, 50, "01-05")]
        assert rows(sales.until(date(2024, 1, 6))) == [("ann", 1, 20, "01-05")]
        assert rows(sales.grouped(["store"])) == [
            ("east\x1fann", 1, 20, "01-05"),
            ("west\x1fann", 1, 35, "01-25"),
            ("west\x1fbob", 1, 10, "03-06"),
        ]
        days = sales.lines().groupby("order_id")["moment"].min()
        assert f"{days['1']:%m-%d}" == "01-05"


def test_what_a_whole_order_holds_is_that_of_all_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "order_id,date,customer_id,item,quantity,email,amount\n"
        "1,2024-01-05,ann,Mug,1,ann@shop.example,20\n1,2024-01-25,ann,Cup,3,ann@shop.example,30\n"
        "2,2024-03-06,bob,Mug,1,bob@shop.example,10\n"
    )
    needs = Needs(contacts=True, items=True, last_items=True)
    with open_sales([str(path)], terms=Terms(needs=needs)) as sales:
        bought = sales.purchases(sales.whole()).frame()
        assert [int(units) for units in bought.sort_values("customer")["units"]] == [4, 1]
        items = sales.derive("targeting/items").frame().set_index("customer_id")
        assert dict(items["last_product"]) == {"ann": "Mug", "bob": "Mug"}
