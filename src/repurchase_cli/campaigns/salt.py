"""The secret from which codes and control arms are drawn: a file that only its owner may read.

That of a ledger in PostgreSQL stands in the ledger.

It is made at first use and never changed: with another salt, codes that were given out stay in the
ledger, but nobody could make them again.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from repurchase_cli.errors import InputError, OutputError

_BYTES = 32


def salt_path(ledger: Path) -> Path:
    """Return where the salt stands: beside its ledger."""
    return ledger.with_suffix(".salt")


def read(path: Path) -> bytes | None:
    """Return the salt, None where there is none yet.

    Raises
    ------
    InputError
        When the file cannot be read or holds no salt.
    """
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        text = ""
    except OSError as problem:
        raise InputError(
            f"the salt of the coupon codes cannot be read: {problem.strerror}",
            hint="look at the permissions of the file",
            file=str(path),
        ) from problem
    return of_text(text, str(path))


def of_text(text: str, place: str) -> bytes:
    """Return the salt that a text holds.

    Raises
    ------
    InputError
        When it holds none.
    """
    try:
        salt = bytes.fromhex(text.strip())
    except ValueError:
        salt = b""
    if len(salt) != _BYTES:
        raise InputError(
            "this is no salt of coupon codes",
            hint="put the right file back, or move this one away to have a new one made",
            file=place,
        )
    return salt


def new() -> str:
    """Return a new salt as text."""
    return secrets.token_hex(_BYTES)


def read_or_make(path: Path) -> bytes:
    """Return the salt, made where there is none.

    It is written beside its place and linked to it, so that of two runs the second finds the whole
    salt of the first.
    """
    found = read(path)
    if found is not None:
        return found
    try:
        handle, name = tempfile.mkstemp(prefix=".repurchase-", suffix=".salt", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as out:
                out.write(new() + "\n")
                out.flush()
                os.fsync(out.fileno())
            _link(Path(name), path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as problem:
        raise OutputError(
            f"the salt of the coupon codes could not be written: {problem.strerror}",
            hint="make room, or name another place with --ledger",
            file=str(path),
        ) from problem
    found = read(path)
    assert found is not None  # noqa: S101  it has just been made, by us or another run
    return found


def _link(made: Path, path: Path) -> None:
    """Give the salt its place, unless another run was first."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        return
    except OSError:  # a folder without links: the ledger, which one run alone holds, is the guard
        if not path.exists():
            made.replace(path)
