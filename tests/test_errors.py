"""The gallery of errors: every folder under ``errors/`` is a mistake that a user can make.

``command.txt`` is what was typed beside the files of the folder, ``expected.txt`` the exit status
on its first line and then what the program says on standard error. Nothing may stand on standard
output, and nothing may be left in the folder.
"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

FOLDERS = sorted(path.parent for path in Path(__file__).with_name("errors").glob("*/command.txt"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_error(folder: Path, program: Callable[..., Done], tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    command = shlex.split((folder / "command.txt").read_text(encoding="utf-8"))
    done = program(*command[1:])
    expected = (folder / "expected.txt").read_text(encoding="utf-8")
    assert f"{done.status}\n{done.err}" == expected
    assert done.out == ""
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_error_says_what_is_wrong_and_what_to_do(folder: Path) -> None:
    status, *lines = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert status in {"2", "3", "4", "5"}
    assert any(line.startswith("repurchase: error: ") for line in lines)
    assert lines[-1].startswith("hint: ")
    assert not any("Traceback" in line for line in lines)
