"""What every reading command does around its report: settings, files, outputs, messages."""

# ruff: noqa: PLC0415 - what is heavy is loaded when a command runs, not for --help

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from repurchase_cli.cli import locks
from repurchase_cli.cli import progress as bar
from repurchase_cli.cli.options import SIDE, Lang, Request
from repurchase_cli.errors import InputError, UsageError
from repurchase_cli.progress import doing

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Document, Language
    from repurchase_cli.readers.wishes import Wishes
    from repurchase_cli.sales import Sales
    from repurchase_cli.terms import Needs, Terms

Build = Callable[["Sales", "Settings", "Language"], "Document"]
T = TypeVar("T")
TODAY = "today"
_EXAMPLES = 3
_LAST_YEAR = 2199  # from there on horizons would end beyond all dates


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
            say(request, f"written: {path}")
        result = Result(document, written)
        then(settings, result)
    return result


def _warn_of_old_data(request: Request, settings: Settings, sales: Sales) -> None:
    """Say that the data end long before the as-of date, where the user has named one."""
    last = sales.intake.last
    if last and request.as_of != "last" and (sales.as_of - last).days > settings.stale_days:
        say(
            request,
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
    _refuse_overwriting([*request.files, *_side(settings).values()], outputs)
    wanted = needs(settings) if callable(needs) else needs
    with _sales(request, _terms(request, settings, wanted), settings) as sales:
        _say_what_was_decided(request, sales)
        _write_problems(request, sales, problems)
        _refuse_rejected(request, settings, sales)
        yield settings, sales


def say(request: Request, message: str) -> None:
    """Print a message on standard error, unless the user asked for quiet."""
    if not request.quiet:
        print(message, file=sys.stderr)  # noqa: T201 - this is where the program speaks


def _say_what_was_decided(request: Request, sales: Sales) -> None:
    """Say, for ``--verbose``, how each file was read."""
    if not request.verbose:
        return
    for source in sales.sources:
        layout = source.layout
        columns = ", ".join(f"{field} ← {header}" for field, header in layout.columns.items())
        system = layout.system or "read by its header names"
        say(request, f"{source.name}: {system}; {source.encoding}; {columns}")


def settings_of(request: Request) -> Settings:
    """Return the settings in force: those of the file, with the options laid over them."""
    from repurchase_cli import config

    found = None if request.config else config.find_default()
    if found is not None:
        say(request, f"settings: {found}")
    given = [*request.set_, *([f"currency={request.currency}"] if request.currency else [])]
    loaded = config.load(request.config or (str(found) if found else None), given)
    return _with_options(request, loaded)


def _with_options(request: Request, settings: Settings) -> Settings:
    """Return the settings with the options that say the same laid over them."""
    from repurchase_cli.config import values

    if request.day_first and request.month_first:
        raise UsageError("--day-first and --month-first exclude each other", hint="give one")
    order = settings.date_order
    order = "day_first" if request.day_first else "month_first" if request.month_first else order
    side = {k: given for k in SIDE if (given := getattr(request, k))}
    return replace(
        settings,
        columns={**settings.columns, **_pairs(request.map_)},
        date_order=order,
        encoding=request.encoding or settings.encoding,
        memory_limit=_checked("--memory-limit", values.memory, request.memory_limit)
        or settings.memory_limit,
        threads=_checked("--threads", values.threads, request.threads) or settings.threads,
        engine=_engine(request, settings),
        master=request.master or settings.master,
        inputs=replace(settings.inputs, **side),
    )


def _engine(request: Request, settings: Settings) -> Literal["duckdb", "spark"]:
    """Return what scans the files; a master is one of Spark."""
    engine = request.engine.value if request.engine else settings.engine
    if request.master and engine != "spark":
        raise UsageError("--master names a Spark cluster", hint="give --engine spark as well")
    return "spark" if engine == "spark" else "duckdb"


def _checked(option: str, check: Callable[[object], T], value: object) -> T:
    """Return what an option gives, checked as the setting of the same name is."""
    try:
        return check(value)
    except ValueError as error:
        raise UsageError(f"{option} {error}", hint="see: repurchase COMMAND --help") from None


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
            replace(_wishes(settings), skip_bad_files=request.skip_bad_files),
            terms,
            _side(settings),
            Limits(settings.memory_limit, settings.threads),
            cache,
            settings.master if settings.engine == "spark" else None,
        ) as sales,
    ):
        yield sales
    if cache and cache.trouble and request.verbose:
        say(request, f"nothing is kept for the next run: {cache.trouble}")


def _wishes(settings: Settings) -> Wishes:
    from repurchase_cli.readers.wishes import Wishes

    order = settings.date_order
    return Wishes(
        columns=settings.columns,
        date_order="" if order == "auto" else order.replace("_", " "),
        encoding=settings.encoding,
        currency=settings.currency,
        amount_basis=settings.amount_basis,
        stored_value=settings.stored_value,
        statuses=settings.statuses,
        answers=settings.answers,
        decimal="" if settings.decimal == "auto" else settings.decimal,
        rates=settings.rates,
        timezone=settings.timezone,
        timezone_of_files=settings.timezone_of_files,
        systems=settings.systems,
    )


def _side(settings: Settings) -> dict[str, str]:
    """Return the side files' paths by kind."""
    paths = {kind: getattr(settings.inputs, kind) for kind in SIDE}
    return {kind: path for kind, path in paths.items() if path}


def _pairs(maps: list[str]) -> dict[str, str]:
    """Return ``--map FIELD=HEADER`` as a mapping."""
    pairs = {}
    for text in maps:
        field, sign, header = text.partition("=")
        if not sign or not field.strip() or not header.strip():
            raise UsageError(
                f"--map {text!r} is not FIELD=HEADER", hint="for example --map amount=实付金额"
            )
        pairs[field.strip()] = header.strip()
    return pairs


def _terms(request: Request, settings: Settings, needs: Needs) -> Terms:
    from repurchase_cli.terms import Terms

    return Terms(
        as_of=as_of_date(request.as_of),
        purchase=settings.purchase,
        refunds=settings.refunds,
        count_zero_purchases=settings.count_zero_purchases,
        order_days=settings.order_days,
        recent_days=settings.recent_days,
        day_ends_at=settings.day_ends_at,
        not_customers=tuple(settings.not_customers),
        join_customers=tuple(settings.join_customers),
        needs=needs,
        contact_delay=0 if request.as_of == TODAY else 1,
    )


def as_of_date(text: str) -> date | None:
    """Return the day that ``--as-of`` names, None for the last day in the data."""
    if text == "last":
        return None
    if text == TODAY:
        return datetime.now().astimezone().date()
    return day("--as-of", text, ", or today, or last")


def day(option: str, text: str | None, otherwise: str = "") -> date | None:
    """Return the day that an option names, None where it is not given."""
    return None if text is None else named_day(option, text, otherwise)


def named_day(option: str, text: str, otherwise: str = "") -> date:
    """Return the day that a text names, given with an option."""
    with suppress(ValueError):
        found = date.fromisoformat(text)
        if found.year <= _LAST_YEAR:
            return found
    raise UsageError(f"{option} {text!r} is no date", hint=f"write it as 2026-06-30{otherwise}")


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
    say(request, f"{total:,} rejected, such as:\n{lines}")
