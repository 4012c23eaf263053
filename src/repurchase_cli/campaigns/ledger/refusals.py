"""Why a ledger is not to be had, in the same words for every store."""

from __future__ import annotations

from repurchase_cli.campaigns.ledger import schema
from repurchase_cli.campaigns.ledger.store import Place
from repurchase_cli.errors import OutputError, UsageError


def another_run(place: Place) -> OutputError:
    """Return the error that another run holds the ledger."""
    return OutputError(
        "another run holds the ledger",
        hint="wait until it has ended, then run again",
        file=str(place),
    )


def no_ledger(place: Place) -> UsageError:
    """Return the error that something else stands there."""
    return UsageError(
        "is no ledger of repurchase", hint="name another one with --ledger", file=str(place)
    )


def newer_format(place: Place, version: int) -> UsageError:
    """Return the error that this version does not know the ledger's format."""
    return UsageError(
        f"was written by a newer version of repurchase (its format is {version}, "
        f"this one knows {schema.VERSION})",
        hint="update repurchase",
        file=str(place),
    )
