"""What a column says of a line: a condition, and the standing of the line if it holds."""

from __future__ import annotations

from dataclasses import dataclass

from repurchase_cli.values.texts import Value


@dataclass(frozen=True, slots=True)
class Role:
    """A condition, the standing of the lines for which it holds, and what shows it.

    ``header`` is that of the column that tells, ``text`` its text.
    """

    condition: Value
    standing: str
    header: str
    text: Value
