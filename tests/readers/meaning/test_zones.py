"""Times of another zone are converted: by their offset, their header, the shop system, a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.systems import System

if TYPE_CHECKING:
    from tests.shops import OpenShop

HOME = Wishes(timezone="Asia/Shanghai")


@pytest.mark.parametrize(
    ("header", "time", "day"),
    [
        ("date", "2024-01-05 20:00:00+00:00", "06"),
        ("date", "2024-01-05T20:00:00Z", "06"),
        ("date", "2024-01-05 20:00 UTC", "06"),
        ("date", "2024-01-05 20:00 GMT", "06"),
        ("date", "5 January 2024 20:00 +0000", "06"),
        ("date", "1/25/2024 8:00 PM -0500", "26"),
        ("date", "2024-01-05 20:00:00 GMT+0900 (JST)", "05"),
        ("Order Time (UTC)", "2024-01-05 20:00:00", "06"),
        ("created_at_utc", "2024-01-05 20:00", "06"),
        ("Created (GMT)", "5-Jan-24 20:00", "06"),
        ("下单时间（UTC+0）", "2024/1/5 20:00", "06"),
        ("下单时间(GMT+8)", "2024/1/5 20:00", "05"),
        ("Date (UTC-08:00)", "2024-01-05 09:00", "06"),
        ("Order Time (UTC)", "2024-01-05 20:00:00 +0900", "05"),
        ("Order Date (UTC)", "2024-01-05", "05"),
    ],
)
def test_a_time_of_another_zone_is_converted(
    shop: OpenShop, header: str, time: str, day: str
) -> None:
    found = shop(f"{header},customer_id,amount\n{time},ann,1\n", wishes=HOME)
    assert found.days["ann"][0] == f"2024-01-{day}"
    assert found.notes == ""
    as_written = shop(f"{header},customer_id,amount\n{time},ann,1\n")
    assert as_written.days["ann"][0] == f"2024-01-{'25' if '25' in time else '05'}"


def test_plain_times_are_of_the_zone_that_the_settings_name(shop: OpenShop) -> None:
    text = "date,customer_id,amount\n2024-07-05 20:00,ann,1\n2024-07-05 12:00+09:00,ann,1\n"
    wishes = Wishes(timezone="Asia/Shanghai", timezone_of_files="America/New_York")
    assert shop(text, wishes=wishes).days["ann"] == ("2024-07-05", "2024-07-06")
    assert shop(text, wishes=HOME).days["ann"] == ("2024-07-05", "2024-07-05")


def test_a_clock_in_a_column_of_its_own(shop: OpenShop) -> None:
    text = "date,time (UTC),customer_id,amount\n2024-01-05,20:00,ann,1\n"
    assert shop(text, wishes=HOME).days["ann"][0] == "2024-01-06"


def test_the_zone_of_a_shop_system(shop: OpenShop) -> None:
    own = System(name="Till", signature=("When", "Who", "Paid"), timezone="UTC", columns={
        "order_time": "When", "customer_id": "Who", "amount": "Paid",
    })  # fmt: skip
    wishes = Wishes(timezone="Asia/Shanghai", systems=(own,))
    assert shop("When,Who,Paid\n2024-01-05 20:00,ann,1\n", wishes=wishes).days["ann"][0] == (
        "2024-01-06"
    )


def test_what_cannot_be_converted_is_said(shop: OpenShop) -> None:
    head = "date,customer_id,amount\n"
    mixed = head + "2024-01-05 20:00,ann,1\n2024-01-05 20:00Z,ann,1\n"
    assert "mixes times with an offset (1 of 2 looked at)" in shop(mixed).notes
    assert "mixes times with an offset" in shop(mixed, wishes=HOME).notes
    plain = head + "2024-01-05 20:00,ann,1\n"
    assert "are not converted to Asia/Shanghai" in shop(plain, wishes=HOME).notes
    assert shop(plain).notes == ""
    assert shop(head + "2024-01-05,ann,1\n", wishes=HOME).notes == ""
