"""The ledger among real processes: two at once, one that is killed, a disk that is full."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from repurchase_cli.campaigns.codes import codes_of, secrets
from tests.ledgers import Shelf, emptied
from tests.running import PROGRAM, apart, run_apart
from tests.targeting import run_once
from tests.targeting.shop import GIFT, listed, write_customers, write_settings, write_shop

ROOT = Path(__file__).parents[2]
ONCE = (sys.executable, "-m", "tests.targeting.run_once")
posix = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


def expected(shelf: Shelf) -> list[str]:
    salt = shelf.salt()
    ids = [str(i) for i in range(run_once.CUSTOMERS)]
    return codes_of(salt, secrets(salt, "c", ids, [""] * len(ids)), ())


def is_whole(folder: Path, shelf: Shelf) -> bool:
    """Check that the ledger has all contacts of the run or none, and that the list is no other."""
    if not shelf.exists():
        return False
    if not shelf.port:
        assert shelf.rows("pragma integrity_check") == [("ok",)]
    codes = [code for (code,) in shelf.rows("select code from codes order by contact")]
    assert len(codes) in (0, run_once.CUSTOMERS)
    if (folder / "list.csv").exists():
        assert (folder / "list.csv").read_text().split() == codes == expected(shelf)
    return bool(codes)


@posix
def test_a_run_killed_at_any_moment_leaves_all_or_nothing(shelf: Shelf, tmp_path: Path) -> None:
    chance = random.Random(6)  # noqa: S311 - moments, not secrets
    started = time.monotonic()
    subprocess.run([*ONCE, str(tmp_path), shelf.given], cwd=ROOT, env=apart(), check=True)
    whole = time.monotonic() - started
    ends = set()
    for number in range(5):
        folder = tmp_path / str(number)
        folder.mkdir()
        place = emptied(shelf.port) if shelf.port else Shelf(str(folder / "l.sqlite"))
        command = [*ONCE, str(folder), place.given]
        process = subprocess.Popen(command, cwd=ROOT, env=apart())
        # half of them while the ledger is held, which is the last part of the run
        wait_for(folder / "begun", process)
        time.sleep(chance.uniform(0, whole / 3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        ends.add((is_whole(folder, place), (folder / "list.csv").exists()))
        assert (False, True) not in ends
        subprocess.run(command, cwd=ROOT, env=apart(), check=True)
        assert is_whole(folder, place)
        assert (folder / "list.csv").read_text().split() == expected(place)
    assert (False, False) in ends


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    while not path.exists() and process.poll() is None:
        time.sleep(0.002)


@posix
def test_a_full_disk_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    for room in (1_000, 20_000, 100_000, 400_000):
        folder = tmp_path / str(room)
        folder.mkdir()
        limit = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({room}, {room}))"
        shelf = Shelf(str(folder / "l.sqlite"))
        code = f"{limit}; import sys; sys.argv = ['', {str(folder)!r}, {shelf.given!r}]"
        code += "; import runpy; runpy.run_module('tests.targeting.run_once', run_name='__main__')"
        command = [sys.executable, "-B", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=apart(), capture_output=True, check=False)
        assert done.returncode
        assert b"OutputError" in done.stderr, done.stderr
        assert not is_whole(folder, shelf)
        assert not (folder / "list.csv").exists()
        subprocess.run([*ONCE, str(folder), shelf.given], cwd=ROOT, env=apart(), check=True)
        assert is_whole(folder, shelf)


def test_two_runs_at_once_issue_once(shelf: Shelf, tmp_path: Path) -> None:
    shop = {f"c{i}": [30] for i in range(50)}
    write_shop(tmp_path, shop | {"now": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in shop))
    write_settings(tmp_path, GIFT)
    command = ("targets", "sales.csv", "--customers", "customers.csv", "--ledger", shelf.given)
    running = [
        subprocess.Popen(
            [*PROGRAM, *command, "-q", "-o", f"{number}.json"],
            cwd=tmp_path,
            env=apart(),
            stderr=subprocess.PIPE,
        )
        for number in range(3)
    ]
    said = [process.communicate()[1].decode() for process in running]
    ended = [process.returncode for process in running]
    assert 0 in ended
    assert set(ended) <= {0, 5}, said
    assert shelf.rows("select count(*) from contacts") == [(50,)]
    written = [tmp_path / f"{n}.json" for n, status in enumerate(ended) if not status]
    assert len({path.read_bytes() for path in written}) == 1
    assert len(listed(written[0])) == 50


def test_a_run_that_finds_the_ledger_held_says_so(tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_settings(tmp_path, GIFT)
    with sqlite3.connect(tmp_path / "repurchase-ledger.sqlite", isolation_level=None) as holder:
        holder.execute("begin exclusive")
        done = run_apart("targets", "sales.csv", "-o", "l.csv", cwd=tmp_path)
    assert done.status == 5
    assert "repurchase-ledger.sqlite: another run holds the ledger" in done.err
    assert "hint: wait until it has ended, then run again" in done.err
    assert not (tmp_path / "l.csv").exists()
