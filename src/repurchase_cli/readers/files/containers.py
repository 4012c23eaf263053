"""What a file is by its first bytes, and the files inside compressed files and archives.

Everything is unpacked as a stream into the private workspace, under names of our own: the name of a
member is shown and never used as a path. How much may come out is limited by size, by ratio and by
the free disk.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from repurchase_cli.errors import InputError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_BYTES = 20 << 30
MAX_RATIO = 200
RATIO_FROM = 100 << 20
MAX_MEMBERS = 10_000
_DISK_RESERVE = 256 << 20
_BLOCK = 1 << 20
HEAD_BYTES = 1 << 12

#: Suffixes of files that are read when they are found in a folder or an archive.
SUFFIXES = (
    ".csv", ".txt", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".parquet",
    ".gz", ".bz2", ".zst", ".xz", ".zip", ".sqlite", ".duckdb",
)  # fmt: skip

_MAGIC = (
    (re.compile(rb"\x1f\x8b\x08"), "gz"),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "bz2"),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), "zst"),
    (re.compile(rb"\xfd7zXZ\0"), "xz"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)"), "zip"),
    (re.compile(rb"PAR[1E].{0,200}?\0", re.DOTALL), "parquet"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "ole"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z"),
    (re.compile(rb"Rar!\x1a\x07"), "rar"),
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"SQLite format 3\0"), "sqlite"),
    (re.compile(rb".{8}DUCK", re.DOTALL), "duckdb"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff[\xe0-\xef]|GIF8"), "image"),
    (re.compile(rb".{257}ustar", re.DOTALL), "tar"),
    (re.compile(rb"\s*MIME-Version:", re.IGNORECASE), "mhtml"),
    (
        re.compile(
            rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|table|head|meta"
            rb"|title|style|script|body|div|center|form|font|br)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "html",
    ),
    (re.compile(rb"\s*<.{0,2000}urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL), "xls"),
    (re.compile(rb"\s*(?:<\?xml\b|<\w+>\s*<\w+)", re.I), "xml"),
    (re.compile(rb'\s*(?:\{\s*"\w+"\s*:|\[\s*\{)'), "json"),
)
_OPENERS: dict[str, Callable[[BinaryIO], IO[bytes]]] = {
    "gz": lambda file: cast("IO[bytes]", gzip.GzipFile(fileobj=file)),
    "bz2": bz2.BZ2File,
    "zst": lambda file: cast("IO[bytes]", zstd.ZstdFile(file)),
    "xz": lzma.LZMAFile,
}
_DAMAGE = (
    EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError, zipfile.BadZipFile, gzip.BadGzipFile,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
_SAVE = "save it as .xlsx or .csv, and give that file"
_REFUSED = {
    "locked": ("this workbook is protected by a password", "save it without a password"),
    "ods": ("this is an OpenDocument table", _SAVE),
    "xlsb": ("this is a binary Excel workbook (.xlsb)", _SAVE),
    "7z": ("this is a 7-Zip archive", "unpack it, and give the files inside"),
    "rar": ("this is a RAR archive", "unpack it, and give the files inside"),
    "tar": ("this is a tar archive", "unpack it, and give the files inside"),
    "pdf": ("this is a PDF document, not a table", "export the orders as .csv or .xlsx"),
    "image": ("this is a picture, not a table", "export the orders as .csv or .xlsx"),
    "mhtml": ("this is a web page with all its files", f"open it in Excel, then {_SAVE}"),
    "json": ("this is JSON, not a table", "export the orders as .csv or .xlsx"),
    "xml": ("this is an XML document, whatever its name says", f"open it in Excel, then {_SAVE}"),
}


DATABASES = ("sqlite", "duckdb")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file out of a container: the name for the user, and where it lies now."""

    name: str
    path: Path


class Budget:
    """How much one file may still give when it is unpacked."""

    def __init__(self, path: Path, name: str, workspace: Path) -> None:
        self.name = name
        self._packed = max(path.stat().st_size, 1)
        free = shutil.disk_usage(workspace).free - _DISK_RESERVE
        self._room, self._scarce = min(MAX_BYTES, free), free < MAX_BYTES
        self._taken = 0

    def take(self, size: int) -> None:
        """Count unpacked bytes, and refuse when they are too many."""
        self._taken += size
        if self._taken > self._room:
            what = "the free disk holds" if self._scarce else f"{MAX_BYTES >> 30} GiB"
            raise InputError(
                f"this file holds more than {what} when it is unpacked",
                hint="split it, or unpack it yourself and give the files inside",
                file=self.name,
            )
        if self._taken > max(RATIO_FROM, MAX_RATIO * self._packed):
            raise InputError(
                f"this file unpacks to more than {MAX_RATIO} times its size, which no export does",
                hint="if it is right, unpack it yourself and give the files inside",
                file=self.name,
            )


def kind(path: Path, name: str) -> str:
    """Return what a file is by its bytes: ``text`` when nothing else is known.

    Raises
    ------
    InputError
        When it is nothing that can be read.
    """
    found = kind_by_head(path, name)
    if found == "zip":
        found = _kind_of_zip(path, name)
    if found == "ole" and _holds(path, "EncryptedPackage".encode("utf-16-le")):
        found = "locked"
    if found in _REFUSED:
        what, hint = _REFUSED[found]
        raise InputError(what, hint=hint, file=name)
    return found


def kind_by_head(path: Path, name: str) -> str:
    """Return what a file may be by its first bytes alone, for which it need not be here whole."""
    try:
        with path.open("rb") as file:
            head = _as_utf8(file.read(HEAD_BYTES))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=name) from None
    return next((k for pattern, k in _MAGIC if pattern.match(head)), "text")


def _as_utf8(head: bytes) -> bytes:
    """Return the head of a text with a byte order mark in UTF-8, without the mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore").encode("utf-8")
    return head.removeprefix(b"\xef\xbb\xbf")


def _kind_of_zip(path: Path, name: str) -> str:
    with _archive(path, name) as archive:
        names = {entry.lower() for entry in archive.namelist()}
        if any(entry.endswith("workbook.bin") for entry in names):
            return "xlsb"
        if "[content_types].xml" in names:
            return "xlsx"
        if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
            return "ods"
    return "zip"


def _holds(path: Path, word: bytes) -> bool:
    with path.open("rb") as file:
        last = b""
        while block := file.read(_BLOCK):
            if word in last + block:
                return True
            last = block[-len(word) :]
    return False


def decompress(path: Path, packing: str, workspace: Path, budget: Budget, name: str) -> Path:
    """Return a copy of a gz, bz2, zst or xz file as it was before."""
    with path.open("rb") as file:
        return _pour(lambda: _OPENERS[packing](file), workspace, budget, name)


def unpack(path: Path, name: str, workspace: Path, budget: Budget) -> Iterator[Unpacked]:
    """Yield the exports in a zip archive, in the order of their names.

    Raises
    ------
    InputError
        When it is damaged, protected or holds no export.
    """
    with _archive(path, name) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise InputError(f"this archive holds more than {MAX_MEMBERS} files", file=name)
        named = sorted(((_name(m), m) for m in members if not m.is_dir()), key=lambda pair: pair[0])
        seen = [(n, m) for n, m in named if not hidden(n)]
        wanted = [(n, m) for n, m in seen if n.lower().endswith(SUFFIXES)] or (
            seen if len(seen) == 1 else []
        )
        if not wanted:
            raise InputError(
                "this archive holds no export",
                hint=f"files that are read end in {', '.join(SUFFIXES)}",
                file=name,
            )
        for member_name, member in wanted:
            shown = f"{name}/{member_name}"
            if member.flag_bits & 0x1:
                raise InputError(
                    "this archive is protected by a password",
                    hint="unpack it with its password, and give the file inside",
                    file=shown,
                )
            target = _pour(lambda m=member: archive.open(m), workspace, budget, shown)  # type: ignore[misc]  # mypy infers no lambda default
            yield Unpacked(shown, target)


def hidden(name: str) -> bool:
    """Whether a path is hidden, a lock file of Excel or what macOS adds to archives."""
    parts = PurePosixPath(name).parts
    return any(
        p == "__MACOSX" or (p.startswith((".", "~$")) and p not in (".", "..")) for p in parts
    )


def _archive(path: Path, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise _damaged(name, error) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", file=name) from None


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member as text; archives made on Chinese Windows hold GBK bytes."""
    name = member.filename
    if not member.flag_bits & 0x800 and not name.isascii():
        raw = member.orig_filename.encode("cp437", errors="replace")
        for codec in ("utf-8", "gb18030"):
            try:
                name = raw.decode(codec).replace("\\", "/")
                break
            except UnicodeDecodeError:
                continue
    return "".join(c if c.isprintable() else "_" for c in name)


def _pour(opened: Callable[[], IO[bytes]], workspace: Path, budget: Budget, name: str) -> Path:
    """Copy what a packed stream gives into a new file of the workspace."""
    with tempfile.NamedTemporaryFile(dir=workspace, prefix="unpacked-", delete=False) as out:
        for block in blocks(opened, name):
            budget.take(len(block))
            try:
                out.write(block)
            except OSError as error:
                raise InputError(f"cannot be unpacked: {error.strerror}", file=name) from None
    return Path(out.name)


def blocks(opened: Callable[[], IO[bytes]], name: str) -> Iterator[bytes]:
    """Yield what a packed stream gives, damage being an :class:`InputError`."""
    try:
        with opened() as stream:
            while block := stream.read(_BLOCK):
                yield block
    except InputError:
        raise
    except (*_DAMAGE, OSError) as error:
        raise _damaged(name, error) from None


def _damaged(name: str, error: Exception) -> InputError:
    cut = isinstance(error, EOFError)
    return InputError(
        "this file is cut short" if cut else f"this file is damaged: {error}",
        hint="export or copy it again",
        file=name,
    )
