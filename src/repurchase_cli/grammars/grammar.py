r"""What a grammar is made of: patterns that mean the same to Python and to DuckDB.

They are written in the part that ``re`` and RE2 share: no look-around, no reference to a group in
the pattern itself, characters beyond ASCII as they are. ``\d``, ``\s`` and ``\b`` know ASCII
alone in both, and so does ``(?i)``, so that what is not in ASCII is made small first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as Python uses it."""
    return re.compile(pattern, re.ASCII)


def sql_text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def sql_map(values: Mapping[str, object]) -> str:
    """Return a map of texts as SQL writes it."""
    return f"map {{{', '.join(f'{sql_text(key)}: {value}' for key, value in values.items())}}}"


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Replacements in a text, one after the other, each wherever its pattern occurs."""

    steps: tuple[tuple[str, str], ...]

    def apply(self, value: str) -> str:
        """Return a text rewritten."""
        for pattern, replacement in self.steps:
            value = compiled(pattern).sub(replacement, value)
        return value

    def sql(self, x: str) -> str:
        """Return the SQL of the text ``x`` rewritten."""
        for pattern, replacement in self.steps:
            x = f"regexp_replace({x}, {sql_text(pattern)}, {sql_text(replacement)}, 'g')"
        return x


@dataclass(frozen=True, slots=True)
class Grammar:
    """One way of writing a value, with examples by which Python and SQL are held to agree.

    ``python`` says whether a text is of this grammar, or what it stands for; ``sql`` reads ``{x}``,
    and gives NULL for what is not of it. ``examples`` map texts to what ``sql`` must give.
    """

    python: Callable[[str], object]
    sql: str
    examples: Mapping[str, object]
