"""The files that the user means: paths, globs, folders and standard input."""

from __future__ import annotations

import glob
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from repurchase_cli.errors import InputError

SUFFIXES = (".csv", ".txt", ".tsv")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read and the name under which the user knows it."""

    name: str
    path: Path


def expand(files: Iterable[str], workspace: Path) -> list[Input]:
    """Return the files meant, each once, in the order given (folders and globs sorted).

    Standard input (``-``) is copied into ``workspace`` first.
    """
    found: dict[Path, Input] = {}
    for name in files:
        for item in _expand(name, workspace):
            found.setdefault(item.path.resolve(), item)
    return list(found.values())


def _expand(name: str, workspace: Path) -> list[Input]:
    if name == "-":
        target = workspace / "standard_input"
        with target.open("wb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out)
        return [Input("-", target)]
    path = Path(name)
    if path.is_dir():
        return _folder(path)
    if path.exists():
        return [Input(name, path)]
    matches = sorted(Path(match) for match in glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern may be absolute
    files = [Input(str(match), match) for match in matches if match.is_file()]
    if not files:
        raise InputError("there is no such file", hint="check the path and its spelling", file=name)
    return files


def _folder(path: Path) -> list[Input]:
    files = sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in SUFFIXES)
    if not files:
        raise InputError(
            "this folder holds no export",
            hint=f"files that are read end in {', '.join(SUFFIXES)}",
            file=str(path),
        )
    return [Input(str(p), p) for p in files]
