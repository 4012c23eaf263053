"""Whether one of two outcomes that chance makes equally often is more frequent than that.

The sign test (Arbuthnott 1710): of all pairs that differ, half differ either way by chance.
"""

from __future__ import annotations

#: A share of shops in which nothing happens that may seem to show something.
LEVEL = 0.05


def p_value(more: int, fewer: int) -> float:
    """Return how often chance alone makes at least ``more`` of both together, 1 for none."""
    from scipy.special import bdtrc  # type: ignore[import-untyped]  # noqa: PLC0415 - costly

    return float(bdtrc(more - 1, more + fewer, 0.5)) if more else 1.0
