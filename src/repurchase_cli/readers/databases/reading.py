"""A table of a database as a private CSV text, written in one stream in a read-only session.

Dates come out in ISO form and numbers with a decimal point, as the database types them, so that
nothing about them is left to be judged by looks.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from repurchase_cli.databases.address import Address
from repurchase_cli.errors import InputError
from repurchase_cli.readers.databases import duckdb_file, mysql, postgresql, sqlite

#: Writes the table of an address to a path.
Writer = Callable[[Address, Path], None]

_SERVERS: dict[str, Writer] = {"postgresql": postgresql.write, "mysql": mysql.write}
_FILES: dict[str, Writer] = {"sqlite": sqlite.write, "duckdb": duckdb_file.write}


def from_database(address: Address, kind: str, workspace: Path) -> Path:
    """Return the table of an address as a CSV text in ``workspace``.

    Parameters
    ----------
    kind
        What a database file is: ``sqlite`` or ``duckdb``; any other is none.

    Raises
    ------
    InputError
        When it cannot be reached or read.
    """
    write = _SERVERS.get(address.system) or _FILES.get(kind)
    if write is None:
        raise InputError("this file is no database", hint="give it without ?", file=address.name)
    with tempfile.NamedTemporaryFile(
        dir=workspace, prefix="database-", suffix=".csv", delete=False
    ) as out:
        target = Path(out.name)
    write(address, target)
    return target
