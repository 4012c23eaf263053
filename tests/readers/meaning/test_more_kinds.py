"""Kinds that were once read wrongly in silence, each with variations, and what must come of them.

A case is a file, what all its customers have paid and in how many purchases, or the piece of a
question or a note that must be read. The rows are made by rules, since evidence needs some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.wishes import Wishes
from tests.readers.meaning.made_up import day, paid, rows, sold, total, who

if TYPE_CHECKING:
    from tests.shops import OpenShop


OFF = (0, 10, 20)
#: Kind → file, revenue, number of purchases.
CASES: dict[str, tuple[str, float, int]] = {
    "states of an order, one row each": (
        "order_id,date,customer_id,total,status\n"
        "1,2024-01-05,ann,30,pending\n1,2024-01-05,ann,30,paid\n1,2024-01-05,ann,30,completed\n"
        "2,2024-01-06,bob,20,paid\n",
        50,
        2,
    ),
    "states of an order on several days": (
        "单号,时间,会员号,金额,状态\n1,2024-01-05,m1,30,已付款\n1,2024-01-06,m1,30,已发货\n"
        "1,2024-01-08,m1,30,已完成\n2,2024-01-06,m2,20,已付款\n2,2024-01-07,m2,20,已完成\n",
        50,
        2,
    ),
    "states of an order, the first failed": (
        "Bestellnummer;Datum;Kundennummer;Gesamtbetrag;Status\n"
        "7;05.01.2024;K1;30,00;fehlgeschlagen\n7;05.01.2024;K1;30,00;bezahlt\n"
        "7;07.01.2024;K1;30,00;versendet\n8;26.01.2024;K2;20,00;bezahlt\n",
        50,
        2,
    ),
    "a price that keeps, a discount in percent": (
        "order_id,date,customer_id,product,qty,unit_price,discount_percent\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},p{i % 4},{1 + i % 2},{10 + i % 4},{OFF[i % 3]}"),
        total(lambda i: (1 + i % 2) * (10 + i % 4) * (100 - OFF[i % 3]) / 100),
        24,
    ),
    "a price that keeps, with signs for percent": (
        "订单号,日期,会员号,商品,数量,单价,折扣率\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},p{i % 4},{1 + i % 2},{10 + i % 4},{OFF[i % 3]}%"),
        total(lambda i: (1 + i % 2) * (10 + i % 4) * (100 - OFF[i % 3]) / 100),
        24,
    ),
    "a price that falls with the discount": (
        "order_id,date,customer_id,product,qty,unit_price,discount_percent\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},p{i % 4},2,"
                f"{10 * (1 + i % 4) * (100 - OFF[i % 3]) / 100:.2f},{OFF[i % 3]}"
            )
        ),
        total(lambda i: 2 * 10 * (1 + i % 4) * (100 - OFF[i % 3]) / 100),
        24,
    ),
    "a total less percent": (
        "order_id,date,customer_id,total,discount %,final\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},{10 * (i % 7 + 1)},{OFF[i % 3]},"
                f"{(i % 7 + 1) * (100 - OFF[i % 3]) / 10:.2f}"
            )
        ),
        total(lambda i: (i % 7 + 1) * (100 - OFF[i % 3]) / 10),
        24,
    ),
    "a price that keeps, a discount in money": (
        "order_id,date,customer_id,product,qty,unit_price,discount\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},p{i % 4},{1 + i % 2},{10 + i % 4},{i % 3}"),
        total(lambda i: (1 + i % 2) * (10 + i % 4) - i % 3),
        24,
    ),
    "a promotional price": (
        "order_id,date,customer_id,product,qty,price,promo_price\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},p{i % 4},2,{10 + i % 4},{10 + i % 4 - 2 * (i % 3 == 0)}"
            )
        ),
        total(lambda i: 2 * (10 + i % 4 - 2 * (i % 3 == 0))),
        24,
    ),
    "a promotional price, blank without one": (
        "订单号,日期,会员号,商品,数量,单价,活动价\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},p{i % 4},2,{10 + i % 4},"
                f"{10 + i % 4 - 2 if i % 3 == 0 else ''}"
            )
        ),
        total(lambda i: 2 * (10 + i % 4 - 2 * (i % 3 == 0))),
        24,
    ),
    "a promotional price under a word that nobody knows": (
        "Bon;Datum;Kunde-Nr;Artikel;Menge;Preis;Knaller\n"
        + rows(
            lambda i: (
                f"{i};{day(i)};{who(i)};p{i % 4};2;{10 + i % 4},00;"
                f"{10 + i % 4 - 2 * (i % 3 == 0)},00"
            )
        ),
        total(lambda i: 2 * (10 + i % 4 - 2 * (i % 3 == 0))),
        24,
    ),
    "a share in percent that is left to pay": (
        "订单号,日期,会员号,商品,数量,单价,折扣率\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},p{i % 4},1,{10 + i % 4},{100 - OFF[i % 3]}%"),
        total(lambda i: (10 + i % 4) * (100 - OFF[i % 3]) / 100),
        24,
    ),
    "a flag that is a word for cancelled": (
        "Ticket;Date;Code client;Montant;Annulé\n"
        + rows(
            lambda i: f"{i};{day(i)};{who(i)};{paid(i)};{'non' if i % 6 else 'oui'}".replace(
                ".", ","
            )
        ),
        total(lambda i: paid(i) if i % 6 else 0),
        20,
    ),
    "a flag of one letter": (
        "Bon;Datum;Kundennr;Betrag;Storno\n"
        + rows(
            lambda i: f"{i};{day(i)};{who(i)};{paid(i)};{'N' if i % 6 else 'J'}".replace(".", ",")
        ),
        total(lambda i: paid(i) if i % 6 else 0),
        20,
    ),
    "numbers that are no money beside a count of coupons": (
        "order_id,date,customer_id,total,coupons,stock_left\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},{20 + i % 9},{i % 2},{20 + i % 9 - i % 2}"),
        total(lambda i: 20 + i % 9),
        24,
    ),
    "a void that names no item": (
        "order_id,date,type,customer_id,product,amount\n"
        + rows(lambda i: f"{i},{day(i)},Sale,{who(i)},p{i % 4},{paid(i)}", 20)
        + rows(lambda i: f"{900 + i},{day(5 * i)},Void,{who(5 * i)},,-{paid(5 * i)}", 4),
        total(lambda i: paid(i) if i % 5 else 0, 20),
        16,
    ),
    "a void of two items that names none": (
        "单号,日期,类型,会员号,商品,金额\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},销售,{who(i)},p{i % 4},{paid(i) - 3}\n"
                f"{i},{day(i)},销售,{who(i)},q{i % 4},3"
            ),
            20,
        )
        + rows(lambda i: f"{900 + i},{day(5 * i)},撤销,{who(5 * i)},,-{paid(5 * i)}", 4),
        total(lambda i: paid(i) if i % 5 else 0, 20),
        16,
    ),
    "items of one price in each order": (
        "receipt,date,customer_id,item,amount\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},Mug{i % 6},{10 + i % 6}"
                + f"\n{i},{day(i)},{who(i)},Pin{i % 6},{10 + i % 6}" * (i % 2)
            )
        ),
        total(lambda i: (10 + i % 6) * (1 + i % 2)),
        24,
    ),
    "a total on each line of dearer and cheaper items": (
        "receipt,date,customer_id,item,amount\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},Mug{i % 3},{paid(i)}"
                + f"\n{i},{day(i)},{who(i)},Pin{i % 4},{paid(i)}" * (i % 2)
            )
        ),
        total(paid),
        24,
    ),
}
#: Kind → file, a piece of the question.
QUESTIONS: dict[str, tuple[str, str]] = {
    "a price before or after a discount": (
        "order_id,date,customer_id,qty,unit_price,discount_percent\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},2,{10 + i * 7 % 23},{OFF[i % 3]}"),
        "--map discount=discount_percent: before it",
    ),
    "payments told by their numbers": (
        "Date,Document No,Customer No,Amount\n"
        + rows(
            lambda i: (
                f"{day(i)},INV-{i:04d},{who(i)},{paid(i)}\n{day(i)},PAY-{i:04d},{who(i)},{paid(i)}"
            )
        ),
        "statuses.PAY-=ignored",
    ),
    "payments told by the numbers of a column that nobody knows": (
        "Datum;Belegnr;Kundennr;Betrag\n"
        + rows(lambda i: f"{day(i)};RE{1000 + i};{who(i)};{paid(i)}")
        + rows(lambda i: f"{day(i)};ZA{1000 + i};{who(i)};{paid(i)}"),
        "statuses.ZA=ignored",
    ),
    "a customer column that is blank": (
        "order_id,date,customer_id,contact_no,total\n"
        + rows(lambda i: f"{i},{day(i)},,+4915112345{100 + i % 8},{paid(i)}"),
        "--map customer_id=contact_no",
    ),
    "ids anew for each order, some of them cancelled": (
        "order_id,Original Order,date,id_customer,email,status,total\n"
        + rows(
            lambda i: (
                f"{i + 1},,{day(i)},G{i + 1},{who(i)}@x.com,cancelled,{paid(i)}\n"
                f"{800 + i},{i + 1},{day(i)},G{i + 1},{who(i)}@x.com,refunded,-{paid(i)}"
                if i % 5 == 0
                else f"{i + 1},,{day(i)},G{i + 1},{who(i)}@x.com,completed,{paid(i)}"
            ),
            30,
        ),
        "--map customer_id=email",
    ),
    "an amount and a lower one beside it": (
        "order_id,date,customer_id,product,price,quantity,value,promo_price\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},Mug,{10 + i % 4},2,{20 + 2 * (i % 4)}.00,"
                f"{(20 + 2 * (i % 4)) * (100 - OFF[i % 3]) / 100:.2f}"
            )
        ),
        "--map amount=promo_price",
    ),
    "a bonus that nobody knows beside what was paid": (
        "order_id,date,customer_id,amount,bonus,cash_in\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},{paid(i)},{i % 5},{paid(i) - i % 5}"),
        "--map amount=cash_in",
    ),
}
#: Kind → file, a piece of the notes.
NOTES: dict[str, tuple[str, str]] = {
    "a customer that counts on": (
        "date,customer,total\n" + rows(lambda i: f"2024-01-{i + 1:02d},{10001 + i},{paid(i)}"),
        "'customer' never repeats",
    ),
    "a customer's number that is the order's": (
        "日期,客户编号,金额\n" + rows(lambda i: f"2024-01-{i + 1:02d},SO{1000 + 3 * i},{paid(i)}"),
        "'客户编号' never repeats",
    ),
    "training at a till": (
        "order_id,date,customer_id,total,source\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},9,{'till' if i % 5 else 'training mode'}"),
        "source: lines that say training mode count as sales (5 rows, 45.00)",
    ),
    "a test in the remarks": (
        "order_id,date,customer_id,amount,remark\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},9,{'' if i % 5 else 'test'}"),
        "remark: lines that say test count as sales (5 rows, 45.00)",
    ),
    "tax beside quantity and price": (
        "invoice,date,customer_id,product,qty,price,tax\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},p{i % 4},2,{10 + i % 4},{i % 4}.50"),
        "and 'tax' is not added",
    ),
    "orders that are cancelled further down": (
        "order_id,date,customer_id,amount,status\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},{paid(i)},paid"
                + f"\n{i},{day(i)},{who(i)},{paid(i)},cancelled" * (i % 6 == 0)
            )
        ),
        "status: 4 rows of orders that count say cancelled further down",
    ),
    "labels of orders made up": (
        "订单号,日期,会员号,金额,订单标签\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},9,{'真实' if i % 5 else '刷单'}"),
        "订单标签: lines that say 刷单 count as sales (5 rows, 45.00)",
    ),
    "test orders by their sort": (
        "Bestellnr;Datum;Kundennummer;Gesamt;Auftragsart\n"
        + rows(lambda i: f"{i};{day(i)};{who(i)};9;{'Normal' if i % 5 else 'Testauftrag'}"),
        "Auftragsart: lines that say Testauftrag count as sales (5 rows, 45.00)",
    ),
    "ids anew for each order beside masked addresses": (
        "order_id,date,customer_id,email,total\n"
        + rows(lambda i: f"{i},{day(i)},G{i * 7919 % 1000},{who(i)}***{who(i)}@x.com,{paid(i)}"),
        "by --map customer_id=email the repurchase rate",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_what_was_paid_and_how_often(shop: OpenShop, kind: str) -> None:
    text, revenue, purchases = CASES[kind]
    assert sold(shop(text)) == (revenue, purchases)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_what_is_asked(shop: OpenShop, kind: str) -> None:
    text, question = QUESTIONS[kind]
    with pytest.raises(InputError) as refused:
        shop(text)
    assert question in str(refused.value)


@pytest.mark.parametrize("kind", NOTES)
def test_what_is_said(shop: OpenShop, kind: str) -> None:
    text, note = NOTES[kind]
    assert note in shop(text).notes


def test_answers_settle_what_was_asked(shop: OpenShop) -> None:
    payments, _ = QUESTIONS["payments told by their numbers"]
    found = shop(payments, wishes=Wishes(statuses={"PAY-": "ignored"}))
    assert sum(n for n, _ in found.bought.values()) == 24
    prices, _ = QUESTIONS["a price before or after a discount"]
    before = total(lambda i: 2 * (10 + i * 7 % 23))
    after = total(lambda i: 2 * (10 + i * 7 % 23) * (100 - OFF[i % 3]) / 100)
    for columns, revenue in (({"unit_price": "unit_price"}, before),
                             ({"discount": "discount_percent"}, after)):  # fmt: skip
        money, _ = sold(shop(prices, wishes=Wishes(columns=columns)))
        assert money == revenue
    training, _ = NOTES["training at a till"]
    found = shop(training, wishes=Wishes(statuses={"training mode": "ignored"}))
    assert found.excluded == {"ignored": 5}
    assert "training mode" not in found.notes


def test_orders_that_are_cancelled_further_down_are_taken_back_by_a_word(shop: OpenShop) -> None:
    text, _ = NOTES["orders that are cancelled further down"]
    found = shop(text, wishes=Wishes(statuses={"cancelled": "refund"}))
    assert sum(n for n, _ in found.bought.values()) == 20
    assert "further down" not in found.notes


def test_prices_that_are_mostly_words_are_asked_about(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,product,qty,unit_price,discount\n" + rows(
        lambda i: f"{i},{day(i)},{who(i)},p{i % 4},2,{'on request' if i % 3 else 9},{i % 3}"
    )
    with pytest.raises(InputError, match="may be the price before or after"):
        shop(text)


def test_numbers_of_hundreds_of_digits_are_no_amounts(shop: OpenShop) -> None:
    text = f"order_id,date,customer_id,total,foo\n1,2024-01-05,ann,30,{'9' * 400}\n"
    assert shop(text).bought == {"ann": (1, 30)}


def test_a_name_in_several_spellings_is_one_person(shop: OpenShop) -> None:
    names = ("Ann Lee", "Lee Ann", "LEE, ANN", "A. Lee")
    same = rows(lambda i: f"{i},{day(i)},1****10{i % 3},{names[i % 4]},{paid(i)}")
    found = shop("order_id,date,customer_id,customer_name,total\n" + same)
    assert len(found.bought) == 3
    assert "stand with several names" not in found.notes


@pytest.mark.parametrize("header", ["customer_id,phone", "会员号,手机号"])
def test_one_id_among_blanks_gives_way_to_full_phones(shop: OpenShop, header: str) -> None:
    text = f"order_id,date,{header},total\n" + rows(
        lambda i: f"{i},{day(i)},{'X9' if i == 3 else ''},+4915112345{100 + i % 8},{paid(i)}"
    )
    assert len(shop(text).bought) == 8


def test_a_total_on_days_in_several_files_counts_once(shop: OpenShop) -> None:
    header = "order_id,date,customer_id,item,order_total\n"
    january = header + rows(lambda i: f"{i},2024-01-{20 + i},{who(i)},x,{paid(i)}", 8)
    february = header + f"7,2024-02-01,{who(7)},z,{paid(7)}\n"
    february += rows(lambda i: f"{50 + i},2024-02-{2 + i:02d},{who(i)},x,{paid(i)}", 8)
    money, _ = sold(shop(january, february))
    assert money == 2 * total(paid, 8)
