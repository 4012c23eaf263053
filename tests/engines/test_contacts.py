"""How customers are reached: as their latest order that says it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.running import Done

HEAD = "order_id,date,customer_id,name,phone,amount\n"


def contacts(program: Callable[..., Done], folder: Path, *rows: str) -> tuple[str, str]:
    (folder / "sales.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    done = program("segment", "sales.csv", "-q", "-o", "customers.csv")
    assert done == (0, "", "")
    text = (folder / "customers.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    return row["name"], row["phone"]


def test_the_latest_order_that_says_it(program: Callable[..., Done], tmp_path: Path) -> None:
    found = contacts(
        program,
        tmp_path,
        "A1,2024-01-01,1,Ann Lee,13800000001,5",
        "A3,2024-01-03,1,,13800000003,5",
        "A2,2024-01-02,1,Ann Ray,'13800000002,5",
        "A4,2024-01-04,1,,,5",
    )
    assert found == ("Ann Ray", "13800000003")


def test_of_two_on_a_day_the_order_of_rows_does_not_decide(
    program: Callable[..., Done], tmp_path: Path
) -> None:
    rows = ("A1,2024-01-01,1,Ann Lee,13800000001,5", "A2,2024-01-01,1,Ann Ray,13800000002,5")
    assert contacts(program, tmp_path, *rows) == contacts(program, tmp_path, *rows[::-1])
