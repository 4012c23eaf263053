"""The commands as they are put together for a call."""

from __future__ import annotations

from typing import Any

import pytest
import typer

from repurchase_cli.cli.program import COMMANDS, program


def options(*arguments: str) -> dict[str, int]:
    """Return how many options each command has, beside ``--help``."""
    group: Any = typer.main.get_command(program(arguments))
    return {name: len(group.commands[name].params) for name in COMMANDS}


def test_only_the_command_that_is_called_has_options() -> None:
    counts = options("segment", "x.csv")
    assert counts.pop("segment") > 20
    assert set(counts.values()) == {0}
    assert min(options(*COMMANDS).values()) > 20


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "a.csv", "b.csv", "-q", "-o", "x.csv", "-o", "y.csv", "--lang", "zh"],
        ["check", "销售.csv", "--format", "json", "--as-of", "today", "--day-first", "-v"],
        ["clv", "a.csv", "--horizon", "30", "--annual-discount-rate", "0.2", "--set", "a=b\nc"],
        ["migrate", "a.csv", "--every", "month", "--from", "2024-01-01"],
    ],
)
def test_texts_taken_as_they_are_are_what_typer_makes_of_them(arguments: list[str]) -> None:
    """Values are the same, and of the same type, with Typer's own checks."""
    group: Any = typer.main.get_command(program())
    command = group.commands[arguments[0]]
    quick = command.make_context("x", arguments[1:]).params
    for parameter in command.params:
        parameter._runtime_param = None
    command.get_params = lambda _: command.params
    slow = command.make_context("x", arguments[1:]).params
    assert quick == slow
    assert {name: type(value) for name, value in quick.items()} == {
        name: type(value) for name, value in slow.items()
    }
