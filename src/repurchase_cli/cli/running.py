"""What every reading command does around its report: files, outputs, messages."""

# ruff: noqa: PLC0415 - what is heavy is loaded when a command runs, not for --help

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.cli import locks
from repurchase_cli.cli import progress as bar
from repurchase_cli.cli.options import Lang, Request
from repurchase_cli.cli.settings import settings_of, side_paths, terms_of, wishes_of
from repurchase_cli.errors import InputError, UsageError
from repurchase_cli.progress import doing

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Document, Language
    from repurchase_cli.sales import Sales
    from repurchase_cli.terms import Needs, Terms

Build = Callable[["Sales", "Settings", "Language"], "Document"]
_EXAMPLES = 3


class Result(NamedTuple):
    """A document, and the files that it was written to."""

    document: Document
    written: Sequence[Path]


def run(
    request: Request,
    build: Build,
    needs: Needs | Callable[[Settings], Needs],
    *,
    masked: bool = False,
    template: Path | None = None,
    named: Callable[[Sales], Mapping[str, str]] = lambda _: {},
    settings: Settings | None = None,
    then: Callable[[Settings, Result], None] = lambda *_: None,
) -> Result:
    """Read the files, build the report and put it where the user wants it.

    ``needs`` are those of the report, which may depend on the settings; ``masked`` hides contacts
    in files as on the screen; ``template`` is a workbook to be filled; ``then`` is called when all
    is written. While the run lasts it holds its outputs, whose names may ask for the as-of date and
    for what ``named`` says. ``settings`` are those in force, where they are read already.
    """
    from repurchase_cli import writers

    outputs = [Path(path) for path in request.output]
    problems = [Path(request.problems)] if request.problems else []
    everything = [*outputs, *problems]
    settings = settings or settings_of(request)
    with (
        opened(request, needs, settings, outputs=everything, problems=problems) as (_, sales),
        locks.held(_filled(outputs, {"{as_of}": f"{sales.as_of}", **named(sales)})),
    ):
        document = build(sales, settings, request.lang.value)
        sales.let_go()
        with doing(("writing", "写入")):
            written = writers.write_files(
                document,
                outputs,
                language=request.lang.value,
                table=request.table,
                masked=masked,
                template=template,
            )
        if not (outputs and request.quiet):
            print_document(request, document, table=None if outputs else request.table)
        _warn_of_old_data(request, settings, sales)
        for path in written:
            request.say(f"written: {path}")
        result = Result(document, written)
        then(settings, result)
    return result


def _warn_of_old_data(request: Request, settings: Settings, sales: Sales) -> None:
    """Say that the data end long before the as-of date, where the user has named one."""
    last = sales.intake.last
    if last and request.as_of != "last" and (sales.as_of - last).days > settings.stale_days:
        request.say(
            f"warning: the files end on {last}, {(sales.as_of - last).days} days before "
            f"{sales.as_of}: were the files exported anew?",
        )


def _filled(outputs: Sequence[Path], fields: Mapping[str, str]) -> list[Path]:
    """Return outputs with their names filled in as far as the fields are known."""
    names = [path.name for path in outputs]
    for field, value in fields.items():
        names = [name.replace(field, value) for name in names]
    return [path.parent / name for path, name in zip(outputs, names, strict=True)]


def print_document(request: Request, document: Document, *, table: str | None) -> None:
    """Print a document in the form that the user wants."""
    from repurchase_cli import writers

    bar.stop()
    writers.print_document(
        document, request.format_.value, language=request.lang.value, table=table
    )
    sys.stdout.flush()


@contextmanager
def opened(
    request: Request,
    needs: Needs | Callable[[Settings], Needs],
    settings: Settings | None = None,
    *,
    outputs: Sequence[Path] = (),
    problems: Sequence[Path] = (),
) -> Iterator[tuple[Settings, Sales]]:
    """Open what the user asked to read: the settings in force, and the sales.

    ``outputs`` may be none of the inputs; to ``problems`` goes what was not used as it stood.
    ``needs`` are those of the report.
    """
    from repurchase_cli import writers

    settings = settings or settings_of(request)
    writers.check(outputs)
    _refuse_overwriting([*request.files, *side_paths(settings).values()], outputs)
    wanted = needs(settings) if callable(needs) else needs
    with _sales(request, terms_of(request, settings, wanted), settings) as sales:
        _say_what_was_decided(request, sales)
        _write_problems(request, sales, problems)
        _refuse_rejected(request, settings, sales)
        yield settings, sales


def _say_what_was_decided(request: Request, sales: Sales) -> None:
    """Say, for ``--verbose``, how each file was read."""
    if not request.verbose:
        return
    for source in sales.sources:
        layout = source.layout
        columns = ", ".join(f"{field} ← {header}" for field, header in layout.columns.items())
        system = layout.system or "read by its header names"
        request.say(f"{source.name}: {system}; {source.encoding}; {columns}")


@contextmanager
def _sales(request: Request, terms: Terms, settings: Settings) -> Iterator[Sales]:
    """Open the sales, with a bar on a terminal for what takes long."""
    from repurchase_cli.cache import Cache, user_folder
    from repurchase_cli.opening import open_sales
    from repurchase_cli.terms import Limits

    cache = None if request.no_cache else Cache(user_folder())
    with (
        bar.shown(quiet=request.quiet, chinese=request.lang is Lang.zh),
        open_sales(
            request.files,
            replace(wishes_of(settings), skip_bad_files=request.skip_bad_files),
            terms,
            side_paths(settings),
            Limits(settings.memory_limit, settings.threads),
            cache,
            settings.master if settings.engine == "spark" else None,
        ) as sales,
    ):
        yield sales
    if cache and cache.trouble and request.verbose:
        request.say(f"nothing is kept for the next run: {cache.trouble}")


def _refuse_overwriting(files: Sequence[str], outputs: Sequence[Path]) -> None:
    """Raise when an output is one of the inputs, under whatever name."""
    inputs = {path.resolve() for path in map(Path, files) if path.is_file()}
    for path in outputs:
        if path.resolve() in inputs:
            message = "this output is one of the inputs"
            raise UsageError(message, hint="name another", file=str(path))


def _write_problems(request: Request, sales: Sales, paths: Sequence[Path]) -> None:
    if paths:
        from repurchase_cli import writers
        from repurchase_cli.reports.check.problems import build

        writers.write_files(build(sales), paths, language=request.lang.value)


def _refuse_rejected(request: Request, settings: Settings, sales: Sales) -> None:
    """Say which rows were rejected, and raise when there are more than the user allows."""
    books = sales.intake.books
    counts: list[tuple[str | None, int, int]] = [(None, books.rejected, books.records)]
    for side in sales.intake.side_files:
        counts.append((side.file.source.name, side.rejected_records, side.records))
    total = sum(rejected for _, rejected, _ in counts)
    if not total:
        return
    from repurchase_cli.reports.check.problems import examples

    lines = "\n".join(examples(sales, _EXAMPLES))
    for name, rejected, records in counts:
        if rejected > (0 if request.strict else settings.rejected_share_limit * records):
            limit = "--strict" if request.strict else f"limit {settings.rejected_share_limit:.0%}"
            raise InputError(
                f"{rejected:,} of {records:,} rows ({rejected / records:.1%}) cannot be read "
                f"({limit}):\n{lines}",
                hint="see all with --problems problems.csv; "
                "to go on without them, --set rejected_share_limit=1"
                if not request.strict
                else "see all with --problems problems.csv",
                file=name,
            )
    request.say(f"{total:,} rejected, such as:\n{lines}")
