"""What a column says of a line: a test of its value, and the standing of the line if it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repurchase_cli.grammars.grammar import sql_text


@dataclass(frozen=True, slots=True)
class Role:
    """The SQL of a test, the standing of the lines for which it holds, and what shows it.

    ``header`` is that of the column that tells, ``at`` the SQL of its text.
    """

    test: str
    standing: str
    header: str
    at: str


def any_of(column: str, words: Sequence[str]) -> str:
    """Return the SQL of whether a text is one of some words."""
    return f"word({column}) in ({', '.join(map(sql_text, words))})"


def all_of(column: str, pattern: str) -> str:
    """Return the SQL of whether the whole of a text is of a pattern of small letters."""
    return f"regexp_full_match(word({column}), {sql_text(pattern)})"
