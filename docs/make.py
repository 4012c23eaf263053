"""Make the pages of docs/ that say what the code says: commands, columns, settings, errors.

The preset ``default`` as checked settings is made as well.

Run by ``make docs``; a test compares the pages with what this writes.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from repurchase_cli.cli.program import program
from repurchase_cli.config import as_mapping, meanings, schema
from repurchase_cli.config.loading import read
from repurchase_cli.config.preset import digest
from repurchase_cli.document import Column, Text
from repurchase_cli.laws import LAWS
from repurchase_cli.tables import (
    campaigns,
    clv,
    cohorts,
    customers,
    feedback,
    intake,
    intervals,
    lift,
    measures,
    members,
    migration,
    preferences,
    products,
    report,
)

HERE = Path(__file__).parent
PIPE = "\\|"  # within a cell of a table
ERRORS = HERE.parent / "tests" / "errors"
FAMILIES = (
    customers, intake, measures, cohorts, intervals, migration, clv, campaigns, lift, members,
    products, feedback, preferences, report,
)  # fmt: skip

ABOUT_SETTINGS = """\
In `repurchase.yaml` of the current folder, in a file named by `-c`, or for one run by
`--set NAME=VALUE`. Only what differs from the preset needs to stand there: groups are merged name
by name, lists replace the list of the preset, and campaigns are changed by their names.

```yaml
extends: default                # or another preset: retail_guide
recent_days: 365
thresholds:
  lost_days: 270
columns:
  amount: 实付金额
campaigns:
  birthday: {offer: {value: 30}}
```

`repurchase config show` prints what is in force, `repurchase config check` names every mistake with
its line, `repurchase config schema` is a JSON Schema for editors. What each word means at length,
and the rules and campaigns themselves (… below), stand in
[`configs/default.yaml`](../configs/default.yaml)."""


ABOUT_LAWS = """\
# Laws of reading

A law doubts a file where its numbers speak against the plain reading. Its question or its note
names it. If you know better, accept what it doubts in `repurchase.yaml`, or for one run with
`--set`:

```yaml
answers:
  shared_addresses: accept
```

That law is silent then, and no other is; no other setting silences it. Names that are none are
refused. Which column holds what (`columns:`), what words mean (`statuses:`), and how numbers and
dates are written (`decimal:`, `date_order:`) are settings of their own."""


DEFAULTS = '''\
"""The settings of the preset ``default``, already checked.

Made from configs/default.yaml by ``make docs``: change it there. A test compares both.
"""

from __future__ import annotations

import functools

from repurchase_cli.campaigns.model import Campaign, Offer
from repurchase_cli.config.membership import Benefit, Points, PointsOffer
from repurchase_cli.config.tree import Season, Settings, Stock
from repurchase_cli.document import Text
from repurchase_cli.rules import Rule, Times

#: Of the preset's text as it was then.
DIGEST = "{digest}"


@functools.cache
def settings() -> Settings:
    """Return the settings."""
    return {settings}
'''


def commands() -> str:
    """Return every command with its options."""
    return "\n".join(["# Commands", "", *_command("repurchase", typer.main.get_command(program()))])


def _command(name: str, command: Any) -> list[str]:  # noqa: ANN401  a command of typer's own click
    inner = getattr(command, "commands", {})
    if inner:
        return [line for key in sorted(inner) for line in _command(f"{name} {key}", inner[key])]
    lines = [f"## {name}", "", (command.help or "").strip(), ""]
    if command.params:
        lines += ["| option | |", "|---|---|", *map(_option, command.params), ""]
    return lines


def _option(option: Any) -> str:  # noqa: ANN401  an option of typer's own click
    if not option.opts[0].startswith("-"):
        return f"| `FILES…` | {option.help} |"
    names = ", ".join((*option.opts, *option.secondary_opts))
    shown = f"{names} {option.metavar or ''}".strip().replace("|", PIPE)
    return f"| `{shown}` | {option.help} |"


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
    """Return every setting with its value in the preset ``default``, its unit and its meaning."""
    lines = ["# Settings", "", *ABOUT_SETTINGS.splitlines(), ""]
    lines += ["| setting | default | unit | meaning |", "|---|---|---|---|"]
    defaults = as_mapping(read("default"))
    for name, about in meanings().items():
        value = _at(defaults, name.split("."))
        lines.append(f"| `{name}` | {_default(value)} | {about.unit} | {about.meaning} |")
    for title, kind in (("A rule", "Rule"), ("A campaign", "Campaign"), ("Its offer", "Offer")):
        described = schema()["$defs"][kind]["properties"]
        lines += ["", f"## {title}", "", "| key | meaning |", "|---|---|"]
        for key, one in described.items():
            lines.append(f"| `{key}` | {one['description'].replace('|', PIPE)} |")
    return "\n".join([*lines, ""])


def _at(data: Any, path: list[str]) -> Any:  # noqa: ANN401  settings of any shape
    return _at(data.get(path[0]), path[1:]) if path else data


def _default(value: object) -> str:
    if isinstance(value, dict) and "times" in value:
        return f"`{{times: {value['times']}, of: {value['of']}}}`"
    if isinstance(value, dict | list):
        return "…" if value else ""
    return f"`{json.dumps(value)}`"


def defaults() -> str:
    """Return the module of the preset ``default``, already checked."""
    return DEFAULTS.format(digest=digest("default"), settings=_code(read("default"), "\n    "))


def _code(value: object, begin: str = "") -> str:
    """Return a setting as Python, with ``begin`` before each entry of its lists."""
    if dataclasses.is_dataclass(value):
        given = {f: getattr(value, f.name) for f in dataclasses.fields(value)}
        parts = [f"{f.name}={_code(v, begin)}" for f, v in given.items() if v != _unset(f)]
        return f"{type(value).__name__}({', '.join(parts)})"
    inner = f"{begin}    " if begin else " "
    if isinstance(value, tuple) and not isinstance(value, Text):
        return f"({''.join(f'{inner}{_code(one)},' for one in value)}{begin})"
    if isinstance(value, dict):
        entries = (f"{inner}{key!r}: {_code(one)}," for key, one in value.items())
        return f"{{{''.join(entries)}{begin}}}"
    return repr(value)


def _unset(field: dataclasses.Field[Any]) -> object:
    """Return what a field is when it is not given."""
    made = field.default_factory
    return field.default if made is dataclasses.MISSING else made()


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


def laws() -> str:
    """Return the laws of reading, with what a user accepts by each."""
    rows = [f"| `{name}` | {meaning} |" for name, meaning in LAWS.items()]
    return "\n".join([*ABOUT_LAWS.splitlines(), "", "| law | accepted |", "|---|---|", *rows, ""])


PAGES: dict[str, Callable[[], str]] = {
    "../src/repurchase_cli/config/defaults.py": defaults,
    "commands.md": commands,
    "columns.md": columns,
    "settings.md": settings,
    "laws.md": laws,
    "errors.md": errors,
}

if __name__ == "__main__":
    for page, make in PAGES.items():
        (HERE / page).write_text(make(), encoding="utf-8")
