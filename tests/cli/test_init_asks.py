"""``init`` at a terminal: a real one, with somebody who presses keys."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pty = pytest.importorskip("pty", reason="a terminal of its own needs POSIX")

SALES = (
    "order_id,date,customer_id,c1,c2,c3\n"
    "1,03/04/2024,ann,100.00,10.00,90.00\n2,05/06/2024,bob,8.00,1.00,7.00\n"
)


def at_terminal(folder: Path, keys: list[str], *options: str) -> str:
    """Run init in a folder, press keys, one line a question; return what the screen shows."""
    pid, screen = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execv(  # noqa: S606 - the program itself
            sys.executable, [sys.executable, "-m", "repurchase_cli", "init", "q.csv", *options]
        )
    shown = b""
    try:
        while part := os.read(screen, 4096):
            shown += part
            if keys and re.search(rb"1 to \d \[1\]: $", shown):
                os.write(screen, keys.pop(0).encode())
    except OSError:
        pass  # the program has ended
    os.waitpid(pid, 0)
    os.close(screen)
    return shown.decode()


def test_open_questions_are_asked_and_the_answers_written(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text(SALES)
    shown = at_terminal(tmp_path, ["9\n", "2\n", "\n"])
    assert "--map amount=c1: revenue 108.00; such as 100.00, 8.00" in shown
    text = (tmp_path / "repurchase.yaml").read_text(encoding="utf-8")
    assert 'amount: "c3"' in text
    assert "date_order: day_first" in text
    assert "--map amount=c3: revenue 97.00; such as 90.00, 7.00" in text


def test_nothing_is_asked_when_told_so(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text(SALES)
    shown = at_terminal(tmp_path, [], "--yes")
    assert "no amount column found" in shown
    assert not (tmp_path / "repurchase.yaml").exists()
