"""What the program's sentences propose is accepted: options, fields, settings and their values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import typer

import repurchase_cli
from repurchase_cli import config
from repurchase_cli.cli.program import program
from repurchase_cli.config.meanings import meanings
from repurchase_cli.errors import settings_line
from repurchase_cli.sources import FIELDS

ROOT = Path(repurchase_cli.__file__).parent
#: Stands for what a sentence fills in when it is made.
FILLED = "…"
#: What stands for it, by the settings that are filled in; else a name of a campaign.
LAST = {"thresholds": "active_days", "answers": "pack_sizes"}
#: Variables that hold what a word of a status means.
ROLES = {"means": "sale"}
SETTINGS = sorted({name.partition(".")[0] for name in meanings()})
OPTION = re.compile(r"(?:\b([a-z]+) )?(?<![\w-])(--[a-z][a-z-]+)")
MAPPED = re.compile(r"--map '?([^\s='…]+)=")
ASSIGNED = re.compile(r"--set ([\w.…]+)=([^\s,;)）]*)")
WRITTEN = re.compile(rf"(?<![\w.])((?:{'|'.join(SETTINGS)}): [^\s,;)）`]+)")


class Sentence(NamedTuple):
    """A text of the source, and the file in which it stands."""

    file: str
    text: str


def sentences() -> Iterator[Sentence]:
    """Yield every text of the source that is no docstring."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parts = {id(part) for node in ast.walk(tree) for part in _parts(node)}
        for node in ast.walk(tree):
            if id(node) not in parts and (text := _text(node)):
                yield Sentence(path.relative_to(ROOT).as_posix(), text)


def _parts(node: ast.AST) -> list[ast.expr]:
    """Return the expressions below a node that are no sentences of their own."""
    if isinstance(node, ast.JoinedStr):
        return node.values
    return [node.value] if isinstance(node, ast.Expr) else []


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_text(part) or FILLED for part in values)
    return ""


SENTENCES = list(sentences())


def options() -> dict[str, set[str]]:
    """Return the options of every command."""
    group = typer.main.get_command(program())
    return {name: _options(command) for name, command in vars(group)["commands"].items()}


def _options(command: object) -> set[str]:
    """Return the options of a command and of those below it."""
    found = {name for option in vars(command)["params"] for name in option.opts}
    return found.union(*map(_options, vars(command).get("commands", {}).values()))


def test_options_exist_in_the_command_that_proposes_them() -> None:
    known = options()
    everywhere = set().union(*known.values(), {"--help", "--version"})
    wrong = []
    for file, text in SENTENCES:
        room, command = (*file.split("/"), "")[:2]
        has = known.get(command, everywhere) | {"--help"} if room == "reports" else everywhere
        named = OPTION.findall(text)
        wrong += [(file, option) for other, option in named if option not in known.get(other, has)]
    assert not wrong


def test_fields_exist() -> None:
    named = {field for _, text in SENTENCES for field in MAPPED.findall(text)}
    assert {"amount", "order_id", "coupon"} <= named
    assert named - {"FIELD", "字段"} <= {*FIELDS}


def test_settings_take_the_values_that_are_proposed(tmp_path: Path) -> None:
    proposed = {found for _, text in SENTENCES for found in ASSIGNED.findall(text)}
    assert {"decimal", "clv.margin"} <= {name for name, _ in proposed}
    for name, value in proposed:
        setting = name.replace(FILLED, LAST.get(name.partition(".")[0], "birthday"))
        config.load(None, [f"{setting}={value.replace(FILLED, '90')}"])
    for line in {line for _, text in SENTENCES for line in WRITTEN.findall(text)}:
        _accept(line.replace(FILLED, "X"), tmp_path)


def test_settings_are_proposed_as_they_can_be_written(tmp_path: Path) -> None:
    calls = [
        ast.unparse(_Sample().visit(node))
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "settings_line"
    ]
    assert len(calls) >= 5
    for call in calls:
        _accept(eval(call, {"settings_line": settings_line}), tmp_path)  # noqa: S307


class _Sample(ast.NodeTransformer):
    """Puts a sample in the place of what is only known when a sentence is made."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return (
            node
            if node.id in {"settings_line", "dict"}
            else ast.Constant(ROLES.get(node.id, "USD"))
        )

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return ast.Constant("USD")


def _accept(line: str, folder: Path) -> None:
    path = folder / "repurchase.yaml"
    path.write_text(f"{line}\n", encoding="utf-8")
    config.load(str(path))


@pytest.mark.parametrize("word", ["no", "010", "a: b", "#1", "it's", "待自提", "", "x" * 200])
def test_any_word_can_be_written(word: str, tmp_path: Path) -> None:
    line = settings_line(statuses={word: "ignored"})
    assert "\n" not in line
    (tmp_path / "repurchase.yaml").write_text(f"{line}\n", encoding="utf-8")
    assert config.load(str(tmp_path / "repurchase.yaml")).statuses == {word: "ignored"}
