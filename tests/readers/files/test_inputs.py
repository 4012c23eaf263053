"""Which files the user means."""

from __future__ import annotations

import gzip
import io
import os
import sys
import threading
from pathlib import Path

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.inputs import expand

CSV = b"order_id,amount\n1,2\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "workspace"
    path.mkdir()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "exports"
    path.mkdir()
    for i, name in enumerate(["b.csv", "a.TXT", "c.tsv", ".hidden.csv", "~$c.xlsx", "notes.md"]):
        (path / name).write_bytes(CSV * (i + 1))
    (path / "d.csv.gz").write_bytes(gzip.compress(CSV * 9))
    (path / "more.csv").mkdir()
    return path


def names(files: list[str], workspace: Path) -> list[str]:
    return [Path(item.name).name for item in expand(files, workspace).inputs]


def test_a_folder_gives_its_exports(folder: Path, workspace: Path) -> None:
    assert names([str(folder)], workspace) == ["a.TXT", "b.csv", "c.tsv", "d.csv.gz"]


def test_globs(folder: Path, workspace: Path) -> None:
    assert names([f"{folder}/*.csv*"], workspace) == ["b.csv", "d.csv.gz"]
    assert names([f"{folder}/*.xlsx", f"{folder}/b.csv"][1:], workspace) == ["b.csv"]
    with pytest.raises(InputError, match="no such file"):
        expand([f"{folder}/*.xlsx"], workspace)


def test_a_name_that_looks_like_a_glob(tmp_path: Path, workspace: Path) -> None:
    (tmp_path / "sales [1].csv").write_bytes(CSV)
    assert names([str(tmp_path / "sales [1].csv")], workspace) == ["sales [1].csv"]


@pytest.mark.parametrize("name", ["missing.csv", "x" * 5000, "a\0b"])
def test_a_file_that_is_not_there(name: str, workspace: Path) -> None:
    with pytest.raises(InputError):
        expand([name], workspace)


def test_an_empty_folder(workspace: Path) -> None:
    with pytest.raises(InputError, match="holds no export"):
        expand([str(workspace)], workspace)


def test_standard_input_is_known_by_its_bytes(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for data in (CSV, gzip.compress(CSV)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        (item,) = expand(["-"], workspace).inputs
        assert (item.name, item.path.read_bytes()) == ("-", CSV)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_read_once(tmp_path: Path, workspace: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(CSV,))
    writer.start()
    (item,) = expand([str(pipe)], workspace).inputs
    writer.join()
    assert item.path.read_bytes() == CSV


def test_the_same_file_counts_once_and_that_is_said(folder: Path, workspace: Path) -> None:
    (folder / "copy.csv").write_bytes(CSV)
    (folder / "other.csv").write_bytes(CSV.replace(b"2", b"3"))
    (folder / "copy.csv.gz").write_bytes(gzip.compress(CSV))
    files = [str(folder / n) for n in ("b.csv", "b.csv", "copy.csv", "other.csv", "copy.csv.gz")]
    found = expand(files, workspace)
    assert [Path(item.name).name for item in found.inputs] == ["b.csv", "other.csv"]
    english = [en.replace(f"{folder}/", "") for en, _ in found.notes]
    assert english == [
        "b.csv was given twice and counts once",
        "copy.csv is byte for byte the same as b.csv and counts once",
        "copy.csv.gz is byte for byte the same as b.csv and counts once",
    ]
    assert all("只计一次" in zh for _, zh in found.notes)
