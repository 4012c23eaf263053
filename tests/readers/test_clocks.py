"""What is taken for a time of day is read: an evening's sale keeps its day, a night's does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import OpenShop

NIGHTS = [
    "23:15 Uhr", "11:15 p.m.", "11:15 P. M.", "11.15 pm", "23h15", "下午11:15", "kl. 23.15", "23.15",
    "23点15分", "오후 11:15", "23 Uhr", "11 pm", "23:15 uur", "à 23h15", "午後11:15",
]  # fmt: skip


@pytest.mark.parametrize("clock", NIGHTS)
@pytest.mark.parametrize("date", ["2024-03-05", "15.03.2024", "5. März 2024"])
def test_a_clock_behind_the_date_is_read(shop: OpenShop, date: str, clock: str) -> None:
    text = f"date,customer_id,amount\n{date} {clock},ann,1\n"
    day = "2024-03-15" if date.startswith("15") else "2024-03-05"
    assert shop(text, day_ends_at="12:00").days["ann"] == (day, day)


@pytest.mark.parametrize("clock", NIGHTS)
def test_a_clock_beside_the_date_is_read(shop: OpenShop, clock: str) -> None:
    text = f"date,time,customer_id,amount\n2024-03-05,{clock},ann,1\n"
    assert shop(text, day_ends_at="12:00").days["ann"] == ("2024-03-05", "2024-03-05")


@pytest.mark.parametrize(
    "clock", ["1:30 a.m.", "01:30 Uhr", "1h30", "凌晨1:30", "1.30 am", "01.30"]
)
def test_a_night_belongs_to_the_day_before(shop: OpenShop, clock: str) -> None:
    text = f"date,time,customer_id,amount\n2024-03-05,{clock},ann,1\n"
    assert shop(text, day_ends_at="03:00").days["ann"] == ("2024-03-04", "2024-03-04")


@pytest.mark.parametrize("moment", ["1709680500", "20240305 231500", "45356.96875"])
def test_a_clock_within_a_number_is_read(shop: OpenShop, moment: str) -> None:
    text = f"date,customer_id,amount\n{moment},ann,1\n{moment},bob,1\n"
    assert shop(text, day_ends_at="12:00").days["ann"] == ("2024-03-05", "2024-03-05")
    night = {"1709680500": "1709602200", "20240305 231500": "20240305 013000"}
    earlier = text.replace(moment, night.get(moment, "45356.0625"))
    assert shop(earlier, day_ends_at="03:00").days["ann"] == ("2024-03-04", "2024-03-04")


def test_an_afternoon_beyond_the_sample_is_read(shop: OpenShop) -> None:
    rows = "2024-03-05 09:15,ann,1\n" * 6000 + "2024-03-05 11:15 PM,bob,1\n"
    found = shop("date,customer_id,amount\n" + rows, day_ends_at="12:00")
    assert found.days["bob"] == ("2024-03-05", "2024-03-05")
