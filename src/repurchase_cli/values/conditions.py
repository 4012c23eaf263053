"""Conditions on a line: words, patterns and numbers that say what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from repurchase_cli.grammars.grammar import sql_text
from repurchase_cli.values.texts import Value

#: A time at which something was done, unless it is one of those that stand for never.
A_TIME, NO_TIME = "[1-9]", r"^\D*(0000|1900|1970)"


@dataclass(frozen=True, slots=True)
class Among:
    """Whether a text is one of some words, in small letters."""

    text: Value
    words: tuple[str, ...]

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the condition."""
        return f"word({self.text.sql(careful=careful)}) in ({', '.join(map(sql_text, self.words))})"


@dataclass(frozen=True, slots=True)
class Matching:
    """Whether the whole of a text, in small letters, is of a pattern, itself of ``any_case``."""

    text: Value
    pattern: str
    any_case: bool = False

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the condition."""
        options = ", 'i'" if self.any_case else ""
        text = self.text.sql(careful=careful)
        return f"regexp_full_match(word({text}), {sql_text(self.pattern)}{options})"


@dataclass(frozen=True, slots=True)
class Timed:
    """Whether a text holds a time, not one that stands for never."""

    text: Value

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the condition."""
        text = self.text.sql(careful=careful)
        return f"regexp_matches({text}, '{A_TIME}') and not regexp_matches({text}, '{NO_TIME}')"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Whether one of some conditions holds."""

    conditions: tuple[Value, ...]

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the condition."""
        return " or ".join(condition.sql(careful=careful) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Unless:
    """Whether a condition holds, and another one does not."""

    condition: Value
    other: Value

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the condition."""
        condition, other = (c.sql(careful=careful) for c in (self.condition, self.other))
        return f"({condition}) and not ({other})"


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Whether a condition takes out a line that was paid back later.

    A negative ``amount`` is the refund itself, and what a column of refunds says is netted there.
    """

    condition: Value
    amount: Value | None
    refund: Value | None

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the condition."""
        parts = [self.condition.sql(careful=careful)]
        if self.amount is not None:
            parts.append(f"coalesce({self.amount.sql(careful=careful)}, 0) >= 0")
        if self.refund is not None:
            parts.append(f"coalesce({self.refund.sql(careful=careful)}, 0) = 0")
        return " and ".join(parts)


@dataclass(frozen=True, slots=True)
class Case:
    """The value, or the word, of the first condition that holds; none for None."""

    cases: tuple[tuple[Value, Value | str | None], ...]
    otherwise: Value | None = None

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the value."""
        if not self.cases:
            return _result(self.otherwise, careful)
        whens = " ".join(
            f"when {condition.sql(careful=careful)} then {_result(result, careful)}"
            for condition, result in self.cases
        )
        if self.otherwise is not None:
            whens += f" else {_result(self.otherwise, careful)}"
        return f"case {whens} end"


def _result(result: Value | str | None, careful: bool) -> str:
    if result is None:
        return "null"
    return sql_text(result) if isinstance(result, str) else result.sql(careful=careful)
