"""Sessions of PostgreSQL. Passwords: PGPASSWORD, ~/.pgpass and the like, or the terminal."""

# ruff: noqa: PLC0415 - the driver is an extra

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from repurchase_cli.databases.address import Address
from repurchase_cli.databases.failures import no_driver
from repurchase_cli.databases.passwords import prompted

if TYPE_CHECKING:
    import psycopg

_WAIT_SECONDS = 10
#: After so many seconds of silence one looks whether the server is still there.
_SILENCE = 30


@contextmanager
def explained(address: Address, error: Callable[[psycopg.Error], Exception]) -> Iterator[None]:
    """Say what the driver says as an error of ours.

    Raises
    ------
    UsageError
        When the driver is not installed.
    """
    try:
        import psycopg
    except ImportError:
        raise no_driver(address.name, "psycopg") from None
    try:
        yield
    except psycopg.Error as problem:
        raise error(problem) from None


def connected(address: Address, options: str) -> psycopg.Connection:
    """Open a session with settings of the server's, such as ``-c datestyle=ISO``."""
    import psycopg

    try:
        return _session(address, options, "")
    except psycopg.OperationalError as problem:
        if "no password" not in str(problem) or not (password := prompted(address)):
            raise
    return _session(address, options, password)


def _session(address: Address, options: str, password: str) -> psycopg.Connection:
    import psycopg
    from psycopg.conninfo import make_conninfo

    return psycopg.connect(
        make_conninfo(
            host=address.host or None,
            port=address.port,
            user=address.user or None,
            password=password or None,
            dbname=address.database,
            options=options,
            connect_timeout=_WAIT_SECONDS,
            keepalives_idle=_SILENCE,
            client_encoding="utf8",
            application_name="repurchase",
        )
    )
