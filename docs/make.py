"""Make the pages of docs/ that say what the code says: commands, columns, settings, errors.

Run by ``make docs``; a test compares the pages with what this writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import typer

from repurchase_cli.cli.main import app
from repurchase_cli.config import THRESHOLDS, Settings, schema
from repurchase_cli.document import Column
from repurchase_cli.tables import (
    campaigns,
    clv,
    cohorts,
    customers,
    intake,
    intervals,
    lift,
    measures,
    migration,
)

HERE = Path(__file__).parent
ERRORS = HERE.parent / "tests" / "errors"
FAMILIES = (
    customers, intake, measures, cohorts, intervals, migration, clv, campaigns, lift,
)  # fmt: skip


def commands() -> str:
    """Return every command with its options."""
    lines = ["# Commands", ""]
    group = typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        lines += [f"## repurchase {name}", "", (command.help or "").strip(), ""]
        lines += ["| option | |", "|---|---|"]
        for parameter in command.params:
            names = ", ".join(parameter.opts) if parameter.opts[0].startswith("-") else "FILES…"
            lines.append(f"| `{names}` | {getattr(parameter, 'help', '') or ''} |")
        lines.append("")
    return "\n".join(lines)


def columns() -> str:
    """Return every column of every table, family by family."""
    lines = ["# Columns", ""]
    for family in FAMILIES:
        name = family.__name__.rpartition(".")[2]
        lines += [f"## {name}", "", *(family.__doc__ or "").splitlines(), ""]
        for table in family.__annotations__:  # what it defines, not what it takes from others
            lines += _table(table, getattr(family, table))
    return "\n".join(lines)


def _table(name: str, columns: tuple[Column, ...]) -> list[str]:
    title = name.removesuffix("_COLUMNS").replace("_", " ").lower()
    head = [f"### {title}", "", "| column | unit | 中文 | meaning |", "|---|---|---|---|"]
    return [*head, *map(_column, columns), ""]


def _column(column: Column) -> str:
    return f"| `{column.id}` | {column.unit} | {column.label.zh} | {column.meaning.en} |"


def settings() -> str:
    """Return every setting with its meaning."""
    lines = ["# Settings", "", "In `repurchase.yaml`, or for one run by `--set NAME=VALUE`.", ""]
    described = schema()["properties"]
    lines += ["| setting | meaning |", "|---|---|"]
    for one in fields(Settings):
        lines.append(f"| `{one.name}` | {described[one.name].get('description', '')} |")
    for name, about in THRESHOLDS.items():
        lines.append(f"| `thresholds.{name}` | {about.meaning} ({about.unit}) |")
    return "\n".join([*lines, ""])


def errors() -> str:
    """Return what provokes each error, and what the program says."""
    about = "Each with the command that provokes it, its text and its exit status."
    lines = ["# Errors", "", about, ""]
    for folder in sorted(path for path in ERRORS.iterdir() if path.is_dir()):
        command = (folder / "command.txt").read_text(encoding="utf-8").strip()
        status, _, text = (folder / "expected.txt").read_text(encoding="utf-8").partition("\n")
        lines += [f"## {folder.name}", "", "```text", f"$ {command}", text.rstrip()]
        lines += [f"exit {status.strip()}", "```", ""]
    return "\n".join(lines)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "columns.md": columns,
    "settings.md": settings,
    "errors.md": errors,
}

if __name__ == "__main__":
    for page, make in PAGES.items():
        (HERE / page).write_text(make(), encoding="utf-8")
