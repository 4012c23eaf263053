"""A suppression list by phone is matched also for reports that show no phones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.readers.side.conftest import SALES, side, write

if TYPE_CHECKING:
    from tests.running import Done


@pytest.mark.parametrize("command", ["segment", "metrics", "cohorts"])
def test_customers_are_known_by_their_phone(
    program: Callable[..., Done], command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("sales.csv", SALES)
    write("never.csv", "phone\n13800000001\n13700000000\n")
    done = program(command, "sales.csv", "--suppress", "never.csv", "-q", "-o", "answer.json")
    assert done.status == 0, done.err
    entry = side(json.loads(Path("answer.json").read_text(encoding="utf-8")))
    assert (entry["matched"], entry["unmatched"]) == (1, 1)
