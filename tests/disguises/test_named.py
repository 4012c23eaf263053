"""Every named disguise is read rightly or refused, as is right; none is wrong in silence."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.disguises import clean
from tests.disguises.disguise import Disguise
from tests.disguises.named import named
from tests.disguises.outcome import tried
from tests.disguises.writing import write
from tests.running import PROGRAM, apart

if TYPE_CHECKING:
    from pathlib import Path

_NAMED = {name: (disguise, what) for name, disguise, what in named()}
_PIPED = ("Chinese till", "German till", "US web shop", "packed gz", "workbook")


@pytest.mark.parametrize("name", _NAMED)
def test_named_disguise(name: str, tmp_path: Path) -> None:
    disguise, expected = _NAMED[name]
    outcome = tried(disguise, tmp_path)
    assert outcome.what == expected, outcome.why


@pytest.mark.parametrize("name", _PIPED)
def test_standard_input_gives_what_the_file_gives(name: str, tmp_path: Path) -> None:
    (file,) = write(_NAMED[name][0], clean.sales(), tmp_path)
    asked = ("segment", "--format", "csv", "--table", "customers", "-q")
    of_file = _said(*asked, str(file))
    with file.open("rb") as stream:
        piped = subprocess.run(
            [*PROGRAM, *asked, "-"],
            stdin=stream,
            env=apart(),
            capture_output=True,
            timeout=60,
            check=False,
        )
    assert piped.returncode == 0, piped.stderr
    assert piped.stdout == of_file


def _said(*arguments: str) -> bytes:
    return subprocess.run(
        [*PROGRAM, *arguments], env=apart(), capture_output=True, timeout=60, check=True
    ).stdout


def test_the_clean_table_has_what_disguises_need() -> None:
    lines = clean.sales()
    truth = clean.truth(lines)
    assert any(line.customer == clean.GUEST for line in lines)
    assert any(line.quantity < 0 for line in lines)
    assert any(line.amount >= 1000 for line in lines)
    assert any(line.moment.day > 12 for line in lines)
    assert len({line.order for line in lines}) < len(lines)
    assert len(truth.purchases) > 50
    assert Disguise() == Disguise()
