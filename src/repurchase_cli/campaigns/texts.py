"""Messages and reasons: plain text with ``{fields}`` from a fixed list, and nothing else.

A field is a name in braces; ``{style|favourite}`` says what stands there for want of a value, and
``{{`` is a brace. There are no attributes, indices, formats or conversions, and what a customer's
own data say is never read as a template.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from repurchase_cli.campaigns.audiences import text_columns
from repurchase_cli.rules import did_you_mean

#: What a message may name beside the columns.
OFFER_FIELDS = (
    "name", "offer", "coupon_code", "coupon_value", "min_spend", "valid_from", "valid_to",
    "valid_days", "window_from", "window_to",
)  # fmt: skip


class Part(NamedTuple):
    """A literal, and the field that follows it, with what stands there for want of a value."""

    literal: str
    field: str | None
    otherwise: str


def message_fields() -> set[str]:
    """Return what messages may name."""
    return {*OFFER_FIELDS, *text_columns()}


def check(template: str, names: Collection[str]) -> list[str]:
    """Return what is wrong with a template, given the names that it may use."""
    try:
        raw = list(string.Formatter().parse(template))
    except ValueError as error:
        return [f"has a brace too many or too few ({error})"]
    wrong = [f"{{{name}}} takes no format" for _, name, spec, sign in raw if spec or sign]
    used = {part.field for part in parts(template) if part.field is not None}
    return wrong + [
        f"unknown name {{{name}}}{did_you_mean(name, names)}" for name in sorted(used - {*names})
    ]


def parts(template: str) -> list[Part]:
    """Return a template that is right, cut into its parts."""
    found = []
    for literal, name, _, _ in string.Formatter().parse(template):
        field, _, otherwise = (name or "").partition("|")
        found.append(Part(literal, None if name is None else field.strip(), otherwise.strip()))
    return found


def fields_of(template: str) -> set[str]:
    """Return the names in braces."""
    return {part.field for part in parts(template) if part.field is not None}


def fill(
    template: Sequence[Part], values: Mapping[str, Sequence[object]], customers: int
) -> list[str]:
    """Return a template filled for so many customers; ``values`` has one of each per customer.

    Most values are those of many customers, and are put into words once.
    """
    pieces = []
    for literal, name, otherwise in template:
        pieces.append([literal] * customers)
        if name is not None:
            said = {value: shown(value) or otherwise for value in set(values[name])}
            pieces.append([said[value] for value in values[name]])
    return list(map("".join, zip(*pieces, strict=True))) if pieces else [""] * customers


def shown(value: object) -> str:
    """Return a value as a message shows it, on one line; empty for none."""
    if isinstance(value, str):
        return " ".join(value.split())
    if value is None or value != value:  # noqa: PLR0124 - NaN and NaT differ from themselves
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
