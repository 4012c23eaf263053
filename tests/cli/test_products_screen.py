"""The whole screen of ``products`` on a small shop, 80 columns wide, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("language", "options"), [("en", ("--inventory", "products_stock.csv")), ("zh", ())]
)
def test_screen(screen: Callable[..., Done], language: str, options: tuple[str, ...]) -> None:
    done = screen(HERE, "products", "products.csv", *options, "--lang", language)
    assert (done.status, done.err) == (0, "")
    shown = [line.rstrip() for line in done.out.splitlines()]
    golden = (HERE / f"products_{language}.txt").read_text(encoding="utf-8")
    assert shown == golden.splitlines()
    assert max(map(cell_len, shown)) <= 80
