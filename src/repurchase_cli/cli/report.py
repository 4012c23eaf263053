"""``repurchase report``: the period in one document."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from repurchase_cli.cli import run_log
from repurchase_cli.cli.days import named_day
from repurchase_cli.cli.ledger_options import (
    Ledger,
    ledger_place,
    output_paths,
    refuse_ledger_as_output,
)
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import Build, Result, run
from repurchase_cli.cli.settings import settings_of
from repurchase_cli.errors import UsageError

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Document, Language
    from repurchase_cli.reports.report.periods import Days, Step
    from repurchase_cli.sales import Sales

_STEPS: tuple[Step, ...] = ("month", "quarter", "year")


def report(
    request: Request,
    period: Annotated[
        str,
        typer.Option(
            "--period",
            metavar="month|quarter|year|FROM..TO",
            help="The last that is complete at the as-of date, or days.",
        ),
    ] = "month",
    sections: Annotated[
        str | None, typer.Option("--sections", metavar="NAME,…", help="Only these sections.")
    ] = None,
    with_customers: Annotated[
        bool,
        typer.Option("--with-customers", help="Also the lists of customers, contacts masked."),
    ] = False,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            metavar="PATH.xlsx",
            help="A workbook of your own, whose named cells are filled where .xlsx is written.",
        ),
    ] = None,
    ledger: Ledger = None,
    log: Annotated[
        str | None,
        typer.Option("--log", metavar="PATH", help="Append a line of JSON about this run."),
    ] = None,
) -> None:
    """Tell the period in one document: what happened, who moved, what to do tomorrow."""
    from repurchase_cli.reports.report.report import (
        Campaigns,
        ReportRequest,
        build,
        names_of,
        needs,
    )
    from repurchase_cli.targeting import recording

    log_path, outputs = Path(log) if log else None, output_paths(request)
    _check_template(template, outputs)
    run_log.refuse_as_output(log_path, [*outputs, *map(Path, request.files)])
    with run_log.logged(log_path, "report", request.files) as entry:
        names = tuple(name.strip() for name in sections.split(",")) if sections else ()
        wanted = ReportRequest(_period(period), names, with_customers)
        settings = settings_of(request)
        place = ledger_place(ledger, settings)
        refuse_ledger_as_output(place, outputs)
        with recording.opened_ledger(place, dry_run=True) as book:
            run(
                request,
                _checked(partial(build, wanted, Campaigns(book, book.salt(make=False)))),
                needs,
                settings=settings,
                masked=True,
                template=Path(template) if template else None,
                named=partial(names_of, wanted.period),
                then=partial(_finish, request, entry),
            )


def _checked(build: Build) -> Build:
    """Return the building of a report, mail being refused first that could not be sent."""
    from repurchase_cli.cli import mail

    def checked(sales: Sales, settings: Settings, language: Language) -> Document:
        mail.check(settings.mail)
        return build(sales, settings, language)

    return checked


def _finish(request: Request, entry: run_log.Entry, settings: Settings, result: Result) -> None:
    from repurchase_cli.cli import mail

    entry.note(*result)
    mail.send(settings.mail, result.document, request.lang.value)


def _check_template(template: str | None, outputs: list[Path]) -> None:
    """Refuse a template that nothing is made of, or that would be written over."""
    if template is None:
        return
    if all(output.suffix.lower() != ".xlsx" for output in outputs):
        raise UsageError("--template is for workbooks", hint="add -o NAME.xlsx")
    if Path(template).resolve() in {output.resolve() for output in outputs}:
        raise UsageError("this output is the template", hint="name another", file=template)


def _period(text: str) -> Step | Days:
    """Return the period that the option names."""
    from repurchase_cli.reports.report.periods import Days

    for step in _STEPS:
        if text == step:
            return step
    start, dots, end = text.partition("..")
    if not dots:
        raise UsageError(
            f"--period {text!r} is no period",
            hint="write month, quarter, year, or days such as 2026-06-01..2026-06-15",
        )
    return Days(named_day("--period", start), named_day("--period", end))
