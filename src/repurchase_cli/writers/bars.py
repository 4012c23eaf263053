"""Horizontal bars of blocks, an eighth of a character fine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.writers import values

if TYPE_CHECKING:
    from collections.abc import Iterable

EIGHTHS = " ▏▎▍▌▋▊▉█"


def drawn(numbers: Iterable[object], width: int, *, ascii_only: bool = False) -> list[str]:
    """Return a bar for each number, the largest one ``width`` long; none for what is below zero."""
    lengths = [max(values.real(one) or 0.0, 0.0) for one in numbers]
    largest = max(lengths, default=0.0) or 1.0
    return [_bar(one / largest, width, ascii_only=ascii_only) for one in lengths]


def _bar(part: float, width: int, *, ascii_only: bool) -> str:
    if ascii_only:
        return "#" * round(part * width)
    full, rest = divmod(round(part * width * 8), 8)
    return ("█" * full + EIGHTHS[rest]).rstrip()
