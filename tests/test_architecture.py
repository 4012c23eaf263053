"""The house: who may import whom, no circles, and a light start."""

from __future__ import annotations

import ast
import graphlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

import repurchase_cli
from repurchase_cli.cli.program import program
from tests.running import run_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(repurchase_cli.__file__).parent
TABLE = re.compile(
    r"^\| module \| may import of ours \|\n\|---\|---\|\n((?:\|.*\|\n)+)", re.MULTILINE
)


def may_import() -> dict[str, set[str]]:
    """Return each room with the rooms that it may import, from the table of CONTRIBUTING."""
    table = TABLE.search((ROOT.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert table
    rows = [[cell.strip() for cell in line.split("|")[1:3]] for line in table[1].splitlines()]
    return {
        room: set() if rooms == "nothing" else set(rooms.split(", "))
        for names, rooms in rows
        for room in names.split(", ")
        if room != "cli"
    }


MAY_IMPORT = may_import()


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("repurchase_cli"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("repurchase_cli"):
            for alias in node.names:
                inner = ROOT.parent.joinpath(*f"{node.module}.{alias.name}".split("."))
                whole = inner.is_dir() or inner.with_suffix(".py").exists()
                yield f"{node.module}.{alias.name}" if whole else str(node.module)


def modules() -> dict[str, Path]:
    """Return all our modules, each with its file."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = ("repurchase_cli", *path.relative_to(ROOT).with_suffix("").parts)
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def room(module: str) -> str:
    return [*module.split("."), ""][1]


@pytest.mark.parametrize("here", MAY_IMPORT)
def test_rooms_import_only_what_the_table_allows(here: str) -> None:
    allowed = {"", here, *MAY_IMPORT[here]}
    strays = [
        f"{module} imports {imported}"
        for module, path in modules().items()
        if room(module) == here
        for imported in imports(path)
        if room(imported) not in allowed
    ]
    assert strays == []


def test_every_room_stands_in_the_table_and_nobody_imports_the_command_line() -> None:
    assert {room(module) for module in modules()} <= {"", "__main__", "cli", *MAY_IMPORT}
    for module, path in modules().items():
        if room(module) not in ("cli", "__main__"):
            assert not [i for i in imports(path) if room(i) == "cli"], module


def feature(module: str) -> str:
    """Return the folder of ``reports`` that a module stands in, empty where it stands in none."""
    parts = module.split(".")
    inside = parts[1:2] == ["reports"] and ROOT.joinpath(*parts[1:3]).is_dir()
    return parts[2] if inside and len(parts) > 2 else ""


def test_no_report_imports_another_but_the_one_that_is_made_of_them() -> None:
    strays = [
        f"{module} imports {imported}"
        for module, path in modules().items()
        if feature(module) not in ("", "report")
        for imported in imports(path)
        if feature(imported) not in ("", feature(module))
    ]
    assert strays == []  # what two of them need stands in shop or targeting


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module: set(imports(path)) for module, path in modules().items()}
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError with the circle


def test_help_loads_nothing_heavy() -> None:
    heavy = ("pandas", "numpy", "scipy", "duckdb", "pydantic", "openpyxl", "yaml", "smtplib")
    code = (
        "import sys; sys.argv = ['repurchase', '--help']\n"
        "from repurchase_cli.cli.main import run\n"
        "try: run()\n"
        f"finally: print('loaded:', [m for m in {heavy} if m in sys.modules])"
    )
    done = run_apart(program=(sys.executable, "-c", code))
    assert "Usage: repurchase" in done.out
    assert "loaded: []" in done.out, done.out


def test_a_command_loads_only_what_it_uses(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text("customer_id,date,amount\nann,2024-01-01,10\n")
    unused = ("scipy", "openpyxl", "pydantic", "rich", "yaml", "xlrd", "sqlite3", "smtplib")
    code = (
        "import sys; sys.argv = 'repurchase segment sales.csv -q -o x.csv'.split()\n"
        "from repurchase_cli.cli.main import run\n"
        "try: run()\n"
        f"finally: print('loaded:', [m for m in {unused} if m in sys.modules], *sorted(\n"
        " {m.split('.')[2] for m in sys.modules if m.startswith('repurchase_cli.reports.')}))"
    )
    done = run_apart(program=(sys.executable, "-c", code), cwd=tmp_path)
    assert done.out == "loaded: [] envelope notes reading segment\n", done.err


def test_every_command_and_option_has_help() -> None:
    group = typer.main.get_command(program())
    seen = []
    waiting = [("repurchase", group)]
    while waiting:
        name, command = waiting.pop()
        assert command.help, name
        for option in command.params:
            assert getattr(option, "help", None), f"{name} {option.name}"
        inner = getattr(command, "commands", {})
        waiting += [(f"{name} {key}", value) for key, value in inner.items()]
        seen.append(name)
    assert {"repurchase segment", "repurchase check", "repurchase config show"} <= set(seen)


def test_helps_short_texts_stand_on_one_line() -> None:
    listed = run_apart("--help").out
    assert re.search(r"segment +Score customers and sort them", listed)
