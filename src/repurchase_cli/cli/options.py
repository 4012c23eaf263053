"""The options that every reading command has: one table, merged into each command's signature.

A command is written as ``def segment(request: Request) -> None`` with its own options after the
request; :func:`reading` adds the common ones, so that they are the same everywhere.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, Literal

import typer

from repurchase_cli.cli import progress as bar
from repurchase_cli.errors import UsageError
from repurchase_cli.progress import doing


class Form(StrEnum):
    """Forms that are printed on standard output."""

    table = "table"
    csv = "csv"
    json = "json"
    md = "md"


class Engine(StrEnum):
    """What scans the files."""

    duckdb = "duckdb"
    spark = "spark"


class Lang(StrEnum):
    """Languages that the program speaks."""

    en = "en"
    zh = "zh"


def _option(*names: str, help: str, metavar: str | None = None) -> Any:  # noqa: A002, ANN401 - Typer's own words
    return typer.Option(*names, help=help, metavar=metavar)


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked of a reading command."""

    files: list[str]
    config: str | None
    set_: list[str]
    as_of: str
    output: list[str]
    table: str | None
    format_: Form
    problems: str | None
    strict: bool
    quiet: bool
    verbose: bool
    lang: Lang
    map_: list[str]
    encoding: str
    day_first: bool
    month_first: bool
    currency: str
    memory_limit: str
    threads: int | None
    engine: Engine | None
    master: str
    no_cache: bool
    skip_bad_files: bool
    customers: str | None
    inventory: str | None
    feedback: str | None
    points: str | None
    suppress: str | None
    aliases: str | None

    def say(self, message: str) -> None:
        """Print a message on standard error, unless the user asked for quiet."""
        if not self.quiet:
            print(message, file=sys.stderr)  # noqa: T201 - this is where the program speaks


#: Options that name a file beside the sales; given twice, neither would be the one.
SIDE = ("customers", "inventory", "feedback", "points", "suppress", "aliases")


#: Option → type with Typer's description, and default. The order is that of ``--help``.
COMMON: dict[str, tuple[Any, Any]] = {
    "files": (Annotated[list[str], typer.Argument(help="Sales exports: paths, globs, folders, or - for standard input.", metavar="FILES...", show_default=False)], inspect.Parameter.empty),
    "config": (Annotated[str | None, _option("--config", "-c", metavar="PATH|PRESET", help="Settings. Default: ./repurchase.yaml where there is one.")], None),
    "set_": (Annotated[list[str], _option("--set", metavar="NAME=VALUE", help="One setting by its dotted key; repeatable.")], ()),
    "as_of": (Annotated[str, _option("--as-of", metavar="DATE|today|last", help="Last day counted; last is the last day in the data.")], "last"),
    "output": (Annotated[list[str], _option("--output", "-o", metavar="PATH", help="Write to a file; the suffix chooses .xlsx .html .csv .json .parquet .md; repeatable.")], ()),
    "table": (Annotated[str | None, _option("--table", metavar="NAME", help="The table for forms that hold one.")], None),
    "format_": (Annotated[Form, _option("--format", help="Form on standard output.")], Form.table),
    "problems": (Annotated[str | None, _option("--problems", metavar="PATH", help="Write every row that was not used as it stood, with its reason.")], None),
    "strict": (Annotated[bool, _option("--strict", help="Any rejected row ends the run with exit 3.")], False),
    "quiet": (Annotated[bool, _option("--quiet", "-q", help="Say nothing but errors; with -o, print nothing.")], False),
    "verbose": (Annotated[bool, _option("--verbose", "-v", help="Say more on standard error.")], False),
    "lang": (Annotated[Lang, _option("--lang", help="Language of labels and notes.")], Lang.en),
    "map_": (Annotated[list[str], _option("--map", metavar="FIELD=HEADER", help="Which column holds a field; repeatable.")], ()),
    "encoding": (Annotated[str, _option("--encoding", metavar="NAME", help="Encoding, where the bytes cannot tell.")], ""),
    "day_first": (Annotated[bool, _option("--day-first", help="Dates such as 3/4/2025 are day first.")], False),
    "month_first": (Annotated[bool, _option("--month-first", help="Dates such as 3/4/2025 are month first.")], False),
    "currency": (Annotated[str, _option("--currency", metavar="CODE", help="Currency, where the files do not name one.")], ""),
    "memory_limit": (Annotated[str, _option("--memory-limit", metavar="SIZE", help="Memory that reading may take, such as 4GB; the rest goes to disk.")], ""),
    "threads": (Annotated[int | None, _option("--threads", metavar="N", help="Threads that reading may use.")], None),
    "engine": (Annotated[Engine | None, _option("--engine", help="What scans the files: duckdb on this machine, or the tasks of a Spark cluster.")], None),
    "master": (Annotated[str, _option("--master", metavar="URL", help="Spark's master, such as spark://host:7077 or local[4]; default: as Spark is configured.")], ""),
    "no_cache": (Annotated[bool, _option("--no-cache", help="Read all files anew, and keep nothing of them for the next run.")], False),
    "skip_bad_files": (Annotated[bool, _option("--skip-bad-files", help="Leave out files that cannot be read, and say so; else the run ends and names all of them.")], False),
    "customers": (Annotated[list[str], _option("--customers", metavar="PATH", help="Customers: names, contacts, join dates, opt-outs.")], ()),
    "inventory": (Annotated[list[str], _option("--inventory", metavar="PATH", help="Stock on hand, cost and list price of items.")], ()),
    "feedback": (Annotated[list[str], _option("--feedback", metavar="PATH", help="Scores and complaints of customers.")], ()),
    "points": (Annotated[list[str], _option("--points", metavar="PATH", help="Ledger of member points.")], ()),
    "suppress": (Annotated[list[str], _option("--suppress", metavar="PATH", help="Ids, phones or e-mails never to contact.")], ()),
    "aliases": (Annotated[list[str], _option("--aliases", metavar="PATH", help="Old ids of customers, each with the new one: one customer.")], ()),
}  # fmt: skip


#: Options that some commands have alike.
By = Literal["week", "month", "quarter", "year"]
From = Annotated[str | None, _option("--from", metavar="DATE", help="First day of the period.")]
To = Annotated[str | None, _option("--to", metavar="DATE", help="Last day of the period.")]
GroupBy = Annotated[list[str] | None, _option("--group-by", metavar="NAME", help="One row per store, channel, category, class, … ; repeatable, then crossed.")]  # fmt: skip


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with the common options before its own."""
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]

    @wraps(command)
    def wrapper(**given: Any) -> None:  # noqa: ANN401 - as many types as options
        _refuse_empty(given, defaults)
        common = {field.name: given.pop(field.name) for field in fields(Request)}
        lists = {name: list(value or ()) for name, value in common.items() if _is_list(name)}
        side = {name: _only(name, common[name] or ()) for name in SIDE}
        request = Request(**{**common, **lists, **side})
        shown = bar.shown(quiet=request.quiet, chinese=request.lang is Lang.zh)
        with shown, doing(("starting", "启动")):  # to load a report takes its time
            command(request, **given)

    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in COMMON.items()
    ]
    keyword = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    defaults = {p.name: p.default for p in [*common, *keyword]}
    wrapper.__signature__ = inspect.Signature([*common, *keyword])  # type: ignore[attr-defined]  # what Typer reads
    wrapper.__annotations__ = {p.name: p.annotation for p in [*common, *keyword]}
    del wrapper.__wrapped__  # its signature is not the command's
    return wrapper


def _refuse_empty(given: Mapping[str, object], defaults: Mapping[str, object]) -> None:
    """Refuse an empty name: what a script leaves of ``"$LIST"`` when nothing set it.

    Taken for an option that is not there, an empty ``--suppress`` would let everybody be contacted.
    """
    for name, value in given.items():
        values = value if isinstance(value, (list, tuple)) else (value,)
        if defaults[name] != "" and any(isinstance(v, str) and not v.strip() for v in values):
            option = "FILES" if name == "files" else f"--{name.strip('_').replace('_', '-')}"
            raise UsageError(
                f"{option}: the name is empty",
                hint="name a file or a value, or leave the option out; "
                "in a script: is its variable set?",
            )


def _only(name: str, paths: Sequence[str]) -> str | None:
    """Return the path that an option was given, None for none."""
    if len(paths) > 1:
        raise UsageError(
            f"--{name} is given {len(paths)} times: {', '.join(paths)}",
            hint="put the files into a folder, or their rows into one file, and name that",
        )
    return paths[0] if paths else None


def _is_list(name: str) -> bool:
    return name in ("files", "set_", "output", "map_")
