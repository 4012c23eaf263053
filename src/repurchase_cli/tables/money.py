"""How the columns of money are shown."""

from __future__ import annotations

#: Currencies whose amounts have no decimals.
WITHOUT_DECIMALS = frozenset({"CLP", "IDR", "ISK", "JPY", "KRW", "TWD", "VND"})


def money_digits(currency: str) -> int:
    """Return how many decimals a currency shows."""
    return 0 if currency in WITHOUT_DECIMALS else 2
