"""The values of this package: a rule, and the thresholds that its condition names.

They are read from YAML; :mod:`repurchase_cli.scalars` says how scalars are taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from repurchase_cli import marks
from repurchase_cli.document import Text
from repurchase_cli.marks import About
from repurchase_cli.scalars import Cost, Number, number, said


def words(value: object) -> Text:
    """Return a text in both languages, from ``{en, zh}`` or from one text for both."""
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        return Text(value, value)
    if not isinstance(value, Mapping):
        raise ValueError(f"must be a text or {{en: …, zh: …}}, not {said(value)}")
    return _pair(value)


def _pair(value: Mapping[Any, Any]) -> Text:
    unknown = [str(key) for key in value if key not in Text._fields]
    if unknown or not value:
        raise ValueError(f"has the languages en and zh, not {', '.join(unknown) or 'none'}")
    wrong = [f"{key}: {said(part)}" for key, part in value.items() if not isinstance(part, str)]
    if wrong:
        raise ValueError(f"must be text ({', '.join(wrong)}); put it in quotes")
    first = next(iter(value.values()))
    return Text(value.get("en", first), value.get("zh", first))


_PAIR_SCHEMA = {
    "type": "object",
    "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
    "additionalProperties": False,
    "minProperties": 1,
}
Words = Annotated[
    Text, marks.plain(words), marks.Schema({"anyOf": [{"type": "string"}, _PAIR_SCHEMA]})
]


def _percentile(value: object) -> float:
    share = number(value)
    if not 0 <= share <= 100:
        raise ValueError(f"must lie between 0 and 100, not {share:g}")
    return share


@dataclass(frozen=True, slots=True)
class Times:
    """A threshold relative to the shop: so many times its average."""

    times: Annotated[Cost, About("Factor.")]
    of: Annotated[str, About("Column of the customer table.")]


@dataclass(frozen=True, slots=True)
class PercentileOf:
    """A threshold relative to the shop: a percentile over its customers."""

    percentile: Annotated[
        float,
        marks.plain(_percentile),
        marks.Schema({"type": "number", "minimum": 0, "maximum": 100}),
        About("0 to 100; 80 is the value that 80% of the customers do not exceed."),
    ]
    of: Annotated[str, About("Column of the customer table.")]


def _kind(value: object) -> str:
    if isinstance(value, PercentileOf) or (isinstance(value, Mapping) and "percentile" in value):
        return "relative percentile"
    return "relative times" if isinstance(value, Times | Mapping) else "absolute"


Threshold = Annotated[
    Annotated[Number, marks.tag("absolute")]
    | Annotated[Times, marks.tag("relative times")]
    | Annotated[PercentileOf, marks.tag("relative percentile")],
    marks.tag_by(_kind),
]


def _name(value: object) -> object:
    if isinstance(value, str) and (not value.strip() or not value.isprintable()):
        raise ValueError("must be a name in one line")
    return value


NO_REASON = Text("", "")
#: What reports speak of, whatever the class is named.
Role = Literal["lost", "loyal", "potential", "drifting"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a list: a name, and the condition under which a customer gets it."""

    name: Annotated[str, marks.before(_name), About("What stands in the customer table.")]
    label: Annotated[Words, About("What people read, in English and Chinese.")]
    when: Annotated[
        str | None,
        About(
            "SQL condition over the customer table with $thresholds; "
            "absent on the last rule, which takes everyone else."
        ),
    ] = None
    because: Annotated[Words, About("The reason in words; {name} is a column or a threshold.")] = (
        NO_REASON
    )
    role: Annotated[
        Role | None,
        About(
            "Of a class: what reports take it for, whatever its name; a class that has the name of "
            "a role needs none."
        ),
    ] = None
