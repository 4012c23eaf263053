"""The options of commands that read or write the ledger, and what their values may be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from repurchase_cli.campaigns import LEDGER
from repurchase_cli.cli.options import Request
from repurchase_cli.databases.address import Address, database, is_server
from repurchase_cli.errors import UsageError

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Place
    from repurchase_cli.config import Settings

Campaigns = Annotated[
    list[str] | None,
    typer.Option("--campaign", metavar="NAME", help="Only this campaign; repeatable."),
]
Ledger = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH|URL|none",
        help="File, or postgresql://user@host/database, that remembers contacts.",
    ),
]


def ledger_place(option: str | None, settings: Settings) -> Place | None:
    """Return where the ledger is by the option or the settings, None for none."""
    given = settings.ledger if option is None else option
    if given == "none":
        return None
    if is_server(given):
        return _database(given)
    path = Path(given)
    if not path.name or path.suffix == ".salt":
        raise UsageError(f"--ledger {given!r} is no name of a ledger", hint=f"such as {LEDGER}")
    return path


def _database(given: str) -> Address:
    """Return the database that an address names."""
    place = database(given)
    if place.system != "postgresql" or "?" in given:
        raise UsageError(
            "a ledger is a file, or a whole database of PostgreSQL",
            hint="such as postgresql://ann@db.example.com/shop",
            file=given,
        )
    return place


def refuse_ledger_as_output(place: Place | None, outputs: Sequence[Path]) -> None:
    """Refuse outputs that would take the place of the ledger or its salt, under whatever name."""
    from repurchase_cli.campaigns.salt import salt_path  # noqa: PLC0415 - not for --help

    ours = [place, salt_path(place)] if isinstance(place, Path) else []
    kept = {path.resolve() for path in ours}
    for path in outputs:
        if path.resolve() in kept:
            raise UsageError("this output is the ledger", hint="name another", file=str(path))


def output_paths(request: Request) -> list[Path]:
    """Return every file that a command writes by its common options."""
    return [Path(path) for path in (*request.output, request.problems) if path]
