"""The whole screen of ``cohorts`` and ``migrate`` on a small shop, 80 columns wide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

HERE = Path(__file__).parent


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("cohorts", ("cohorts", "cohorts.csv")),
        ("cohorts_channel", ("cohorts", "cohorts.csv", "--by", "channel")),
        ("migrate", ("migrate", "cohorts.csv", "--every", "month")),
    ],
)
def test_screen(
    screen: Callable[..., Done], name: str, command: tuple[str, ...], language: str
) -> None:
    done = screen(HERE, *command, "--lang", language)
    assert (done.status, done.err) == (0, "")
    shown = [line.rstrip() for line in done.out.splitlines()]
    golden = (HERE / f"{name}_{language}.txt").read_text(encoding="utf-8")
    assert shown == golden.splitlines()
    assert max(map(cell_len, shown)) <= 80


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_triangle_lines_up(screen: Callable[..., Done], language: str) -> None:
    done = screen(HERE, "cohorts", "cohorts.csv", "--lang", language)
    lines = done.out.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("2024-01 "))
    triangle = [line.rstrip() for line in lines[first : first + 9]]
    lengths = [cell_len(line) for line in triangle]
    assert lengths == [lengths[0] - 5 * at for at in range(9)]  # a cell less in every row
