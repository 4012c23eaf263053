"""Which table of a database file is meant."""

from __future__ import annotations

from collections.abc import Sequence

from repurchase_cli.databases.address import Address
from repurchase_cli.errors import InputError


def table_of(address: Address, names: Sequence[str]) -> str:
    """Return the table that an address names, or the only one that there is.

    Raises
    ------
    InputError
        When there are several and none is named.
    """
    if address.table:
        return address.table
    if len(names) == 1:
        return names[0]
    raise InputError(
        f"this database holds {len(names)} tables: {', '.join(sorted(names)) or 'none'}",
        hint=f"name the one with the sales: '{address.database}?table=NAME', or join several with "
        f"'{address.database}?query=SELECT …'",
        file=address.name,
    )
