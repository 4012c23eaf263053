"""Scalars of settings: the kinds of single values that rules, campaigns and config share.

They are read from YAML, where every plain scalar arrives as the text that stands in the file, so
that ``0012`` stays an id and ``010`` is not taken for 8. A wrong value raises a ValueError with a
sentence that follows the setting's name.
"""

from __future__ import annotations

import math
import re
from typing import Annotated

from repurchase_cli import marks

#: Most days and other whole numbers: dates so far from today are still dates.
MOST = 100_000
#: Of the customers of a campaign this share may be left alone at most: somebody must be contacted.
MOST_LEFT_ALONE = 0.9

_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_OCTAL = re.compile(r"[-+]?0[0-9]+")
_NON_FINITE = re.compile(r"[-+]?\.?(nan|inf|infinity)", re.IGNORECASE)


def said(value: object) -> str:
    """Return how a wrong value is named in a sentence."""
    names = {bool: "yes or no", type(None): "empty", dict: "a mapping", list: "a list"}
    return names.get(type(value), f"'{value}'")


def number(value: object) -> float:
    """Return a number as it is meant; whole numbers stay ``int``."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"must be a number, not {said(value)}")
    text = str(value)
    if _OCTAL.fullmatch(text):
        raise ValueError(f"must be a number; {text} would be octal in YAML, write {float(text):g}")
    if _NON_FINITE.fullmatch(text):
        raise ValueError(f"must be a finite number, not {text}")
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"must be a number, not '{text}'")
    return _finite(text)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"must be a finite number, not {text}")
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def whole(value: object) -> int:
    """Return a whole number that is not negative."""
    count = number(value)
    if not isinstance(count, int) or not 0 <= count <= MOST:
        raise ValueError(f"must be a whole number from 0 to {MOST}, not {count}")
    return count


def cost(value: object) -> float:
    """Return a number that is not negative."""
    amount = number(value)
    if amount < 0:
        raise ValueError(f"must not be negative, not {amount:g}")
    return amount


def share(value: object, most: float = 1) -> float:
    """Return a share, between 0 and ``most``."""
    part = number(value)
    if not 0 <= part <= most:
        raise ValueError(f"must be a share between 0 and {most}, not {part}")
    return part


def arm_share(value: object) -> float:
    """Return a share of customers to leave alone."""
    return share(value, MOST_LEFT_ALONE)


Number = Annotated[float, marks.plain(number), marks.Schema({"type": "number"})]
Whole = Annotated[
    int, marks.plain(whole), marks.Schema({"type": "integer", "minimum": 0, "maximum": MOST})
]
Cost = Annotated[float, marks.plain(cost), marks.Schema({"type": "number", "minimum": 0})]
Share = Annotated[
    float, marks.plain(share), marks.Schema({"type": "number", "minimum": 0, "maximum": 1})
]
#: A share of customers to leave alone.
ArmShare = Annotated[
    float,
    marks.plain(arm_share),
    marks.Schema({"type": "number", "minimum": 0, "maximum": MOST_LEFT_ALONE}),
]
