"""Which store a ledger stands in: by the place that the user names."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from repurchase_cli.campaigns.ledger import postgresql, sqlite
from repurchase_cli.campaigns.ledger.store import Place, Store


def writing(place: Place) -> AbstractContextManager[Store]:
    """Open a store to write it, made where there is none."""
    return sqlite.writing(place) if isinstance(place, Path) else postgresql.writing(place)


def reading(place: Place) -> AbstractContextManager[Store | None]:
    """Open a store to read it, None where there is none."""
    return sqlite.reading(place) if isinstance(place, Path) else postgresql.reading(place)


def forgotten(beside: Path | None) -> AbstractContextManager[Store]:
    """Give an empty store in memory, with the salt of the file ``beside``."""
    return sqlite.forgotten(beside)
