"""Amounts of several currencies in one column cannot be added up, whatever their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from tests.shops import OpenShop


def priced(*amounts: str) -> bytes:
    rows = "".join(f'A{i},2024-01-01,c{i},"{a}"\n' for i, a in enumerate(amounts, start=1))
    return f"order_id,date,customer_id,amount\n{rows}".encode("utf-8-sig")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$12.50", "Rp 12000"), ("$5", "₦7"), ("£5.50", "7.20 lei"), ("€5", "NZD 7"), ("$5", "€5"),
        ("5 Ft", "5 kr"), ("S/.5", "R$ 5"), ("5 TL", "5 ₽"), ("₱5", "₫5"), ("5 лв", "5 грн"),
        ("RM5", "S$5"), ("฿5", "₹5"), ("CHF 5", "5 SEK"), ("5 kr", "5 zł"), ("₡5", "₲5"),
        ("NZ$5", "A$5"), ("5元", "5円"), ("₸5", "₾5"),
    ],
)  # fmt: skip
def test_mixed_currencies_are_refused(shop: OpenShop, one: str, other: str) -> None:
    with pytest.raises(InputError, match="cannot be added up"):
        shop(priced(one, other, one))


@pytest.mark.parametrize(
    "amounts",
    [
        ("$5", "US$5", "5 USD"), ("¥5", "5元", "￥5"), ("5 kr", "5 SEK", "5 kr."), ("Rp5", "IDR 5"),
        ("5", "5 lei", "5 RON"), ("1,000원", "₩1,000"), ("₹5", "Rs.5", "5 INR"),
    ],
)  # fmt: skip
def test_marks_of_the_same_currency_are_added_up(shop: OpenShop, amounts: tuple[str, ...]) -> None:
    assert len(shop(priced(*amounts)).bought) == len(amounts)


def test_mixed_prices_are_refused_where_they_make_the_amount(shop: OpenShop) -> None:
    text = "date,customer_id,quantity,unit_price\n2024-01-01,ann,1,$5\n2024-01-02,bob,2,€5\n"
    with pytest.raises(InputError, match="cannot be added up"):
        shop(text)


def test_marks_beyond_the_sample_are_seen(shop: OpenShop) -> None:
    with pytest.raises(InputError, match="cannot be added up"):
        shop(priced(*["5"] * 6000, "$5", "€5"))
