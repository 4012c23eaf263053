"""What would count twice or too much: cash given, orders above their items, rows that stand twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,amount\n"
PAID = (
    "单号,日期,会员号,应付金额,实付金额,找零\n1,2024-01-01,ann,30,50,20\n2,2024-01-02,bob,9,10,1\n"
)


def test_cash_of_which_change_was_given_is_not_what_was_paid(shop: OpenShop) -> None:
    assert shop(PAID).bought == {"ann": (1, 30), "bob": (1, 9)}


def test_cash_given_alone_is_refused(shop: OpenShop) -> None:
    text = PAID.replace("应付金额,", "").replace(",30,", ",").replace(",9,", ",")
    with pytest.raises(InputError, match="may be the cash that was given, of which '找零'"):
        shop(text)
    assert shop(text, wishes=Wishes(columns={"amount": "实付金额"})).bought["ann"] == (1, 50)


def test_a_column_of_change_that_is_never_given_says_nothing(shop: OpenShop) -> None:
    text = PAID.replace("50,20", "30,0").replace("10,1\n", "9,0\n").replace("应付金额", "备注")
    assert shop(text).bought == {"ann": (1, 30), "bob": (1, 9)}


HEADS = "单号,日期,会员号,类型,金额\n" + "".join(
    f"{i},2024-01-{i:02d},ann,订单,{i + 30}\n{i},2024-01-{i:02d},ann,明细,{i}\n"
    f"{i},2024-01-{i:02d},ann,明细,30\n"
    for i in range(1, 9)
)


@pytest.mark.parametrize("own", [{}, {"待自提": "sale"}, {"作废": "ignored"}, {"订单": "sale"}])
def test_orders_above_their_items_are_refused(shop: OpenShop, own: dict[str, str]) -> None:
    with pytest.raises(InputError, match="orders and their items stand in one list") as refused:
        shop(HEADS, wishes=Wishes(statuses=own))
    assert "statuses: {订单: ignored}: lines that say so in '类型'" in str(refused.value)


@pytest.mark.parametrize("word", ["订单", "明细"])
def test_orders_or_items_that_a_word_leaves_out_count_once(shop: OpenShop, word: str) -> None:
    assert shop(HEADS, wishes=Wishes(statuses={word: "ignored"})).bought == {"ann": (8, 276)}


def test_orders_above_their_items_without_a_word_are_refused(shop: OpenShop) -> None:
    text = HEADS.replace("类型", "备注")
    with pytest.raises(InputError, match="orders and their items stand in one list") as refused:
        shop(text)
    assert "statuses: {订单: ignored}, with --map 'kind=备注'" in str(refused.value)
    with pytest.raises(InputError):  # which column it is says nothing of its lines
        shop(text, wishes=Wishes(columns={"amount": "金额"}))
    accepted = Wishes(answers={"heads_of_orders": "accept"})
    assert shop(text, wishes=accepted).bought == {"ann": (8, 552)}


@pytest.mark.parametrize(
    "amounts",
    [
        lambda i: (i, i, 0),  # two of one price and a free gift
        lambda i: (80, 50, 30),  # a set
    ],
)
def test_orders_that_add_up_by_chance_are_no_heads(
    shop: OpenShop, amounts: Callable[[int], Sequence[int]]
) -> None:
    rows = [f"A{i},2024-01-{i:02d},ann,{n}\n" for i in range(1, 11) for n in amounts(i)]
    total = sum(sum(amounts(i)) for i in range(1, 11))
    assert shop(HEAD + "".join(rows)).bought == {"ann": (10, total)}


def test_a_change_of_prices_is_no_change_given(shop: OpenShop) -> None:
    text = PAID.replace("应付金额,", "").replace("找零", "Change").replace(",30,", ",")
    text = text.replace(",9,", ",").replace(",20\n", ",+5%\n").replace(",1\n", ",-2%\n")
    assert shop(text).bought == {"ann": (1, 50), "bob": (1, 10)}


@pytest.mark.parametrize(("again", "named"), [(19, False), (20, True)])
def test_a_stretch_of_rows_that_stands_twice_is_named(
    shop: OpenShop, again: int, named: bool
) -> None:
    rows = [f"2024-01-{i % 28 + 1:02d},c{i * 11 % 61},{i}\n" for i in range(1, 61)]
    notes = shop("date,customer_id,amount\n" + "".join([*rows, *rows[10 : 10 + again]])).notes
    assert (f"{again} rows in a row, from '2024-01-12, c60, 11, …'" in notes) == named


def test_equal_lines_that_follow_each_other_are_no_stretch(shop: OpenShop) -> None:
    assert not shop(HEAD + "A1,2024-01-01,ann,5\n" * 40).notes


def test_pages_that_repeat_the_header_do_not_make_totals(shop: OpenShop) -> None:
    text = HEAD.replace("amount", "实付金额")
    page = "".join(f"{{0}}{i},2024-01-{i:02d},ann,{i}\n" for i in range(1, 9))
    found = shop("".join(text + page.format(letter) for letter in "ABC"))
    assert found.bought["ann"] == (8, 108)


def test_a_header_of_several_lines_is_one_header(shop: OpenShop) -> None:
    text = '"order\nid","date","customer\nid","amount"\n' + "A1,2024-01-01,ann,30\n"
    assert shop(text).bought == {"ann": (1, 30)}


@pytest.mark.parametrize("word", ["退货", "Returned", "RTO Delivered", "Remboursée", "Возврат"])
def test_an_order_whose_status_says_it_came_back_is_no_sale(shop: OpenShop, word: str) -> None:
    head = HEAD.replace("\n", ",status\n")
    text = (
        f"{head}A1,2024-01-01,ann,30,完成\nA2,2024-01-02,bob,9,{word}\nA3,2024-01-03,ann,1,完成\n"
    )
    found = shop(text.encode("utf-8-sig"))
    assert (found.bought, found.excluded) == ({"ann": (2, 31)}, {"refunded": 1})
    as_sale = shop(text.encode("utf-8-sig"), wishes=Wishes(statuses={word: "sale"}))
    assert as_sale.bought["bob"] == (1, 9)


def test_a_line_of_its_own_with_such_a_status_is_the_refund(shop: OpenShop) -> None:
    head = HEAD.replace("\n", ",status\n")
    sold = "A1,2024-01-01,ann,30,完成\nA1,2024-01-01,ann,9,完成\nA2,2024-01-02,bob,9,完成\n"
    assert shop(head + sold + "A1,2024-01-02,ann,9,退货\n").bought["ann"] == (1, 30)


@pytest.mark.parametrize("header", ["status", "type"])
def test_a_word_of_ones_own_for_refunds_counts_in_either_column(
    shop: OpenShop, header: str
) -> None:
    text = f"{HEAD.strip()},{header}\nA1,2024-01-01,ann,30,x\nA2,2024-01-01,ann,9,Zurück\n"
    found = shop(text, wishes=Wishes(statuses={"zurück": "refund"}))
    assert found.bought == {"ann": (1, 21)}
    text = text.replace("Zurück", "Return")
    assert shop(text, wishes=Wishes(statuses={"Return": "sale"})).bought == {"ann": (1, 39)}


@pytest.mark.parametrize("guest", ["未注册会员", "未登录用户", "普通散客"])
def test_more_words_for_nobody(shop: OpenShop, guest: str) -> None:
    text = HEAD + f"A1,2024-01-01,{guest},5\nA2,2024-01-01,ann,5\n"
    assert shop(text).excluded == {"no_customer": 1}


def test_what_after_sales_came_to_is_asked(shop: OpenShop) -> None:
    head = HEAD.replace("\n", ",status\n")
    text = f"{head}A1,2024-01-01,ann,30,已完成\nA2,2024-01-02,bob,9,售后完成\n"
    assert "售后完成 (1 row, 9.00) not known" in shop(text).notes


def _lines(head: str, row: str, *, again: int) -> str:
    """Return 300 lines, so many of which stand again, each far from its first."""
    orders = [
        [
            row.format(n=n, c=n * 101 % 300, item=item, day=1 + n % 28, hour=n % 24)
            for item in range(1, 3)
        ]
        for n in range(300)
    ]
    for order, (line, _) in zip(orders[150:], orders[: 7 * again : 7], strict=False):
        order.append(line)
    return head + "".join(line for order in orders for line in order)


@pytest.mark.parametrize("again", [0, 10, 21])
@pytest.mark.parametrize(
    ("head", "row"),
    [
        (
            "order_id,date,customer_id,item,amount\n",
            "{n},2024-01-{day:02d},c{c},{item},{item}{n}.5\n",
        ),
        ("单号,日期,会员号,商品名称,实付金额\n", "D{n},2024-01-{day:02d},c{c},{item},1{item}.50\n"),
        ("order_time,customer_id,amount\n", "2024-01-{day:02d} {hour:02d}:00,c{c},{item}{n}.5\n"),
    ],
)
def test_rows_that_stand_again_here_and_there_are_said(
    shop: OpenShop, head: str, row: str, again: int
) -> None:
    notes = shop(_lines(head, row, again=again)).notes
    assert (f"{again} rows stand again in another place" in notes) == (again > 20)


def test_equal_lines_of_an_order_and_equal_purchases_of_a_day_are_legitimate(
    shop: OpenShop,
) -> None:
    row = "{n},2024-01-{day:02d},c{c},Mug,{n}.50\n"
    twice = HEAD.replace("amount", "item,amount") + "".join(
        2 * row.format(n=n, c=n * 101 % 300, day=1 + n % 28) for n in range(100)
    )
    assert "stand again" not in shop(twice).notes
    coffee = "date,customer_id,amount\n" + "".join(
        f"2024-01-{1 + n % 28:02d},c{n % 28},3.00\n" for n in range(100)
    )
    assert "stand again" not in shop(coffee).notes
