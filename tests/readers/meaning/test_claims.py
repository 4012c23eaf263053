"""Which column is which: what the user says, synonyms, and doubt that is no guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError, UsageError
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop


def mapped(**columns: str) -> Wishes:
    return Wishes(columns=columns)


TWO_AMOUNTS = "date,customer_id,实付金额,Paid\n2024-01-01,ann,10,12\n2024-01-02,bob,20,20\n"
TWO_CUSTOMERS = "date,会员编号,客户编号,amount\n2024-01-01,m1,c1,10\n2024-01-02,m2,c2,10\n"


@pytest.mark.parametrize(
    ("text", "field", "one", "other"),
    [
        (TWO_AMOUNTS, "amount", "实付金额", "Paid"),
        (TWO_CUSTOMERS, "customer_id", "会员编号", "客户编号"),
        (TWO_AMOUNTS.replace("实付金额", "Order No").replace("Paid", "小票号") + "",
         "order_id", "Order No", "小票号"),
    ],
)  # fmt: skip
def test_two_columns_that_differ_are_refused_by_name(
    shop: OpenShop, text: str, field: str, one: str, other: str
) -> None:
    with pytest.raises(InputError) as error:
        shop(text)
    assert one in str(error.value)
    assert other in str(error.value)
    assert f"--map '{field}={one}'" in error.value.hint


def test_the_user_decides_between_two(shop: OpenShop) -> None:
    assert shop(TWO_AMOUNTS, wishes=mapped(amount="Paid")).bought["ann"] == (1, 12)
    assert shop(TWO_AMOUNTS, wishes=mapped(amount="实付金额")).bought["ann"] == (1, 10)
    assert set(shop(TWO_CUSTOMERS, wishes=mapped(customer_id="会员编号")).bought) == {"m1", "m2"}


def test_two_columns_that_say_the_same_are_no_doubt(shop: OpenShop) -> None:
    assert shop(TWO_AMOUNTS.replace(",12\n", ",10\n")).bought == {"ann": (1, 10), "bob": (1, 20)}


def test_what_was_paid_is_better_than_what_was_asked(shop: OpenShop) -> None:
    text = "date,customer_id,订单金额,实付金额,应付金额\n2024-01-01,ann,100,80,90\n"
    assert shop(text).bought == {"ann": (1, 80)}
    assert shop(text, wishes=mapped(amount="订单金额")).bought == {"ann": (1, 100)}


def test_a_mapped_header_is_compared_exactly_first(shop: OpenShop) -> None:
    text = "date,customer_id,Total,total\n2024-01-01,ann,100,80\n"
    assert shop(text, wishes=mapped(amount="total")).bought == {"ann": (1, 80)}
    assert shop(text, wishes=mapped(amount="TOTAL ")).bought == {"ann": (1, 100)}


def test_a_header_that_is_not_there_gets_the_nearest(shop: OpenShop) -> None:
    with pytest.raises(UsageError) as error:
        shop(TWO_AMOUNTS, wishes=mapped(amount="Paide"))
    assert "'Paid'" in error.value.hint
    with pytest.raises(UsageError, match="no field named price"):
        shop(TWO_AMOUNTS, wishes=mapped(price="Paid"))


@pytest.mark.parametrize(
    ("text", "missing", "found"),
    [
        ("date,amount,colour\n2024-01-01,1,red\n", "no customer column", "colour"),
        ("date,customer_id,colour\n2024-01-01,ann,red\n", "no amount column", "colour"),
        ("customer_id,amount,colour\nann,1,red\n", "no date column", "colour"),
    ],
)
def test_what_is_missing_is_named_with_what_was_found(
    shop: OpenShop, text: str, missing: str, found: str
) -> None:
    with pytest.raises(InputError) as error:
        shop(text)
    assert missing in str(error.value)
    assert found in str(error.value)
    assert "--map" in error.value.hint


def test_columns_of_a_file_without_header_are_named_by_number(shop: OpenShop) -> None:
    text = "00001 19970101 1 11.77\n00002 19970112 1 12.00\n00002 19970113 5 77.00\n"
    found = shop(text, wishes=mapped(customer_id="1", order_time="2", amount="4"))
    assert found.bought == {"00001": (1, 11.77), "00002": (2, 89)}


def named(header: str, *values: str) -> str:
    rows = "".join(f"2024-01-0{i},{value},10\n" for i, value in enumerate(values, start=1))
    return f"date,{header},amount\n{rows}"


@pytest.mark.parametrize("header", ["customer", "客户名称", "Cliente"])
def test_ids_under_the_header_of_a_name_are_the_customer(shop: OpenShop, header: str) -> None:
    found = shop(named(header, "C001", "13800138000", "ann@x.org", "C001"))
    assert {*found.bought} == {"C001", "13800138000", "ann@x.org"}
    assert f"'{header}' holds what look like ids" in found.notes


def test_names_are_no_ids_and_taken_only_when_the_user_says_so(shop: OpenShop) -> None:
    text = named("customer", "Ann Lee", "Bob", "Li 2", "Ann Lee")
    with pytest.raises(InputError) as error:
        shop(text)
    assert "two may share a name" in error.value.hint
    assert "--map 'customer_id=customer'" in error.value.hint
    assert len(shop(text, wishes=mapped(customer_id="customer")).bought) == 3
