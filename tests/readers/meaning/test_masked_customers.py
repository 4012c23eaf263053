"""Customers known only by phones with hidden digits: said, since people may look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import OpenShop


@pytest.mark.parametrize("header", ["phone", "customer_id"])
def test_masked_numbers_are_said(shop: OpenShop, header: str) -> None:
    rows = "".join(f"{i},2024-01-{1 + i % 28:02d},138****{8000 + i % 9},10\n" for i in range(30))
    found = shop(f"order_id,date,{header},amount\n{rows}")
    assert f"the customers' numbers are masked ('{header}')" in found.notes
    assert len(found.bought) == 9


def test_whole_numbers_are_not(shop: OpenShop) -> None:
    rows = "".join(f"{i},2024-01-{1 + i % 28:02d},1380000{8000 + i % 9},10\n" for i in range(30))
    found = shop(f"order_id,date,phone,amount\n{rows}138,2024-01-02,139****8000,10\n")
    assert "masked" not in found.notes
