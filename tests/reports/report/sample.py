"""The sample shop for tests of the report: an eighth of its customers, and the program's answers."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from repurchase_cli.cli import main

SAMPLE = Path(__file__).parents[3] / "sample_data"
_EIGHTH, _THIS = 8, 3


def an_eighth(folder: Path) -> tuple[str, str]:
    """Write the sales and the customers file of an eighth of the customers; return their paths."""
    sales = _filtered(SAMPLE / "sales.csv", folder / "sales.csv", column=2)
    customers = _filtered(SAMPLE / "customers.csv", folder / "customers.csv", column=0)
    return str(sales), str(customers)


def _filtered(source: Path, target: Path, column: int) -> Path:
    with source.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = csv.reader(lines)
    kept = [row for row in rows if not row[column] or int(row[column]) % _EIGHTH == _THIS]
    with target.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *kept])
    return target


def answer(path: Path, *arguments: str) -> dict[str, Any]:
    """Return the JSON that the program writes to a path."""
    run(*arguments, "-q", "-o", str(path))
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def run(*arguments: str) -> None:
    """Run the program in this process, and expect it to end well."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as leaving:
        patch.setattr(sys, "argv", ["repurchase", *arguments])
        main.run()
    assert not leaving.value.code
