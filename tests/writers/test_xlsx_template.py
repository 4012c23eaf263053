"""A workbook of the user's own that a report fills: what is named is written, the rest stays."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName

from repurchase_cli.errors import UsageError
from repurchase_cli.writers import write_files
from repurchase_cli.writers.xlsx.patching import patched
from tests.writers.report import SCRIPT, report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

    from tests.running import Done

NAMES = {
    "Title": "'Our brand'!$B$2",
    "revenue": "'Our brand'!$C$4",
    "revenue_change": "'Our brand'!$D$4",
    "repurchase_rate_previous": "'Our brand'!$C$5",
    "last_day": "'Our brand'!$C$6",
    "paragraph": "'Our brand'!$B$9",
    "segment_classes": "Data!$A$2:$C$7",
    "top": "Data!$F$2:$F$3",
    "elsewhere": "'Our brand'!$A$1",
    "constant": "0.19",
}


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Our brand"
    sheet["A1"], sheet["B4"], sheet["E4"] = "Brand Inc.", "Revenue", "=C4*2"
    sheet["C4"] = "to be filled"
    sheet["C4"].font = Font(bold=True, color="FF0000")
    sheet["C4"].number_format = "0.0"
    data = book.create_sheet("Data")
    data["B4"] = "old"
    data["A7"] = "old"
    data["D2"] = "kept"
    chart = BarChart()
    chart.add_data(Reference(data, 2, 2, 2, 5))
    sheet.add_chart(chart, "B12")
    for name, place in NAMES.items():
        book.defined_names[name] = DefinedName(name, attr_text=place)
    path = tmp_path / "brand.xlsx"
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/logo.png", b"\x89PNG a logo")
    return path


def filled(brand: Path) -> tuple[Workbook, Path]:
    document = report()
    classes, *rest = document.sections
    assert classes.table
    assert classes.chart
    table = replace(classes.table, name="segment.classes")
    chart = replace(classes.chart, table="segment.classes")
    document = replace(
        document,
        main="segment.classes",
        sections=(replace(classes, table=table, chart=chart), *rest),
    )
    out = brand.with_name("out.xlsx")
    write_files(document, [out], language="zh", template=brand)
    return openpyxl.load_workbook(out), out


def test_named_cells_are_filled_and_keep_their_looks(brand: Path) -> None:
    sheet = filled(brand)[0]["Our brand"]
    assert sheet["B2"].value == "月报：2026 年 6 月"
    assert sheet["C4"].value == 5866525.19
    assert (sheet["C4"].font.b, sheet["C4"].number_format) == (True, "0.0")
    assert sheet["D4"].value == 0.124
    assert sheet["C5"].value == 0.412
    assert sheet["C6"].value == (date(2026, 6, 30) - date(1899, 12, 30)).days
    assert sheet["B9"].value.startswith("客户 1,543 位")
    assert (sheet["A1"].value, sheet["B4"].value, sheet["E4"].value) == (
        "Brand Inc.",
        "Revenue",
        "=C4*2",
    )


def test_a_workbook_that_counts_from_1904_gets_the_same_day(brand: Path) -> None:
    book = openpyxl.load_workbook(brand)
    book.epoch = CALENDAR_MAC_1904
    book["Our brand"]["C6"].number_format = "yyyy-mm-dd"
    book.save(brand)
    assert filled(brand)[0]["Our brand"]["C6"].value == datetime(2026, 6, 30)


def test_areas_take_the_first_rows_of_tables_and_are_blank_beyond(brand: Path) -> None:
    data = filled(brand)[0]["Data"]
    assert [cell.value for cell in data["A"]] == [
        None,
        "忠诚型",
        "潜在型",
        "游离型",
        "流失型",
        None,
        None,
    ]
    assert [cell.value for cell in data[4]][:4] == ["游离型", 45_000, 0.9575, None]
    assert data["D2"].value == "kept"
    assert [data["F2"].value, data["F3"].value] == [SCRIPT, "=cmd()"]
    assert data["F3"].data_type == "s"


def test_all_else_stays_and_formulas_are_calculated_anew(brand: Path) -> None:
    book, out = filled(brand)
    assert len(book["Our brand"]._charts) == 1  # type: ignore[attr-defined]
    with zipfile.ZipFile(brand) as before, zipfile.ZipFile(out) as after:
        assert before.namelist() == after.namelist()
        touched = {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
        for name in set(before.namelist()) - touched:
            assert before.read(name) == after.read(name), name
        assert b'fullCalcOnLoad="1"' in after.read("xl/workbook.xml")


def test_a_formula_is_never_overwritten(brand: Path) -> None:
    book = openpyxl.load_workbook(brand)
    book["Our brand"]["C4"] = "=1+1"
    book.save(brand)
    with pytest.raises(UsageError, match="would write into C4, which holds a formula"):
        filled(brand)
    assert not brand.with_name("out.xlsx").exists()


def test_a_workbook_without_names_is_told_which(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "plain.xlsx")
    with pytest.raises(UsageError, match="has no name that a report fills") as raised:
        write_files(report(), [tmp_path / "a.xlsx"], template=tmp_path / "plain.xlsx")
    assert "title, subtitle, paragraph" in raised.value.hint
    assert "customers, classes" in raised.value.hint


@pytest.mark.parametrize("content", [b"no archive", None])
def test_what_is_no_workbook(tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / "bad.xlsx").write_bytes(content)
    with pytest.raises(UsageError, match="cannot be read as a workbook"):
        write_files(report(), [tmp_path / "a.xlsx"], template=tmp_path / "bad.xlsx")


def test_sheets_of_other_programs() -> None:
    sheet = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2" ht="9"><x:c r="B2" s="4" t="s"><x:v>0</x:v>'
        '</x:c><x:c r="D2"/></x:row><x:row r="9"/></x:sheetData><x:end/></x:worksheet>'
    )
    assert patched(
        sheet, {(2, 2): 5, (2, 3): "a<b", (4, 1): datetime(2026, 1, 1).date(), (9, 1): None}
    ) == (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2" ht="9"><x:c r="B2" s="4"><x:v>5</x:v></x:c>'
        '<x:c r="C2" t="inlineStr"><x:is><x:t xml:space="preserve">a&lt;b</x:t></x:is></x:c><x:c r="D2"/>'
        '</x:row><x:row r="4"><x:c r="A4"><x:v>46023</x:v></x:c></x:row>'
        '<x:row r="9"><x:c r="A9"/></x:row></x:sheetData><x:end/></x:worksheet>'
    )
    bare = "<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>"
    assert patched(bare, {(1, 2): 5}) == bare.replace("2", "5")
    assert patched("<worksheet><sheetData/></worksheet>", {(1, 1): 1.5}) == (
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1.5</v></c></row></sheetData></worksheet>'
    )


@pytest.mark.parametrize(
    ("output", "message"),
    [("a.html", "--template is for workbooks"), ("brand.xlsx", "this output is the template")],
)
def test_a_template_is_for_another_workbook(
    program: Callable[..., Done], output: str, message: str
) -> None:
    done = program("report", "sales.csv", "--template", "brand.xlsx", "-o", output)
    assert done.status == 2
    assert message in done.err
