"""``repurchase targets``, run in a folder with a shop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import Done

Program = Callable[..., Done]


@pytest.fixture
def targets(program: Program, tmp_path: Path) -> Callable[..., Path]:
    """``targets("--as-of", …)`` runs the command with both files and returns its JSON."""
    count = iter(range(1, 100))

    def run(*more: str, status: int = 0) -> Path:
        path = tmp_path / f"out{next(count)}.json"
        files = ["--customers", "customers.csv"] if (tmp_path / "customers.csv").exists() else []
        done = program("targets", "sales.csv", *files, "-q", "-o", str(path), *more)
        assert done.status == status, done.err
        return path

    return run
