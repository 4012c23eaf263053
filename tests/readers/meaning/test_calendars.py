"""Months in more languages, years of other calendars, and amounts in thousands and ten thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,amount\n"


def _dated(written: str) -> str:
    return HEAD + f'A1,"{written}",ann,30\nA2,"{written}",bob,30\n'


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5 марта 2024 г., 10:30", "2024-03-05"),
        ("05-мая-24", "2024-05-05"),
        ("5 июл. 2024", "2024-07-05"),
        ("15 października 2024", "2024-10-15"),
        ("15 LISTOPADA 2024", "2024-11-15"),
        ("28 Şubat 2024 Çarşamba", "2024-02-28"),
        ("05 Ağu 2024 10:30", "2024-08-05"),
        ("5. června 2024", "2024-06-05"),
        ("5. července 2024", "2024-07-05"),
        ("5 грудня 2024", "2024-12-05"),
        ("5 iunie 2024", "2024-06-05"),
        ("05/Mar/2024 10:30", "2024-03-05"),
        ("5 de outubro de 2024", "2024-10-05"),
    ],
)
def test_months_are_known_in_many_languages(shop: OpenShop, written: str, day: str) -> None:
    assert shop(_dated(written).encode("utf-8-sig")).days["ann"] == (day, day)


def test_a_month_of_two_meanings_is_not_read(shop: OpenShop) -> None:
    """Listopad is October in Croatian and November in Polish and Czech."""
    rows = "".join(f"B{i},{i + 1}. prosince 2024,eve,9\n" for i in range(9))
    found = shop(HEAD + "A1,15. listopada 2024.,ann,30\n" + rows)
    assert found.bought == {"eve": (9, 81)}
    assert found.codes == [(2, "date_unreadable")]


@pytest.mark.parametrize(
    "written",
    ["29/02/2567", "2567-02-29 10:00", "2567/2/29", "令和6年2月29日", "R6.2.29", "R6/02/29"],
)
def test_years_that_cannot_be_ours_are_counted_as_ours(shop: OpenShop, written: str) -> None:
    found = shop(_dated(written))
    assert found.days["ann"] == ("2024-02-29", "2024-02-29")
    assert ("2567 is 2024" in found.notes) == ("2567" in written)


def test_the_first_year_of_an_era(shop: OpenShop) -> None:
    assert shop(_dated("平成元年12月1日")).days["ann"][0] == "1989-12-01"


def test_years_of_two_calendars_are_not_mixed(shop: OpenShop) -> None:
    """One slip of the pen makes no calendar."""
    found = shop(_dated("2024-03-05") + "A3,2567-03-05,cat,30\n")
    assert found.codes == [(4, "date_unreadable")]


@pytest.mark.parametrize("written", ["1403/01/15", "1445-02-03"])
def test_calendars_with_other_months_are_refused(shop: OpenShop, written: str) -> None:
    with pytest.raises(InputError, match=f"such as {written}.* another calendar"):
        shop(_dated(written))


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.2万", 12000),
        ("1.25 万元", 12500),
        ("¥3千", 3000),
        ("-0.5萬", -5000),
        ("2k", 2000),
        ("1.5K", 1500),
        ("2w", 20000),
        ("1亿", 100_000_000),
    ],
)
def test_amounts_in_thousands_and_ten_thousands(
    shop: OpenShop, written: str, amount: float
) -> None:
    found = shop(
        HEAD + f"A1,2024-01-01,ann,9800\nA2,2024-01-02,bob,10.5\nA3,2024-01-01,ann,{written}\n"
    )
    assert float(found.books.amount_used) == 9810.5 + amount


def test_a_decimal_comma_before_a_unit(shop: OpenShop) -> None:
    found = shop(HEAD + 'A1,2024-01-01,ann,"1,2万"\nA2,2024-01-02,bob,"30,50"\n')
    assert found.bought == {"ann": (1, 12000), "bob": (1, 30.5)}


@pytest.mark.parametrize(("unit", "times"), [("(万元)", 10_000), ("（千元）", 1000), ("[元]", 1)])
def test_a_unit_of_the_header_holds_for_its_column(shop: OpenShop, unit: str, times: int) -> None:
    text = HEAD.replace("amount", f"销售额{unit}") + "A1,2024-01-01,ann,1.25\nA2,2024-01-02,bob,3\n"
    assert shop(text).bought == {"ann": (1, 1.25 * times), "bob": (1, 3 * times)}
