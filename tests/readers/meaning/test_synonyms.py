"""Header names: how they are compared, and that none stands for two fields that matter."""

from __future__ import annotations

from itertools import combinations

import pytest

from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.sources import FIELDS

MUST_BE_CLEAR = ("customer_id", "order_id", "order_time", "amount")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Customer ID", "customer_id"),
        ("  customer-id ", "CustomerID"),
        ("订单 ID", "订单ID"),
        ("实付金额（元）", "实付金额"),
        ("实付金额(元)", "实付金额"),
        ("数量 [件]", "数量"),
        ("Ｏｒｄｅｒ　ＩＤ", "order id"),
        ("\ufeffdate", "Date"),
        ("Total (USD)", "total"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert synonyms.key(one) == synonyms.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Order #", "Order"), ("Amount", "Amount Due"), ("客户编号", "客户名称"), ("单价", "单号")],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert synonyms.key(one) != synonyms.key(other)


def fields_of_names() -> dict[str, set[str]]:
    names = {name: {field for field, _ in found} for name, found in synonyms.field_ranks().items()}
    for name in synonyms.amount_ranks():
        names.setdefault(name, set()).add("amount")
    return names


def test_no_name_stands_for_two_fields_that_must_be_clear() -> None:
    pairs = {frozenset(pair) for pair in combinations(MUST_BE_CLEAR, 2)}
    doubtful = {n: f for n, f in fields_of_names().items() if any(p <= f for p in pairs)}
    assert doubtful == {}


def test_names_are_not_blank_and_fields_exist() -> None:
    names = fields_of_names()
    assert "" not in names
    assert set().union(*names.values()) <= set(FIELDS)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("会员卡号", "customer_id"), ("Member No.", "customer_id"), ("Kundennummer", "customer_id"),
        ("小票号", "order_id"), ("Receipt Number", "order_id"), ("下单时间", "order_time"),
        ("InvoiceDate", "order_time"), ("实收金额", "amount"), ("Grand Total", "amount"),
        ("款号", "sku"), ("退款金额", "refund"), ("原订单号", "refunded_order_id"),
        ("尺码", "size"), ("Umsatz", "amount"),
    ],
)  # fmt: skip
def test_a_name_of_each_sort_is_known(header: str, field: str) -> None:
    assert field in fields_of_names()[synonyms.key(header)]
    assert synonyms.known(header)
