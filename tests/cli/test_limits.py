"""What the engine may use of the machine changes no answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from repurchase_cli.errors import UsageError
from repurchase_cli.opening import open_sales
from repurchase_cli.terms import Limits
from tests.running import Done

Program = Callable[..., Done]
HEAD = "order_id,customer_id,date,amount\n"


def many_orders(path: Path, count: int) -> None:
    rows = (
        f"order-number-{i:09d},customer-number-{i * 7919 % 99991:012d},2024-01-{1 + i % 28:02d},1.5\n"
        for i in range(count)
    )
    path.write_text(HEAD + "".join(rows), encoding="utf-8")


def test_little_memory_gives_the_same_answer(tmp_path: Path) -> None:
    many_orders(tmp_path / "sales.csv", 60_000)
    path = str(tmp_path / "sales.csv")
    columns = ("customer_id", "n_purchases", "revenue", "last_purchase")
    with open_sales([path]) as sales:
        free = sales.customers(columns)
    with open_sales([path], limits=Limits("20MB", 1)) as sales:
        spilled = sales.engine.rows("select sum(size) from duckdb_temporary_files()")
        pd.testing.assert_frame_equal(sales.customers(columns), free)
    assert spilled > [(0,)], "nothing had to go to disk"


def test_options_that_limit_give_the_same_file(program: Program) -> None:
    many_orders(Path("sales.csv"), 100)
    few = ["--memory-limit", "100MB", "--threads", "1"]
    assert program("segment", "sales.csv", "-q", "-o", "free.csv") == (0, "", "")
    assert program("segment", "sales.csv", "-q", "-o", "few.csv", *few) == (0, "", "")
    assert Path("few.csv").read_bytes() == Path("free.csv").read_bytes()


def test_the_engine_takes_the_limits(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(HEAD + "1,ann,2024-01-01,10\n")
    with open_sales([str(tmp_path / "sales.csv")], limits=Limits("150MB", 3)) as sales:
        told = "select current_setting('memory_limit'), current_setting('threads')"
        assert sales.engine.rows(told) == [("143.0 MiB", 3)]


def test_settings_limit_as_options_do(program: Program) -> None:
    Path("sales.csv").write_text(HEAD + "1,ann,2024-01-01,10\n")
    Path("repurchase.yaml").write_text("memory_limit: 1.5 gb\nthreads: 2\n")
    shown = program("config", "show").out
    assert "1.5GB" in shown
    assert program("segment", "sales.csv", "-q").status == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--memory-limit", "4"], "--memory-limit must be a size of at least 100MB, such as 4GB"),
        (["--memory-limit", "10MB"], "--memory-limit must be a size of at least 100MB"),
        (["--memory-limit", "-4GB"], "--memory-limit must be a size"),
        (["--threads", "0"], "--threads must be a whole number from 1 to 1024, not 0"),
        (["--threads", "two"], "'--threads'"),
        (["--set", "memory_limit=much"], "memory_limit must be a size"),
        (["--set", "threads=0.5"], "threads must be a whole number from 1 to 1024, not 0.5"),
    ],
)
def test_limits_that_make_no_sense_are_refused(
    program: Program, wrong: list[str], said: str
) -> None:
    Path("sales.csv").write_text(HEAD + "1,ann,2024-01-01,10\n")
    done = program("segment", "sales.csv", *wrong)
    assert done.status == 2
    assert said in done.err
    assert "hint: " in done.err


def test_too_little_memory_is_told(tmp_path: Path) -> None:
    many_orders(tmp_path / "sales.csv", 30_000)
    with (
        pytest.raises(UsageError, match="the memory limit is too small: ") as told,
        open_sales([str(tmp_path / "sales.csv")], limits=Limits("2MB")),
    ):
        pass
    assert told.value.hint == "give more, such as --memory-limit 2GB, or fewer --threads"
