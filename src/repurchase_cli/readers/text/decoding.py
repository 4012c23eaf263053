"""A file's text, once its encoding is known: cleaned of marks, NULs and Ctrl-Z, as a stream.

Bytes that are no text in that encoding are an error that names their physical line.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

from repurchase_cli.errors import InputError

HINT = "name the right one with --encoding"
#: What no text holds but for programs that put it in: NUL, Ctrl-Z, marks of order and direction.
_DROPPED = re.compile("[\0\x1a\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]")


def decode(sample: bytes, codec: str, name: str = "") -> str:
    """Return the text of a sample that may end in the middle of a character, cleaned.

    With the ``name`` of the file the sample is its start, and bytes that are no ``codec`` are an
    InputError with their physical line; without, they become replacement characters.
    """
    errors = "strict" if name else "replace"
    try:
        text = codecs.getincrementaldecoder(codec)(errors).decode(sample, final=False)
    except UnicodeDecodeError as error:
        raise _bad(io.BytesIO(sample), error, codec, name) from None
    return _DROPPED.sub("", text)


def has_marks(sample: bytes) -> bool:
    """Whether a sample of UTF-8 holds what is dropped of a text, its first mark apart."""
    text = sample.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="ignore")
    return bool(_DROPPED.search(text))


def open_text(path: Path, codec: str, name: str) -> TextIO:
    """Open a text for reading: ``newline=""``, without marks, NULs and Ctrl-Z.

    Raises
    ------
    InputError
        While it is read, for bytes that are no ``codec``, with their physical line.
    """
    try:
        return cast("TextIO", _Text(path, codec, name))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=name) from None


class _Text(io.TextIOBase):
    """The lines of a file, cleaned; what :func:`open_text` gives."""

    def __init__(self, path: Path, codec: str, name: str) -> None:
        self._path, self._codec, self._name = path, codec, name
        self._lines = path.open(encoding=codec, newline="")

    def __next__(self) -> str:  # type: ignore[override]  # text, where the base has bytes
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]  # as above
        """Yield the lines; faster than ``next`` on each."""
        while line := self.readline():
            yield line

    def readable(self) -> bool:
        return True

    def readline(self, size: int = -1) -> str:  # type: ignore[override]  # as above
        try:
            line = self._lines.readline(size)
            while line and _DROPPED.search(line):
                if cleaned := _DROPPED.sub("", line):
                    return cleaned
                line = self._lines.readline(size)
        except UnicodeDecodeError as error:
            raise self._bad(error) from None
        return line

    def read(self, size: int | None = -1) -> str:
        try:
            return _DROPPED.sub("", self._lines.read(-1 if size is None else size))
        except UnicodeDecodeError as error:
            raise self._bad(error) from None

    def close(self) -> None:
        self._lines.close()
        super().close()

    def _bad(self, error: UnicodeDecodeError) -> InputError:
        with self._path.open("rb") as file:
            return _bad(file, error, self._codec, self._name)


def _bad(
    file: io.BufferedReader | io.BytesIO, error: UnicodeDecodeError, codec: str, name: str
) -> InputError:
    line, bad = first_bad(file, codec) or (None, error.object[error.start : error.end])
    what = f"the bytes {shown(bad)} are no {codec}"
    return InputError(what, hint=HINT, file=name, line=line)


def first_bad(file: io.BufferedReader | io.BytesIO, codec: str) -> tuple[int, bytes] | None:
    """Return the physical line and the bytes at which a decode fails first."""
    decoder = codecs.getincrementaldecoder(codec)()
    line, last = 1, ""
    while True:
        block = file.read(1 << 20)
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            text = error.object[: error.start].decode(codec, errors="ignore")
            return line + _ends(last + text), error.object[error.start : error.end]
        if not block:
            return None
        text = last + text
        last = "\r" if text.endswith("\r") else ""
        line += _ends(text[: len(text) - len(last)])


def _ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def shown(bad: bytes) -> str:
    """Return the first of some bytes, as people write bytes."""
    return bad[:4].hex(" ").upper()
