"""The sample shop: the same customers, whether its export is English or Chinese."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

SAMPLES = Path(__file__).parent.parent / "sample_data"


def test_both_languages_give_the_same_customers(
    program: Callable[..., Done], tmp_path: Path
) -> None:
    tables = []
    for name in ("sales.csv", "sales_zh.csv"):
        done = program("segment", str(SAMPLES / name), "-q", "-o", "customers.csv")
        assert done == (0, "", "")
        tables.append((tmp_path / "customers.csv").read_text(encoding="utf-8"))
    assert tables[0] == tables[1]
    assert len(tables[0].splitlines()) > 1000
