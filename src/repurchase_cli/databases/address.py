"""Where a database or a table of it is, as the user writes it.

``postgresql://user@host:port/shop?table=public.sales``, ``mysql://…?query=SELECT …``,
``shop.sqlite?table=sales``, ``shop.duckdb``. What stands after ``query=`` is taken as it stands.
A whole database, such as that of the ledger, is the same without ``?``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from repurchase_cli.errors import UsageError

#: The scheme of an address, and the system that it names.
SYSTEMS = {
    "postgresql": "postgresql", "postgres": "postgresql", "mysql": "mysql", "mariadb": "mysql",
}  # fmt: skip
_SERVER = re.compile(rf"({'|'.join(SYSTEMS)})://", re.IGNORECASE)
_FILE = re.compile(r"(?P<path>.+?)\?(?P<what>(?:table|query)=.*)", re.DOTALL)
_PASSWORD = re.compile(r"(?<=://)(?P<user>[^/@:?]*):[^@/?]*@")
_HOW = "write ?table=NAME or ?query=SELECT … after the name of the database"


@dataclass(frozen=True, slots=True)
class Address:
    """A table, a query or, without both, all of a database.

    ``system`` is empty for a file, whose path ``database`` then is.
    """

    name: str
    system: str
    database: str
    table: str = ""
    query: str = ""
    host: str = ""
    port: int | None = None
    user: str = ""

    def __str__(self) -> str:
        return self.name


def is_address(given: str) -> bool:
    """Whether an argument names a table of a database rather than a file."""
    return is_server(given) or (_file(given) is not None)


def is_server(given: str) -> bool:
    """Whether an argument names a server of databases."""
    return bool(_SERVER.match(given))


def without_password(given: str) -> str:
    """Return an argument as it may be shown and logged."""
    return _PASSWORD.sub(r"\g<user>@", given)


def address(given: str) -> Address:
    """Return where an argument's table is.

    Raises
    ------
    UsageError
        When the address names no database, or neither a table nor a query, or a password.
    """
    if file := _file(given):
        return Address(given, "", file["path"], *_what(file["what"], given))
    whole = database(given)
    table, query = _what(given.partition("?")[2], given)
    return replace(whole, table=table, query=query)


def database(given: str) -> Address:
    """Return where the database of a server is that an address names.

    Raises
    ------
    UsageError
        When it names no database, or a password.
    """
    if without_password(given) != given:
        raise UsageError(
            "a password stands in this address, where others can read it",
            hint="take it out, and set PGPASSWORD or MYSQL_PWD, or write it into ~/.pgpass or "
            "~/.my.cnf; on a terminal it is asked for",
            file=without_password(given),
        )
    where = given.partition("?")[0]
    try:
        parts, port = urlsplit(where), urlsplit(where).port
    except ValueError as error:
        raise UsageError(f"this is no address: {error}", hint=_HOW, file=given) from None
    name = unquote(parts.path.strip("/"))
    if not name:
        raise UsageError("the address names no database", hint=_HOW, file=given)
    host, user = unquote(parts.hostname or ""), unquote(parts.username or "")
    system = SYSTEMS[parts.scheme.lower()]
    return Address(given, system, name, host=host, port=port, user=user)


def _file(given: str) -> re.Match[str] | None:
    """Return the path of a database file and what is meant of it."""
    found = _FILE.fullmatch(given)
    return found if found and not _SERVER.match(given) and Path(found["path"]).is_file() else None


def _what(text: str, given: str) -> tuple[str, str]:
    """Return the table and the query that an address names; one of them is empty."""
    name, _, value = text.partition("=")
    value = value.strip().rstrip(";").strip()
    if name not in {"table", "query"} or not value:
        raise UsageError("the address names neither a table nor a query", hint=_HOW, file=given)
    return (value, "") if name == "table" else ("", value)
