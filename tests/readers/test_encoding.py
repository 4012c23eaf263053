"""Encodings: UTF-8 proves itself, Chinese must be plausible, the rest is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.layout import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop

TEXT = "会员号,下单时间,商品名称,实付金额\n王小明,2024-01-01,风衣（中长款）,10\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_is_read_as_it_was_written(shop: OpenShop, codec: str) -> None:
    assert shop(TEXT.encode(codec)).bought == {"王小明": (1, 10)}


def test_the_user_may_name_the_encoding(shop: OpenShop) -> None:
    text = "customer_id,date,amount\nJosé,2024-01-01,10\n".encode("cp1252")
    assert shop(text, wishes=Wishes(encoding="cp1252")).bought == {"José": (1, 10)}


def test_a_wrong_encoding_is_refused(shop: OpenShop) -> None:
    with pytest.raises(InputError, match="no encoding named klingon"):
        shop(TEXT, wishes=Wishes(encoding="klingon"))
    with pytest.raises(InputError, match="ascii"):
        shop(TEXT, wishes=Wishes(encoding="ascii"))


@pytest.mark.parametrize("lead", range(3))
def test_a_character_may_lie_across_the_end_of_the_sample(shop: OpenShop, lead: int) -> None:
    rows = "".join(f"会员{i},2024-01-01,风衣（中长款）,10\n" for i in range(8_000))
    found = shop(f"会员号,下单时间,商品名称{'x' * lead},实付金额\n{rows}")
    assert len(found.bought) == 8_000
