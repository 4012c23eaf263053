from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import OutputError, UsageError
from repurchase_cli.writers import FORMS, print_document, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from repurchase_cli.document import Document

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")


@pytest.mark.parametrize("suffix", FORMS)
def test_every_form_is_written(document: Document, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix.upper()}"
    assert write_files(document, [path]) == [path]
    assert path.stat().st_size > 100
    assert list(tmp_path.iterdir()) == [path]


def test_as_of_is_filled_in(document: Document, tmp_path: Path) -> None:
    write_files(document, [tmp_path / "a-{as_of}-{x}.csv"])
    assert (tmp_path / "a-2023-06-30-{x}.csv").exists()


def test_unknown_suffix_names_the_known_and_writes_nothing(
    document: Document, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"\.ods") as caught:
        write_files(document, [tmp_path / "a.csv", tmp_path / "a.ods"])
    assert all(suffix in caught.value.hint for suffix in FORMS)
    assert not list(tmp_path.iterdir())


def test_unknown_table_lists_the_names(document: Document, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'x'") as caught:
        write_files(document, [tmp_path / "a.csv"], table="x")
    assert "classes, customers" in caught.value.hint


def test_named_table_instead_of_main(document: Document, tmp_path: Path) -> None:
    write_files(document, [tmp_path / "a.csv"], table="classes")
    assert (tmp_path / "a.csv").read_text().startswith("class,customers,share")


def test_same_output_twice(document: Document, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="twice"):
        write_files(document, [tmp_path / "a.csv", tmp_path / "." / "a.csv"])


def test_missing_folder(document: Document, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="folder does not exist"):
        write_files(document, [tmp_path / "no" / "a.csv"])


@posix
def test_only_files_with_contacts_in_full_are_private(document: Document, tmp_path: Path) -> None:
    outputs = [tmp_path / f"a{suffix}" for suffix in FORMS]
    write_files(document, outputs)
    private = {path.suffix for path in outputs if path.stat().st_mode & 0o077 == 0}
    assert private == {".csv", ".json", ".parquet", ".xlsx"}
    write_files(document, [tmp_path / "b.csv"], masked=True)
    write_files(document, [tmp_path / "c.csv"], table="classes")
    assert (tmp_path / "b.csv").stat().st_mode & 0o044
    assert (tmp_path / "c.csv").stat().st_mode & 0o044


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_printed_contacts_are_masked_in_every_form(document: Document, form: str) -> None:
    stream = io.StringIO()
    print_document(document, form, stream=stream)  # type: ignore[arg-type]
    for secret in ("三丰", "13800138000\n", "kate@", "91234567", "David"):
        assert secret not in stream.getvalue()
    if form in {"csv", "json"}:
        assert "138****8000" in stream.getvalue()


def test_printed_bytes_are_utf_8_whatever_the_encoding(document: Document) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    print_document(document, "json", stream=stream)
    assert json.loads(raw.getvalue())["tables"]["customers"][4]["customer_id"] == "客户5"


def test_a_table_for_people_survives_an_ascii_terminal(document: Document) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    print_document(document, "table", language="zh", stream=stream)
    stream.flush()
    assert b"9,876,543.21" in raw.getvalue()
    assert b"###" in raw.getvalue()


def test_the_package_is_cheap_to_import() -> None:
    code = (
        "import sys, repurchase_cli.writers; "
        "print({'pandas', 'duckdb', 'rich', 'openpyxl', 'numpy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
