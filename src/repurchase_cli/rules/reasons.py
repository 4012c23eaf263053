"""Reasons: a rule's ``because`` filled in with one customer's numbers and the thresholds.

``{name}`` is a column of the customer table or a threshold; ``{{`` is a brace. The same text is
given by SQL for all customers and by Python for one. Money has at most 2 decimals, days at most 1,
thresholds are :func:`plain`, and trailing zeros are left out; what is not known is shown as a dash.
"""

from __future__ import annotations

import math
import string
from datetime import date
from typing import TYPE_CHECKING, SupportsFloat

from repurchase_cli import tables
from repurchase_cli.rules.conditions import did_you_mean, known_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from repurchase_cli.document import Language
    from repurchase_cli.rules.model import Rule

_UNKNOWN = "–"
_DECIMALS = {"integer": 0, "score": 0, "days": 1, "money": 2, "number": 2, "share": 2}


def _parts(template: str) -> list[tuple[str, str | None]]:
    """Return the literal parts of a template, each with the name that follows it."""
    return [(literal, name) for literal, name, _, _ in string.Formatter().parse(template)]


def placeholders(template: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name in _parts(template) if name is not None}


def check_reason(template: str, names: Collection[str]) -> list[str]:
    """Return what is wrong with the template of a reason, given the names it may use."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        return [f"has a brace too many or too few ({error})"]
    formatted = [name for _, name, spec, conversion in parts if spec or conversion]
    unknown = {name for _, name, _, _ in parts if name is not None and name not in names}
    return [f"{{{name}}} takes no format" for name in formatted] + [
        f"unknown name {{{name}}}{did_you_mean(name, names)}" for name in sorted(unknown)
    ]


def _decimals() -> dict[str, int | None]:
    """Return the number of decimals of each column, None where it is no number."""
    columns = (*tables.CUSTOMER_COLUMNS, *tables.SCORE_COLUMNS)
    return {column.id: _DECIMALS.get(column.kind) for column in columns}


def plain(number: float) -> str:
    """Return a number as one would type it: never in powers of ten, rounded to two decimals.

    Of a number below one the first two digits that count are left.
    """
    small = number and abs(number) < 1
    return _plain(number, 1 - math.floor(math.log10(abs(number))) if small else 2)


def _plain(value: float, decimals: int) -> str:
    text = f"{value + 0.0:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def reason(
    rule: Rule, record: Mapping[str, object], parameters: Mapping[str, float], language: Language
) -> str:
    """Return why one customer falls under a rule.

    Parameters
    ----------
    rule
        The rule that is true for the customer.
    record
        The customer's row, by column id.
    parameters
        The resolved thresholds.
    language
        The language of the text.
    """
    decimals = _decimals()
    filled = ""
    for literal, name in _parts(rule.because.say(language)):
        filled += literal
        if name is not None and name in parameters:
            filled += plain(parameters[name])
        elif name is not None:
            filled += _shown(record[name], decimals[name])
    return filled


def _shown(value: object, decimals: int | None) -> str:
    if _missing(value):
        return _UNKNOWN
    if decimals is not None and isinstance(value, SupportsFloat):
        return _plain(float(value), decimals)
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def _missing(value: object) -> bool:
    """Whether a value is one of the ways in which a frame says that it has none."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or type(value).__name__ in {"NaTType", "NAType"}


def reason_sql(
    rules: Sequence[Rule],
    index_column: str,
    parameters: Mapping[str, float],
    language: Language,
) -> str:
    """Return an SQL expression over the customer table that gives each customer's reason.

    Parameters
    ----------
    rules
        The rules that the customers were labelled with.
    index_column
        The column that holds each customer's rule, as :func:`label` gives it.
    parameters
        The resolved thresholds, which stand in the text as numbers.
    language
        The language of the text.
    """
    arms = " ".join(
        f"when {index} then {_reason_expression(rule.because.say(language), parameters)}"
        for index, rule in enumerate(rules)
    )
    return f"case {_identifier(index_column)} {arms} else '' end"


def _reason_expression(template: str, parameters: Mapping[str, float]) -> str:
    decimals = _decimals()
    pieces: list[str] = []
    for literal, name in _parts(template):
        pieces.append(_literal(literal))
        if name is not None and name in parameters:
            pieces.append(_literal(plain(parameters[name])))
        elif name is not None:
            pieces.append(_column(name, decimals[name]))
    return f"concat({', '.join(pieces)})" if pieces else "''"


def _column(name: str, decimals: int | None) -> str:
    """Return the SQL that renders a column as :func:`_shown` does."""
    column = _identifier(name)
    if decimals is not None:
        text = _number(column, decimals)
    elif known_columns()[name] == "DATE":
        text = f"strftime({column}, '%Y-%m-%d')"
    else:
        text = f"{column}::varchar"
    return f"coalesce({text}, {_literal(_UNKNOWN)})"


def _number(column: str, decimals: int) -> str:
    """Return the SQL that renders a number as :func:`_plain` does; whole ones the quick way."""
    rounded = f"format('{{:.{decimals}f}}', {column}::double)"
    if decimals:
        rounded = f"rtrim(rtrim({rounded}, '0'), '.')"
    whole = f"{column} = trunc({column}) and abs({column}) < 1e15"
    return f"case when {whole} then {column}::bigint::varchar else {rounded} end"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
