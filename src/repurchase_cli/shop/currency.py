"""In which currency amounts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales

_YUAN = ("", "CNY", "RMB")


def currency_of(sales: Sales, settings: Settings) -> str:
    """Return the currency of the amounts, empty where nobody has named it."""
    return settings.currency or sales.sources[0].layout.currency


def is_foreign(currency: str) -> bool:
    """Whether a currency is another one than that of the preset's amounts, which are in yuan."""
    return currency not in _YUAN
