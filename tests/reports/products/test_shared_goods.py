"""Whoever asks for goods, preferences or pairs of the same sales is given the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.config import load
from repurchase_cli.opening import open_sales
from repurchase_cli.shop.preferences import preferences_of
from repurchase_cli.shop.together import together_of
from tests.reports.products.made_shop import HEADER, write

if TYPE_CHECKING:
    from pathlib import Path


def test_what_goods_come_to_is_worked_out_once(tmp_path: Path) -> None:
    lines = [("c1", "1", "2025-01-05", "A", "10.00"), ("c1", "1", "2025-01-05", "B", "21.00")]
    settings = load(None)
    with open_sales([write(tmp_path / "sales.csv", lines, HEADER)]) as sales:
        likes = preferences_of(sales)
        assert preferences_of(sales) is likes
        items = likes.goods.at("item")
        assert likes.goods.at("item") is items
        pairs = together_of(sales, items, settings)
        assert together_of(sales, items, settings) is pairs
        assert together_of(sales, items, settings, 1) is not pairs
