"""What ``segment`` says beside its tables: numbers as people write them, and how old the data are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import Done

SALES = "order,date,customer_id,amount\n1,2025-01-01,a,4000000\n2,2025-03-01,b,6000000\n"
Run = Callable[..., Done]


def test_large_amounts_are_written_out(program: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(SALES)
    out = program("segment", "s.csv").out
    assert "average_purchase_value >= 2500000" in out  # half of the mean of 5,000,000
    assert "e+0" not in out


@pytest.mark.parametrize(("day", "old"), [("2025-03-08", False), ("2025-03-11", True)])
@pytest.mark.parametrize("command", ["segment", "metrics", "cohorts", "intervals", "clv"])
def test_data_that_end_long_before_the_day_asked_for_are_said_to(
    program: Run, tmp_path: Path, command: str, day: str, old: bool
) -> None:
    (tmp_path / "s.csv").write_text(SALES)
    out = " ".join(program(command, "s.csv", "--as-of", day).out.split())
    assert ("files end on 1 Mar 2025, 10 days before" in out) is old


@pytest.mark.parametrize(
    "command", ["segment", "metrics", "cohorts", "intervals", "migrate", "clv"]
)
@pytest.mark.parametrize("day", ["2024-12-31", "0001-01-01"])
def test_days_before_the_data_are_refused_alike(
    program: Run, tmp_path: Path, command: str, day: str
) -> None:
    (tmp_path / "s.csv").write_text(SALES)
    done = program(command, "s.csv", "--as-of", day)
    assert done.status == 4
    assert "no customer of these files has a purchase" in done.err
