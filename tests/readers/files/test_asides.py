"""Workbooks with a cover, instructions, a summary or a list of customers beside the sales."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

HEADER = ("订单号", "下单时间", "会员号", "实付金额")
ASIDES: dict[str, Sequence[Sequence[Any]]] = {
    "封面": [("销售报表",), ("导出时间", "2024-04-01"), ("制表人", "张三")],
    "说明": [("字段", "含义"), ("订单号", "每单唯一"), ("实付金额", "含运费")],
    "汇总": [("品类", "件数", "金额"), ("连衣裙", 12, 3600), ("衬衫", 8, 1600)],
    "透视表": [("会员号", "金额"), *[(f"C{i}", 100) for i in range(9)]],
    "会员": [("会员号", "姓名", "手机号", "注册日期"), *[(f"C{i}", "张三", f"1380000{i:04d}", "2023-01-02") for i in range(9)]],
}  # fmt: skip


def month(number: int) -> list[Sequence[Any]]:
    """Return a sheet of thirty sales of a month, 10 each, by nine customers."""
    rows = [
        (f"{number}-{i}", datetime(2024, number, 1 + i % 28, 10), f"C{i % 9}", 10)
        for i in range(30)
    ]
    return [HEADER, *rows]


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> str:
    """Write a workbook."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return str(path)


@pytest.mark.parametrize("titles", [[one] for one in ASIDES] + [list(ASIDES)])
def test_what_stands_beside_the_sales_is_left_out_and_said(
    tmp_path: Path, titles: list[str]
) -> None:
    sheets = {one: ASIDES[one] for one in titles} | {"3月": month(3), "4月": month(4)}
    with open_sales([book(tmp_path / "a.xlsx", sheets)]) as sales:
        assert sales.intake.books.used == 60
        assert sales.intake.books.amount_used == 600
        said = [en for en, _ in sales.intake.notes if "was not read" in en]
        assert [one for one in titles if any(f"[{one}]" in note for note in said)] == titles
        assert len(said) == len(titles)


def test_a_month_without_amounts_is_not_left_out(tmp_path: Path) -> None:
    without = [row[:3] for row in month(4)]
    path = book(tmp_path / "a.xlsx", {"3月": month(3), "4月": without})
    with pytest.raises(InputError, match="no amount column"), open_sales([path]):
        pass


def test_a_workbook_without_sales_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ASIDES)
    with pytest.raises(InputError), open_sales([path]):
        pass


def test_a_mapped_column_need_not_stand_on_the_cover(tmp_path: Path) -> None:
    sheets = {"封面": ASIDES["封面"], "3月": month(3)}
    wishes = Wishes(columns={"amount": "实付金额"})
    with open_sales([book(tmp_path / "a.xlsx", sheets)], wishes) as sales:
        assert sales.intake.books.used == 30
