"""What a run keeps for the next one: rows that took a scan of the files, and answers about them.

A relation whose query, inputs and files are the same has the same digest; so the digest of what is
made of files is their identity, the SQL that reads them, and the code behind it. Rows are kept as
Parquet, small answers together as JSON.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from repurchase_cli.cache import digest, identity, modules
from repurchase_cli.rows import quoted, text

if TYPE_CHECKING:
    from repurchase_cli.cache import Cache

Rows = list[tuple[Any, ...]]
#: Files that together have fewer bytes are read as fast as an entry.
SMALLEST = 8 << 20
#: More rows than these are no small answer.
_SMALL = 1000
#: A text in SQL.
_QUOTED = re.compile("'(?:[^']|'')*'")
#: The rooms whose code decides what is made of a file.
_ROOMS = ("engines", "grammars", "readers", "sales", "rows", "cache", "values")


@cache
def version() -> str:
    """Return what tells the code that makes the rows from all other code."""
    package = Path(__file__).parents[1]
    code = hashlib.sha256(duckdb.__version__.encode())
    for path in modules(package, *_ROOMS):
        code.update(path.read_bytes())
    return code.hexdigest()


class Keeping:
    """What is kept of some files; nothing while one of them is still being changed.

    Parameters
    ----------
    files
        The files that are read. What is made of them in ``workspace`` is known by its bytes.
    """

    def __init__(
        self,
        cache: Cache,
        connection: duckdb.DuckDBPyConnection,
        files: Iterable[Path],
        workspace: Path,
    ) -> None:
        self.cache = cache
        self.connection = connection
        self.workspace = workspace
        self.files: dict[Path, str | None] = {}
        self.identities = [self._identity(path) for path in files]
        self.answers: dict[str, Rows] = {}
        self.fresh = False
        self._place = self.key("answers", *map(str, self.identities))
        self._read_answers()

    @classmethod
    def of(
        cls,
        cache: Cache | None,
        connection: duckdb.DuckDBPyConnection,
        files: Sequence[Path],
        workspace: Path,
    ) -> Keeping | None:
        """Return what is kept of files, None where they are too small or may still change."""
        if cache is None or sum(path.stat().st_size for path in files) < SMALLEST:
            return None
        keeping = cls(cache, connection, files, workspace)
        return None if None in keeping.identities else keeping

    def key(self, *parts: str) -> str:
        """Return the digest of parts, and of the code."""
        return hashlib.sha256("\0".join((version(), *parts)).encode()).hexdigest()

    def digest(self, sql: str, paths: Iterable[Path]) -> str:
        """Return the digest of an SQL text that reads files; none, while one may still change."""
        known = {}
        for path in paths:
            identity_ = self._identity(path)
            if identity_ is None:
                return ""
            known[text(str(path))] = identity_
        return self.key(_QUOTED.sub(lambda q: known.get(q[0], q[0]), sql), *known.values())

    def _identity(self, path: Path) -> str | None:
        if path not in self.files:
            own = self.workspace in path.parents
            self.files[path] = digest(path) if own else identity(path)
        return self.files[path]

    def _unchanged(self) -> bool:
        """Whether all files are still those that the run has found."""
        with suppress(OSError):
            return all(
                identity(path) == known
                for path, known in self.files.items()
                if self.workspace not in path.parents
            )
        return False

    def find(self, key: str) -> Path | None:
        """Return the rows that are kept under a key, None where there are none of its own."""
        entry = self.cache.find(key) if key else None
        with suppress(duckdb.Error):
            if entry is not None and self.said(entry).get("key") == key:
                return entry
        return None

    def rows_sql(self, entries: Sequence[Path], columns: str = "*") -> str:
        """Return the SQL of the rows in entries of one kind, in the types that they had.

        Raises
        ------
        duckdb.Error
            When an entry has gone meanwhile.
        """
        types = json.loads(self.said(entries[0])["types"])
        cast = ", ".join(f"cast({quoted(n)} as {kind}) as {quoted(n)}" for n, kind in types.items())
        paths = ", ".join(text(str(path)) for path in entries)
        return f"select * replace ({cast}) from (select {columns} from read_parquet([{paths}]))"

    def said(self, entry: Path) -> dict[str, str]:
        """Return what was said of the rows in an entry when it was written."""
        query = f"select key, value from parquet_kv_metadata({text(str(entry))})"
        rows = self.connection.execute(query).fetchall()
        return {bytes(key).decode(): bytes(value).decode() for key, value in rows}

    def keep(self, key: str, rows: str, said: Mapping[str, str] | None = None) -> None:
        """Keep the rows of an SQL text, with what is to be said of them."""
        if not key or not self._unchanged():
            return
        described = self.connection.execute(f"describe {rows}").fetchall()
        types = {name: kind for name, kind, *_ in described}
        # Parquet has no whole numbers of 128 bits, and DuckDB would round them
        exact = [f"cast({quoted(n)} as decimal(38, 0)) as {quoted(n)}" for n in _huge(types)]
        chosen = f"* replace ({', '.join(exact)})" if exact else "*"
        said = {"key": key, "types": json.dumps(types), **(said or {})}
        words = ", ".join(f"{quoted(name)}: {text(word)}" for name, word in said.items())

        def fill(path: Path) -> None:
            try:
                self.connection.execute(
                    f"copy (select {chosen} from ({rows})) to {text(str(path))}"
                    f" (format parquet, use_tmp_file false, kv_metadata {{{words}}})"
                )
            except duckdb.Error as error:
                raise OSError(str(error).splitlines()[0]) from None

        self.cache.write(key, ".parquet", fill)

    def answer(self, key: str, ask: Callable[[], Rows]) -> Rows:
        """Return the rows that answer a question: as they were kept, else by asking."""
        if not key:
            return ask()
        if key not in self.answers:
            rows = ask()
            if len(rows) > _SMALL:
                return rows
            self.answers[key] = rows
            self.fresh = True
        return self.answers[key]

    def close(self) -> None:
        """Keep the answers of this run, and let what is too much go."""
        if self.fresh and self._unchanged():
            said = json.dumps([self._place, self.answers], default=_plain)
            self.cache.write(self._place, ".json", lambda path: path.write_text(said, "utf-8"))
        self.cache.trim()

    def _read_answers(self) -> None:
        """Read the answers that were kept; what is none, or is lost meanwhile, is forgotten."""
        entry = self.cache.find(self._place)
        with suppress(OSError, ValueError):
            if entry is not None:
                place, kept = json.loads(entry.read_text("utf-8"), object_hook=_typed)
                if place == self._place:
                    self.answers = {key: [tuple(row) for row in rows] for key, rows in kept.items()}


def _huge(types: Mapping[str, str]) -> list[str]:
    return [name for name, kind in types.items() if kind == "HUGEINT"]


#: Types that JSON does not have: by their names, how each is read.
_TYPES: dict[str, Callable[[str], Any]] = {
    "Decimal": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def _plain(value: object) -> dict[str, str]:
    """Return a value of one of :data:`_TYPES` as JSON can hold it."""
    return {type(value).__name__: str(value)}


def _typed(held: dict[str, Any]) -> Any:  # noqa: ANN401 - a value of any type
    """Return the value that :func:`_plain` has written; all other mappings are keyed by digests."""
    if len(held) == 1 and (name := next(iter(held))) in _TYPES:
        return _TYPES[name](held[name])
    return held
