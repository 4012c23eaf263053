"""What the user means, as texts: paths, globs, folders, archives, workbooks, databases, ``-``."""

from __future__ import annotations

import glob
import hashlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from repurchase_cli.databases.address import Address, address, is_address
from repurchase_cli.errors import InputError
from repurchase_cli.readers.bad_files import BadFiles
from repurchase_cli.readers.files import containers
from repurchase_cli.readers.files.containers import SUFFIXES, Budget
from repurchase_cli.readers.files.grid import Note, Workbook
from repurchase_cli.readers.files.merged import Span
from repurchase_cli.readers.files.old_workbook import from_old_workbook
from repurchase_cli.readers.files.parquet import from_parquet
from repurchase_cli.readers.files.sheets import from_workbook
from repurchase_cli.readers.files.spreadsheetml import from_spreadsheetml
from repurchase_cli.readers.files.webpage import from_webpage

#: So many copies of a file are named.
_NAMED = 3


class StandIn(Protocol):
    """What stands at ``path`` for a file elsewhere: as long as it, with the pieces to be looked at.

    ``looks`` is the digest of these pieces.
    """

    path: Path
    looks: str

    def fetch(self) -> None:
        """Let all of the file be here, if it is not yet."""
        ...


class Storage(Protocol):
    """Files that lie elsewhere."""

    def names(self, given: str) -> list[str]:
        """Return the files that one argument stands for; none where it is no address."""
        ...

    def stand_in(self, address: str) -> StandIn:
        """Return what stands for a file."""
        ...

    def put_away(self) -> None:
        """Put stand-ins where nobody takes them for their files, which are not here."""
        ...

    def bring_back(self) -> None:
        """Put stand-ins back, to be looked at once more."""
        ...


@dataclass(frozen=True, slots=True)
class Input:
    """A text file to read, the name under which the user knows it, and what it was.

    Of a sheet, ``book`` is the name of its workbook, ``merged`` the cells that it has merged.
    ``decimal`` is the mark of its numbers where the format types them. A file that lies elsewhere
    has a ``stand_in`` at its path.
    """

    name: str
    path: Path
    format: str = "text"
    merged: tuple[Span, ...] = ()
    book: str = ""
    decimal: str = ""
    stand_in: StandIn | None = field(default=None, compare=False)

    def fetch(self) -> None:
        """Let all of the file stand at its path."""
        if self.stand_in is not None:
            self.stand_in.fetch()

    @property
    def looks(self) -> str:
        """The digest of what is here of the file."""
        return _digest(self.path) if self.stand_in is None else self.stand_in.looks


@dataclass(frozen=True, slots=True)
class Expanded:
    """The inputs, each once, and what is to be said of them in English and Chinese."""

    inputs: tuple[Input, ...]
    notes: tuple[Note, ...] = ()


def expand(
    files: Iterable[str],
    workspace: Path,
    bad: BadFiles | None = None,
    storage: Storage | None = None,
) -> Expanded:
    """Return the files meant, each once, in the order given (folders and globs sorted).

    Standard input (``-``) and what is unpacked or converted is written to ``workspace``.

    Parameters
    ----------
    bad
        Takes the files that do not exist or cannot be read; without it they are refused here.
    storage
        Where the files lie, if it is not here.

    Raises
    ------
    InputError
        For a file that does not exist or cannot be read, unless ``bad`` takes it.
    """
    bad_files = bad or BadFiles()
    notes: list[Note] = []
    found: dict[str | Path, str] = {}
    inputs: list[Input] = []
    for given in files:
        with bad_files.gather():
            if is_address(given):
                inputs.append(_of_database(address(given), workspace))
                continue
            for name, place in _places(given, workspace, storage):
                if place in found:
                    notes.append(_same(name, found[place]))
                    continue
                found[place] = name
                with bad_files.gather():
                    inputs += _of_file(name, place, workspace, notes, storage)
    if bad is None or not inputs:
        bad_files.refuse(left=bool(inputs))
    return Expanded(_distinct(inputs, notes), tuple(dict.fromkeys(notes)))


def _of_database(where: Address, workspace: Path) -> Input:
    """Return the table of a server or of a database file."""
    from repurchase_cli.readers.databases.reading import from_database  # noqa: PLC0415 - few need it

    kind = where.system or containers.kind(Path(where.database), where.name)
    return Input(where.name, from_database(where, kind, workspace), kind, decimal="point")


def _places(
    given: str, workspace: Path, storage: Storage | None
) -> Iterator[tuple[str, str | Path]]:
    """Yield the files that one argument stands for: the name of each, and where it lies."""
    if storage is not None and (names := storage.names(given)):
        yield from ((name, name) for name in names)
        return
    for name, path in _meant(given, workspace):
        elsewhere = storage is not None and workspace not in path.parents
        yield name, f"file:{path.resolve()}" if elsewhere else path.resolve()


def _of_file(
    name: str,
    place: str | Path,
    workspace: Path,
    notes: list[Note],
    storage: Storage | None,
) -> Iterator[Input]:
    """Yield the texts that a file holds; a text that lies elsewhere stays there."""
    if storage is None or isinstance(place, Path):
        path = Path(place)
    else:
        stand_in = storage.stand_in(place)
        path = stand_in.path
        if path.stat().st_size and containers.kind_by_head(path, name) == "text":
            yield Input(name, path, stand_in=stand_in)
            return
        stand_in.fetch()
    yield from _opened(name, path, workspace, Budget(path, name, workspace), notes, depth=0)


def _meant(given: str, workspace: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that one argument stands for."""
    if given == "-":
        yield "-", _copied(sys.stdin.buffer, workspace)
        return
    path = Path(given)
    try:
        if path.is_dir():
            yield from ((str(p), p) for p in _folder(path))
            return
        if path.is_file():
            yield given, path
            return
        if path.exists():  # a pipe: it can be read only once
            with path.open("rb") as stream:
                yield given, _copied(stream, workspace)
            return
        matches = sorted(Path(m) for m in glob.glob(given, recursive=True))  # noqa: PTH207 - a pattern may be absolute
        files = [m for m in matches if m.is_file() and not containers.hidden(m.name)]
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=given) from None
    if not files:
        raise InputError(
            "there is no such file", hint="check the path and its spelling", file=given
        )
    yield from ((str(file), file) for file in files)


def _copied(stream: IO[bytes], workspace: Path) -> Path:
    with tempfile.NamedTemporaryFile(dir=workspace, prefix="stream-", delete=False) as out:
        shutil.copyfileobj(stream, out)
    return Path(out.name)


def _folder(path: Path) -> list[Path]:
    files = sorted(
        p
        for p in path.iterdir()
        if p.name.lower().endswith(SUFFIXES) and not containers.hidden(p.name) and p.is_file()
    )
    if not files:
        raise InputError(
            "this folder holds no export",
            hint=f"files that are read end in {', '.join(SUFFIXES)}",
            file=str(path),
        )
    return files


def _opened(
    name: str, path: Path, workspace: Path, budget: Budget, notes: list[Note], *, depth: int
) -> Iterator[Input]:
    """Yield the texts that a file holds; archives within archives go one level deep."""
    found = containers.kind(path, name)
    if found == "text":
        yield Input(name, path)
    elif found == "parquet":
        yield Input(name, from_parquet(path, name, workspace), "parquet", decimal="point")
    elif found in containers.DATABASES:
        yield _of_database(Address(name, "", str(path)), workspace)
    elif found == "xlsx":
        yield from _sheets(name, found, from_workbook(path, name, workspace, budget), notes)
    elif found == "ole":
        yield from _sheets(name, "xls", from_old_workbook(path, name, workspace), notes)
    elif found == "xls":
        yield from _sheets(name, found, from_spreadsheetml(path, name, workspace), notes)
    elif found == "html":
        yield from _sheets(name, found, from_webpage(path, name, workspace), notes)
    elif depth > 1:
        raise InputError(
            "this is an archive in an archive in an archive",
            hint="unpack it, and give the files inside",
            file=name,
        )
    elif found == "zip":
        for item in containers.unpack(path, name, workspace, budget):
            yield from _opened(item.name, item.path, workspace, budget, notes, depth=depth + 1)
    else:
        text = containers.decompress(path, found, workspace, budget, name)
        yield from _opened(name, text, workspace, budget, notes, depth=depth + 1)


def _sheets(name: str, found: str, book: Workbook, notes: list[Note]) -> Iterator[Input]:
    """Yield the tables of a workbook; the only one of a web page goes by the name of the file."""
    notes.extend(book.notes)
    alone = found == "html" and len(book.sheets) == 1
    for sheet in book.sheets:
        shown = name if alone else f"{name}[{sheet.title}]"
        yield Input(shown, sheet.path, found, sheet.merged, name)


def _distinct(inputs: list[Input], notes: list[Note]) -> tuple[Input, ...]:
    """Return the inputs without those that are byte for byte the same as an earlier one."""
    sizes = [item.path.stat().st_size for item in inputs]
    times = Counter(sizes)
    looks = {item.path: item.looks for item, n in zip(inputs, sizes, strict=True) if times[n] > 1}
    alike = Counter(looks.values())
    first: dict[tuple[int, str], Input] = {}
    copies: dict[str, list[str]] = {}
    kept = []
    for item, size in zip(inputs, sizes, strict=True):
        if size and alike[looks.get(item.path, "")] > 1:
            earlier = first.setdefault((size, _whole_digest(item, looks)), item)
            if earlier is not item:
                copies.setdefault(earlier.name, []).append(item.name)
                continue
        kept.append(item)
    for earlier_name, names in copies.items():
        notes.extend(_copies(names, earlier_name))
    return tuple(kept)


def _copies(names: list[str], earlier: str) -> list[Note]:
    """Return what to say of files that are the same as an earlier one."""
    if len(names) <= _NAMED:
        return [_same(name, earlier) for name in names]
    shown = names[:_NAMED]
    return [
        (
            f"{len(names):,} files ({', '.join(shown)}, …) are byte for byte the same as {earlier}"
            " and count once",
            f"{len(names):,} 个文件（{'、'.join(shown)} 等）与 {earlier} 的内容完全相同，只计一次",
        )
    ]


def _whole_digest(item: Input, looks: dict[Path, str]) -> str:
    """Return the digest of all bytes of a file; of one that lies elsewhere, only now."""
    item.fetch()
    return looks[item.path] if item.stand_in is None else _digest(item.path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _same(name: str, earlier: str) -> Note:
    if name == earlier:
        return (f"{name} was given twice and counts once", f"{name} 给出了两次，只计一次")
    return (
        f"{name} is byte for byte the same as {earlier} and counts once",
        f"{name} 与 {earlier} 的内容完全相同，只计一次",
    )
