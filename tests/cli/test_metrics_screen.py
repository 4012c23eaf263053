"""The whole screen of ``metrics`` on a small shop, 80 columns wide, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.running import run_apart

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("language", "options"),
    [("en", ("--by", "quarter")), ("zh", ("--group-by", "store", "--from", "2024-04-01"))],
)
def test_screen(language: str, options: tuple[str, ...]) -> None:
    done = run_apart("metrics", "metrics.csv", *options, "--lang", language, cwd=HERE)
    assert (done.status, done.err) == (0, "")
    shown = [line.rstrip() for line in done.out.splitlines()]
    golden = (HERE / f"metrics_{language}.txt").read_text(encoding="utf-8")
    assert shown == golden.splitlines()
    assert max(map(cell_len, shown)) <= 80
