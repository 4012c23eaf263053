"""The exit status that an exception ends the program with."""

from __future__ import annotations

from repurchase_cli.cli.streams import OutputClosedError
from repurchase_cli.errors import RepurchaseError

INTERRUPTED = 130
_BUG = 1


def is_interruption(error: BaseException) -> bool:
    """Whether somebody has pressed Ctrl-C; while the engine works that is an error of its own."""
    engine = isinstance(error, RuntimeError) and "interrupted" in str(error)
    return engine or isinstance(error, KeyboardInterrupt)


def status_of(error: BaseException) -> int:
    """Return the exit status of a run that an exception ends."""
    if isinstance(error, RepurchaseError):
        return error.status
    if isinstance(error, OutputClosedError):
        return 0
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else _BUG
    return INTERRUPTED if is_interruption(error) else _BUG
