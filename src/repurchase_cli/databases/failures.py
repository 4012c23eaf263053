"""What became of a database that could not be read, in words that hold no secret."""

from __future__ import annotations

import re

from repurchase_cli.errors import InputError, UsageError

#: What a driver says, and what to do about it; the first that fits.
_HINTS = (
    (r"password|access denied|authentication|no pg_hba", "check the user and the password: "
     "PGPASSWORD, ~/.pgpass, MYSQL_PWD or ~/.my.cnf"),
    (r"read.only", "a query reads only: begin it with SELECT"),
    (r"does not exist|doesn't exist|no such (?:table|column)|unknown (?:database|column)"
     r"|catalog error", "check the names of the database, the table and the columns"),
    (r"translate host name|name or service|getaddrinfo|refused|timeout|timed out|can't connect"
     r"|could not connect", "check the name of the host and the port, and that it can be reached"),
    (r"closed|terminat|lost connection|gone away|eof detected", "the connection was lost: run it "
     "again"),
)  # fmt: skip


def failure(name: str, error: Exception, password: str = "") -> InputError:
    """Return the error for a database that could not be read."""
    what, hint = said(error, password)
    return InputError(f"the database cannot be read: {what}", hint=hint, file=name)


def said(error: Exception, password: str = "") -> tuple[str, str]:
    """Return what a driver says without its details, and what to do about it."""
    text = " ".join(str(part) for part in error.args if not isinstance(part, int)) or str(error)
    what = " ".join(re.split(r"\n\n|\nLINE ", text)[0].splitlines()[:2]).strip()
    if password:
        what = what.replace(password, "***")
    hints = (hint for words, hint in _HINTS if re.search(words, what, re.IGNORECASE))
    return what, next(hints, "check the address and the query")


def no_driver(name: str, driver: str) -> UsageError:
    """Return the error for a system whose driver is not installed."""
    return UsageError(
        f"{driver} is not installed, which reads this database",
        hint="pip install 'repurchase-cli[databases]'",
        file=name,
    )
