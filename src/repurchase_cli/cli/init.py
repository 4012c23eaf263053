"""``repurchase init``: a settings file fitted to the files."""

# ruff: noqa: PLC0415 - what is heavy is loaded when the command runs, not for --help

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from repurchase_cli.cli.asking import answered, can_ask
from repurchase_cli.cli.options import Request
from repurchase_cli.cli.running import opened
from repurchase_cli.errors import InputError, OutputError, UsageError

Yes = Annotated[
    bool, typer.Option("--yes", help="Ask nothing; what the files leave open ends the run.")
]


def init(request: Request, yes: Yes = False) -> None:
    """Write a commented repurchase.yaml fitted to the files, ready to edit."""
    from repurchase_cli import config
    from repurchase_cli.reports.init.report import NEEDS, build

    path = _target(request.output)
    preset = request.config or "default"
    if preset not in config.presets():
        raise UsageError(
            f"init starts from a preset, and {preset!r} is none",
            hint=f"presets are: {', '.join(config.presets())}",
        )
    asked: list[str] = []
    while True:
        try:
            with opened(replace(request, config=preset), NEEDS) as (settings, sales):
                text = build(sales, settings, config.load(preset), preset, asked)
            break
        except InputError as error:
            answers = None if yes or not can_ask() else answered(request, error)
            if answers is None:
                raise
            request, evidence = answers
            asked += evidence
    _create(path, text)
    given = "" if path == Path("repurchase.yaml") else f" -c {path}"
    request.say(f"written: {path}")
    request.say(f"next: edit it, check it with: repurchase config check{given}")
    request.say(f"then: repurchase segment {' '.join(request.files)}{given}")


def _target(outputs: list[str]) -> Path:
    """Return the file to write, which must not be there yet."""
    path = Path(outputs[0] if outputs else "repurchase.yaml")
    if len(outputs) > 1:
        raise UsageError("init writes one file", hint="give one -o PATH")
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(f"{path} is no YAML file", hint="let it end in .yaml")
    if path.exists():
        raise _there(path)
    return path


def _there(path: Path) -> UsageError:
    return UsageError(
        "this file is there already and is not overwritten",
        hint="remove it first, or name another: -o other.yaml",
        file=str(path),
    )


def _create(path: Path, text: str) -> None:
    """Write a file that is not there yet."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError:
        raise _there(path) from None
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", file=str(path)) from None
