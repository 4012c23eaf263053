"""The program ``repurchase``: how it runs, and the one place where errors become messages."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import NoReturn

import typer
from typer.exceptions import Abort, Exit, TyperException

from repurchase_cli.cli import streams
from repurchase_cli.cli.exits import INTERRUPTED, is_interruption
from repurchase_cli.cli.program import program
from repurchase_cli.cli.streams import OutputClosedError
from repurchase_cli.errors import RepurchaseError

#: What begins a line that belongs to the error above it: an answer to choose from.
_LISTED = " " * 4
#: The matrices of the models are small: threads cost them more than they give.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def run() -> NoReturn:
    """Run the program and leave with its exit status."""
    streams.prepare()
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    gc.disable()  # a run is short and keeps what it makes; looking for garbage costs a tenth
    try:
        sys.exit(_status())
    finally:
        streams.let_go()
        gc.enable()


def _status() -> int:
    """Run the program and return its exit status; only a bug passes through, with its traceback."""
    try:
        outcome = program(sys.argv[1:])(standalone_mode=False)
        sys.stdout.flush()
        status = outcome if isinstance(outcome, int) else 0
    except RepurchaseError as error:
        status = _report(str(error), error.hint, error.status)
    except TyperException as error:
        message = error.format_message().replace("Value error, ", "")  # pydantic's own words
        status = _report(message, "see: repurchase COMMAND --help", 2)
    except Exit as leaving:
        status = leaving.exit_code
    except OutputClosedError:
        status = 0
    except Abort:
        status = INTERRUPTED
    except (KeyboardInterrupt, RuntimeError) as error:
        if not is_interruption(error):
            raise
        status = INTERRUPTED
    return status


def _report(message: str, hint: str, status: int) -> int:
    for line in message.splitlines():
        typer.echo(line if line.startswith(_LISTED) else f"repurchase: error: {line}", err=True)
    if hint:
        typer.echo(f"hint: {hint}", err=True)
    return status
