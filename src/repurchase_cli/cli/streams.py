"""The standard streams, made fit for what a shell may do to them.

A pipe that its reader has closed (``| head``) is no error, a full disk behind ``>`` is one like any
other, and a message that cannot be written stops nothing.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from repurchase_cli.errors import OutputError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class OutputClosedError(Exception):
    """Whoever reads the output has closed it: no error of ours."""


class _Output(io.FileIO):
    """Standard output in a file or pipe: what goes wrong in writing is told apart from bugs."""

    def write(self, data: ReadableBuffer) -> int:
        """Write bytes, and return how many."""
        try:
            return super().write(data)
        except BrokenPipeError:
            raise OutputClosedError from None
        except OSError as problem:
            raise OutputError(
                f"standard output could not be written: {problem.strerror}",
                hint="make room, or write to another place",
            ) from None


class _Messages(io.FileIO):
    """Standard error in a file or pipe: what cannot be said there is not said."""

    def write(self, data: ReadableBuffer) -> int:
        """Write bytes, and return how many were given."""
        with suppress(OSError):
            super().write(data)
        return memoryview(data).nbytes


def prepare() -> None:
    """Make the standard streams fit for the run."""
    _open_what_is_closed()
    if _is_file(sys.stdout, sys.__stdout__):
        sys.stdout = _text(_Output, sys.stdout)
    if _is_file(sys.stderr, sys.__stderr__):
        sys.stderr = _text(_Messages, sys.stderr)


def let_go() -> None:
    """Write what is left; where that fails, to the null device, so that Python ends in peace."""
    try:
        sys.stdout.flush()
    except (OutputClosedError, OutputError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_what_is_closed() -> None:
    """Put the null device where the caller has closed a standard stream (``>&-``)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good


def _is_file(stream: TextIO, own: TextIO | None) -> bool:
    """Whether a stream is the process's own and no terminal."""
    return stream is own and not stream.isatty()


def _text(kind: type[io.FileIO], stream: TextIO) -> TextIO:
    """Return a stream of text on the file of ``stream``."""
    raw = kind(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=kind is _Messages,
    )
