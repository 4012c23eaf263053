"""What long work tells of itself, and what a terminal shows of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from repurchase_cli import progress
from repurchase_cli.cli import progress as bar
from repurchase_cli.cli.options import COMMON, Request, reading
from repurchase_cli.cli.progress import Clock
from repurchase_cli.engines.scanned import share_of
from repurchase_cli.opening import open_sales
from repurchase_cli.progress import Count, Work, doing, unknown
from tests.running import PROGRAM, apart, take_interrupts

HEAD = "customer_id,date,amount\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="terminals and signals as on POSIX")
counting = pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="the system counts bytes")


@pytest.fixture(autouse=True)
def nothing_else_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sales that other tests keep open are work that goes on."""
    monkeypatch.setattr(progress, "_running", [])


def now() -> tuple[str, float | None]:
    work = progress.current()
    assert work
    return work.what[0], work.share()


def test_work_within_work_stands_before_it_and_has_its_share_where_it_names_none() -> None:
    count = Count(4)
    with doing(("reading", "读取"), count.share):
        count.done = 1
        assert now() == ("reading", 0.25)
        with doing(("a part", "部分")):
            assert now() == ("a part", 0.25)
        with pytest.raises(KeyError), doing(("another", "其他"), unknown):
            assert now() == ("another", None)
            raise KeyError
        assert now() == ("reading", 0.25)
    assert progress.current() is None


def test_counts_end_at_one() -> None:
    assert Count(0).share() == 1
    assert Count(5, 7).share() == 1


@counting
def test_bytes_read_are_the_share_of_the_files(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(b"x" * 4_000_000)
    share = share_of([path], unknown)
    with path.open("rb", buffering=0) as file:
        file.read(1_000_000)
        assert share() == pytest.approx(0.25, abs=0.01)
        file.read(2_000_000)
        assert share() == pytest.approx(0.75, abs=0.01)
        file.read(1_000_000)
        assert share() is None, "what comes after a pass is no other one"
        file.seek(0)
        file.read(2_000_000)
        assert share() == pytest.approx(0.5, abs=0.01)


def test_an_empty_file_has_no_share(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    assert share_of([tmp_path / "empty.csv"], unknown) is unknown


def test_the_time_left_is_told_from_what_is_done() -> None:
    clock, work = Clock(), Work(("reading", "读取"), unknown)
    assert clock.left(work, 0.0, 100.0) is None
    assert clock.left(work, 0.2, 100.5) is None, "too early to tell"
    assert clock.left(work, 0.2, 102.0) == pytest.approx(8)
    assert clock.left(work, None, 103.0) is None
    assert clock.left(work, 0.5, 105.0) == pytest.approx(2)
    assert clock.left(work, 0.1, 106.0) is None, "another pass begins"
    assert clock.left(Work(("writing", "写入"), unknown), 0.9, 107.0) is None


def test_the_engine_tells_how_far_a_query_is_and_nothing_when_it_is_closed(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(HEAD + "ann,2024-01-01,10\n")
    with open_sales([str(tmp_path / "sales.csv")]) as sales:
        share = sales.engine.share
        assert now()[0] == "working out the numbers"
    assert share() is None
    assert progress.current() is None


def on_a_terminal(*arguments: str, cwd: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start the program with standard error on a terminal; return that terminal's other end."""
    import pty  # noqa: PLC0415 - POSIX alone has it

    master, slave = pty.openpty()
    run = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env=apart(TMPDIR=str(cwd), TERM="xterm"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=slave,
        preexec_fn=take_interrupts,  # noqa: PLW1509
    )
    os.close(slave)
    return run, master


def wait_for(text: bytes, master: int) -> bytes:
    """Return what a terminal shows until a text stands there."""
    shown, end = b"", time.monotonic() + 60
    while text not in shown and time.monotonic() < end:
        shown += os.read(master, 1_000)
    assert text in shown
    return shown


@posix
def test_the_bar_stands_before_a_command_loads_its_report(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty  # noqa: PLC0415 - POSIX alone has it

    master, slave = pty.openpty()

    def command(request: Request) -> None:
        wait_for(b"starting", master)
        bar.stop()
        assert request.files == ["sales.csv"]

    given = {name: default for name, (_, default) in COMMON.items()}
    with open(slave, "w", encoding="utf-8") as terminal:  # noqa: PTH123 - a descriptor
        monkeypatch.setattr(sys, "stderr", terminal)
        reading(command)(**given | {"files": ["sales.csv"]})
    os.close(master)


@posix
def test_a_terminal_shows_long_work_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    run, master = on_a_terminal("segment", "-", "-o", "x.csv", cwd=tmp_path)
    assert run.stdin
    run.stdin.write(HEAD.encode() + b"ann,2024-01-01,10\n" * 1_000)
    run.stdin.flush()
    wait_for(b"opening the files", master)
    run.send_signal(signal.SIGINT)
    wait_for(b"\x1b[?25h", master)  # the cursor is there again
    assert run.wait(timeout=60) == 130
    assert run.stdout
    assert run.stdout.read() == b""
    assert list(tmp_path.iterdir()) == []
    os.close(master)


@posix
def test_quiet_shows_nothing(tmp_path: Path) -> None:
    run, master = on_a_terminal("segment", "-", "-q", "-o", "x.csv", cwd=tmp_path)
    assert run.stdin
    time.sleep(1)
    run.stdin.write(HEAD.encode() + b"ann,2024-01-01,10\n")
    run.stdin.close()
    assert run.wait(timeout=60) == 0
    os.set_blocking(master, False)
    with pytest.raises(OSError):
        os.read(master, 1_000)
    os.close(master)
