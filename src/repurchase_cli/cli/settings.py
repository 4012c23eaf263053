"""The settings in force, and what they say of how files are read."""

# ruff: noqa: PLC0415 - what is heavy is loaded when a command runs, not for --help

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeVar

from repurchase_cli.cli.days import TODAY, as_of_date
from repurchase_cli.cli.options import SIDE, Request
from repurchase_cli.errors import UsageError

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.readers.wishes import Wishes
    from repurchase_cli.terms import Needs, Terms

T = TypeVar("T")


def settings_of(request: Request) -> Settings:
    """Return the settings in force: those of the file, with the options laid over them."""
    from repurchase_cli import config

    found = None if request.config else config.find_default()
    if found is not None:
        request.say(f"settings: {found}")
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


def wishes_of(settings: Settings) -> Wishes:
    """Return what the settings say of the files: columns, words, forms of dates and amounts."""
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


def side_paths(settings: Settings) -> dict[str, str]:
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


def terms_of(request: Request, settings: Settings, needs: Needs) -> Terms:
    """Return by which terms sales are counted."""
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
