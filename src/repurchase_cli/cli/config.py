"""``repurchase config``: the settings in force, their check, and a schema for editors."""

# ruff: noqa: PLC0415  what is heavy is loaded by the command that needs it

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from repurchase_cli.config import Settings

CONFIG = Annotated[
    str | None,
    typer.Option(
        "--config",
        "-c",
        metavar="PATH|PRESET",
        help="Settings file, or the name of a preset. Default: ./repurchase.yaml if it is there.",
    ),
]
SET = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="A setting by its dotted name; repeatable."),
]
FORMAT = Annotated[
    Literal["table", "json"], typer.Option("--format", help="Form of what is printed.")
]

app = typer.Typer(help="The settings in force, their check, and a schema.", no_args_is_help=True)


@app.command()
def show(config: CONFIG = None, set_: SET = None, format_: FORMAT = "table") -> None:
    """Print every setting with the value that is in force."""
    from repurchase_cli import writers
    from repurchase_cli.reports.config.report import build

    writers.print_document(build(_settings(config, set_)), format_)


@app.command()
def check(config: CONFIG = None, set_: SET = None) -> None:
    """Tell whether the settings are fine, or every mistake in them."""
    _settings(config, set_)
    typer.echo("settings are fine")


@app.command()
def schema() -> None:
    """Print a JSON Schema of the settings file, for editors."""
    import json

    from repurchase_cli import config

    typer.echo(json.dumps(config.schema(), ensure_ascii=False, indent=2))


def _settings(path: str | None, overrides: list[str] | None) -> Settings:
    from repurchase_cli import config

    found = None if path else config.find_default()
    if found:
        typer.echo(f"settings: {found}", err=True)
    return config.load(path or (str(found) if found else None), overrides or ())
