"""``repurchase targets``: who is contacted today, with which offer, and who is left alone."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from repurchase_cli import __version__
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import opened, print_document, say
from repurchase_cli.errors import UsageError

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.document import Document
    from repurchase_cli.reports.targets.report import Outcome
    from repurchase_cli.sales import Sales

#: A document, the paths that it is written to, and the table for forms that hold one.
Stage = tuple["Callable[[], Document]", "Sequence[Path]", "str | None"]
LEDGER = "repurchase-ledger.sqlite"
_MOST_CONTROL = 0.9


def targets(
    request: Request,
    campaign: Annotated[
        list[str] | None,
        typer.Option("--campaign", metavar="NAME", help="Only this campaign; repeatable."),
    ] = None,
    control: Annotated[
        float | None,
        typer.Option("--control", metavar="SHARE", help="Share of customers to leave alone."),
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option("--budget", metavar="AMOUNT", help="What the contacts may cost; best first."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be; record and issue nothing.")
    ] = False,
    excluded: Annotated[
        str | None,
        typer.Option("--excluded", metavar="PATH", help="Write who is due but on no list, why."),
    ] = None,
    ledger: Annotated[
        str, typer.Option("--ledger", metavar="PATH|none", help="File that remembers contacts.")
    ] = LEDGER,
) -> None:
    """List who is contacted today: offers, coupon codes, messages, and a control arm."""
    from repurchase_cli.reports.targets.report import Asked, build, chosen
    from repurchase_cli.writers import files

    _refuse(control, budget)
    outputs = [Path(path) for path in request.output]
    problems = [Path(request.problems)] if request.problems else []
    left_out = [Path(excluded)] if excluded else []
    path = ledger_path(ledger)
    asked = Asked(tuple(campaign or ()), control, budget, with_codes=not dry_run)
    every = [*outputs, *problems, *left_out]
    keep_ledger(path, every)
    with opened(request, outputs=every, problems=problems, last_items=True) as (settings, sales):
        files.check([*outputs, *left_out])
        chosen(settings, asked.campaigns)  # before there is a ledger
        with ledger_of(path, dry_run=dry_run) as book:
            salt = salt_of(path, dry_run=dry_run)
            outcome = build(asked, book, salt, sales, settings, request.lang.value)
            run = None if dry_run else _recorded(book, sales, outcome)
            stages = _stages(request, outcome, outputs, left_out)
            written = _write(request, stages, book.commit)
            if not (outputs and request.quiet):
                table = None if outputs else request.table
                print_document(request, outcome.document(), table=table)
            if run is not None:
                book.mark_written(run)
    for path_written in written:
        say(request, f"written: {path_written}")
    _say_what_was_recorded(request, outcome, path, dry_run=dry_run)


def _refuse(control: float | None, budget: float | None) -> None:
    if control is not None and not 0 <= control <= _MOST_CONTROL:
        raise UsageError(
            f"--control {control:g} is no share between 0 and {_MOST_CONTROL}",
            hint="0.1 leaves one customer of ten alone",
        )
    if budget is not None and not budget >= 0:
        raise UsageError(f"--budget {budget:g} is no amount", hint="give one such as 500")


def ledger_path(given: str) -> Path | None:
    """Return the file that ``--ledger`` names, None for none."""
    if given == "none":
        return None
    path = Path(given)
    if not path.name or path.suffix == ".salt":
        raise UsageError(f"--ledger {given!r} is no name of a ledger", hint=f"such as {LEDGER}")
    return path


def keep_ledger(ledger: Path | None, outputs: Sequence[Path]) -> None:
    """Refuse outputs that would take the place of the ledger or its salt, under whatever name."""
    from repurchase_cli.campaigns import salt

    kept = {one.resolve() for one in (ledger, salt.salt_path(ledger))} if ledger else set()
    for path in outputs:
        if path.resolve() in kept:
            raise UsageError("this output is the ledger", hint="name another", file=str(path))


def asked_outputs(request: Request) -> list[Path]:
    """Return every file that a request without lists writes."""
    return [Path(path) for path in (*request.output, request.problems) if path]


@contextmanager
def ledger_of(path: Path | None, *, dry_run: bool) -> Iterator[Ledger]:
    """Open the ledger: to write it, to look at it, or one that is forgotten."""
    from repurchase_cli.campaigns.ledger import Ledger

    if path is None or (dry_run and not path.exists()):
        with Ledger.none() as book:
            yield book
    elif dry_run:
        with Ledger.reading(path) as book:
            yield book
    else:
        with Ledger.writing(path) as book:
            yield book


def salt_of(path: Path | None, *, dry_run: bool) -> bytes:
    """Return the secret of codes and control arms; a dry run makes none."""
    from repurchase_cli.campaigns import salt

    place = salt.salt_path(path or Path(LEDGER))
    return salt.read(place) or b"" if dry_run else salt.read_or_make(place)


def _recorded(book: Ledger, sales: Sales, outcome: Outcome) -> int:
    last = sales.intake.last or sales.as_of
    return book.add(sales.as_of, last, __version__, outcome.definitions, outcome.contacts)


def _stages(
    request: Request, outcome: Outcome, outputs: Sequence[Path], excluded: Sequence[Path]
) -> list[Stage]:
    books = [path for path in outputs if path.suffix.lower() == ".xlsx" and not request.table]
    others = [path for path in outputs if path not in books]
    return [
        (outcome.workbook, books, None),
        (outcome.document, others, request.table),
        (outcome.excluded, excluded, None),
    ]


def _write(request: Request, stages: Sequence[Stage], commit: Callable[[], None]) -> list[Path]:
    """Write all files under temporary names, record the run, and give the files their places.

    The run is recorded when nothing but the renaming is left to do: whatever fails before leaves no
    trace, and what is lost after can be written again by the same command.
    """
    from repurchase_cli import writers

    if not stages:
        commit()
        return []
    (document, paths, table), *rest = stages
    others: list[Path] = []

    def go_on() -> None:
        others.extend(_write(request, rest, commit))

    if not paths:
        go_on()
        return others
    written = writers.write_files(
        document(), paths, language=request.lang.value, table=table, before_replacing=go_on
    )
    return [*written, *others]


def _say_what_was_recorded(
    request: Request, outcome: Outcome, path: Path | None, *, dry_run: bool
) -> None:
    new = len(outcome.contacts)
    control = int((outcome.contacts["arm"] == "control").sum())
    if dry_run:
        say(request, "dry run: nothing was recorded, no code was issued")
    elif path is None:
        say(request, "no ledger: the next run knows nothing of these contacts")
    else:
        say(request, f"recorded in {path}: {new - control:,} new contacts, {control:,} in control")
