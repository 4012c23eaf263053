from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import OutputError, UsageError
from repurchase_cli.writers.files import check, replacing

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and limits are POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_failure_leaves_the_old_file_and_no_temporary(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(target) as out:
        out.write(b"half")
        raise KeyboardInterrupt
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_old_file_stands_until_the_new_one_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with replacing(target) as out:
        out.write(b"new")
        out.flush()
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_unfinished_content_is_never_readable_by_others(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.csv"):
        (unfinished,) = tmp_path.iterdir()
        assert mode(unfinished) == 0o600


@posix
def test_modes(tmp_path: Path) -> None:
    public, private, kept = (tmp_path / name for name in ("a", "b", "c"))
    kept.touch()
    kept.chmod(0o640)
    before = os.umask(0o027)
    try:
        for path, is_private in ((public, False), (private, True), (kept, True)):
            with replacing(path, private=is_private):
                pass
    finally:
        os.umask(before)
    assert [mode(path) for path in (public, private, kept)] == [0o640, 0o600, 0o640]


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link, real = tmp_path / "link.csv", tmp_path / "real" / "a.csv"
    link.symlink_to(real)
    with replacing(link) as out:
        out.write(b"new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        check([tmp_path])


@posix
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "null.csv").symlink_to("/dev/null")
    with pytest.raises(UsageError, match="no ordinary file"):
        check([tmp_path / "null.csv"])


def test_no_permission_says_what_to_do(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    with pytest.raises(OutputError, match="may not be written") as caught, replacing(target):
        raise PermissionError(13, "in use")
    assert "close it in Excel and run again" in caught.value.hint
    assert not list(tmp_path.iterdir())


LIMITED = """
import resource, signal, sys
from pathlib import Path
from repurchase_cli.writers.files import replacing
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
with replacing(Path(sys.argv[1])) as out:
    out.write(b"x" * 20000)
"""


LIMITED_COPY = """
import resource, signal, sys
import pandas as pd
from pathlib import Path
from repurchase_cli.document import Column, Document, Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.writers import write_files
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
said = Text("a", "a")
rows = FrameRows(pd.DataFrame({"a": ["x" * 1000] * 10_000}))
table = Table("a", said, (Column("a", "text", said, said),), rows, shown=False)
document = Document("check", said, "a", (Section(said, table=table),))
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
write_files(document, [Path(sys.argv[1])])
"""


@posix
@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx"])
def test_no_room_for_temporary_files(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "tmp").mkdir()
    target = tmp_path / f"a{suffix}"
    run = subprocess.run(
        [sys.executable, "-c", LIMITED_COPY, str(target)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
    )
    assert run.stderr.splitlines()[-1].startswith("repurchase_cli.errors.OutputError")
    assert list(tmp_path.rglob("*")) == [tmp_path / "tmp"]


@posix
def test_no_room_on_the_disk(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(target)], capture_output=True, text=True, check=False
    )
    assert "OutputError" in run.stderr
    assert "no room left on the disk" in run.stderr
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        check([tmp_path / f"{'x' * 300}.csv"])
