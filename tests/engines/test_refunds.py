"""Refunds: the order they name, then item and price, then the exact amount, else unmatched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from repurchase_cli.opening import open_sales
from repurchase_cli.terms import Needs, Terms

if TYPE_CHECKING:
    from pathlib import Path

    from repurchase_cli.sales import Reduction
    from tests.shops import OpenShop

#: A guest's sale at the end: the last day counted is that of the last sale.
HEAD = "order_id,date,customer_id,sku,quantity,unit_price,amount\nZ,2024-03-01,,sock,1,1,1\n"


def test_a_refund_of_the_same_order_takes_the_order_away(shop: OpenShop) -> None:
    found = shop(
        HEAD
        + "A1,2024-01-01,ann,shirt,1,30,30\n"
        + "A2,2024-01-03,ann,scarf,1,20,20\n"
        + "A1,2024-01-05,ann,shirt,-1,30,-30\n"
    )
    assert found.bought == {"ann": (1, 20)}
    assert found.days == {"ann": ("2024-01-03", "2024-01-03")}


def test_a_refund_names_its_order_in_a_column_of_its_own(shop: OpenShop) -> None:
    found = shop("""
        order_id,date,customer_id,sku,quantity,unit_price,amount,refunded_order_id
        A1,2024-01-01,ann,shirt,1,30,30,
        A2,2024-01-03,ann,shirt,1,30,30,
        R1,2024-01-05,ann,shirt,-1,30,-30,A1
        Z,2024-03-01,,sock,1,1,1,
    """)
    assert found.days == {"ann": ("2024-01-03", "2024-01-03")}, "not the latest: the named one"
    assert found.bought == {"ann": (1, 30)}


def test_of_a_reused_order_id_the_latest_on_or_before_the_refund_is_meant(shop: OpenShop) -> None:
    found = shop(
        HEAD
        + "A1,2024-01-01,ann,shirt,1,30,30\n"
        + "A1,2024-01-10,ann,shirt,1,30,30\n"
        + "A1,2024-01-15,ann,shirt,-1,30,-30\n"
        + "A1,2024-02-01,ann,shirt,1,30,30\n"
        + "A1,2024-02-02,bob,shirt,1,30,30\n"
    )
    assert found.bought == {"ann": (2, 60), "bob": (1, 30)}
    assert found.days["ann"] == ("2024-01-01", "2024-02-01"), "not the one after it"
    assert shop(
        HEAD
        + "A1,2024-01-01,ann,shirt,1,30,30\n"
        + "A1,2024-01-10,ann,shirt,1,30,30\n"
        + "A1,2024-01-10,ann,shirt,-1,30,-30\n"
    ).days == {"ann": ("2024-01-01", "2024-01-01")}, "a sale of the same day is on or before it"


def test_without_a_name_the_latest_earlier_sale_of_item_and_price_is_refunded(
    shop: OpenShop,
) -> None:
    found = shop(
        HEAD
        + "A1,2024-01-01,ann,shirt,1,30,30\n"
        + "A2,2024-01-02,ann,shirt,1,30,30\n"
        + "A3,2024-01-03,ann,shirt,1,25,25\n"  # another price
        + "A4,2024-01-04,ann,scarf,1,30,30\n"  # another item
        + "A5,2024-01-04,bob,shirt,1,30,30\n"  # another customer
        + "C1,2024-01-05,ann,shirt,-1,30,-30\n"
        + "A6,2024-01-06,ann,shirt,1,30,30\n",  # not earlier
        as_of=None,
    )
    assert found.bought == {"ann": (4, 115), "bob": (1, 30)}
    assert found.days["ann"] == ("2024-01-01", "2024-01-06")


def test_a_second_refund_finds_less_left(shop: OpenShop) -> None:
    sales = "A1,2024-01-01,ann,shirt,2,30,60\nA2,2024-01-02,ann,shirt,1,30,30\n"
    one = shop(HEAD + sales + "C1,2024-01-05,ann,shirt,-2,30,-60\n")
    assert one.days == {"ann": ("2024-01-02", "2024-01-02")}, "only the earlier has enough"
    two = shop(
        HEAD + sales + "C1,2024-01-05,ann,shirt,-1,30,-30\nC2,2024-01-06,ann,shirt,-1,30,-30\n"
    )
    assert two.bought == {"ann": (1, 30)}, "the later sale, then a part of the earlier"
    assert two.days == {"ann": ("2024-01-01", "2024-01-01")}


def test_one_refund_takes_from_one_sale_only(shop: OpenShop) -> None:
    found = shop(
        HEAD
        + "A1,2024-01-01,ann,shirt,1,30,30\n"
        + "A2,2024-01-02,ann,shirt,1,30,30\n"
        + "C1,2024-01-05,ann,shirt,-2,30,-60\n"
    )
    assert found.bought == {"ann": (2, 0)}, "unmatched: money, but no day's purchase"


def test_a_named_refund_leaves_less_for_one_without_a_name(shop: OpenShop) -> None:
    found = shop(
        HEAD
        + "A1,2024-01-01,ann,shirt,1,30,30\n"
        + "A2,2024-01-02,ann,shirt,1,30,30\n"
        + "A2,2024-01-06,ann,shirt,-1,30,-30\n"
        + "C1,2024-01-05,ann,shirt,-1,30,-30\n"
        + "A3,2024-01-07,ann,scarf,1,5,5\n"
    )
    assert found.bought == {"ann": (1, 5)}


def test_a_sale_at_the_same_moment_counts_as_earlier(shop: OpenShop) -> None:
    head = "order_id,order_time,customer_id,sku,quantity,unit_price,amount\n"
    rows = """\
A1,2024-01-01 10:00:{},ann,shirt,1,30,30
C1,2024-01-01 10:00:00,ann,shirt,-1,30,-30
A2,2024-01-02 10:00:00,ann,scarf,1,5,5
"""
    assert shop(head + rows.format("00")).bought == {"ann": (1, 5)}
    assert shop(head + rows.format("01")).bought == {"ann": (2, 5)}, "a second later: unmatched"


def test_an_unmatched_refund_lowers_revenue_even_below_zero(shop: OpenShop) -> None:
    found = shop(
        HEAD
        + "A1,2024-01-02,ann,shirt,1,30,30\n"
        + "C1,2024-01-01,ann,shirt,-1,30,-30\n"
        + "C2,2024-01-03,ann,coat,-1,99,-99\n"
        + "C3,2024-01-03,bob,coat,-1,99,-99\n"
    )
    assert found.bought == {"ann": (1, -99)}, "and who only refunds is no customer of the table"
    assert found.books.amount_used == 30 - 30 - 99 - 99


@pytest.mark.parametrize(
    ("refund", "bought", "days"),
    [
        ("20", (2, 110), ("2024-01-02", "2024-01-03")),
        ("30", (2, 100), ("2024-01-01", "2024-01-03")),
        ("80", (2, 50), ("2024-01-01", "2024-01-02")),
        ("25", (3, 105), ("2024-01-01", "2024-01-03")),
    ],
)
def test_without_items_the_amount_must_be_exactly_what_is_left(
    shop: OpenShop, refund: str, bought: tuple[int, float], days: tuple[str, str]
) -> None:
    found = shop(f"""
        order_id,date,customer_id,amount
        A1,2024-01-01,ann,20.00
        A2,2024-01-02,ann,30
        A3,2024-01-03,ann,80
        C1,2024-01-04,ann,-{refund}
        Z,2024-03-01,,1
    """)
    assert found.bought == {"ann": bought}
    assert found.days == {"ann": days}


def test_by_date_lowers_the_day_of_the_refund(shop: OpenShop) -> None:
    text = (
        HEAD
        + "A1,2024-01-01,ann,shirt,1,30,30\n"
        + "A2,2024-01-05,ann,scarf,1,20,20\n"
        + "A1,2024-01-05,ann,shirt,-1,30,-30\n"
    )
    found = shop(text, refunds="by_date")
    assert found.bought == {"ann": (1, 20)}
    assert found.days == {"ann": ("2024-01-01", "2024-01-01")}
    assert shop(text).days == {"ann": ("2024-01-05", "2024-01-05")}


def test_a_refund_after_the_last_day_takes_nothing(shop: OpenShop) -> None:
    found = shop(
        HEAD + "A1,2024-01-01,ann,shirt,1,30,30\nA1,2024-01-05,ann,shirt,-1,30,-30\n",
        as_of=date(2024, 1, 4),
    )
    assert found.bought == {"ann": (1, 30)}
    assert found.excluded == {"after_as_of": 2}


def test_a_type_says_that_a_positive_amount_went_back(shop: OpenShop) -> None:
    found = shop("""
        流水号,日期,会员号,商品名称,单价,数量,实收金额,类型
        S1,2024-01-01,00012,风衣,300,1,300,销售
        S2,2024-01-02,00012,围巾,80,1,80,销售
        S3,2024-01-03,00012,风衣,300,1,300,退款
        S4,2024-03-01,-,袜子,1,1,1,销售
    """)
    assert found.bought == {"00012": (1, 80)}
    assert found.books.amount_in == 81


def test_a_refund_column_is_taken_off_its_order(shop: OpenShop) -> None:
    found = shop("""
        order_id,date,customer_id,amount,refund
        A1,2024-01-01,ann,30,0
        A2,2024-01-02,ann,30,12.50
        A3,2024-01-03,ann,30,30
    """)
    assert found.bought == {"ann": (2, 47.5)}
    assert found.days == {"ann": ("2024-01-01", "2024-01-02")}


@pytest.mark.parametrize(
    ("head", "sale", "refund"),
    [
        ("order_id,date,customer_id,item,order total", "Mug,22.00", "Mug,-22.00"),
        ("订单号,日期,会员号,商品名称,订单实付金额", "杯子,22.00", "杯子,-22.00"),
    ],
)
@pytest.mark.parametrize("terms", [{}, {"count_zero_purchases": True}, {"purchase": "order"}])
def test_a_total_that_went_back_leaves_no_purchase_of_nothing(
    shop: OpenShop, head: str, sale: str, refund: str, terms: dict[str, Any]
) -> None:
    """It stands on each line of the order: but one line of it is money, and all are refunds."""
    found = shop(
        f"{head}\n"
        + f"1,2024-01-05,ann,{sale}\n" * 3
        + f"1,2024-01-10,ann,{refund}\n" * 3
        + f"2,2024-03-01,bob,{sale}\n",
        **terms,
    )
    left = (1, 0.0) if "count_zero_purchases" in terms else None
    assert found.bought.get("ann") == left
    assert found.days.get("ann", ("2024-01-05",) * 2) == ("2024-01-05", "2024-01-05")
    assert found.bought["bob"] == (1, 22)


def test_lines_of_a_total_that_went_back_are_no_units_sold(shop: OpenShop) -> None:
    found = shop(
        "order_id,date,customer_id,item,quantity,order total\n"
        "1,2024-01-05,ann,Mug,1,22.00\n1,2024-01-05,ann,Plate,1,22.00\n"
        "2,2024-02-05,ann,Cup,1,9.00\n"
        "1,2024-01-10,ann,Mug,1,-22.00\n1,2024-01-10,ann,Plate,1,-22.00\n",
        refunds="by_date",
        needs=Needs(items=True),
    )
    assert found.bought == {"ann": (2, 9)}


@pytest.mark.parametrize("new", ["250", "60"])
@pytest.mark.parametrize("receipt", ["9", "8"])
@pytest.mark.parametrize(
    ("head", "coat", "day"),
    [
        ("order_id,date,customer_id,item,amount", "Coat", "2024-01-25"),
        ("流水号,时间,会员号,商品名称,实收金额", "大衣", "2024-01-25 10:00:01"),
        ("order_id,date,customer_id,sku,amount", "C-1", "2024-01-25 10:00"),
    ],
)
def test_an_exchange_is_one_purchase_on_one_receipt_or_two(
    shop: OpenShop, head: str, coat: str, day: str, receipt: str, new: str
) -> None:
    lines = [
        f"1,2024-01-05,ann,{coat},100",
        f"9,{day},ann,other,{new}",
        f"{receipt},{day},ann,{coat},-100",
        f"2,2024-03-01,bob,{coat},1",
    ]
    for rows in (lines, lines[::-1]):
        found = shop("\n".join([head, *rows]) + "\n")
        assert found.bought == {"ann": (1, float(new)), "bob": (1, 1)}
        assert found.days["ann"] == ("2024-01-25", "2024-01-25")


def test_what_an_order_takes_off_itself_stays_with_it(shop: OpenShop) -> None:
    """No earlier sale fits: a discount, a line typed twice, or another price."""
    sales = HEAD + "A1,2024-01-01,ann,shirt,1,30,30\nA2,2024-01-03,ann,scarf,1,20,20\n"
    for line in ("voucher,1,-5,-5", "scarf,-1,5,-5", "shirt,-1,5,-5"):
        assert shop(sales + f"A2,2024-01-03,ann,{line}\n").bought == {"ann": (2, 45)}
    found = shop(sales + "A2,2024-01-03,ann,shirt,1,30,30\nA2,2024-01-03,ann,shirt,-1,30,-30\n")
    assert found.bought == {"ann": (2, 50)}, "the latest sale of the item is on the receipt itself"


def test_a_return_later_on_the_day_is_of_the_order_that_it_names(shop: OpenShop) -> None:
    found = shop("""
        order_id,order_time,customer_id,item,amount
        1,2024-01-05 10:00,ann,Coat,100
        9,2024-01-25 10:00,ann,Coat,100
        9,2024-01-25 10:00,ann,Scarf,20
        9,2024-01-25 18:00,ann,Coat,-100
        2,2024-03-01 10:00,bob,Mug,1
    """)
    assert found.bought["ann"] == (2, 120)
    assert found.days["ann"] == ("2024-01-05", "2024-01-25")


def test_an_exchange_of_what_was_returned_before_takes_nothing_twice(shop: OpenShop) -> None:
    found = shop(
        HEAD
        + "A1,2024-01-01,ann,coat,1,100,100\n"
        + "A1,2024-01-10,ann,coat,-1,100,-100\n"
        + "A9,2024-01-25,ann,dress,1,250,250\nA9,2024-01-25,ann,coat,-1,100,-100\n"
    )
    assert found.bought == {"ann": (1, 150)}


def test_an_exchange_of_a_part_of_an_order_of_several_days(shop: OpenShop) -> None:
    found = shop(
        HEAD
        + "A1,2024-01-01,ann,coat,1,100,100\nA1,2024-01-09,ann,scarf,1,20,20\n"
        + "A9,2024-01-25,ann,dress,1,60,60\nA9,2024-01-25,ann,scarf,-1,20,-20\n"
    )
    assert found.bought == {"ann": (2, 160)}
    assert found.days["ann"] == ("2024-01-01", "2024-01-25")


def test_a_credit_note_that_names_an_order_beside_invoices_takes_the_sale_back(
    shop: OpenShop,
) -> None:
    rows = "".join(
        f"Sales Order,2024-01-{i:02d},SO{i},,c{i},{i}0\nInvoice,2024-01-{i:02d},INV{i},,c{i},{i}0\n"
        for i in range(1, 7)
    )
    head = "Type,Date,Document No,Original Order,Customer No,Amount\n"
    found = shop(f"{head}{rows}Credit Note,2024-01-20,CN3,SO3,c3,-30\n")
    assert found.bought.get("c3", (0, 0))[1] == 0
    assert sum(money for _, money in found.bought.values()) == 180


def test_what_is_known_of_an_earlier_day_has_later_refunds_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "order_id,date,customer_id,amount\n1,2024-01-05,ann,20\n1,2024-02-05,ann,-20\n"
        "2,2024-02-06,bob,5\n"
    )
    with open_sales([str(path)]) as sales:
        day = date(2024, 1, 31)
        as_seen = sales.until(day).customers(["revenue"])["revenue"].tolist()
        as_known = sales.known_until(day).customers(["revenue"])["revenue"].tolist()
    assert as_seen == [20]
    assert as_known == []


#: Whatever may come after a day and change what a customer's days up to it come to.
LATER = """\
1,2024-01-05,named,coat,1,100,100
1,2024-02-20,named,coat,-1,100,-100
2,2024-01-05,by item,scarf,2,20,40
R2,2024-01-15,by item,scarf,-1,20,-20
R3,2024-02-20,by item,scarf,-1,20,-20
4,2024-01-05,first come,coat,1,100,100
5,2024-01-08,first come,coat,1,100,100
R5,2024-01-20,first come,coat,-1,100,-100
5,2024-02-20,first come,coat,-1,100,-100
6,2024-01-05,exchange,dress,1,60,60
7,2024-01-20,exchange,dress,-1,60,-60
7,2024-01-20,exchange,scarf,1,20,20
8,2024-02-20,exchange,scarf,-1,20,-20
9,2024-01-10,unmatched,hat,1,5,5
R9,2024-02-10,unmatched,coat,-1,7,-7
10,2024-01-10,two days,hat,1,5,5
10,2024-02-10,two days,coat,1,100,100
10,2024-02-20,two days,coat,-1,100,-100
11,2024-01-05,plain,hat,1,5,5
12,2024-02-20,plain,hat,1,5,5
"""


#: All days.
EVERY = {"since": "0", "last_day": "99999"}


@pytest.mark.parametrize("purchase", ["day", "order"])
def test_sales_of_an_earlier_day_are_those_of_a_file_that_ends_then(
    purchase: str, tmp_path: Path
) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(HEAD + LATER)

    def rows(sales: Reduction) -> list[tuple[object, ...]]:
        names = ["customer_id", "first_purchase", "last_purchase", "n_purchases", "revenue"]
        columns = sales.customer_columns([*names, "n_orders"])
        customers = list(zip(*(column.tolist() for column in columns.values()), strict=True))
        days = "customer_id, day, money, n_orders, amount, is_purchase"
        found = sales.derive("sales/days_until", EVERY, days=sales.base["days"]).frame()
        return [*customers, *sorted(found[days.split(", ")].itertuples(index=False, name=None))]

    with open_sales([str(path)], terms=Terms(purchase=purchase)) as sales:
        for day in (date(2024, 1, 16), date(2024, 2, 15)):
            with open_sales([str(path)], terms=Terms(purchase=purchase, as_of=day)) as cut:
                assert rows(sales.until(day)) == rows(cut)
