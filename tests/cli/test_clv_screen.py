"""The whole screen of ``clv`` on a shop with a test and on one too small for a model, 80 wide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

HERE = Path(__file__).parent
TEST = ("clv.csv", "--model", "bg-nbd", "--calibration-end", "2023-10-31", "--margin", "0.5")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("name", "arguments"), [("clv", TEST), ("clv_small", ("cohorts.csv", "--horizon", "90"))]
)
def test_screen(
    screen: Callable[..., Done], name: str, arguments: tuple[str, ...], language: str
) -> None:
    done = screen(HERE, "clv", *arguments, "--lang", language)
    assert (done.status, done.err) == (0, "")
    shown = [line.rstrip() for line in done.out.splitlines()]
    golden = (HERE / f"{name}_{language}.txt").read_text(encoding="utf-8")
    assert shown == golden.splitlines()
    assert max(map(cell_len, shown)) <= 80


@pytest.mark.parametrize("rate", ["inf", "nan", "-0.1"])
def test_a_rate_that_is_none_is_refused(screen: Callable[..., Done], rate: str) -> None:
    done = screen(HERE, "clv", "clv.csv", "--annual-discount-rate", rate)
    assert done.status == 2
    assert "--annual-discount-rate" in done.err
