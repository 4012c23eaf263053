"""The program as users run it: in this process where it can be, as one of its own where it must."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, NamedTuple

import pytest

from repurchase_cli.cli import main

PROGRAM = (sys.executable, "-m", "repurchase_cli")


class Done(NamedTuple):
    """How a run ended and what it said."""

    status: int
    out: str
    err: str


def run_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> Done:
    """Run the program in this process."""
    monkeypatch.setattr(sys, "argv", ["repurchase", *arguments])
    capsys.readouterr()
    with pytest.raises(SystemExit) as leaving:
        main.run()
    return Done(int(leaving.value.code or 0), *capsys.readouterr())


def run_apart(
    *arguments: str,
    cwd: Path | None = None,
    program: tuple[str, ...] = PROGRAM,
    stdin: IO[bytes] | None = None,
    **environment: str,
) -> Done:
    """Run the program as a process of its own, on a terminal 80 wide."""
    done = subprocess.run(
        [*program, *arguments],
        cwd=cwd,
        env=apart(**environment),
        stdin=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def apart(**environment: str) -> dict[str, str]:
    """Return the environment of such a process; it compiles our modules only once."""
    ours = {"COLUMNS": "80", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **ours, **environment}


def take_interrupts() -> None:
    """Let Ctrl-C through, which whatever runs the tests in the background keeps from its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
