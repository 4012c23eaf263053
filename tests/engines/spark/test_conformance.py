"""The same answer on a cluster as at home, to the last digit: documents, messages, problems."""

from __future__ import annotations

import gzip
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.engines.spark.shops import write_shop

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

    Split = Callable[[int], None]
    Program = Callable[..., Done]

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "sample_data"
EXPORTS = sorted(path.parent for path in (ROOT / "tests" / "pos").glob("*/sample.csv"))
SIDE = tuple(
    word
    for kind in ("customers", "inventory", "feedback", "points", "aliases")
    for word in (f"--{kind}", str(SAMPLE / f"{kind}.csv"))
)
#: Every command that reads sales.
COMMANDS = (
    "check", "segment", "metrics", "metrics --group-by store", "cohorts", "intervals", "migrate",
    "clv", "products", "members", "report",
)  # fmt: skip


def alike(program: Program, command: str, *files: str | Path) -> Done:
    """Run a command at home and on Spark, and return what both have done.

    What the settings say of the engine is all that may differ.
    """
    words = [*shlex.split(command), *map(str, files), "--format", "json", "--no-cache"]
    home = program(*words, "--problems", "home.csv")
    spark = program(*words, "--problems", "spark.csv", "--engine", "spark")
    assert spark.err.replace("spark.csv", "home.csv") == home.err
    assert spark.out.replace('"engine": "spark"', '"engine": "duckdb"') == home.out
    assert spark.status == home.status
    problems = [Path("home.csv"), Path("spark.csv")]
    written = [path.read_bytes() for path in problems if path.exists()]
    assert len(written) in {0, 2}
    assert len(set(written)) < 2
    for path in problems:
        path.unlink(missing_ok=True)
    return home


@pytest.mark.parametrize("command", COMMANDS)
def test_commands(program: Program, split: Split, command: str) -> None:
    split(1_500_000)  # three pieces of four million bytes
    assert alike(program, command, SAMPLE / "sales.csv", *SIDE).status == 0


def test_exports(program: Program, split: Split) -> None:
    """Every third of the samples of shop systems, in pieces of about a hundred lines."""
    split(10_000)
    for folder in EXPORTS[::3]:
        options = folder / "options.txt"
        more = shlex.split(options.read_text(encoding="utf-8")) if options.exists() else []
        alike(program, "segment", folder / "sample.csv", *more)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_shops(program: Program, split: Split, tmp_path: Path, seed: int) -> None:
    """Three exports, and one that has half of the first one's orders again."""
    split(60_000)
    files = [
        write_shop(tmp_path / f"{i}.csv", 10 * seed + i, 1500, orders_from=800 * i)
        for i in range(3)
    ]
    rows = files[0].read_bytes().splitlines(keepends=True)
    half = next(i for i, row in enumerate(rows) if row.startswith(b"O000400"))
    files.append(tmp_path / "again.csv")
    files[-1].write_bytes(b"".join([rows[0], *rows[half:]]))
    done = alike(program, "segment --map amount=amount", *files)
    assert done.status == 0
    assert "stand in more than one file" in done.out


def test_targets(program: Program, split: Split) -> None:
    """What a run at home has recorded, a run on a cluster lists again, and nothing else."""
    split(1_500_000)
    assert program("targets", str(SAMPLE / "sales.csv"), *SIDE, "-q").status == 0
    assert alike(program, "targets", SAMPLE / "sales.csv", *SIDE).status == 0


def test_files_of_several_kinds(program: Program, split: Split, tmp_path: Path) -> None:
    split(60_000)
    folder = tmp_path / "exports"  # problems are written beside it
    folder.mkdir()
    write_shop(folder / "plain.csv", 5, 1500)
    chinese = write_shop(tmp_path / "x", 6, 300, orders_from=5000).read_bytes().decode()
    (tmp_path / "x").unlink()
    (folder / "gb.csv").write_bytes(chinese.encode("gb18030"))
    packed = write_shop(tmp_path / "y", 7, 300, orders_from=6000).read_bytes()
    (tmp_path / "y").unlink()
    (folder / "packed.csv.gz").write_bytes(gzip.compress(packed, mtime=0))
    assert alike(program, "check", folder).status == 0


BROKEN = {
    "a row too long": b"O1,C1,,2025-05-05 10:00:00,5,1,Shirt,Tops,Store 1,paid,more,and more\n",
    "no text": b"O1,C1,,2025-05-05 10:00:00,5,1,\xff\xfe\xfa,Tops,Store 1,paid\n",
    "a mark within a cell": b'O1,C1,,2025-05-05 10:00:00,5,1,Belt 32" wide,Tops,Store 1,paid\n',
    "several lines in a cell": b'O1,C1,,2025-05-05 10:00:00,5,1,"'
    + b"a\n" * 9000
    + b'b",Tops,S,paid\n',
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_one_task_meets_is_read_as_at_home(
    program: Program, split: Split, tmp_path: Path, what: str
) -> None:
    """Beyond the sample, in the middle of a long file, where a piece of it may end."""
    split(50_000)
    rows = write_shop(tmp_path / "sales.csv", 9, 6000).read_bytes().splitlines(keepends=True)
    rows.insert(4000, BROKEN[what])
    (tmp_path / "sales.csv").write_bytes(b"".join(rows))
    alike(program, "check", tmp_path / "sales.csv")


def test_the_same_file_by_its_address(program: Program, split: Split, tmp_path: Path) -> None:
    split(60_000)
    folder = tmp_path / "a [1] 中%20#&"
    folder.mkdir()
    path = write_shop(folder / "sales {2}.csv", 3, 900)
    command = ("segment", "--format", "csv", "--no-cache", "--table", "customers")
    home: Any = program(*command, str(path))
    away = program(*command, f"file:{tmp_path}/a*/sales*.csv", "--engine", "spark")
    assert (away.status, away.out) == (0, home.out)
