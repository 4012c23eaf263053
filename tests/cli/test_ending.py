"""However a run ends, it ends cleanly: a closed pipe, Ctrl-C, a kill in the middle of writing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running import PROGRAM, apart, take_interrupts

SALES = Path(__file__).parents[2] / "sample_data" / "sales.csv"
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes as on POSIX")


def start(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env=apart(TMPDIR=str(cwd), TEMP=str(cwd)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=None if sys.platform == "win32" else take_interrupts,  # noqa: PLW1509
    )


def many_customers(path: Path, count: int) -> None:
    rows = (f"{i},2024-01-{1 + i % 28:02d},{1 + i % 97}.50\n" for i in range(1, count + 1))
    path.write_text("customer_id,date,amount\n" + "".join(rows), encoding="utf-8")


@posix
@pytest.mark.parametrize("form", ["csv", "json", "md", "table"])
def test_a_closed_pipe_is_no_error(tmp_path: Path, form: str) -> None:
    many_customers(tmp_path / "sales.csv", 5_000)
    run = start(
        "check" if form == "table" else "segment", "sales.csv", "--format", form, cwd=tmp_path
    )
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.close()
    assert run.stderr.read() == b""
    assert run.wait(timeout=60) == 0


@posix
def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    run = start("segment", "-", "-o", "customers.csv", cwd=tmp_path)
    assert run.stdin is not None
    run.stdin.write(b"customer_id,date,amount\n" + b"ann,2024-01-01,10\n" * 100_000)
    run.stdin.flush()  # more than a pipe holds: the program is reading
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert b"Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_killed_run_leaves_the_old_file(tmp_path: Path) -> None:
    many_customers(tmp_path / "sales.csv", 150_000)
    out = tmp_path / "out"
    out.mkdir()
    (out / "customers.csv").write_text("old")
    run = start("segment", "sales.csv", "-q", "-o", "out/customers.csv", cwd=tmp_path)
    while run.poll() is None and len(list(out.iterdir())) == 1:
        time.sleep(0.001)
    run.kill()
    run.wait(timeout=60)
    assert len(list(out.iterdir())) == 2, "killed while it wrote"
    assert (out / "customers.csv").read_text() == "old"
    again = start("segment", "sales.csv", "-q", "-o", "out/customers.csv", cwd=tmp_path)
    assert again.communicate(timeout=60) == (b"", b"")
    assert len((out / "customers.csv").read_text().splitlines()) == 150_001


@posix
def test_ctrl_c_while_the_engine_works_ends_with_130(tmp_path: Path) -> None:
    many_customers(tmp_path / "sales.csv", 1_500_000)
    run = start("segment", "sales.csv", "-q", "-o", "customers.csv", cwd=tmp_path)
    while run.poll() is None and not list(tmp_path.glob("repurchase-*")):
        time.sleep(0.001)
    time.sleep(0.5)  # the folder is made just before the engine starts
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert b"Traceback" not in err
    assert not (tmp_path / "customers.csv").exists()


full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is full")


@full_device
@pytest.mark.parametrize(
    "arguments",
    [
        "--help",
        "--version",
        "segment --help",
        "config show",
        "config schema",
        "config check",
        *(f"segment {SALES} --format {form}" for form in ("table", "csv", "json", "md")),
    ],
)
def test_standard_output_on_a_full_disk_is_told(arguments: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments.split()],
            env=apart(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 5
    assert done.stderr.decode().splitlines() == [
        "repurchase: error: standard output could not be written: No space left on device",
        "hint: make room, or write to another place",
    ]


@full_device
@pytest.mark.parametrize(("arguments", "status"), [(f"check {SALES}", 0), ("check none.csv", 3)])
def test_messages_that_cannot_be_written_stop_nothing(arguments: str, status: int) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments.split()],
            env=apart(),
            stdout=subprocess.PIPE,
            stderr=full,
            check=False,
        )
    assert done.returncode == status
    assert bool(done.stdout) is (status == 0)


def keep_files_small() -> None:
    """Let no file grow beyond 4,000 bytes: a disk that is full."""
    import resource  # noqa: PLC0415 - POSIX alone has it

    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))


@posix
@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "xlsx"])
def test_a_file_on_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    many_customers(tmp_path / "sales.csv", 150)
    out = tmp_path / "out"
    out.mkdir()
    done = subprocess.run(
        [*PROGRAM, "segment", "sales.csv", "-q", "-o", f"out/it.{suffix}"],
        cwd=tmp_path,
        env=apart(PYTHONDONTWRITEBYTECODE="1"),  # what it would compile is larger
        stderr=subprocess.PIPE,
        check=False,
        preexec_fn=keep_files_small,
    )
    error, hint = done.stderr.decode().splitlines()
    assert error.startswith("repurchase: error: ")
    assert hint.startswith("hint: make room ")
    assert done.returncode == 5
    assert list(out.iterdir()) == []


@posix
@pytest.mark.parametrize(
    ("closing", "files", "status"), [(">&-", "sales.csv", 0), ("<&-", "-", 3), ("2>&-", "none", 3)]
)
def test_closed_standard_streams_are_no_bug(
    tmp_path: Path, closing: str, files: str, status: int
) -> None:
    many_customers(tmp_path / "sales.csv", 10)
    shell = ["sh", "-c", f'"$0" "$@" {closing}', *PROGRAM, "segment", files]
    done = subprocess.run(shell, cwd=tmp_path, env=apart(), capture_output=True, check=False)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
