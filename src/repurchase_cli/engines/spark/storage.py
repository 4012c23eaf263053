"""Files by Hadoop's file systems: a folder, ``hdfs://``, ``s3a://``, whatever Spark can read.

Of a file the driver takes the pieces that are looked at, and puts them where they stand into a
sparse file of the same length: what is decided by it is what would be decided at home.
"""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Start and length of some bytes.
Piece = tuple[int, int]
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/")
_SPECIAL = re.compile(r"([\\{}\[\]*?])")
_AWAY = ".away"


@dataclass(slots=True)
class RemoteFile:
    """A file elsewhere and what stands for it here; see ``readers.files.inputs.StandIn``.

    ``shown`` is its address as Spark writes it; ``size`` in bytes; ``head`` is its first line.
    """

    storage: HadoopStorage = field(repr=False)
    address: str
    shown: str
    size: int
    path: Path
    looks: str = ""
    has_mark: bool = False
    head: bytes = b""
    is_here: bool = False

    def fetch(self) -> None:
        """Let all of the file be here, if it is not yet."""
        if not self.is_here:
            self.storage.copy(self.address, self.path)
            self.is_here = True

    @property
    def text_size(self) -> int:
        """The bytes of the text, without the mark that Spark leaves out."""
        return self.size - len(BOM_UTF8) if self.has_mark else self.size

    @property
    def literal(self) -> str:
        """The address with nothing in it that could be taken for a pattern."""
        return _SPECIAL.sub(r"\\\1", self.address)


class HadoopStorage:
    """Files as the session's Hadoop finds them.

    Parameters
    ----------
    pieces
        Which bytes of a file of a size are looked at.
    suffixes
        How files end that are read of a folder.
    """

    def __init__(
        self,
        spark: SparkSession,
        workspace: Path,
        pieces: Callable[[int], Sequence[Piece]],
        suffixes: tuple[str, ...],
    ) -> None:
        self.java: Any = spark._jvm
        self.settings: Any = spark._jsparkSession.sparkContext().hadoopConfiguration()
        self.workspace = workspace
        self.pieces = pieces
        self.suffixes = suffixes
        self.files: dict[Path, RemoteFile] = {}

    def names(self, given: str) -> list[str]:
        """Return the files that an address, a pattern or a folder stands for; none for a path.

        Raises
        ------
        InputError
            When there is no such file.
        """
        if not _SCHEME.match(given):
            return []
        where, system = self._at(given)
        found = list(system.globStatus(where) or [])
        if len(found) == 1 and found[0].isDirectory():
            inside = [s for s in system.listStatus(found[0].getPath()) if self._is_export(s)]
        else:
            inside = [s for s in found if not s.isDirectory()]
        if not inside:
            raise InputError(
                "there is no such file", hint="check the address and its spelling", file=given
            )
        return sorted(status.getPath().toString() for status in inside)

    def _is_export(self, status: Any) -> bool:  # noqa: ANN401 - Java's
        name = status.getPath().getName()
        return not (
            status.isDirectory() or name.startswith(".") or not name.lower().endswith(self.suffixes)
        )

    def stand_in(self, address: str) -> RemoteFile:
        """Return what stands for a file, with the pieces that are looked at."""
        where, system = self._at(address)
        status = system.getFileStatus(where)
        path = self.workspace / f"remote{len(self.files)}"
        shown = self.java.org.apache.hadoop.fs.Path(status.getPath().toString()).toUri().toString()
        file = RemoteFile(self, address, shown, int(status.getLen()), path)
        self._lay_out(file, system.open(where))
        self.files[path] = file
        return file

    def _lay_out(self, file: RemoteFile, stream: Any) -> None:  # noqa: ANN401 - Java's
        looks = hashlib.sha256(str(file.size).encode())
        file.path.touch(mode=0o600)
        with file.path.open("r+b") as here:
            here.truncate(file.size)
            for start, length in self.pieces(file.size):
                stream.seek(start)
                piece = bytes(self.java.org.apache.commons.io.IOUtils.toByteArray(stream, length))
                here.seek(start)
                here.write(piece)
                if start == 0:
                    file.has_mark = piece.startswith(BOM_UTF8)
                    file.head = piece[: piece.find(b"\n") + 1]
                looks.update(piece)
        stream.close()
        file.looks = looks.hexdigest()

    def copy(self, address: str, path: Path) -> None:
        """Copy all of a file to a path."""
        where, system = self._at(address)
        path.unlink(missing_ok=True)
        target = self.java.org.apache.hadoop.fs.Path(f"file://{path}")
        system.copyToLocalFile(False, where, target, True)  # the file stays; no checksum
        path.chmod(0o600)

    def put_away(self) -> None:
        """Put stand-ins where nobody takes them for their files, which are not here."""
        for file in self.files.values():
            if not file.is_here and file.path.exists():
                file.path.rename(file.path.with_suffix(_AWAY))

    def bring_back(self) -> None:
        """Put stand-ins back, to be looked at once more."""
        for file in self.files.values():
            away = file.path.with_suffix(_AWAY)
            if away.exists():
                away.rename(file.path)

    def _at(self, address: str) -> tuple[Any, Any]:
        where = self.java.org.apache.hadoop.fs.Path(address)
        return where, where.getFileSystem(self.settings)
