"""Sizes as they follow one another: letters (S, M, 2XL) and numbers (38, 165/88A).

A size is read by its letter or its number; what stands beside it (Petite, Plus, 小个子, A) tells
runs of sizes apart. What is neither is a size of its own, with no neighbours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

_LETTER = re.compile(r"(?<![a-z\d])(?:(\d)x|(x*))-?(s|m|l)(?![a-z])")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_ALL = re.compile(r"one[\s-]?size|free(?:[\s-]?size)?|os|均码|均碼|f", re.IGNORECASE)
_WORDS = {"small": "s", "medium": "m", "large": "l"}
_MIDDLE = {"s": -1, "m": 0, "l": 1}
#: Numbers further apart than this are of different runs: 14 is no neighbour of 36.
_FURTHEST = 10


class Size(NamedTuple):
    """Where a size stands: in letters or numbers, in which run of these, and how far up."""

    kind: Literal["letters", "numbers"]
    run: str
    place: float


def fits_all(size: str) -> bool:
    """Return whether a size is the only one there is, such as 均码."""
    return _ALL.fullmatch(size.strip()) is not None


def read(size: str) -> Size | None:
    """Return where a size stands, None where it has neither a letter nor a number."""
    small = size.strip().lower()
    for word, short in _WORDS.items():
        small = small.replace(word, short)
    letter = _LETTER.search(small)
    if letter:
        more = int(letter[1]) if letter[1] else len(letter[2])
        return Size("letters", _rest(small, letter), _MIDDLE[letter[3]] * (1 + more))
    number = _NUMBER.search(small)
    if number:
        return Size("numbers", _rest(small, number), float(number[0].replace(",", ".")))
    return None


def _rest(size: str, mark: re.Match[str]) -> str:
    """Return the letters beside the mark of a size: those of its run."""
    return "".join(filter(str.isalpha, size[: mark.start()] + size[mark.end() :]))


def neighbours(sizes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each size the next smaller and the next larger one of its run, where there are.

    Sizes that stand in the same place, such as XXL and 2XL, have the same neighbours.
    """
    runs: dict[tuple[str, str], dict[float, list[str]]] = defaultdict(lambda: defaultdict(list))
    for size in sorted(set(sizes)):
        mark = None if fits_all(size) else read(size)
        if mark is not None:
            runs[mark.kind, mark.run][mark.place].append(size)
    near: dict[str, tuple[str, ...]] = {}
    for run in runs.values():
        places = sorted(run)
        for i, place in enumerate(places):
            beside = [*places[max(i - 1, 0) : i], *places[i + 1 : i + 2]]
            close = [other for other in beside if abs(other - place) <= _FURTHEST]
            near |= dict.fromkeys(run[place], tuple(run[other][0] for other in close))
    return near
