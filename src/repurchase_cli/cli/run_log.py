"""``--log``: a line of JSON for every run, for whoever watches over them.

The line is about the run and no part of its result: it alone reads the clock.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repurchase_cli.cli.exits import status_of
from repurchase_cli.databases.address import without_password
from repurchase_cli.errors import OutputError, RepurchaseError, UsageError

if TYPE_CHECKING:
    from repurchase_cli.document import Document

_OF_INTAKE = ("records", "used", "rejected")


@dataclass(slots=True)
class Entry:
    """What a run is known to have done."""

    command: str
    files: Sequence[str]
    outputs: list[str] = field(default_factory=list)
    error: str | None = None
    document: Document | None = None

    def note(self, document: Document, outputs: Sequence[Path]) -> None:
        """Note what was made of the files, and where it went."""
        self.document, self.outputs = document, [str(path) for path in outputs]


@contextmanager
def logged(path: Path | None, command: str, files: Sequence[str]) -> Iterator[Entry]:
    """Give an entry to fill in; append it as a line when the run ends, however it ends.

    Raises
    ------
    OutputError
        When the log cannot be written; before anything else is done.
    UsageError
        When the file holds something else, such as the ledger.
    """
    entry = Entry(command, files)
    if path is None:
        yield entry
        return
    _refuse_what_is_no_log(path)
    _append(path, "")
    moment, start, status = datetime.now().astimezone(), time.monotonic(), 0
    try:
        yield entry
    except BaseException as error:
        status = status_of(error)
        entry.error = str(error) if isinstance(error, RepurchaseError) else entry.error
        raise
    finally:
        line = _line(entry, moment, status, time.monotonic() - start)
        _append(path, json.dumps(line, ensure_ascii=False) + "\n")


def refuse_as_output(path: Path | None, others: Sequence[Path]) -> None:
    """Refuse a log that is one of the inputs or outputs, under whatever name."""
    if path and path.resolve() in {other.resolve() for other in others}:
        raise UsageError("this log is an input or output", hint="name another", file=str(path))


def _refuse_what_is_no_log(path: Path) -> None:
    if path.is_file() and path.stat().st_size:
        with path.open("rb") as log:
            if log.read(1) != b"{":
                raise UsageError("this is no log", hint="name another file", file=str(path))


def _line(entry: Entry, moment: datetime, status: int, seconds: float) -> dict[str, Any]:
    document = entry.document
    intake = document.intake if document else {}
    last = intake.get("last")
    return {
        "time": moment.isoformat(timespec="seconds"),
        "command": entry.command,
        "as_of": document.as_of.isoformat() if document and document.as_of else None,
        "files": [without_password(file) for file in entry.files],
        **{name: intake.get(name) for name in _OF_INTAKE},
        "last_sale": last.isoformat() if last else None,
        "outputs": entry.outputs,
        "exit": status,
        "error": entry.error,
        "seconds": round(seconds, 3),
    }


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as log:
            log.write(text)
    except OSError as problem:
        raise OutputError(
            f"the log cannot be written: {problem.strerror or problem}",
            hint="name another file with --log",
            file=str(path),
        ) from None
