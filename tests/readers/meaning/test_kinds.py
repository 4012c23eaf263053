"""What columns and rows mean, by the smallest file of each kind that was once read wrongly.

Each case is a file, what each customer has paid by it, or a piece of the question that it raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop

Paid = dict[str, float]

CASES: dict[str, tuple[str, Paid]] = {
    "what is due after the discount": (
        (
            "order_id,date,customer_id,total,discount,amount_due\n"
            "1,2024-01-05,ann,100.00,10.00,90.00\n"
            "2,2024-02-06,bob,80.00,5.00,75.00\n"
            "3,2024-02-07,cid,60.00,0.00,60.00\n"
        ),
        {"ann": 90, "bob": 75, "cid": 60},
    ),
    "net and tax": (
        (
            "date,customer_id,Net sales,Tax,Total sales\n"
            "2024-01-05,ann,100.00,10.00,110.00\n"
            "2024-02-06,bob,80.00,8.00,88.00\n"
        ),
        {"ann": 110, "bob": 88},
    ),
    "postage and tax": (
        (
            "order_id,date,customer_id,amount,shipping,tax,grand_total\n"
            "1,2024-01-05,ann,100.00,10.00,9.00,119.00\n"
            "2,2024-02-06,bob,80.00,0.00,7.00,87.00\n"
        ),
        {"ann": 119, "bob": 87},
    ),
    "a name that nobody knows": (
        (
            "order_id,date,customer_id,subtotal,coupon_discount,payable\n"
            "1,2024-01-05,ann,100.00,10.00,90.00\n"
            "2,2024-02-06,bob,80.00,5.00,75.00\n"
        ),
        {"ann": 90, "bob": 75},
    ),
    "no name that is known": (
        (
            "订单号,日期,会员号,合计,优惠,应收\n"
            "1,2024-01-05,ann,100.00,10.00,90.00\n"
            "2,2024-02-06,bob,80.00,5.00,75.00\n"
        ),
        {"ann": 90, "bob": 75},
    ),
    "what is still open is no amount": (
        (
            "order_id,date,customer_id,total,paid,balance_due\n"
            "1,2024-01-05,ann,100.00,100.00,0.00\n"
            "2,2024-02-06,bob,80.00,80.00,0.00\n"
            "3,2024-02-08,bob,80.00,30.00,50.00\n"
        ),
        {"ann": 100, "bob": 160},
    ),
    "what a payment service leaves": (
        (
            "order_id,date,customer_id,total,fee,net\n"
            "1,2024-01-05,ann,100.00,3.00,97.00\n"
            "2,2024-02-06,bob,80.00,2.00,78.00\n"
        ),
        {"ann": 100, "bob": 80},
    ),
    "in German": (
        (
            "Bestellnr,Datum,Kundennummer,Gesamt,Rabatt,Zahlbetrag\n"
            "1,2024-01-05,ann,100.00,10.00,90.00\n"
            "2,2024-02-06,bob,80.00,5.00,75.00\n"
        ),
        {"ann": 90, "bob": 75},
    ),
    "cost and profit": (
        (
            "order_id,date,customer_id,total,cost,profit\n"
            "1,2024-01-05,ann,100.00,10.00,90.00\n"
            "2,2024-02-06,bob,80.00,5.00,75.00\n"
        ),
        {"ann": 100, "bob": 80},
    ),
    "an invoice and its payment": (
        (
            "Type,Date,No,Customer No,Amount\n"
            "Invoice,2024-01-05,1,C1,40.00\n"
            "Payment,2024-01-06,2,C1,40.00\n"
        ),
        {"C1": 40},
    ),
    "order, invoice and delivery note": (
        (
            "Type,Date,No,Customer No,Amount\n"
            "Sales Order,2024-01-05,1,C1,40.00\n"
            "Invoice,2024-01-06,2,C1,40.00\n"
            "Delivery Note,2024-01-06,3,C1,40.00\n"
            "Sales Order,2024-02-05,4,C2,50.00\n"
            "Invoice,2024-02-06,5,C2,50.00\n"
            "Delivery Note,2024-02-06,6,C2,50.00\n"
        ),
        {"C1": 40, "C2": 50},
    ),
    "invoice, receipt and credit note": (
        (
            "Type,Date,No,Customer No,Amount\n"
            "Invoice,2024-01-05,1,C1,40.00\n"
            "Receipt,2024-01-06,2,C1,40.00\n"
            "Credit Note,2024-01-08,3,C1,10.00\n"
        ),
        {"C1": 30},
    ),
    "a row without money says how was paid": (
        (
            "receipt,date,customer_id,item,amount\n"
            "1,2024-01-05,ann,Mug,10.00\n"
            "1,2024-01-05,ann,Plate,20.00\n"
            "1,2024-01-05,ann,paid by card,\n"
            "2,2024-02-07,cid,Mug,10.00\n"
            "2,2024-02-07,cid,paid by card,\n"
        ),
        {"ann": 30, "cid": 10},
    ),
    "total and cash below the items": (
        (
            "receipt,date,customer_id,item,amount\n"
            "1,2024-01-05,ann,Mug,10.00\n"
            "1,2024-01-05,ann,Plate,20.00\n"
            "1,2024-01-05,ann,Total,30.00\n"
            "1,2024-01-05,ann,Cash,30.00\n"
            "2,2024-02-07,cid,Mug,10.00\n"
            "2,2024-02-07,cid,Total,10.00\n"
            "2,2024-02-07,cid,Cash,10.00\n"
        ),
        {"ann": 30, "cid": 10},
    ),
    "a void takes back a sale": (
        (
            "order_id,date,type,customer_id,amount\n"
            "1,2024-01-05,Sale,ann,30.00\n"
            "2,2024-02-05,Sale,ann,14.00\n"
            "9,2024-02-05,Void,ann,-14.00\n"
        ),
        {"ann": 30},
    ),
    "in German again": (
        (
            "order_id,date,type,customer_id,amount\n"
            "1,2024-01-05,Verkauf,ann,30.00\n"
            "2,2024-02-05,Verkauf,ann,14.00\n"
            "2,2024-02-05,Storno,ann,-14.00\n"
        ),
        {"ann": 30},
    ),
    "in Chinese": (
        (
            "单号,日期,类型,会员号,实付金额\n"
            "1,2024-01-05,销售,ann,30.00\n"
            "2,2024-02-05,销售,ann,14.00\n"
            "3,2024-02-05,撤销,ann,-14.00\n"
        ),
        {"ann": 30},
    ),
    "the sale itself is void": (
        (
            "单号,日期,类型,会员号,实付金额\n"
            "1,2024-01-05,销售,ann,30.00\n"
            "2,2024-02-05,作废,ann,14.00\n"
        ),
        {"ann": 30},
    ),
    "of the same number": (
        (
            "单号,日期,类型,会员号,实付金额\n"
            "1,2024-01-05,销售,ann,30.00\n"
            "2,2024-02-05,销售,ann,14.00\n"
            "2,2024-02-05,作废,ann,-14.00\n"
        ),
        {"ann": 30},
    ),
    "both halves are void": (
        (
            "order_id,date,status,customer_id,amount\n"
            "1,2024-01-05,completed,ann,30.00\n"
            "2,2024-02-05,void,ann,14.00\n"
            "2,2024-02-05,void,ann,-14.00\n"
        ),
        {"ann": 30},
    ),
    "a refund names a cancelled order": (
        (
            "order_id,Original Order,date,customer_id,status,total\n"
            "1001,,2024-01-05,ann,completed,80.00\n"
            "1002,,2024-01-09,ann,cancelled,50.00\n"
            "1003,1002,2024-01-10,ann,refunded,-50.00\n"
        ),
        {"ann": 80},
    ),
    "a refund of a cancelled order": (
        (
            "order_id,date,customer_id,status,total\n"
            "1001,2024-01-05,ann,completed,80.00\n"
            "1002,2024-01-09,ann,cancelled,50.00\n"
            "1002,2024-01-10,ann,refund,-50.00\n"
        ),
        {"ann": 80},
    ),
    "money loaded onto a card": (
        (
            "单号,时间,会员号,商品名称,数量,金额,支付方式\n"
            "1,2024-01-05,m1,会员充值,1,500.00,微信\n"
            "2,2024-01-10,m1,衬衫,1,200.00,储值卡\n"
        ),
        {"m1": 200},
    ),
    "a gift card": (
        (
            "id,date,customer_id,item,qty,amount,payment\n"
            "1,2024-01-05,m1,Gift card,1,50.00,card\n"
            "2,2024-01-10,m1,Shirt,1,20.00,gift card\n"
            "3,2024-01-12,m2,Shirt,1,20.00,card\n"
        ),
        {"m1": 20, "m2": 20},
    ),
    "attempts to pay": (
        (
            "order_id,date,customer_id,total,status\n"
            "1,2024-01-05,ann,30.00,failed\n"
            "1,2024-01-05,ann,30.00,paid\n"
            "2,2024-01-06,bob,20.00,paid\n"
        ),
        {"ann": 30, "bob": 20},
    ),
    "attempts on several lines": (
        (
            "order_id,date,customer_id,item,order_total,status\n"
            "1,2024-01-05,ann,a,30.00,failed\n"
            "1,2024-01-05,ann,b,30.00,failed\n"
            "1,2024-01-05,ann,a,30.00,paid\n"
            "1,2024-01-05,ann,b,30.00,paid\n"
            "2,2024-01-06,bob,x,20.00,paid\n"
        ),
        {"ann": 30, "bob": 20},
    ),
    "orders that are tests or purchases": (
        (
            "订单号,日期,会员号,实付金额,订单类型\n"
            "1,2024-01-05,a,30,普通订单\n"
            "2,2024-01-05,b,40,测试订单\n"
            "3,2024-01-06,c,400,分销采购单\n"
        ),
        {"a": 30},
    ),
    "a mode": (
        ("order_id,date,customer_id,total,mode\n1,2024-01-05,a,30,live\n2,2024-01-05,b,40,test\n"),
        {"a": 30},
    ),
    "a customer column that is blank": (
        (
            "Name,Email,Financial Status,Paid at,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Phone,Billing Phone\n"
            "#1001,,paid,2024-01-05 10:00:00 -0500,30.00,2024-01-05 10:00:00 -0500,1,Mug,30.00,+15551230001,\n"
            "#1002,,paid,2024-02-05 10:00:00 -0500,40.00,2024-02-05 10:00:00 -0500,1,Mug,40.00,+15551230001,\n"
            "#1003,,paid,2024-02-05 10:00:00 -0500,50.00,2024-02-05 10:00:00 -0500,1,Mug,50.00,,+15551230002\n"
        ),
        {"+15551230001": 70, "+15551230002": 50},
    ),
    "two times of one day": (
        (
            "order_id,customer_id,order time,payment time,total\n"
            "1,ann,2024-01-05 10:00:00,2024-01-05 10:00:05,30\n"
            "2,bob,2024-01-06 10:00:00,2024-01-06 10:01:05,40\n"
        ),
        {"ann": 30, "bob": 40},
    ),
    "net, tax and gross": (
        (
            "order_id,date,customer_id,net amount,tax amount,gross amount\n"
            "1,2024-01-05,ann,100.00,19.00,119.00\n"
            "2,2024-01-06,bob,50.00,9.50,59.50\n"
        ),
        {"ann": 119, "bob": 59.5},
    ),
    "a point that another value decides": (
        (
            "order_id,date,customer_id,amount\n"
            "1,2024-01-05,ann,1.000\n"
            "2,2024-01-06,bob,0.400\n"
            "3,2024-01-06,bob,12.500\n"
        ),
        {"ann": 1, "bob": 12.9},
    ),
}
QUESTIONS: dict[str, tuple[str, str]] = {
    "neutral names": (
        (
            "date,customer_id,c1,c2,c3\n"
            "2024-01-05,ann,100.00,10.00,90.00\n"
            "2024-02-06,bob,80.00,5.00,75.00\n"
        ),
        "--map amount=c3",
    ),
    "two unknown parts": (
        (
            "order_id,date,customer_id,total,foo,bar\n"
            "1,2024-01-05,ann,100.00,10.00,90.00\n"
            "2,2024-02-06,bob,80.00,5.00,75.00\n"
            "3,2024-02-07,cid,60.00,3.00,57.00\n"
        ),
        "--map amount=bar",
    ),
    "a new id for each order of a guest": (
        (
            "order_id,date,id_customer,email,total\n"
            "1,2024-01-05,10,ann@x.com,30\n"
            "2,2024-02-05,11,ann@x.com,30\n"
            "3,2024-03-05,12,ann@x.com,30\n"
            "4,2024-03-05,13,bob@x.com,30\n"
            "5,2024-04-05,14,bob@x.com,30\n"
            "6,2024-04-06,15,cid@x.com,30\n"
        ),
        "--map customer_id=email",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_what_customers_paid(shop: OpenShop, kind: str) -> None:
    text, paid = CASES[kind]
    assert {who: money for who, (_, money) in shop(text).bought.items()} == paid


@pytest.mark.parametrize("kind", QUESTIONS)
def test_what_the_file_alone_does_not_decide(shop: OpenShop, kind: str) -> None:
    text, candidate = QUESTIONS[kind]
    with pytest.raises(InputError, match=f"{candidate}:"):
        shop(text)


def test_a_word_of_the_users_does_what_it_says(shop: OpenShop) -> None:
    text = (
        "order_id,date,type,customer_id,amount\n1,2024-01-05,Sale,ann,30\n"
        "2,2024-02-05,Sale,ann,14\n9,2024-02-05,Void,ann,14\n"
    )
    assert shop(text, wishes=Wishes(statuses={"Void": "refund"})).bought == {"ann": (1, 30)}
    kept = shop(text, wishes=Wishes(statuses={"Void": "ignored"}))
    assert kept.bought == {"ann": (2, 44)}


def test_states_that_nobody_knows_are_said_with_their_money(shop: OpenShop) -> None:
    states = "".join(
        f"{i},2024-01-{i:02d},a{i},10.50,{state}\n" for i, state in enumerate([5, 5, 0, 7], 1)
    )
    found = shop(f"order_id,date_added,customer_id,total,order_status_id\n{states}")
    assert "order_status_id: 5 (2 rows, 21.00), 0 (1 row, 10.50), 7 (1 row, 10.50)" in found.notes


def test_hidden_digits_that_tell_people_apart_are_customers(shop: OpenShop) -> None:
    rows = "".join(f"{i},2024-01-{i % 27 + 1:02d},*******{500 + i % 40},30\n" for i in range(120))
    assert len(shop(f"订单号,日期,会员号,实付金额\n{rows}").bought) == 40


def test_a_hidden_number_of_several_people_is_no_customer(shop: OpenShop) -> None:
    rows = "".join(f"{i},2024-01-{i % 27 + 1:02d},1******6198,n{i},30\n" for i in range(30))
    text = f"订单号,日期,会员号,姓名,实付金额\n{rows}900,2024-02-01,13800138001,zoe,30\n"
    found = shop(text)
    assert found.bought == {"13800138001": (1, 30)}
    assert "stand with several names" in found.notes


def test_a_decision_is_said_with_its_evidence_and_size(shop: OpenShop) -> None:
    text, _ = CASES["what is due after the discount"]
    assert (
        "takes 'amount_due' as the amount: total − discount = amount_due on all 3 rows looked at;"
        " by 'total' revenue would be 6.7% more: --map 'amount=total'"
    ) in shop(text).notes
    mapped = shop(text, wishes=Wishes(columns={"amount": "total"}))
    assert mapped.bought["ann"] == (1, 100)
    assert "takes" not in mapped.notes


def test_all_questions_stand_in_one_refusal_the_customer_first(shop: OpenShop) -> None:
    text = "order_id,date,c1,c2,c3\n1,03/04/2024,100.00,10.00,90.00\n2,05/06/2024,8.00,1.00,7.00\n"
    with pytest.raises(InputError) as refused:
        shop(text)
    asked = [line for line in str(refused.value).splitlines() if not line.startswith(" ")]
    assert ["no customer" in asked[0], "no amount" in asked[1], "may be day or" in asked[2]] == [
        True, True, True,
    ]  # fmt: skip
    for option in ("customer_id=HEADER", "amount=c1", "--day-first"):
        assert option in refused.value.hint


def test_money_on_a_card_counts_once_either_way(shop: OpenShop) -> None:
    text, _ = CASES["money loaded onto a card"]
    assert shop(text).bought == {"m1": (1, 200)}
    assert shop(text, wishes=Wishes(stored_value="loaded")).bought == {"m1": (1, 500)}


def test_a_word_of_the_users_concerns_every_column_of_states(shop: OpenShop) -> None:
    text = (
        "order_id,date_added,customer_id,total,order_status_id\n"
        "1,2024-01-05,a,30,5\n2,2024-01-05,b,40,0\n3,2024-01-06,c,50,7\n4,2024-01-06,a,30,5\n"
    )
    found = shop(text, wishes=Wishes(statuses={"0": "ignored", "7": "cancelled"}))
    assert found.bought == {"a": (2, 60)}
    assert "0 (1 row" not in found.notes


def test_a_word_that_the_user_calls_a_sale_takes_nothing_out(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,total,mode\n1,2024-01-05,a,30,live\n2,2024-01-06,b,40,test\n"
    assert shop(text).bought == {"a": (1, 30)}
    kept = shop(text, wishes=Wishes(statuses={"test": "sale"}))
    assert kept.bought == {"a": (1, 30), "b": (1, 40)}
    assert "do not count" not in kept.notes


def test_receipts_of_several_items_that_end_with_how_they_were_paid(shop: OpenShop) -> None:
    rows = "".join(
        f"{i},2024-01-{i:02d},ann,Mug,{i}.00\n{i},2024-01-{i:02d},ann,Plate,{i + 5}.00\n"
        f"{i},2024-01-{i:02d},ann,Cash,{2 * i + 5}.00\n"
        for i in range(1, 9)
    )
    found = shop(f"receipt,date,customer_id,item,amount\n{rows}")
    assert found.bought == {"ann": (8, 112)}
    assert "8 of the rows looked at say how was paid" in found.notes


def test_totals_told_by_the_values_alone_are_said_with_their_size(shop: OpenShop) -> None:
    rows = "".join(
        f"{i},2024-01-{i:02d},ann,{item},{i}0\n" for i in range(1, 9) for item in ("Mug", "Plate")
    )
    found = shop(f"order_id,date,customer_id,item,total\n{rows}")
    assert found.bought == {"ann": (8, 360)}
    assert "as that of each line revenue would be 100.0% more: --map 'amount=total'" in found.notes


def test_money_loaded_by_a_kind_of_row_counts_when_the_setting_says_so(shop: OpenShop) -> None:
    text = (
        "单号,日期,会员号,类型,金额,支付方式\n"
        "1,2024-01-05,m1,充值,500,微信\n2,2024-01-10,m1,消费,200,储值卡\n"
    )
    assert shop(text).bought == {"m1": (1, 200)}
    assert shop(text, wishes=Wishes(stored_value="loaded")).bought == {"m1": (1, 500)}


def test_a_region_and_a_tax_are_no_customers_to_choose(shop: OpenShop) -> None:
    rows = "".join(
        f"{i},2024-01-{i % 27 + 1:02d},{('north', 'south')[i % 2]},{i % 7}.50,u{i % 20},{i}.00\n"
        for i in range(60)
    )
    with pytest.raises(InputError) as refused:
        shop(f"order_id,date,region,levy,who,amount\n{rows}")
    assert "--map customer_id=who: 20 customers" in str(refused.value)
    assert "region:" not in str(refused.value)
    assert "levy:" not in str(refused.value)
