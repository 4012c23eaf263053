"""Exports of shops that nobody has, by kind: what was paid, what is asked, what is said.

They were invented to be read wrongly, or to be asked about for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.readers.meaning.compound_names import field_of
from repurchase_cli.readers.meaning.parts import part_of
from repurchase_cli.readers.meaning.questions import QuestionError
from repurchase_cli.readers.wishes import Wishes
from tests.readers.meaning.made_up import day, paid, rows, sold, total, who

if TYPE_CHECKING:
    from tests.shops import OpenShop


def back(i: int) -> str:
    return f"{day(i)[:8]}28"


def documents(header: str, sale: str, refund: str) -> str:
    """Return sales of which every fifth is taken back by a document with a positive amount."""
    return f"{header}\n" + rows(
        lambda i: (
            f"{i},{sale},{day(i)},{who(i)},{paid(i)}"
            + (f"\n{900 + i},{refund},{back(i)},{who(i)},{paid(i)}" if i % 5 == 0 else "")
        )
    )


#: Of every fifth sale nothing is left.
KEPT = total(lambda i: paid(i) if i % 5 else 0)
#: Kind → file, revenue, number of purchases.
CASES: dict[str, tuple[str, float, int]] = {
    "credit notes above zero": (
        documents("doc_no,doc_type,date,customer_id,amount", "Invoice", "Credit Note"), KEPT, 19,
    ),
    "credit notes above zero, told by their numbers too": (
        "Belegnr,Belegart,Datum,Kundennummer,Betrag\n"
        + rows(
            lambda i: (
                f"R{i},Rechnung,{day(i)},{who(i)},{paid(i)}"
                + (f"\nG{i},Gutschrift,{back(i)},{who(i)},{paid(i)}" if i % 5 == 0 else "")
            )
        ),
        KEPT, 19,
    ),
    "returns above zero in Chinese": (
        documents("单号,业务类型,日期,会员号,金额", "零售", "退货"), KEPT, 19,
    ),
    "names made of two words": (
        "Voucher No,Voucher Date,Party Code,Total\n"
        + rows(lambda i: f"V{i},{day(i)},{who(i)},{paid(i)}"),
        total(paid), 24,
    ),
    "names made of two words in Korean": (
        "전표번호,판매일자,고객 코드,합계\n" + rows(lambda i: f"V{i},{day(i)},{who(i)},{paid(i)}"),
        total(paid), 24,
    ),
    "a day that no name tells": (
        "receipt,opened,customer_id,total,due\n"
        + rows(lambda i: f"V{i},{day(i)} 12:30,{who(i)},{paid(i)},"),
        total(paid), 24,
    ),
    "nothing was due of what is cancelled": (
        "order_id,date,customer_id,total,discount,amount_due,status\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},{paid(i)},{i % 3},"
                f"{paid(i) - i % 3 if i % 6 else 0},{'paid' if i % 6 else 'cancelled'}"
            )
        ),
        total(lambda i: paid(i) - i % 3 if i % 6 else 0), 20,
    ),
    "few refunds beside a subtotal that equals the total": (
        "order_id,date,customer_id,subtotal,total,refund\n"
        + rows(
            lambda i: f"{i},{day(i)},{who(i)},{paid(i)},{paid(i)},{5 if i == 30 else 0}", 60
        ),
        round(total(paid, 60) - 5, 2), 60,
    ),
    "postage with its tax": (
        "Order ID,Customer ID,Order Date,Subtotal (inc tax),Shipping Cost (inc tax),Order Total (inc tax)\n"
        + rows(lambda i: f"{i},{who(i)},{day(i)},{paid(i)},{i % 2 * 5},{paid(i) + i % 2 * 5}"),
        total(lambda i: paid(i) + i % 2 * 5), 24,
    ),
}  # fmt: skip
#: Kind → file, the answers that are right: group of settings → name and value; revenue by them.
QUESTIONS: dict[str, tuple[str, dict[str, dict[str, str]], float]] = {
    "a word for what takes back": (
        documents("doc,ty,date,customer_id,amount", "S", "R"),
        {"columns": {"kind": "ty"}, "statuses": {"R": "refund"}},
        KEPT,
    ),
    "a total below quantity and price": (
        "order_id,date,customer_id,sku,qty,price,disc_pct,ext\n"
        + rows(
            lambda i: (
                f"{i},{day(i)},{who(i)},s{i % 4},2,{paid(i)},{i % 2 * 10},"
                f"{paid(i) * (1.8 if i % 2 else 2):.2f}"
            )
        ),
        {"columns": {"amount": "ext"}},
        total(lambda i: round(paid(i) * (1.8 if i % 2 else 2), 2)),
    ),
    "totals of orders on each of their lines": (
        "order_id,date,customer_id,item,line_price,order_gross,order_net_paid\n"
        + rows(
            lambda i: "\n".join(
                f"{i},{day(i)},{who(i)},{item},{paid(i)},{2 * paid(i)},{2 * paid(i) - i % 3}"
                for item in ("mug", "plate")
            )
        ),
        {"columns": {"order_amount": "order_net_paid"}},
        total(lambda i: 2 * paid(i) - i % 3),
    ),
    "ids anew for guests, kept by the others": (
        "order_id,date,cust_id,email,total\n"
        + rows(lambda i: f"{i},{day(i)},{700 + i if i % 2 else who(i)},{who(i)}@x.com,{paid(i)}"),
        {"columns": {"customer_id": "email"}},
        total(paid),
    ),
}


def test_a_word_for_guests_that_nobody_knows_is_said(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,total\n" + rows(
        lambda i: f"{i},{day(i)},{'vendég' if i % 5 < 2 else f'K{i % 9}'},{paid(i)}", 50
    )
    assert "vendég: 20 of the 50 orders looked at" in shop(text).notes


def test_money_in_cents(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,amount_cents\n" + rows(
        lambda i: f"{i},{day(i)},{who(i)},{paid(i) * 100:.0f}"
    )
    columns = {"amount": "amount_cents"}
    money, _ = sold(shop(text, wishes=Wishes(columns=columns)))
    assert money == total(paid)


@pytest.mark.parametrize("kind", CASES)
def test_what_was_paid_and_how_often(shop: OpenShop, kind: str) -> None:
    text, revenue, purchases = CASES[kind]
    assert sold(shop(text)) == (revenue, purchases)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_question_lists_the_right_answer(shop: OpenShop, kind: str) -> None:
    text, answer, revenue = QUESTIONS[kind]
    with pytest.raises(QuestionError) as refused:
        shop(text)
    assert answer in [candidate.setting for candidate in refused.value.candidates]
    money, _ = sold(shop(text, wishes=Wishes(**answer)))  # type: ignore[arg-type]
    assert money == revenue


def shared_addresses(i: int) -> str:
    return f"{i},{day(i)},G{i},{who(i)}@x.com,{paid(i)}"


PACKS = "order_id,date,customer_id,sku,qty,price,pack_size\n" + rows(
    lambda i: f"{i},{day(i)},{who(i)},s{i % 4},2,{paid(i)},{(1, 6, 12, 4)[i % 4]}"
)
NUMBERED = "date,customer_id,total\n" + rows(lambda i: f"{day(i)},{100 + i},{paid(i)}")
#: Law → a file that it doubts or speaks of.
DOUBTED = {
    "shared_addresses": "order_id,date,customer_id,email,total\n" + rows(shared_addresses),
    "pack_sizes": PACKS,
    "pack_sizes of a hundred": PACKS.replace("pack_size", "per"),
    "numbered_customers": NUMBERED,
}


def doubt(shop: OpenShop, text: str, wishes: Wishes) -> str:
    """Return what is asked of a file, or said."""
    try:
        return shop(text, wishes=wishes).notes
    except QuestionError as question:
        return f"{question} {question.hint}"


@pytest.mark.parametrize("case", DOUBTED)
def test_a_law_is_answered_by_its_name_and_by_nothing_else(shop: OpenShop, case: str) -> None:
    law, text = case.split(maxsplit=1)[0], DOUBTED[case]
    option = f"--set answers.{law}=accept"
    assert option in doubt(shop, text, Wishes())
    others = Wishes(
        columns={"customer_id": "customer_id", "order_time": "date"},
        statuses={"x": "sale"},
        answers={"rounded_ids": "accept"},
    )
    assert option in doubt(shop, text, others)
    assert option not in doubt(shop, text, Wishes(answers={law: "accept"}))


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Cust ID", "customer_id"),
        ("guestId", "customer_id"),
        ("código do cliente", "customer_id"),
        ("회원ID", "customer_id"),
        ("주문자연락처", "phone"),
        ("Bill Date", "order_time"),
        ("Data doc.", "order_time"),
        ("No. of Guests", ""),
        ("Sales Rep ID", ""),
        ("customer type", ""),
        ("data", ""),
    ],
)
def test_names_of_two_words(header: str, field: str) -> None:
    assert field_of(header) == field


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("Shipping Cost (inc tax)", "tax or postage"),
        ("total_shipping_tax_incl", "tax or postage"),
        ("Remise HT", "discount"),
        ("Total (incl. shipping)", None),
        ("total_paid_tax_incl", None),
        ("实付(含运费)", None),
        ("Tax (GST)", "tax or postage"),
    ],
)
def test_what_a_part_is_whether_tax_is_in_it_or_not(header: str, part: str | None) -> None:
    named = part_of(header)
    assert (named and named.name) == part
