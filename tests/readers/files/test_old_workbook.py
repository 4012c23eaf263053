"""Workbooks of before 2007: ``sales.xls`` was saved by LibreOffice.

Its sheet 销售 has a title above the header, ids and phones as text and as numbers, dates by three
formats, cells merged over two rows; then come a hidden sheet and one with a remark.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.old_workbook import from_old_workbook
from tests.shops import read_shop

BOOK = Path(__file__).with_name("sales.xls")
TEXT = """\
,销售明细表,,,,,,
会员号,手机,订单号,付款时间,实付金额,数量,门店,生日
00012,13800138001,A1,2024-01-05 13:04:05,199.5,1,杭州店,1990-01-02
,,A2,2024-02-29 00:00:00,1280,2,,
00345,13900139000,A3,2024-03-01 00:00:01,-50.25,1,西湖店,
00345,,A4,2024-03-09 09:30:00,0.3,1,西湖店,
"""


def test_cells_are_what_they_show(tmp_path: Path) -> None:
    book = from_old_workbook(BOOK, "sales.xls", tmp_path)
    (sheet,) = book.sheets
    assert sheet.title == "销售"
    assert sheet.path.read_text(encoding="utf-8") == TEXT
    assert sheet.merged == ((0, 3, 4), (6, 3, 4))
    assert book.notes == (
        ("sales.xls: the hidden sheet 备份 was not read", "sales.xls：隐藏的工作表“备份”未读取"),
    )


def test_it_is_read_as_any_export(tmp_path: Path) -> None:
    found = read_shop(tmp_path, BOOK.read_bytes(), refunds="by_date")
    assert found.bought == {"00012": (2, 1479.5), "00345": (1, -49.95)}


def test_what_is_cut_off_or_changed_is_never_a_bug(tmp_path: Path) -> None:
    whole, dice, refused = BOOK.read_bytes(), random.Random(7), 0  # noqa: S311 - a sample
    for _ in range(120):
        data = bytearray(whole[: dice.randrange(8, len(whole))])
        for _ in range(dice.choice([0, 3, 30])):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        path = tmp_path / "cut.xls"
        path.write_bytes(data)
        with pytest.raises(InputError) as error:
            from_old_workbook(path, "cut.xls", tmp_path)
        refused += bool(error.value.hint)
    assert refused == 120


def test_a_document_of_office_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "letter.xls"
    path.write_bytes(
        BOOK.read_bytes().replace("Workbook".encode("utf-16-le"), b"W\0o\0r\0d\0D\0o\0c\0s\0")
    )
    with pytest.raises(InputError, match="no workbook"):
        from_old_workbook(path, "letter.xls", tmp_path)
