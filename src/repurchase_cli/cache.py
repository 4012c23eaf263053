"""Entries in the user's cache folder: what earlier runs have made of files that have not changed.

An entry is a file that is named by its key and by the digest of its bytes, so that one that is half
written, broken or foreign is none. It holds customers: only its owner may read it. Whatever fails
here costs time and never an answer.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: Bytes that all entries may take; beyond them the oldest go.
LIMIT = 2 << 30
#: A file that was changed so lately may be changed again without its times telling.
SETTLED_NS = 2_000_000_000
_LEFT_OVER = 3600.0  # seconds after which what a run was writing was left by one that is gone
_PART = ".part"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its file, its bytes, and when it was last of use (seconds since 1970)."""

    path: Path
    size: int
    used: float


def user_folder() -> Path:
    """Return where the system keeps what programs can make anew, and ours in it."""
    usual = {"win32": ("AppData", "Local"), "darwin": ("Library", "Caches")}
    variable = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME"
    chosen = Path(os.environ.get(variable, ""))
    if not chosen.is_absolute():  # of others the systems say that they do not count
        chosen = Path.home().joinpath(*usual.get(sys.platform, (".cache",)))
    return chosen / "repurchase" / "cache"


def identity(path: Path) -> str | None:
    """Return what tells a file from all others and from itself as it was, None while it changes."""
    stat = path.stat()
    if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) < SETTLED_NS:
        return None
    times = f"{stat.st_mtime_ns} {stat.st_ctime_ns}"
    return f"{path.resolve()}\0{stat.st_dev} {stat.st_ino} {stat.st_size} {times}"


def digest(path: Path) -> str:
    """Return the digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Cache:
    """The entries of a folder, made when the first one is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trouble = ""  # why an entry could not be written

    def find(self, key: str) -> Path | None:
        """Return the entry of a key, None where there is none or its bytes are not its own."""
        with suppress(OSError):
            for path in self.folder.glob(f"{key}-*"):
                if path.stem.partition("-")[2] == digest(path):
                    os.utime(path)
                    return path
                path.unlink()
        return None

    def write(self, key: str, suffix: str, fill: Callable[[Path], object]) -> None:
        """Write an entry by ``fill``, which is given its file; it stands there whole or not."""
        part = None
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            handle, name = tempfile.mkstemp(_PART, dir=self.folder)  # for its owner alone
            os.close(handle)
            part = Path(name)
            fill(part)
            old = [*self.folder.glob(f"{key}-*")]
            entry = part.rename(self.folder / f"{key}-{digest(part)}{suffix}")
            for path in old:
                if path != entry:
                    path.unlink()
        except OSError as error:
            self.trouble = str(error)
        finally:
            if part is not None:
                with suppress(OSError):
                    part.unlink(missing_ok=True)

    def entries(self) -> list[Entry]:
        """Return all entries, the oldest first."""
        found = []
        with suppress(OSError):
            for path in self.folder.iterdir():
                with suppress(OSError):
                    stat = path.stat()
                    found.append(Entry(path, stat.st_size, stat.st_mtime))
        return sorted(found, key=lambda entry: (entry.used, entry.path))

    def trim(self) -> None:
        """Remove the oldest entries beyond the limit, and what was never completed."""
        entries = self.entries()
        beyond = sum(entry.size for entry in entries) - LIMIT
        for entry in entries:
            left_over = entry.path.suffix == _PART and time.time() - entry.used > _LEFT_OVER
            if beyond > 0 or left_over:
                beyond -= entry.size
                with suppress(OSError):
                    entry.path.unlink()

    def clear(self) -> list[Entry]:
        """Remove all entries and return them."""
        entries = self.entries()
        for entry in entries:
            with suppress(OSError):
                entry.path.unlink()
        return entries


def modules(package: Path, *rooms: str) -> Iterator[Path]:
    """Yield the source files of some rooms of a package, in the order of their names."""
    for room in rooms:
        yield from sorted((package / room).rglob("*.py")) or [package / f"{room}.py"]
