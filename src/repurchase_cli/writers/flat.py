"""Nested data, such as the settings, as rows of a dotted key and a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.writers import values

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(value: object, key: str = "") -> Iterator[tuple[str, values.Scalar]]:
    """Yield each value with its key: ``rfm.cuts.m``, ``campaigns[1].name``."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from rows(part, f"{key}.{name}" if key else str(name))
    elif isinstance(value, Sequence) and any(isinstance(part, Mapping) for part in value):
        for number, part in enumerate(value, 1):
            yield from rows(part, f"{key}[{number}]")
    else:
        yield key, values.scalar(value)
