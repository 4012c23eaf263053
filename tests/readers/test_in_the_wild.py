"""What exports of shops nobody here has seen were got wrong by, each kind once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,amount\n"


@pytest.mark.parametrize(
    "written", ["59 925,00 Kč", "₺59.925,00", "59\u202f925,00\u00a0€", "59 925,00 руб."]
)
def test_money_whose_thousands_are_told_by_blanks(shop: OpenShop, written: str) -> None:
    found = shop(HEAD + f'A1,2024-01-01,ann,"{written}"\nA2,2024-01-02,ann,"{written}"\n')
    assert found.bought["ann"] == (2, 2 * 59925)


@pytest.mark.parametrize("minus", ["‑", "‒", "▲"])
def test_every_sign_of_less_than_zero(shop: OpenShop, minus: str) -> None:
    assert (
        shop(HEAD + f"A1,2024-01-01,ann,30\nA1,2024-01-01,ann,{minus}10\n").bought["ann"][1] == 20
    )


@pytest.mark.parametrize(
    "written",
    [
        "'2024-03-05",
        "'2024-03-05'",
        "２０２４／０３／０５ １０：００",
        "Di., 05.03.2024",
        "5 de março de 2024",
        "5 mars 2024",
    ],
)
def test_dates_as_people_and_spreadsheets_dress_them(shop: OpenShop, written: str) -> None:
    other = written.replace("05.03.2024", "25.03.2024")
    days = shop(HEAD + f'A1,"{written}",ann,30\nA2,"{other}",bob,30\n').days
    assert days["ann"] == ("2024-03-05", "2024-03-05")


@pytest.mark.parametrize("mark", ["1970-01-01", "1970-01-01 08:00:00", "1970/1/1"])
def test_the_first_day_of_1970_is_no_date(shop: OpenShop, mark: str) -> None:
    rows = "".join(f"A{i},2024-01-{i:02d},ann,1\n" for i in range(1, 22))
    found = shop(HEAD + rows + f"B1,{mark},ann,99\n")
    assert found.bought["ann"] == (21, 21)
    assert found.books.rejected == 1


@pytest.mark.parametrize(
    "label", ["C1001 Total", "C1001 汇总", "2024-01 小计", "2024-01月合计", "汇总"]
)
def test_subtotals_that_are_labelled_by_what_they_sum_up(shop: OpenShop, label: str) -> None:
    for row in (f"{label},,,9", f",{label},,9", f",,{label},9"):
        found = shop(HEAD + "A1,2024-01-01,ann,4\nA2,2024-01-02,ann,5\n" + row + "\n")
        assert found.bought["ann"] == (2, 9)
        assert found.excluded == {"totals_line": 1}


def test_a_summary_to_the_right_takes_no_sale_out(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,amount,,Summary,\nA1,2024-01-01,ann,4,,Total,9\n"
    assert shop(text + "A2,2024-01-02,ann,5,,Orders,2\n").bought["ann"] == (2, 9)


def test_a_phone_that_is_the_customer_is_one_however_it_is_dialled(shop: OpenShop) -> None:
    phones = ["13800138000", "+86 138 0013 8000", "008613800138000", "86-13800138000"]
    rows = "".join(f"A{i},2024-01-0{i},{p},1\n" for i, p in enumerate(phones, start=1))
    assert shop("order_id,date,phone,amount\n" + rows).bought == {"13800138000": (4, 4)}


@pytest.mark.parametrize(
    "nobody",
    [
        "现金客户",
        "临时会员",
        "路人",
        "Invité",
        "Gast",
        "no-reply@shop.example",
        "Anonymous User",
        "(not set)",
    ],
)
def test_more_names_of_nobody(shop: OpenShop, nobody: str) -> None:
    found = shop(HEAD + f"A1,2024-01-01,ann,4\nA2,2024-01-02,{nobody},5\n")
    assert set(found.bought) == {"ann"}


def test_a_second_table_is_refused_with_its_line(shop: OpenShop) -> None:
    rows = "A1,2024-01-01,ann,4\nA2,2024-01-02,ann,5\n"
    with pytest.raises(InputError, match=r":4: another table begins here"):
        shop(HEAD + rows + "order_id,refund date,customer_id,refund amount\nA1,2024-01-03,ann,4\n")


def test_records_within_a_cell_are_an_open_quotation_mark(shop: OpenShop) -> None:
    rows = [f"A{i}\t2024-01-{i:02d}\tann\t{chr(34) * (i in (3, 9))}hat\t1" for i in range(1, 15)]
    with pytest.raises(InputError, match="quotation mark is opened"):
        shop("\n".join(["order_id\tdate\tcustomer_id\tproduct\tamount", *rows]) + "\n")


def test_an_amount_less_fees_is_not_what_was_paid(shop: OpenShop) -> None:
    text = "order_id,date,customer_id,Gross Amount,Fee,Net Amount\nA1,2024-01-01,ann,10,1,9\n"
    assert shop(text).bought["ann"] == (1, 10)


def test_the_amount_with_tax_comes_before_the_one_without(shop: OpenShop) -> None:
    text = "单据编号,单据日期,客户编码,金额,税额,价税合计\nA1,2024-01-01,ann,10,1,11\n"
    assert shop(text).bought["ann"] == (1, 11)


def test_two_ids_that_tell_the_same_orders_apart_are_no_doubt(shop: OpenShop) -> None:
    rows = "".join(f"A{i},{i},0,2024-01-{i:02d},ann,1\n" for i in range(1, 25))
    text = "order id,order number,invoice_no,date,customer_id,amount\n" + rows
    assert shop(text).bought["ann"] == (24, 24)


def test_totals_of_orders_without_an_id_are_refused(shop: OpenShop) -> None:
    rows = "".join(
        f"{i},2024-01-{i:02d} 10:00:00,ann,{item},{i}\n"
        for i in range(1, 10)
        for item in ("hat", "tie")
    )
    with pytest.raises(InputError, match="looks like the total of a whole order") as error:
        shop("nr of the paper,date,customer_id,product,amount\n" + rows)
    assert "--map order_id=HEADER" in error.value.hint
