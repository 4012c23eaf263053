"""Two runs never write the same outputs: the second finds them held, and ends.

The lock is the operating system's, on a file beside the output: it is gone with the run, however
that ends.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from repurchase_cli.errors import OutputError


@contextmanager
def held(outputs: Sequence[Path]) -> Iterator[None]:
    """Hold outputs for this run; where nothing can be written, writing says so.

    Raises
    ------
    OutputError
        When another run holds one of them.
    """
    with ExitStack() as stack:
        for path in sorted({Path(os.path.realpath(path)) for path in outputs}):
            if os.access(path.parent, os.W_OK):
                stack.enter_context(_held(path))
        yield


@contextmanager
def _held(path: Path) -> Iterator[None]:
    lock = path.parent / f".{path.name}.lock"
    handle = _taken(lock)
    if handle is None:
        raise OutputError(
            "another run is about to write it",
            hint="wait until that run has ended, or name another file",
            file=str(path),
        )
    try:
        yield
    finally:
        with suppress(OSError):  # while it is held, so that nobody takes what is going away
            lock.unlink()
        os.close(handle)
        # Windows removes no open file; elsewhere it may be another run's by now
        if sys.platform == "win32":
            with suppress(OSError):
                lock.unlink(missing_ok=True)


def _taken(lock: Path) -> int | None:
    """Return a file that this run alone has locked, None where another run has."""
    while True:
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as problem:
            raise OutputError(
                f"the lock of an output cannot be opened: {problem.strerror}",
                hint="remove it if no run is going on, or write into another folder",
                file=str(lock),
            ) from None
        if not _lock(handle):
            os.close(handle)
            return None
        if _is_there(lock, handle):
            return handle
        os.close(handle)  # the run that held it has just removed it


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:  # a file system without locks holds nobody
        return sys.platform != "win32" and problem.errno not in (errno.EAGAIN, errno.EACCES)
    return True


def _is_there(lock: Path, handle: int) -> bool:
    with suppress(OSError):
        return os.path.samestat(lock.stat(), os.fstat(handle))
    return False
