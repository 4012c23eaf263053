"""The whole screen of ``clv`` on a shop with a test and on one too small for a model, 80 wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.running import run_apart

HERE = Path(__file__).parent
TEST = ("clv.csv", "--model", "bg-nbd", "--calibration-end", "2023-10-31", "--margin", "0.5")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("name", "arguments"), [("clv", TEST), ("clv_small", ("cohorts.csv", "--horizon", "90"))]
)
def test_screen(name: str, arguments: tuple[str, ...], language: str) -> None:
    done = run_apart("clv", *arguments, "--lang", language, cwd=HERE)
    assert (done.status, done.err) == (0, "")
    shown = [line.rstrip() for line in done.out.splitlines()]
    golden = (HERE / f"{name}_{language}.txt").read_text(encoding="utf-8")
    assert shown == golden.splitlines()
    assert max(map(cell_len, shown)) <= 80


@pytest.mark.parametrize("rate", ["inf", "nan", "-0.1"])
def test_a_rate_that_is_none_is_refused(rate: str) -> None:
    done = run_apart("clv", "clv.csv", "--annual-discount-rate", rate, cwd=HERE)
    assert done.status == 2
    assert "--annual-discount-rate" in done.err
