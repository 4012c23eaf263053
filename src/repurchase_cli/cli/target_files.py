"""How ``targets`` puts its lists into files: all of them with the record in the ledger, or none."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.cli import locks
from repurchase_cli.cli.ledger_options import ledger_place, output_paths, refuse_ledger_as_output
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import opened, print_document
from repurchase_cli.cli.settings import settings_of

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Place
    from repurchase_cli.targeting.run import Run, TargetsRequest
    from repurchase_cli.writers import Output


def write_lists(
    request: Request, campaigns: TargetsRequest, ledger: str | None, excluded: Path | None
) -> None:
    """Run campaigns, write and print their lists, and record them."""
    from repurchase_cli import writers
    from repurchase_cli.reports.targets.report import build, needs
    from repurchase_cli.targeting import recording
    from repurchase_cli.targeting.run import chosen_campaigns, run_campaigns

    outputs, dry_run = [Path(path) for path in request.output], campaigns.dry_run
    problems = [Path(request.problems)] if request.problems else []
    left_out = [excluded] if excluded else []
    every = [*output_paths(request), *left_out]
    settings = settings_of(request)
    place = ledger_place(ledger, settings)
    refuse_ledger_as_output(place, every)
    with (
        opened(request, needs, settings, outputs=every, problems=problems) as (_, sales),
        locks.held([*outputs, *left_out]),
    ):
        writers.files.check([*outputs, *left_out])
        chosen_campaigns(settings, campaigns.campaigns)  # before there is a ledger
        with recording.opened_ledger(place, dry_run=dry_run) as book:
            salt = book.salt(make=not dry_run)
            run = run_campaigns(campaigns, book, salt, sales, settings, request.lang.value)
            with recording.recorded(run, book, dry_run=dry_run) as commit:
                written = writers.write_together(
                    _outputs(request, run, outputs, left_out), commit, language=request.lang.value
                )
                if not (outputs and request.quiet):
                    table = None if outputs else request.table
                    print_document(request, build(run), table=table)
    for path in written:
        request.say(f"written: {path}")
    _say_what_was_recorded(request, run, place, dry_run=dry_run)


def _outputs(request: Request, run: Run, paths: list[Path], excluded: list[Path]) -> list[Output]:
    """Return what goes into which files: a workbook has a sheet for each campaign."""
    from repurchase_cli.reports.targets.report import build, build_excluded, build_workbook
    from repurchase_cli.writers import Output

    books = [path for path in paths if path.suffix.lower() == ".xlsx" and not request.table]
    others = [path for path in paths if path not in books]
    return [
        Output(partial(build_workbook, run), books),
        Output(partial(build, run), others, request.table),
        Output(partial(build_excluded, run, request.lang.value), excluded),
    ]


def _say_what_was_recorded(
    request: Request, run: Run, place: Place | None, *, dry_run: bool
) -> None:
    new = run.contacts.new
    control = int((new["arm"] == "control").sum())
    if dry_run:
        request.say("dry run: nothing was recorded, no code was issued")
    elif place is None:
        request.say("no ledger: the next run knows nothing of these contacts")
    else:
        contacted = len(new) - control
        request.say(f"recorded in {place}: {contacted:,} new contacts, {control:,} in control")
