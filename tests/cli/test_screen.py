"""The whole screen of ``segment`` on a tiny shop, 80 columns wide, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.running import run_apart

HERE = Path(__file__).parent


@pytest.mark.parametrize("language", ["en", "zh"])
def test_screen(language: str) -> None:
    done = run_apart(
        "segment", "sales.csv", "--lang", language, "--set", "rejected_share_limit=0.5", cwd=HERE
    )
    assert done.status == 0
    lines = [line.rstrip() for line in done.out.splitlines()]
    golden = (HERE / f"screen_{language}.txt").read_text(encoding="utf-8")
    assert lines == golden.splitlines()
    assert max(cell_len(line) for line in lines) <= 80


@pytest.mark.parametrize("command", ["metrics", "cohorts", "intervals"])
def test_a_screen_of_hardly_any_width_is_written_to(command: str) -> None:
    done = run_apart(command, "cohorts.csv", "--lang", "zh", cwd=HERE, COLUMNS="1")
    assert (done.status, done.err) == (0, "")
    assert done.out
