"""Files are replaced whole or not at all.

The content goes to a new file with an unpredictable name in the target's own folder, readable by
its owner only, and takes the target's place when it is complete and on the disk. On any failure the
file that stood there before is unchanged. A link stays a link: the file that it points to is
replaced.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from repurchase_cli.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def check(paths: Sequence[Path]) -> None:
    """Refuse paths that cannot be written: a folder, a device, a path named twice.

    Raises
    ------
    UsageError
        When a path is a folder or no ordinary file, or is named twice.
    OutputError
        When its folder does not exist.
    """
    seen: set[Path] = set()
    for path in paths:
        real = _checked(path)
        if real in seen:
            raise UsageError("this output is named twice", hint="name another", file=str(path))
        seen.add(real)


@contextmanager
def replacing(target: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Give a binary file that takes the place of ``target`` when the block ends well.

    An existing target keeps its mode; a new one is readable by its owner only when it is
    ``private``, and else has the mode of the user's umask.

    Raises
    ------
    UsageError
        When the target is a folder or no ordinary file.
    OutputError
        When it cannot be written: no such folder, no permission, open in another program, disk
        full.
    """
    real = _checked(target)
    try:
        temporary, out = _beside(real)
        try:
            with out:
                yield out
                secure(out)
            _set_mode(temporary, real, private=private)
            temporary.replace(real)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as problem:
        raise _explained(problem, target) from problem


def secure(out: BinaryIO) -> None:
    """Bring what was written to the disk."""
    out.flush()
    os.fsync(out.fileno())


def _checked(target: Path) -> Path:
    """Return the file behind ``target``, links followed, when it could be written."""
    real = Path(os.path.realpath(target))
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            real.stat()
    except OSError as problem:  # such as a name that is too long
        raise _explained(problem, target) from problem
    if real.is_dir():
        raise UsageError("is a folder", hint="name a file in it", file=str(target))
    if real.exists() and not real.is_file():
        raise UsageError("is no ordinary file", hint="name a file", file=str(target))
    if not real.parent.is_dir():
        raise OutputError(
            "its folder does not exist", hint="make the folder, then run again", file=str(target)
        )
    return real


def _beside(real: Path) -> tuple[Path, BinaryIO]:
    if real.exists() and not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only", str(real))
    handle, name = tempfile.mkstemp(prefix=".repurchase-", suffix=".tmp", dir=real.parent)
    return Path(name), os.fdopen(handle, "wb")


def _set_mode(temporary: Path, real: Path, *, private: bool) -> None:
    if real.exists():
        temporary.chmod(stat.S_IMODE(real.stat().st_mode))
    elif not private:
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)


def _explained(problem: OSError, target: Path) -> OutputError:
    if isinstance(problem, PermissionError):
        return OutputError(
            "may not be written",
            hint="if it is open in Excel, close it in Excel and run again; "
            "else look at the permissions of the file and its folder",
            file=str(target),
        )
    if problem.errno in FULL:
        return OutputError(
            "there is no room left on the disk", hint="make room and run again", file=str(target)
        )
    return OutputError(
        f"could not be written: {problem.strerror or problem}",
        hint="write to another place",
        file=str(target),
    )
