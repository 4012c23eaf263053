"""What a run keeps for the next one changes no answer, and its loss costs nothing but time."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from repurchase_cli import cache
from repurchase_cli.cache import Cache, user_folder
from repurchase_cli.engines import keeping, orders
from repurchase_cli.engines.orders import Pass
from repurchase_cli.opening import open_sales
from repurchase_cli.terms import Needs, Terms
from tests.running import run_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from repurchase_cli.engines.loading import Sales
    from tests.running import Done

ROOT = Path(__file__).parents[1]
SHOP = ROOT / "sample_data" / "sales.csv"
EXPORTS = sorted((ROOT / "tests" / "pos").glob("*/sample.csv"))
BESIDE = ("--customers", str(ROOT / "sample_data" / "customers.csv"))
COMMANDS = {
    "segment": BESIDE,
    "metrics": ("--group-by", "store", "--group-by", "category"),
    "cohorts": (),
    "intervals": (),
    "migrate": ("--from", "2025-06-30"),
    "clv": ("--model", "bg-nbd"),
    "targets": (*BESIDE, "--dry-run", "--ledger", "none"),
    "explain": ("--customer", "00010263"),
    "members": ("--points", str(SHOP.with_name("points.csv")), "--ledger", "none"),
    "products": BESIDE,
    "feedback": ("--feedback", str(SHOP.with_name("feedback.csv"))),
    "check": (),
    "report": (*BESIDE, "--ledger", "none"),
}
HEAD = "order_id,date,customer_id,product,amount\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep something of tiny files too, which have just been written, in a folder of the test."""
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "caches"))
    monkeypatch.setattr(keeping, "SMALLEST", 0)
    monkeypatch.setattr(orders, "_SMALLEST", 0)
    monkeypatch.setattr(cache, "SETTLED_NS", 0)
    return user_folder()


@pytest.fixture(scope="module")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of the sample shop with one customer in ten."""
    path = tmp_path_factory.mktemp("shop") / "sales.csv"
    head, *lines = SHOP.read_text(encoding="utf-8").splitlines(keepends=True)
    column = head.split(",").index("customer_id")
    few = (line for line in lines if line.split(",")[column].endswith("3"))
    path.write_text(head + "".join(few), encoding="utf-8")
    return str(path)


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """Return which files the passes read, by their indices."""
    found: list[list[int]] = []
    scan = Pass._scan

    def spy(run: Pass, files: set[int]) -> None:
        found.append(sorted(files))
        scan(run, files)

    monkeypatch.setattr(Pass, "_scan", spy)
    return found


def day(path: Path, *lines: str) -> Path:
    """Write a file of sales."""
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def answers(program: Callable[..., Done], *words: str) -> tuple[bytes, ...]:
    """Return everything that a run says and writes."""
    done = program(*words, "-o", "answer.json", "--problems", "problems.csv")
    said = (f"{done.status}", done.out, done.err)
    written = (Path("answer.json"), Path("problems.csv"))
    return (*(text.encode() for text in said), *(p.read_bytes() for p in written if p.exists()))


def thrice(program: Callable[..., Done], *words: str) -> None:
    """See that a run without, a first and a second run with what is kept give the same."""
    expected = answers(program, *words, "--no-cache")
    assert expected[0] == b"0", expected[2]
    assert answers(program, *words) == expected
    assert answers(program, *words) == expected


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_gives_the_same(
    shop_file: str, command: str, folder: Path, program: Callable[..., Done]
) -> None:
    thrice(program, command, shop_file, *COMMANDS[command])
    assert bool(Cache(folder).entries()) is (command != "check")


def test_effects_of_campaigns_are_the_same(
    shop_file: str, folder: Path, program: Callable[..., Done]
) -> None:
    ledger = ("--ledger", "ledger.sqlite")
    program("targets", shop_file, *BESIDE, *ledger, "--as-of", "2026-03-31", "-q", "-o", "l.csv")
    thrice(program, "measure", shop_file, *ledger)


def test_settings_that_are_fitted_are_the_same(
    shop_file: str, folder: Path, program: Callable[..., Done]
) -> None:
    written = []
    for more in (["--no-cache"], [], []):
        done = program("init", shop_file, "-o", "fitted.yaml", *more)
        written.append((done, Path("fitted.yaml").read_bytes()))
        Path("fitted.yaml").unlink()
    assert written[0][0].status == 0, written[0][0].err
    assert written[0] == written[1] == written[2]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.parent.name)
def test_every_export_gives_the_same(
    export: Path, folder: Path, program: Callable[..., Done]
) -> None:
    thrice(program, "segment", str(export), "--set", "rejected_share_limit=1")


@pytest.mark.parametrize("needs", [Needs(), Needs(items=True, lines=frozenset({"product"}))])
def test_a_second_run_reads_no_file(
    needs: Needs, shop_file: str, folder: Path, scans: list[list[int]]
) -> None:
    for _ in range(2):
        with open_sales([shop_file], terms=Terms(needs=needs), cache=Cache(folder)) as sales:
            assert len(sales.customers(["revenue"]))
    assert scans == [[0]]
    assert not sales.base["lines"].is_made


def test_of_many_files_only_the_new_one_is_read(
    tmp_path: Path, folder: Path, scans: list[list[int]], program: Callable[..., Done]
) -> None:
    days = tmp_path / "days"
    days.mkdir()
    for i in (1, 2, 4):
        day(days / f"{i}.csv", f"{i},2024-01-0{i},ann,Mug,1.00", f"x,2024-01-0{i},bob,Hat,2.00")
    thrice(program, "segment", str(days))
    day(days / "3.csv", "9,2024-01-03,ann,Hat,5.00", "x,2024-01-03,cem,Hat,3.00")
    thrice(program, "segment", str(days))
    assert scans == [[0, 1, 2], [0, 1, 2], [0, 1, 2, 3], [2]]


def test_another_file_of_the_same_size_is_another_file(
    tmp_path: Path, folder: Path, program: Callable[..., Done]
) -> None:
    path = day(tmp_path / "sales.csv", "1,2024-01-01,ann,Mug,1.00")
    first = answers(program, "segment", str(path))
    times = path.stat()
    day(path, "1,2024-01-01,ann,Mug,2.00")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert answers(program, "segment", str(path)) != first
    thrice(program, "segment", str(path))


def test_nothing_is_kept_of_a_file_that_may_still_change(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "SETTLED_NS", 3_600_000_000_000)
    with open_sales(
        [str(day(tmp_path / "a.csv", "1,2024-01-01,ann,Mug,1.00"))], cache=Cache(folder)
    ):
        pass
    assert not folder.exists()


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path, folder: Path) -> None:
    path = day(tmp_path / "sales.csv", "1,2024-01-01,ann,Mug,1.00")
    with open_sales([str(path)], cache=Cache(folder)) as sales:
        before = {entry.path for entry in Cache(folder).entries()}
        day(path, "1,2024-01-01,ann,Mug,1.00", "2,2024-01-02,ann,Mug,1.00")
        sales.base["days"].kept()
    assert {entry.path for entry in Cache(folder).entries()} == before


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def spoilt(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 255
    path.write_bytes(held)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    """Put a whole file of somebody else in the place of an entry, under a name that fits it."""
    key, suffix = path.name.partition("-")[0], path.suffix
    path.unlink()
    other = path.with_name("other")
    if suffix == ".json":
        other.write_text("[1, 2]")
    else:
        duckdb.sql(f"copy (select 1 as a) to '{other}' (format parquet)")
    other.rename(path.with_name(f"{key}-{cache.digest(other)}{suffix}"))


@pytest.mark.parametrize("harm", [cut, spoilt, empty, foreign])
def test_a_harmed_entry_is_none(
    harm: Callable[[Path], None], tmp_path: Path, folder: Path, program: Callable[..., Done]
) -> None:
    lines = (f"{i},2024-01-0{i},ann,Mug,{i}.00" for i in range(1, 9))
    sales = str(day(tmp_path / "sales.csv", *lines))
    expected = answers(program, "metrics", sales)
    entries = Cache(folder).entries()
    assert len(entries) > 3
    for entry in entries:
        harm(entry.path)
    assert answers(program, "metrics", sales) == expected
    assert answers(program, "metrics", sales) == expected


def cents(sales: Sales) -> int:
    """Return the money of all purchases in cents, which come the same in any order."""
    return int((sales.purchases(sales.whole()).frame()["amount"] * 100).round().sum())


def test_entries_that_go_while_they_are_used_are_made_anew(shop_file: str, folder: Path) -> None:
    revenue = []
    for _ in range(2):
        with open_sales([shop_file], cache=Cache(folder)) as sales:
            Cache(folder).clear()
            revenue.append(cents(sales))
    assert revenue[0] == revenue[1]


def test_entries_that_go_during_the_pass_are_made_anew(
    shop_file: str, folder: Path, scans: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_sales([shop_file], cache=Cache(folder)) as sales:
        expected = cents(sales)
    for entry in Cache(folder).entries():  # so that the pass itself is looked up, not what follows
        if entry.path.suffix == ".json":
            entry.path.unlink()
    add = Pass._add
    gone = []

    def clear_before(run: Pass, entries: Mapping[tuple[int, ...], Path], *, more: bool) -> None:
        gone.append(Cache(folder).clear())
        add(run, entries, more=more)

    monkeypatch.setattr(Pass, "_add", clear_before)
    with open_sales([shop_file], cache=Cache(folder)) as sales:
        sales.base["orders"].made()
        assert cents(sales) == expected
    assert gone
    assert scans == [[0], [0]]


def test_other_settings_are_other_sales(
    tmp_path: Path, folder: Path, program: Callable[..., Done]
) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "order_id,order_time,customer_id,amount\n"
        "1,2024-01-01 10:00:00,ann,5.00\n1,2024-01-03 10:00:00,ann,-2.00\n"
        "2,2024-01-02 02:00:00,bob,7.00\n3,2024-01-02 10:00:00,bob,8.00\n"
        "4,2024-01-02 11:00:00,bob,0.00\n5,2024-03-01 11:00:00,cem,1.00\n"
    )
    seen = set()
    for word in ("purchase=order", "refunds=by_date", "day_ends_at=06:00", "recent_days=30",
                 "not_customers=[bob]", "count_zero_purchases=true"):  # fmt: skip
        expected = answers(program, "segment", str(path), "--set", word, "--no-cache")
        assert answers(program, "segment", str(path), "--set", word) == expected
        seen.add(expected)
    expected = answers(program, "segment", str(path), "--as-of", "2024-02-01", "--no-cache")
    assert answers(program, "segment", str(path), "--as-of", "2024-02-01") == expected
    assert len(seen | {expected}) == 7


def test_a_folder_that_cannot_be_written_is_said_only_when_asked(
    tmp_path: Path, folder: Path, program: Callable[..., Done]
) -> None:
    folder.parents[1].write_text("no folder")
    path = str(day(tmp_path / "sales.csv", "1,2024-01-01,ann,Mug,1.00"))
    assert "kept" not in program("segment", path).err
    assert "nothing is kept for the next run" in program("segment", path, "-v").err
    assert program("cache", "show").status == 0


def test_a_full_disk_leaves_nothing_behind(folder: Path) -> None:
    def fill(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    kept = Cache(folder)
    kept.write("key", ".json", fill)
    assert "No space left" in kept.trouble
    assert not kept.entries()


def test_the_oldest_go_beyond_the_limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Cache(folder)
    for number in range(4):
        kept.write(f"{number}", ".json", lambda path: path.write_bytes(b"." * 10))
        found = kept.find(f"{number}")
        assert found is not None
        os.utime(found, (number, number))
    monkeypatch.setattr(cache, "LIMIT", 25)
    assert kept.find("0") is not None  # of use a moment ago
    kept.trim()
    assert [entry.path.name[0] for entry in kept.entries()] == ["3", "0"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps users' folders apart by itself")
def test_entries_are_for_their_owner_alone(
    shop_file: str, folder: Path, program: Callable[..., Done]
) -> None:
    program("segment", shop_file, "-q", "-o", "answer.json")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(entry.path.stat().st_mode) for entry in Cache(folder).entries()} == {0o600}


def test_nothing_is_kept_of_standard_input_or_without_a_cache(
    shop_file: str, folder: Path, program: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    program("segment", shop_file, "--no-cache", "-q", "-o", "answer.json")
    with Path(shop_file).open("rb") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", type("Stream", (), {"buffer": stream}))
        assert program("segment", "-", "-q", "-o", "answer.json").status == 0
    assert not folder.exists()


def test_the_command_shows_and_clears(
    shop_file: str, folder: Path, program: Callable[..., Done]
) -> None:
    assert "0 entries" in program("cache", "show").out
    program("segment", shop_file, "-q", "-o", "answer.json")
    assert f"{folder}: {len(Cache(folder).entries())} entries" in program("cache", "show").out
    assert "removed" in program("cache", "clear").out
    assert not Cache(folder).entries()


def test_files_that_are_read_as_fast_as_an_entry_are_not_kept(tmp_path: Path) -> None:
    path = day(tmp_path / "sales.csv", "1,2024-01-01,ann,Mug,1.00")
    os.utime(path, (1e9, 1e9))
    done = run_apart("segment", str(path), "-q", XDG_CACHE_HOME=str(tmp_path / "caches"))
    assert done.status == 0
    assert not (tmp_path / "caches").exists()
