"""Dates: what can be read by its form, and day or month first by evidence only."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations, product
from typing import TYPE_CHECKING

import duckdb
import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.dates import DAY_FIRST, MONTH_FIRST, PLAIN, Forms
from repurchase_cli.grammars.macros import MACROS
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop


def column(*days: str) -> str:
    return "date,customer_id,amount\n" + "".join(f"{day},ann,1\n" for day in days)


def first_and_last(shop: OpenShop, *days: str, wishes: Wishes | None = None) -> tuple[str, str]:
    return shop(column(*days), wishes=wishes).days["ann"]


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-05", "2024/3/5", "20240305", "2024-03-05 23:59:59", "2024-03-05T23:59:59",
        "2024-03-05 23:30:00 -0400", "2024-03-05T00:30:00+08:00", "2024-03-05 10:00:00 UTC",
        "2024/3/5 9:05", "20240305101500",
    ],
)  # fmt: skip
def test_the_day_is_the_day_as_written(shop: OpenShop, written: str) -> None:
    assert first_and_last(shop, written) == ("2024-03-05", "2024-03-05")


def test_one_day_above_twelve_decides_for_the_whole_column(shop: OpenShop) -> None:
    assert first_and_last(shop, "03/04/2024", "13/04/2024") == ("2024-04-03", "2024-04-13")
    assert first_and_last(shop, "03/04/2024", "04/13/2024") == ("2024-03-04", "2024-04-13")
    assert first_and_last(shop, "3.4.2024 10:15", "31.4.2024", "30.4.2024") == (
        "2024-04-03",
        "2024-04-30",
    ), "31 April does not exist"


def test_the_evidence_may_stand_in_another_file(shop: OpenShop) -> None:
    found = shop(column("03/04/2024"), column("25/12/2024"))
    assert found.days["ann"] == ("2024-04-03", "2024-12-25")


def test_the_evidence_may_stand_at_the_end_of_a_long_file(shop: OpenShop) -> None:
    found = first_and_last(shop, *["03/04/2024"] * 20_000, "04/30/2024")
    assert found == ("2024-03-04", "2024-04-30")


def test_without_evidence_the_user_decides(shop: OpenShop) -> None:
    with pytest.raises(InputError, match="may be day or month first") as error:
        shop(column("03/04/2024", "05/06/2024"))
    assert "--day-first" in error.value.hint
    wishes = Wishes(date_order=MONTH_FIRST)
    assert first_and_last(shop, "03/04/2024", "05/06/2024", wishes=wishes)[0] == "2024-03-04"
    wishes = Wishes(date_order=DAY_FIRST)
    assert first_and_last(shop, "03/04/2024", "05/06/2024", wishes=wishes)[0] == "2024-04-03"


def test_a_column_of_both_orders_is_refused(shop: OpenShop) -> None:
    with pytest.raises(InputError, match="mix both orders"):
        shop(column("13/04/2024", "04/13/2024"))


def test_a_day_that_does_not_exist_is_rejected(shop: OpenShop) -> None:
    found = shop(column("2024-02-30", "2024-02-29", "2023-02-29", "someday", "0024-01-01"))
    assert found.codes == [(n, "date_unreadable") for n in (2, 4, 5, 6)]


def test_a_clock_stands_in_a_column_of_its_own(shop: OpenShop) -> None:
    text = "date,time,customer_id,amount\n2024-03-05,01:30 AM,ann,1\n2024-03-05,2:15 PM,bob,1\n"
    found = shop(text, day_ends_at="03:00")
    assert found.days == {
        "ann": ("2024-03-04", "2024-03-04"),
        "bob": ("2024-03-05", "2024-03-05"),
    }


def test_the_time_of_payment_is_better_than_that_of_the_order(shop: OpenShop) -> None:
    found = shop("""
        下单时间,付款时间,会员号,实付金额
        2024-03-04 23:59:00,2024-03-05 00:01:00,甲,1
        2024-03-06 23:59:00,,甲,1
    """)
    assert found.days["甲"] == ("2024-03-05", "2024-03-06")


@pytest.mark.parametrize(
    "days",
    [
        ("2024-Jan-05", "2024-Dec-24"),
        ("2024/Jan/05 10.30", "2024/Dec/24 10.30"),
        ("2024 Januar 5", "2024 Dezember 24"),
        ("5-Jan-24", "24-Dec-24"),
        ("24-Jan-05", "24-Feb-06", "24-Dec-24"),
        ("24/января/05", "24/февраля/29", "24/декабря/24"),
    ],
)
def test_a_month_by_its_name_leaves_no_doubt(shop: OpenShop, days: tuple[str, ...]) -> None:
    assert first_and_last(shop, *days) == ("2024-01-05", "2024-12-24")


def test_a_short_year_stands_behind_unless_the_column_shows_that_it_leads(shop: OpenShop) -> None:
    assert first_and_last(shop, "24-Jan-05", "25-Jan-05") == ("2005-01-24", "2005-01-25")
    assert first_and_last(shop, "01-Jan-22", "01-Jan-23", "01-Jan-24")[1] == "2024-01-01"
    assert first_and_last(shop, "24-Jan-05", "24-Jan-06", "24-Jan-32")[1] == "2032-01-24"


_SEPARATORS = ("-", "/", ".", " ", ", ", ". ", "_", "--", " - ")
_YEARS, _NAMES, _DAYS = ("2024", "24", "'24"), ("Jan", "January", "января", "enero"), ("05", "5")
_CLOCKS = ("", " 10:30", "T10:30:00", " 10:30 PM", " 10.30")


@pytest.mark.parametrize("clock", _CLOCKS)
def test_whatever_is_read_is_read_as_what_it_says(clock: str) -> None:
    """All orders and marks of a date with a month's name; years of two digits stand behind."""
    texts = [
        separator.join(parts) + clock
        for date in product(_YEARS, _NAMES, _DAYS)
        for parts in permutations(date)
        for separator in _SEPARATORS
        if not (parts[1] != date[0] != parts[2] and len(date[0]) < 4)  # it leads
        and not (parts[0] == date[1] and parts[1] == date[0] and len(date[0]) < 4)
    ]
    with duckdb.connect() as connection:
        connection.execute("".join(MACROS.values()))
        read = f"select x, {Forms(PLAIN, {}).sql('x')} from (select unnest($1) as x)"
        found = connection.execute(read, [texts]).fetchall()
    hour = datetime(2024, 1, 5, 0 if not clock else 22 if "PM" in clock else 10, 30 if clock else 0)
    assert {moment for _, moment in found} == {None, hour}
    assert sum(moment is not None for _, moment in found) > len(texts) / 4
