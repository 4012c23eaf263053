"""Reachability: the rules of a list that an earlier one leaves nobody to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from repurchase_cli.rules.parsing import expression

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repurchase_cli.rules.model import Rule


class _Bound(NamedTuple):
    """A condition that bounds one column: ``column > value`` and the like."""

    column: str
    upward: bool
    limit: float
    strict: bool


_OPERATORS = {
    "COMPARE_GREATERTHAN": (True, True),
    "COMPARE_GREATERTHANOREQUALTO": (True, False),
    "COMPARE_LESSTHAN": (False, True),
    "COMPARE_LESSTHANOREQUALTO": (False, False),
}


def _bound(condition: str, parameters: Mapping[str, float]) -> _Bound | None:
    tree = expression(condition)
    operator = _OPERATORS.get(tree["type"])
    if operator is None or tree["left"]["class"] != "COLUMN_REF":
        return None
    value = _value(tree["right"], parameters)
    column = str(tree["left"]["column_names"][-1]).lower()
    return None if value is None else _Bound(column, operator[0], value, operator[1])


def _value(item: Mapping[str, Any], parameters: Mapping[str, float]) -> float | None:
    match item:
        case {"class": "PARAMETER", "identifier": name}:
            return parameters.get(str(name))
        case {"class": "CONSTANT", "literal": {"kind": "INTEGER" | "NUMERIC", "text": text}}:
            return float(text)
    return None


def _covers(first: _Bound, later: _Bound) -> bool:
    """Whether every customer of the later bound already belongs to the first."""
    if (first.column, first.upward) != (later.column, later.upward):
        return False
    distance = (later.limit - first.limit) * (1 if first.upward else -1)
    return distance > 0 or (distance == 0 and (later.strict or not first.strict))


def never_reached(rules: Sequence[Rule], parameters: Mapping[str, float]) -> list[tuple[int, int]]:
    """Return the rules that no customer can reach, each with the earlier rule that takes all.

    Only conditions that bound a single column are compared, such as ``revenue >= $gold_tier``; a
    parameter that is not given is not compared.
    """
    bounds = [_bound(rule.when, parameters) if rule.when else None for rule in rules]
    taken = ((later, _taker(bounds[:later], bound)) for later, bound in enumerate(bounds))
    return [(later, first) for later, first in taken if first is not None]


def _taker(earlier: Sequence[_Bound | None], later: _Bound | None) -> int | None:
    """Return the first of the earlier bounds that covers the later one."""
    if later is None:
        return None
    covering = (i for i, first in enumerate(earlier) if first is not None and _covers(first, later))
    return next(covering, None)
