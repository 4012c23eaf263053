"""Every folder under ``pos/`` is an export of a shop system, and what must be made of it.

``sample.csv`` is the export, ``options.txt`` (where it is needed) holds more words of the command
line. What ``expected.json`` says must stand so in the answer of ``segment -o answer.json``, the
customers being all there are; ``problems`` are physical lines and codes.
"""

from __future__ import annotations

import csv
import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

FOLDERS = sorted(path.parent for path in Path(__file__).with_name("pos").glob("*/expected.json"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_export(folder: Path, program: Callable[..., Done], tmp_path: Path) -> None:
    options = folder / "options.txt"
    more = shlex.split(options.read_text(encoding="utf-8")) if options.exists() else []
    outputs = ("-o", "answer.json", "--problems", "problems.csv", "-q")
    done = program("segment", str(folder / "sample.csv"), *outputs, *more)
    assert done.status == 0, done.err
    answer = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    customers = answer["tables"]["customers"]
    assert (answer["as_of"], answer["currency"]) == (expected["as_of"], expected["currency"])
    assert part(answer["intake"], expected["intake"]) == expected["intake"]
    assert len(customers) == len(expected["customers"])
    found = [part(c, e) for c, e in zip(customers, expected["customers"], strict=True)]
    assert found == expected["customers"]
    with (tmp_path / "problems.csv").open(encoding="utf-8-sig") as file:
        problems = [[int(row["line"]), row["code"]] for row in csv.DictReader(file)]
    assert problems == expected["problems"]


def part(whole: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """Return those keys of a record that another one has."""
    return {key: whole[key] for key in like if key in whole}


def test_there_are_folders() -> None:
    assert len(FOLDERS) >= 3
