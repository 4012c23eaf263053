"""Tags by what was bought: an item of a kind, lately or ever, so many of them, such a share.

``{bought: {category: 孕妇装}, within_days: 180}``, or ``{bought: {style: 复古}, share: 0.4}``.
A tag is this, or a condition over the columns of campaigns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from repurchase_cli import marks
from repurchase_cli.marks import About
from repurchase_cli.scalars import MOST, Share, cost, number, said

#: What is known of a line that a tag may name.
BoughtField = Literal[
    "sku", "product", "category", "style", "season", "scene", "size", "color", "store", "channel"
]


def _days(value: object) -> int | None:
    if value is None:
        return None
    days = number(value)
    if not isinstance(days, int) or not 1 <= days <= MOST:
        raise ValueError(f"must be a whole number of days from 1 to {MOST}, not {days}")
    return days


def _items(value: object) -> float:
    items = cost(value)
    if items <= 0:
        raise ValueError(f"must be above zero, not {items:g}")
    return items


def _values(value: object) -> tuple[str, ...]:
    """Return one or more values as texts."""
    values = value if isinstance(value, list | tuple) else [value]
    wrong = [said(one) for one in values if not isinstance(one, str) or not one.strip()]
    if wrong or not values:
        raise ValueError(f"must be a text or a list of texts, not {', '.join(wrong) or 'empty'}")
    return tuple(values)


def _some(value: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    if not value:
        raise ValueError("must name what was bought, such as category: 孕妇装")
    return value


_TEXTS_SCHEMA = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]
}
Values = Annotated[tuple[str, ...], marks.plain(_values), marks.Schema(_TEXTS_SCHEMA)]


@dataclass(frozen=True, slots=True)
class Bought:
    """A tag of whoever bought items of a kind."""

    bought: Annotated[
        dict[BoughtField, Values],
        marks.after(_some),
        About(
            "What: a field of the line and its value, or several of which one must hold; * stands "
            "for any text, capitals do not matter. Of several fields all must hold."
        ),
    ]
    within_days: Annotated[
        int | None,
        marks.plain(_days),
        marks.Schema({"type": ["integer", "null"], "minimum": 1, "maximum": MOST}),
        About("How long ago at most; null: ever.", "days"),
    ] = None
    items: Annotated[
        float,
        marks.plain(_items),
        marks.Schema({"type": "number", "exclusiveMinimum": 0}),
        About("So many of them at least.", "items"),
    ] = 1
    share: Annotated[
        Share, About("Their share at least, of the items whose fields are known.", "share")
    ] = 0


def _kind(value: object) -> str:
    return "by items" if isinstance(value, Bought | Mapping) else "by condition"


def _condition(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be a condition or {{bought: …}}, not {said(value)}")
    return value


Tag: TypeAlias = Annotated[
    Annotated[
        str, marks.plain(_condition), marks.Schema({"type": "string"}), marks.tag("by condition")
    ]
    | Annotated[Bought, marks.tag("by items")],
    marks.tag_by(_kind),
]


def conditions_of(tags: Mapping[str, str | Bought]) -> dict[str, str]:
    """Return the tags that are conditions."""
    return {name: tag for name, tag in tags.items() if isinstance(tag, str)}


def bought_of(tags: Mapping[str, str | Bought]) -> dict[str, Bought]:
    """Return the tags by what was bought."""
    return {name: tag for name, tag in tags.items() if isinstance(tag, Bought)}
