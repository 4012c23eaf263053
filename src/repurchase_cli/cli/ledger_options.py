"""The options of commands that read or write the ledger, and what their values may be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from repurchase_cli.cli.options import Request
from repurchase_cli.errors import UsageError

LEDGER = "repurchase-ledger.sqlite"
Campaigns = Annotated[
    list[str] | None,
    typer.Option("--campaign", metavar="NAME", help="Only this campaign; repeatable."),
]
LedgerOrNone = Annotated[
    str, typer.Option("--ledger", metavar="PATH|none", help="File that remembers contacts.")
]
LedgerFile = Annotated[
    str, typer.Option("--ledger", metavar="PATH", help="File that remembers contacts.")
]


def ledger_path(given: str) -> Path | None:
    """Return the file that ``--ledger`` names, None for none."""
    if given == "none":
        return None
    path = Path(given)
    if not path.name or path.suffix == ".salt":
        raise UsageError(f"--ledger {given!r} is no name of a ledger", hint=f"such as {LEDGER}")
    return path


def refuse_ledger_as_output(ledger: Path | None, outputs: Sequence[Path]) -> None:
    """Refuse outputs that would take the place of the ledger or its salt, under whatever name."""
    from repurchase_cli.campaigns.salt import salt_path  # noqa: PLC0415 - not for --help

    kept = {path.resolve() for path in (ledger, salt_path(ledger))} if ledger else set()
    for path in outputs:
        if path.resolve() in kept:
            raise UsageError("this output is the ledger", hint="name another", file=str(path))


def output_paths(request: Request) -> list[Path]:
    """Return every file that a command writes by its common options."""
    return [Path(path) for path in (*request.output, request.problems) if path]
