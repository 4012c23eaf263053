"""Exports of salons, gateways and accounts: packages of visits, tries of a till, CR and DR.

Each was read wrongly once, or asked about without the right answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.meaning.questions import QuestionError
from repurchase_cli.readers.wishes import Wishes
from tests.readers.meaning.made_up import day, paid, rows, sold, total, who

if TYPE_CHECKING:
    from tests.shops import OpenShop


def visits(header: str, package: str, way: str, visit: float) -> str:
    """Return cuts paid at once, and a package of ten at 250 that one customer uses up."""
    return (
        f"{header}\n"
        + rows(lambda i: f"{day(i)},{who(i)},Cut,{paid(i)},Card")
        + f"2024-01-01,zoe,{package},250,Card\n"
        + rows(lambda i: f"2024-03-{i + 1:02d},zoe,Cut,{visit},{way}", 10)
    )


def tried(header: str, way: str) -> str:
    return f"{header}\n" + rows(
        lambda i: f"{i},{day(i)},{who(i)},{paid(i)},{'Card' if i % 6 else way}"
    )


def named(i: int) -> str:
    return [
        "Ann Lee",
        "Bo Ray",
        "Cy Poe",
        "Di Fox",
        "Ed Hay",
        "Flo Ash",
        "Gus Orr",
        "Hal Ivy",
        "Ian Kay",
        "Jo Low",
    ][i * i * 3 % 10]


NO_TRIES = total(lambda i: paid(i) if i % 6 else 0)
PACKAGE = "Date,Client ID,Service,Amount,Payment Method"
#: Kind → file, revenue, number of purchases, a piece of what is said.
CASES: dict[str, tuple[str, float, int, str]] = {
    "visits of a package at their value": (
        visits(PACKAGE, "Package of 10 cuts", "Package", 25), total(paid) + 250, 34,
        "10 rows looked at are paid by package (250.00), and count; the package does not",
    ),
    "visits of a package at nothing": (
        visits(PACKAGE, "Package of 10 cuts", "Package", 0), total(paid) + 250, 25,
        "the package counts when it is sold, and such a visit is no purchase",
    ),
    "visits of a card in Chinese": (
        visits("日期,会员号,项目,实收,支付方式", "10次剪发套餐卡", "次卡", 25),
        total(paid) + 250, 34, "10 rows looked at are paid by 次卡 (250.00)",
    ),
    "visits of a package that nothing shows to be sold": (
        visits(PACKAGE, "Ten", "Package", 25), total(paid) + 500, 35, "they count twice",
    ),
    "a gateway that is tried out": (
        tried("order,date,customer_id,total,gateway", "bogus"), NO_TRIES, 20,
        "gateway: lines that say bogus do not count (4 rows looked at, 210.00)",
    ),
    "a way of paying that is a try": (
        tried("Bestellung,Datum,Kundennummer,Betrag,Zahlungsart", "Testzahlung"), NO_TRIES, 20,
        "say so in repurchase.yaml: statuses: {testzahlung: sale}",
    ),
    "a way of paying that is a try, in Chinese": (
        tried("订单号,时间,会员号,金额,支付方式", "测试支付"), NO_TRIES, 20, "测试支付",
    ),
    "debits and credits of an account": (
        "Invoice,Date,Customer No,Amount\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},{paid(i):.2f} DR"
                + ("" if i % 6 else f"\n{900 + i},{day(i)[:8]}28,{who(i)},{paid(i):.2f} CR")
            )
        ),
        NO_TRIES, 20, "",
    ),
    "ids in brackets behind names": (
        "Date,Invoice,Customer,Total\n"
        + rows(lambda i: f"{day(i)},{i},{named(i) if i % 2 else 'A. N.'} (C{i * i * 3 % 10}),{paid(i)}"),
        total(paid), 24, "",
    ),
    "sums below each order of a report with blank cells": (
        "Invoice No,Invoice Date,Customer Code,Item,Qty,Line Total\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},Tea,1,{paid(i)}\n,,,Subtotal,1,{paid(i)}")
        + f",,,Grand Total,24,{total(paid)}\n",
        total(paid), 24, "agrees with its lines",
    ),
    "dates in words in Korean": (
        "주문번호,주문일자,회원ID,결제금액\n"
        + rows(
            lambda i: f"{i},{day(i)[:4]}년 {int(day(i)[5:7])}월 {day(i)[8:]}일,{who(i)},{paid(i)}"
        ),
        total(paid), 24, "",
    ),
    "a discount by points": (
        "order,date,member_no,order_total,points_discount,amount_paid\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},{paid(i) + i % 3},{i % 3},{paid(i)}"),
        total(paid), 24, "order_total − points_discount = amount_paid",
    ),
    "a fee below zero": (
        "Date,Type,Order,Buyer ID,Amount,Fee,Net\n"
        + rows(lambda i: f"{day(i)},Sale,{i},{who(i)},{paid(i)},-{1 + i % 2},{paid(i) - 1 - i % 2}"),
        total(paid), 24, "",
    ),
    "a deposit and a balance of the same amount": (
        "order,date,customer_id,kind,amount\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},Deposit,{paid(i)}\n"
                f"{i},{day(i)[:8]}28,{who(i)},Balance,{paid(i)}"
            )
        ),
        2 * total(paid), 24, "",
    ),
    "a currency behind the name of the amount": (
        "Nr;Datum;Kunde-Nr;Total CHF\n"
        + rows(lambda i: f"{i};{day(i)};{who(i)};1'0{i:02d}.50"),
        total(lambda i: 1000.5 + i), 24, "",
    ),
    "cents": (
        "id,created_at,customer_id,total_cents\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},{paid(i) * 100:.0f}"),
        total(paid), 24, "",
    ),
}  # fmt: skip
CASES |= {
    "a flag of what came back": (
        "order,date,customer_id,sku,amount,returned\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},S{i % 4},{paid(i)},{'N' if i % 6 else 'Y'}"),
        NO_TRIES, 20, "",
    ),
    "an amount with tax, in words": (
        "Bonnummer;Datum;Klantnummer;Omschrijving;Aantal;Bedrag incl. BTW\n"
        + rows(lambda i: f"{i};{day(i)};{who(i)};Kaas;1;{paid(i)}"),
        total(paid), 24, "",
    ),
    "a net amount beside tax, and no total": (
        "order,date,customer_id,net amount,vat\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},{paid(i)},{paid(i) * 0.2:.2f}"),
        total(paid), 24, "with these 20.0% more would be paid",
    ),
    "guests beside members, with their addresses": (
        "order,date,customer_id,email,total\n"
        + rows(lambda i: f"{i},{day(i)},{who(i) if i % 6 else ''},{who(i)}@x.com,{paid(i)}"),
        NO_TRIES, 20, "4 of the 24 rows looked at have no 'customer_id' but a 'email'",
    ),
}  # fmt: skip
RATES = 0.5
#: Kind → file, the one answer that is offered, revenue by it.
QUESTIONS: dict[str, tuple[str, dict[str, dict[str, str]], float]] = {
    "a price, and no quantity": (
        "Appointment,Date,Client ID,Service,Price\n"
        + rows(lambda i: f"{i},{day(i)},{who(i)},Cut,{paid(i)}"),
        {"columns": {"amount": "Price"}},
        total(paid),
    ),
    "a column of numbers that are days": (
        "c1,date,customer_id,c2,c3\n"
        + rows(lambda i: f"x{i},{day(i)},{who(i)},{day(i).replace('-', '')},{paid(i)}"),
        {"columns": {"amount": "c3"}},
        total(paid),
    ),
    "amounts in several currencies, and in that of the shop": (
        "order,date,customer_id,order_total,order_currency,total_in_base_currency\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},{paid(i)},{'USD' if i % 4 else 'EUR'},{paid(i) * RATES:.2f}"
            )
        ),
        {"columns": {"amount": "total_in_base_currency"}},
        total(lambda i: float(f"{paid(i) * RATES:.2f}")),
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_what_was_paid_and_what_is_said(shop: OpenShop, kind: str) -> None:
    text, revenue, purchases, note = CASES[kind]
    found = shop(text)
    assert sold(found) == (revenue, purchases)
    assert note in found.notes


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_only_answer_of_a_question_is_right(shop: OpenShop, kind: str) -> None:
    text, answer, revenue = QUESTIONS[kind]
    with pytest.raises(QuestionError) as refused:
        shop(text)
    assert [candidate.setting for candidate in refused.value.candidates] == [answer]
    assert sold(shop(text, wishes=Wishes(**answer)))[0] == revenue  # type: ignore[arg-type]


def test_a_subtotal_that_a_column_shows_to_be_without_the_discount_lacks_nothing(
    shop: OpenShop,
) -> None:
    text = "order,date,customer_id,subtotal,discount,before\n" + rows(
        lambda i: f"{i},{day(i)},{who(i)},{paid(i)},{i % 3},{paid(i) + i % 3}"
    )
    found = shop(text)
    assert sold(found) == (total(paid), 24)
    assert "by its name is without" not in found.notes


def test_a_price_below_the_list_price_may_be_that_of_a_piece_or_of_the_line(
    shop: OpenShop,
) -> None:
    text = "order,date,customer_id,qty,list price,discount %,net price\n" + rows(
        lambda i: f"{i},{day(i)},{who(i)},{1 + i % 3},{paid(i)},10,{paid(i) * 0.9:.2f}"
    )
    with pytest.raises(QuestionError, match="price of one piece or the amount of the line"):
        shop(text)


@pytest.mark.parametrize("way", ["Package", "Pass / package"])
def test_a_package_counts_when_it_is_sold_if_the_settings_say_so(shop: OpenShop, way: str) -> None:
    text = visits(PACKAGE, "Package of 10 cuts", way, 25)
    found = shop(text, wishes=Wishes(stored_value="loaded"))
    assert found.bought["zoe"] == (1, 250)
    assert found.excluded == {"stored_value": 10}


def test_a_word_for_a_try_that_the_user_calls_a_sale_is_one(shop: OpenShop) -> None:
    text = tried("order,date,customer_id,total,gateway", "bogus")
    assert sold(shop(text, wishes=Wishes(statuses={"bogus": "sale"})))[0] == total(paid)


def test_set_meals_are_no_packages_of_those_who_pay_by_one(shop: OpenShop) -> None:
    """Nearly all who buy them use none: they are sold to eat."""
    text = "单号,时间,会员号,商品,金额,支付方式\n" + rows(
        lambda i: f"{i},{day(i)},{who(i)},套餐{i % 3},{paid(i)},{'团购套餐' if i == 1 else '微信'}"
    )
    assert sold(shop(text))[0] == total(paid)


@pytest.mark.parametrize(
    "header", ["退款单号,退款时间,会员号,退款金额", "id,date,customer_id,refund_amount"]
)
def test_no_answer_counts_refunds_as_sales(shop: OpenShop, header: str) -> None:
    text = f"{header}\n" + rows(lambda i: f"{i},{day(i)},{who(i)},{paid(i)}")
    with pytest.raises(InputError, match="a list of refunds") as refused:
        shop(text)
    assert "amount=" not in f"{refused.value} {refused.value.hint}"
