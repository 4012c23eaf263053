"""Compressed files and archives: known by their bytes, unpacked within limits, or refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files import containers
from repurchase_cli.readers.files.inputs import expand

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
CSV = b"order_id,amount\n1,2\n"


def texts(path: Path, workspace: Path) -> dict[str, bytes]:
    """Return the texts that a file gives, by name (without the folder it lies in)."""
    workspace.mkdir(exist_ok=True)
    found = expand([str(path)], workspace).inputs
    return {item.name.removeprefix(f"{path.parent}/"): item.path.read_bytes() for item in found}


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            # a fixed date: the bytes name the test
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstd.compress, lzma.compress])
@pytest.mark.parametrize("name", ["sales.csv.gz", "sales.csv", "sales"])
def test_a_compressed_file_is_known_by_its_bytes(
    tmp_path: Path, pack: Callable[[bytes], bytes], name: str
) -> None:
    (tmp_path / name).write_bytes(pack(CSV))
    assert texts(tmp_path / name, tmp_path / "w") == {name: CSV}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstd.compress, lzma.compress])
def test_a_compressed_file_that_was_cut_is_refused(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    packed = pack(bytes(range(256)) * 100)
    (tmp_path / "s.gz").write_bytes(packed[: len(packed) * 2 // 3])
    with pytest.raises(InputError, match=r"s\.gz: this file is (cut short|damaged)"):
        texts(tmp_path / "s.gz", tmp_path)


def test_a_damaged_gz_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(bytes(range(256)) * 100))
    packed[-6] ^= 0xFF
    (tmp_path / "s.gz").write_bytes(packed)
    with pytest.raises(InputError, match="damaged"):
        texts(tmp_path / "s.gz", tmp_path)


def test_members_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    members = {
        "2024/b.csv": CSV + b"2,3\n", "a.txt": CSV, "__MACOSX/._a.csv": b"\0", ".hidden.csv": b"x",
        "~$a.xlsx": b"x", "readme.pdf": b"%PDF-", "c.csv.gz": gzip.compress(CSV + b"9,9\n"),
    }  # fmt: skip
    path.write_bytes(zipped(**members))
    assert list(texts(path, tmp_path / "w").items()) == [
        ("a.zip/2024/b.csv", CSV + b"2,3\n"),
        ("a.zip/a.txt", CSV),
        ("a.zip/c.csv.gz", CSV + b"9,9\n"),
    ]


def test_the_only_member_needs_no_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(orders=CSV))
    assert texts(tmp_path / "a.zip", tmp_path / "w") == {"a.zip/orders": CSV}


def test_names_in_gbk_and_control_characters(tmp_path: Path) -> None:
    data = zipped(**{"XXXXXXXX.csv": CSV}).replace(b"XXXXXXXX", "订单明细".encode("gbk"))
    (tmp_path / "a.zip").write_bytes(data)
    assert texts(tmp_path / "a.zip", tmp_path / "w") == {"a.zip/订单明细.csv": CSV}
    (tmp_path / "b.zip").write_bytes(zipped(**{"a\x1b[2J.csv": CSV}))
    assert list(texts(tmp_path / "b.zip", tmp_path / "w")) == ["b.zip/a_[2J.csv"]


def test_a_members_name_is_never_a_path(tmp_path: Path) -> None:
    workspace = tmp_path / "deep" / "w"
    workspace.mkdir(parents=True)
    (tmp_path / "a.zip").write_bytes(zipped(**{"../../evil.csv": CSV, "/tmp/evil2.csv": CSV + CSV}))  # noqa: S108
    found = expand([str(tmp_path / "a.zip")], workspace).inputs
    assert {item.path.parent for item in found} == {workspace}
    assert len(found) == 2
    assert not list(tmp_path.glob("evil*"))


def test_archives_nest_one_level(tmp_path: Path) -> None:
    inner = zipped(**{"a.csv": CSV})
    (tmp_path / "a.zip").write_bytes(zipped(**{"b.zip": inner}))
    assert texts(tmp_path / "a.zip", tmp_path / "w") == {"a.zip/b.zip/a.csv": CSV}
    (tmp_path / "a.zip").write_bytes(zipped(**{"c.zip": zipped(**{"b.zip": inner})}))
    with pytest.raises(InputError, match="an archive in an archive in an archive"):
        texts(tmp_path / "a.zip", tmp_path / "w")


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped(**{"a.csv": data})])
def test_too_high_a_ratio_is_refused(
    tmp_path: Path, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "RATIO_FROM", 1 << 20)
    (tmp_path / "bomb").write_bytes(pack(b"0" * (8 << 20)))
    with pytest.raises(InputError, match="200 times its size"):
        texts(tmp_path / "bomb", tmp_path)


def test_too_large_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_BYTES", 1000)
    (tmp_path / "a.gz").write_bytes(gzip.compress(bytes(range(256)) * 10))
    with pytest.raises(InputError, match="holds more than"):
        texts(tmp_path / "a.gz", tmp_path)


def test_a_password_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped(**{"a.csv": CSV}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(InputError, match="protected by a password") as caught:
        texts(tmp_path / "a.zip", tmp_path)
    assert "unpack it" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (zipped(), "holds no export"),
        (zipped(**{"a.pdf": b"%PDF", "b.doc": b"x"}), "holds no export"),
        (zipped(**{"a.csv": CSV})[:-30], "damaged"),
        (zipped(**{"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (zipped(**{"xl/workbook.bin": b"x"}), "binary Excel"),
        (OLE, "damaged"),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"7z\xbc\xaf\x27\x1c\0\4", "7-Zip"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\r\n<html xmlns:x='urn'><table><tr><td>1</td>", "web page"),
        (b"<!-- made 2024 -->\n<style>td{}</style><table><tr><td>1</td>", "web page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "web page"),
        (b"<orders>\n<order id='1'>", "XML"),
        (b'{"order_id": 1, "amount": 2}\n', "JSON"),
        (b'[\n  {"order_id": 1}]', "JSON"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>", "XML"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_hint(tmp_path: Path, data: bytes, what: str) -> None:
    (tmp_path / "sales.xls").write_bytes(data)
    with pytest.raises(InputError, match=what) as caught:
        texts(tmp_path / "sales.xls", tmp_path)
    assert caught.value.hint


def test_text_that_is_called_xls_is_text(tmp_path: Path) -> None:
    (tmp_path / "sales.xls").write_bytes(CSV)
    assert texts(tmp_path / "sales.xls", tmp_path) == {"sales.xls": CSV}
