"""Contacts within what customers write are masked; dates and orders are none."""

from __future__ import annotations

import pytest

from repurchase_cli.grammars.quotes import masked


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("电话13800138000，谢谢", "电话138****8000，谢谢"),
        ("call +86 138-0013-8000 or ann.lee@x.co.uk", "call +86****8000 or a***@x.co.uk"),
        ("加我微信：wx_ann99吧", "加我微信：w***吧"),
        ("vx abc_12345", "vx a***"),
        ("bought on 2024-01-05, order A1234567890", "bought on 2024-01-05, order A1234567890"),
        ("order 20240105 of 199.00", "order 20240105 of 199.00"),
        ("tel 1 3 8 0 0 1 3 8 0 0 0", "tel 1***"),
        ("", ""),
    ],
)
def test_contacts_are_masked(sentence: str, shown: str) -> None:
    assert masked(sentence) == shown


def test_the_name_of_the_customer_is_masked_and_no_text_is_empty() -> None:
    assert masked("王小美的订单", "王小美") == "王**的订单"
    assert masked("A lot", "A") == "A lot"
    assert masked(None, "Ann") == masked(float("nan")) == ""
