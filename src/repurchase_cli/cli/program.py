"""The commands, put together for one call.

Options are made for the command that is called; of the others the name and the purpose are enough.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from repurchase_cli import __version__
from repurchase_cli.cli import (
    cache,
    check,
    clv,
    cohorts,
    config,
    explain,
    feedback,
    init,
    intervals,
    measure,
    metrics,
    migrate,
    products,
    report,
    segment,
    targets,
)
from repurchase_cli.cli.options import reading

COMMANDS: dict[str, Callable[..., None]] = {
    "check": check.check,
    "init": init.init,
    "segment": segment.segment,
    "metrics": metrics.metrics,
    "intervals": intervals.intervals,
    "cohorts": cohorts.cohorts,
    "migrate": migrate.migrate,
    "clv": clv.clv,
    "targets": targets.targets,
    "measure": measure.measure,
    "products": products.products,
    "feedback": feedback.feedback,
    "report": report.report,
    "explain": explain.explain,
}


def program(arguments: Collection[str] = tuple(COMMANDS)) -> typer.Typer:
    """Return the program as far as these arguments, by default those of all commands, need it."""
    app = typer.Typer(
        cls=_Group,
        name="repurchase",
        help="Customer classes, RFM scores and repurchase numbers from a sales export.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for name, command in COMMANDS.items():
        called = reading(command) if name in arguments else _mention(command)
        app.command(name, cls=_Command)(called)
    app.add_typer(config.app, name="config")
    app.add_typer(cache.app, name="cache")
    app.callback()(_begin)
    return app


def _mention(command: Callable[..., None]) -> Callable[[], None]:
    """Return a command that has a purpose but no options."""

    def mentioned() -> None: ...

    mentioned.__doc__ = command.__doc__
    return mentioned


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"repurchase {__version__}")
        raise typer.Exit


def _begin(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """Turn sales exports into customer classes, RFM scores and repurchase numbers."""


class _TextsAsTheyAre:
    """Has parameters whose texts are taken as they are.

    Typer checks every value by pydantic, which takes longer to import than a small file to read.
    """

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer's own, not public
        """Return the parameters of a command or group."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if getattr(parameter, "_runtime_param", parameter) is None:
                parameter._runtime_param = _Taken()
        return parameters


class _Command(_TextsAsTheyAre, TyperCommand):
    pass


class _Group(_TextsAsTheyAre, TyperGroup):
    pass


class _Taken:
    """What was not given, a text, or a choice that is made: all else is for Typer to check."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - any value
        """Return the value of a parameter."""
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        annotation = param.type_descriptor.annotation
        if several and annotation == list[str] and all(map(_is_text, value)):
            return list(value)
        if type(value) is annotation and (annotation is not str or _is_text(value)):
            return value
        param._runtime_param = None
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def _is_text(value: object) -> bool:
    """Whether a value is a text that can be written."""
    return isinstance(value, str) and value.isprintable()
