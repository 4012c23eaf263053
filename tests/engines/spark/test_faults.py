"""What goes wrong on a cluster: the same answer, or an error that says what to do; never a part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.opening import open_sales
from tests.engines.spark.shops import write_shop
from tests.running import run_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

    Split = Callable[[int], None]

COMMAND = ("segment", "--format", "csv", "--table", "customers", "--no-cache")


@pytest.fixture
def sales(tmp_path: Path, split: Split) -> str:
    """A file that four tasks read."""
    split(40_000)
    return str(write_shop(tmp_path / "sales.csv", 4, 1500))


@pytest.mark.parametrize("how", ["failing", "killed"])
def test_a_task_that_fails_twice_is_done_again(
    program: Callable[..., Done], sales: str, faults: Path, how: str
) -> None:
    home = program(*COMMAND, sales)
    faults.write_text(f"{how} {how}", encoding="utf-8")
    away = program(*COMMAND, sales, "--engine", "spark")
    assert faults.read_text(encoding="utf-8") == ""
    assert (away.status, away.out) == (0, home.out)


def test_a_task_that_always_fails_ends_the_run(
    program: Callable[..., Done], sales: str, faults: Path
) -> None:
    faults.write_text("failing " * 99, encoding="utf-8")
    done = program(*COMMAND, sales, "--engine", "spark")
    assert (done.status, done.out) == (3, "")
    assert "Spark has failed: OSError: the disk of this machine is gone" in done.err


def test_a_file_that_grows_or_vanishes_ends_the_run(sales: str) -> None:
    with open_sales([sales], master="") as opened:
        with Path(sales).open("a", encoding="utf-8") as file:
            file.write("O9,C9,,2025-05-05 10:00:00,5,1,Shirt,Tops,Store 1,paid\n")
        with pytest.raises(InputError, match="the file has changed meanwhile"):
            opened.audit()
    with (
        pytest.raises(InputError, match="a file has gone") as gone,
        open_sales([sales], master="") as opened,
    ):
        Path(sales).unlink()
        opened.audit()
    assert gone.value.hint == "run again when nothing moves or replaces the files"


@pytest.mark.parametrize("path", ["none.csv", "file:/nowhere/none*.csv"])
def test_no_such_file(program: Callable[..., Done], spark: object, path: str) -> None:
    assert spark
    done = program(*COMMAND, path, "--engine", "spark")
    assert (done.status, done.out) == (3, "")
    assert f"{path}: there is no such file" in done.err


def on_cluster(tmp_path: Path, master: str) -> list[str]:
    """Return the command for a small shop on a cluster."""
    path = write_shop(tmp_path / "sales.csv", 4, 50)
    return [*COMMAND, str(path), "--engine", "spark", "--master", master]


def failure(done: Done) -> str:
    """Return what a program says that cannot start Spark."""
    assert (done.status, done.out) == (2, ""), done.err
    return done.err


def test_no_spark(tmp_path: Path) -> None:
    (tmp_path / "pyspark.py").write_text("raise ImportError('No module named pyspark')\n", "utf-8")
    said = failure(run_apart(*on_cluster(tmp_path, "local"), PYTHONPATH=str(tmp_path)))
    assert "Spark is not installed" in said
    assert "hint: pip install 'repurchase-cli[spark]'" in said


def test_no_java_and_no_master(tmp_path: Path, spark: object) -> None:
    assert spark
    nothing = str(tmp_path / "empty")
    without_java = run_apart(*on_cluster(tmp_path, "local"), PATH=nothing, JAVA_HOME="")
    assert "Spark needs Java" in failure(without_java)
    nowhere = run_apart(*on_cluster(tmp_path, "nonsense://here:7077"))
    assert "Spark does not start" in failure(nowhere)


def test_a_master_is_one_of_spark(program: Callable[..., Done], tmp_path: Path) -> None:
    path = write_shop(tmp_path / "sales.csv", 4, 50)
    done = program(*COMMAND, str(path), "--master", "local[2]")
    assert done.status == 2
    assert "--master names a Spark cluster\nhint: give --engine spark as well" in done.err
