"""``report`` by night: names of files, the lock, the log, old data, and silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from repurchase_cli.cli import locks
from repurchase_cli.errors import OutputError
from tests.running import Done

SALES = "customer_id,date,amount\nA,2025-01-02,10\nB,2025-02-05,20\nA,2025-03-06,20\n"
Program = Callable[..., Done]
FIELDS = (
    "time", "command", "as_of", "files", "records", "used", "rejected", "last_sale", "outputs",
    "exit", "error", "seconds",
)  # fmt: skip


@pytest.fixture
def report(program: Program) -> Program:
    Path("sales.csv").write_text(SALES, encoding="utf-8")

    def run(*options: str) -> Done:
        return program("report", "sales.csv", "--sections", "summary", *options)

    return run


def lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def test_names_ask_for_the_period_and_the_as_of_date_and_quiet_is_silent(report: Program) -> None:
    done = report("-q", "-o", "{period} as of {as_of}.md", "--as-of", "2025-03-20")
    assert done == Done(0, "", "")
    assert Path("2025-02 as of 2025-03-20.md").is_file()
    assert not [path for path in Path.cwd().iterdir() if path.name.endswith(".lock")]


def test_the_log_has_a_line_for_every_run_however_it_ended(report: Program) -> None:
    assert report("-q", "-o", "a.md", "--log", "runs.log").status == 0
    assert report("-q", "-o", "a.nothing", "--log", "runs.log").status == 2
    assert report("-q", "-o", "no/a.md", "--log", "runs.log").status == 5
    assert report("--period", "2030-01-01..2030-01-31", "--log", "runs.log").status == 4
    runs = lines("runs.log")
    assert [run["exit"] for run in runs] == [0, 2, 5, 4]
    first, *others = runs
    assert tuple(first) == FIELDS
    assert first["command"] == "report"
    assert first["as_of"] == first["last_sale"] == "2025-03-06"
    assert (first["records"], first["used"], first["rejected"]) == (3, 3, 0)
    assert (first["files"], first["outputs"]) == (["sales.csv"], ["a.md"])
    assert first["seconds"] > 0
    assert datetime.fromisoformat(first["time"]).tzinfo
    assert all(run["error"] for run in others)


def test_a_log_that_is_an_output_or_cannot_be_written_is_refused(report: Program) -> None:
    assert report("-o", "a.md", "--log", "a.md").status == 2
    assert report("--log", "sales.csv").status == 2
    assert report("--log", "no/runs.log").status == 5
    Path("l.sqlite").write_bytes(b"SQLite format 3\0")
    assert report("--log", "l.sqlite").status == 2
    assert Path("l.sqlite").read_bytes() == b"SQLite format 3\0"
    assert Path("sales.csv").read_text(encoding="utf-8") == SALES


@pytest.mark.parametrize("name", ["a.md", "{period}.md"])
def test_a_second_run_finds_the_outputs_held(report: Program, name: str) -> None:
    taken = Path(name.replace("{period}", "2025-02"))
    with locks.held([taken]):
        done = report("-o", name)
    assert done.status == 5
    assert "another run is about to write it" in done.err
    assert not taken.exists()
    assert report("-q", "-o", name).status == 0


def test_what_a_run_left_behind_holds_nobody(report: Program) -> None:
    Path(".a.md.lock").touch()  # a run that was killed
    assert report("-q", "-o", "a.md").status == 0
    assert not Path(".a.md.lock").exists()


def test_several_outputs_are_held_together_or_not_at_all(tmp_path: Path) -> None:
    first, second = tmp_path / "1.md", tmp_path / "2.md"
    with locks.held([second]):
        with pytest.raises(OutputError), locks.held([first, second]):
            pass
        with locks.held([first]):
            pass


def test_old_data_are_warned_of_when_the_run_knows_the_day(report: Program) -> None:
    assert "warning" not in report("-o", "a.md").err
    done = report("-o", "a.md", "--as-of", "today")
    assert "warning: the files end on 2025-03-06" in done.err
    assert "warning" not in report("-o", "a.md", "--as-of", "2025-03-13").err
    assert "warning" in report("-o", "a.md", "--as-of", "2025-03-14").err
    fine = report("-o", "a.md", "--as-of", "2025-03-14", "--set", "stale_days=8")
    assert "warning" not in fine.err
    assert report("-q", "-o", "a.md", "--as-of", "today") == Done(0, "", "")
