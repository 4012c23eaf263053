"""Columns by the names that users and tables of names give them."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence

from repurchase_cli.errors import UsageError
from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.sources import FIELDS


def position(
    headers: Sequence[str], wanted: str, field: str, fields: Collection[str] = FIELDS
) -> int:
    """Return the position of the header that the user named: exactly, then as synonyms compare.

    ``fields`` are those that may be named.
    """
    if field not in fields:
        raise UsageError(
            f"there is no field named {field}", hint=f"fields are: {', '.join(fields)}"
        )
    found = named(headers, wanted)
    if not found:
        near = difflib.get_close_matches(wanted, headers, n=1)
        raise UsageError(
            f"no column is named {wanted!r} (wanted for {field})",
            hint=f"did you mean {near[0]!r}?" if near else f"columns are: {', '.join(headers)}",
        )
    return found[0]


def named(headers: Sequence[str], wanted: str) -> list[int]:
    """Return the positions that the user may mean: by name, ``Email#2``, or number."""
    found = matches(headers, wanted)
    if not found and wanted.isdigit() and 0 < int(wanted) <= len(headers):
        return [int(wanted) - 1]
    name, sign, number = wanted.rpartition("#")
    if not found and sign and number.isdigit() and int(number):
        return matches(headers, name)[int(number) - 1 :]
    return found


def name_of(headers: Sequence[str], column: int) -> str:
    """Return how the user names a column: of several of one header, ``Email#2`` is the second."""
    header = headers[column]
    before = headers[:column].count(header)
    return f"{header}#{before + 1}" if before else header


def satisfiable(
    asked: Mapping[str, str], headers: Sequence[str], others: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Return what the user says of columns without what only files of other headers have."""
    return {
        field: header
        for field, header in asked.items()
        if named(headers, header) or not any(named(other, header) for other in others)
    }


def matches(headers: Sequence[str], wanted: str) -> list[int]:
    """Return the positions of the headers of a name: exactly, else as synonyms compare."""
    if not wanted:
        return []
    exact = [i for i, header in enumerate(headers) if header == wanted]
    return exact or [i for i, h in enumerate(headers) if synonyms.key(h) == synonyms.key(wanted)]
