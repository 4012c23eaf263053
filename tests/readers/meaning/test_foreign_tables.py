"""Tables that hold sales and are no lists of them say what they are and what to export instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from tests.shops import OpenShop


def table(head: str, row: str) -> str:
    return head + "\n" + "".join(row.format(n=n) + "\n" for n in range(1, 20))


QUICKBOOKS = """
    Sales by Customer Detail
    Acme Shop

    ,Date,Transaction Type,Num,Product/Service,Qty,Sales Price,Amount,Balance
    Ann Smith,,,,,,,,
    ,01/05/2024,Invoice,1001,Mug,1,10.00,10.00,10.00
    ,02/05/2024,Invoice,1004,Mug,1,10.00,10.00,20.00
    Total for Ann Smith,,,,,,,20.00,
    Bob Jones,,,,,,,,
    ,01/25/2024,Invoice,1002,Mug,1,10.00,10.00,10.00
    Total for Bob Jones,,,,,,,10.00,
    TOTAL,,,,,,,30.00,
"""
CHINESE = """
    客户,日期,单号,商品名称,实付金额
    张三,,,,
    ,2024-01-05,A1,杯子,10.00
    ,2024-02-05,A2,杯子,10.00
    李四,,,,
    ,2024-01-25,A3,杯子,10.00
""".replace("客户,", "分组,")


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        (QUICKBOOKS, "below headings (such as 'Ann Smith')", "Group by: None"),
        (CHINESE, "below headings (such as '张三')", "a column for the customer"),
        (table("order_id,date,customer_id,item1,price1,item2,price2", "{n},2024-01-05,c{n},Mug,5,Cup,6"),
         "the items of an order stand side by side in one row (item1, item2", "a row for each item"),
        (table("订单号,日期,会员号,商品1,商品2,商品3", "{n},2024-01-05,c{n},5,6,7"),
         "the items of an order stand side by side in one row (商品1, 商品2", "a row for each item"),
        (table("customer,Jan 2024,Feb 2024,Mar 2024,Total", "c{n},1,,2,3"),
         "its columns are periods (Jan 2024", "the orders that it was made of"),
        (table("会员号,1月,2月,3月,合计", "c{n},1,,2,3"), "its columns are periods (1月", "the orders"),
        (table("customer,2024-01,2024-02,2024-03", "c{n},1,,2"), "its columns are periods", "the orders"),
        (table("Kunde,Q1 2024,Q2 2024,Q3 2024", "c{n},1,,2"), "its columns are periods", "the orders"),
        (table("Row Labels,Sum of Amount,Count of Orders", "c{n},10,2"), "a pivot table (Row Labels",
         "the table that it was made of"),
        (table("行标签,求和项:金额", "c{n},10"), "a pivot table (行标签", "the table that it was made of"),
        (table("Zeilenbeschriftungen,Summe von Betrag", "c{n},10"), "a pivot table", "made of"),
        (table("order_id,date,customer_id,amount", "{n},2024-01-05,c{n},=B{n}*C{n}"),
         "'amount' holds formulas (such as =B1*C1)", "save it"),
        (table("order_id,date,customer_id,amount", "{n},2024-01-05,=VLOOKUP(A{n};K:L;2),10"),
         "'customer_id' holds formulas", "save it"),
    ],
)  # fmt: skip
def test_a_table_that_is_no_list_of_sales_says_what_it_is(
    shop: OpenShop, text: str, what: str, hint: str
) -> None:
    with pytest.raises(InputError) as error:
        shop(text)
    assert what in str(error.value)
    assert hint in error.value.hint


def test_columns_that_only_have_numbers_are_no_items(shop: OpenShop) -> None:
    with pytest.raises(InputError, match="no amount column"):
        shop(table("order_id,date,customer_id,c1,c2,c3", "{n},2024-01-05,c{n},5.5,6.5,7.5"))


def test_what_only_looks_so_is_read(shop: OpenShop) -> None:
    found = shop(
        table(
            "order_id,date,customer_id,amount,May,address 1,address 2", "{n},2024-01-05,c1,1,x,y,z"
        )
    )
    assert found.bought == {"c1": (1, 19)}


@pytest.mark.parametrize("amount", ["Rs. 99/-", "₹99/-", "99/-", "Rs 99/=", "Rs.99.00"])
def test_rupees_without_paise_are_read(shop: OpenShop, amount: str) -> None:
    found = shop(
        "order_id,date,customer_id,amount\n"
        f'1,2024-01-05,ann,"{amount}"\n2,2024-01-06,ann,"{amount}"\n'
    )
    assert found.bought == {"ann": (2, 198)}
