from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest

from repurchase_cli import progress
from repurchase_cli.document import Section
from repurchase_cli.writers import write_files, xlsx
from repurchase_cli.writers.xlsx.looks import sheet_name

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from repurchase_cli.document import Document, Language
    from tests.writers.conftest import OneTable


def written(document: Document, language: Language = "en", **options: Any) -> Workbook:
    out = io.BytesIO()
    main = document.tables[document.main]
    options = {"masked": False} | options
    xlsx.write(document, out, table=main, language=language, **options)
    return openpyxl.load_workbook(out)


def column(book: Workbook, sheet: str, letter: str) -> list[object]:
    return [cell.value for cell in book[sheet][letter]]


def everything(book: Workbook) -> str:
    return str([list(sheet.values) for sheet in book])


def test_sheets_in_order_main_table_first(document: Document) -> None:
    assert written(document).sheetnames == [
        "Summary", "customers", "classes", "Columns", "Settings", "Intake",
    ]  # fmt: skip


def test_read_back(document: Document) -> None:
    sheet = written(document)["customers"]
    assert [cell.value for cell in sheet[2]] == [
        "0001", datetime(2023, 6, 30), 0, 3, 129.696, 30.123456789, 5,
        "loyal", "张三丰", "13800138000", "kate@example.com",
    ]  # fmt: skip
    assert [cell.number_format for cell in sheet[2]] == [
        "@", "yyyy-mm-dd", "#,##0", "#,##0", "#,##0.00", "#,##0.0", "#,##0", "@", "@", "@", "@",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[4]][:2] == ["-5", None]
    assert sheet["F4"].value is None  # infinity
    assert sheet.freeze_panes == "B2"
    assert sheet.tables["customers"].ref == sheet.tables["customers"].autoFilter.ref == "A1:K9"


def test_the_sheet_says_how_large_it_is(document: Document, tmp_path: Path) -> None:
    write_files(document, [tmp_path / "a.xlsx"])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True)
    assert book["customers"].calculate_dimension() == "A1:K9"
    book.close()


def test_blanks_around_a_text_are_kept(one_table: OneTable, tmp_path: Path) -> None:
    write_files(one_table(a=("text", [" x "])), [tmp_path / "a.xlsx"])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert '<t xml:space="preserve"> x </t>' in sheet


def test_read_back_by_pandas(document: Document, tmp_path: Path) -> None:
    write_files(document, [tmp_path / "a.xlsx"])
    frame = pd.read_excel(tmp_path / "a.xlsx", sheet_name="customers", dtype={"Customer": str})
    assert len(frame) == 8
    assert frame["Customer"][0] == "0001"
    assert frame["Last purchase"][1] == pd.Timestamp("2023-01-02")


def test_texts_are_text_and_formulas_quoted(document: Document) -> None:
    book = written(document)
    ids = list(book["customers"]["A"])[1:]
    assert {cell.data_type for cell in ids} == {"s"}
    quoted = [cell.value for cell in ids if cell.quotePrefix]
    assert quoted == ["=cmd()", "-5", "+8613800138000", "@at"]
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


def test_formulas_from_names_of_files_and_settings(one_table: OneTable) -> None:
    document = replace(
        one_table(a=("text", ["#N/A"])), settings={"=a": "=1+1"}, intake={"files": ["=x.csv", "b"]}
    )
    book = written(document)
    assert (book["Settings"]["A2"].data_type, book["Settings"]["B2"].data_type) == ("s", "s")
    assert book["Settings"]["B2"].quotePrefix
    assert book["Intake"]["B2"].value == "=x.csv, b"
    assert book["things"]["A2"].data_type == "s"
    assert book["Summary"]["A5"].data_type == "s"


def test_settings_and_intake_are_flattened(document: Document) -> None:
    campaigns = {"campaigns": [{"name": "vip", "on": True}, {"name": "new", "share": 0.5}]}
    book = written(replace(document, settings=campaigns))
    assert column(book, "Settings", "A")[1:] == [
        "campaigns[1].name", "campaigns[1].on", "campaigns[2].name", "campaigns[2].share",
    ]  # fmt: skip
    assert column(book, "Settings", "B")[1:] == ["vip", True, "new", 0.5]
    assert column(book, "Intake", "A")[1:] == ["records", "excluded.no_customer", "first"]
    assert column(book, "Intake", "B")[3] == datetime(2023, 1, 2)


@pytest.mark.parametrize(("language", "label"), [("en", "Revenue"), ("zh", "累计金额")])
def test_labels_and_meanings_in_the_language(
    document: Document, language: Language, label: str
) -> None:
    book = written(document, language)
    assert book["customers"]["E1"].value == label
    rows = list(book["Columns"].iter_rows(min_row=2, values_only=True))
    meaning = "meaning of revenue" if language == "en" else "revenue 的含义"
    assert ("customers", "revenue", label, "CNY", meaning) in rows
    assert len(rows) == 19


def test_the_summary_shows_what_the_screen_shows(document: Document) -> None:
    book = written(document)
    sheet = book["Summary"]
    texts = [cell.value for cell in sheet["A"] if cell.value]
    assert texts[:5] == [
        "Customer classes", "as of 30 Jun 2023 · CNY", "Customer classes",
        "47,000 customers bought at least once.", "Class",
    ]  # fmt: skip
    assert texts[9] == "Notes"
    assert sheet["D8"].value == 9876543.21
    assert sheet["C8"].number_format == "0.0%"


def test_the_chart_stands_below_its_table_and_above_the_notes(document: Document) -> None:
    book = written(document)
    (chart,) = book["Summary"]._charts  # type: ignore[attr-defined]
    rows = {cell.value: cell.row for cell in book["Summary"]["A"]}
    top = chart.anchor._from.row + 1
    assert rows["lost"] < top
    assert rows["Notes"] >= top + 15
    assert chart.series[0].val.numRef.f == "'Summary'!$B$8:$B$11"
    assert chart.series[0].cat.numRef.f == "'Summary'!$A$8:$A$11"


def test_the_chart_of_a_hidden_table_reads_its_sheet(document: Document) -> None:
    first, *rest = document.sections
    assert first.table is not None
    hidden = replace(first, table=replace(first.table, shown=False))
    book = written(replace(document, sections=(hidden, *rest)))
    (chart,) = book["Summary"]._charts  # type: ignore[attr-defined]
    assert chart.series[0].val.numRef.f == "'classes'!$B$2:$B$5"
    assert chart.series[0].cat.numRef.f == "'classes'!$A$2:$A$5"


def test_people_read_names_and_data_keeps_values(document: Document) -> None:
    book = written(document, "zh")
    assert "忠诚型" in column(book, "Summary", "A")
    assert column(book, "classes", "A")[1:] == ["loyal", "potential", "drifting", "lost"]


def test_the_summary_shows_the_beginning_of_a_long_table(one_table: OneTable) -> None:
    book = written(one_table(n=("integer", list(range(1000)))))
    found = column(book, "Summary", "A")
    assert max(one for one in found if isinstance(one, int)) == 199
    assert found[-1] == "+ 800 more rows: things"
    assert len(column(book, "things", "A")) == 1001


def test_contacts_are_masked_on_the_summary_only(document: Document) -> None:
    shown = [replace(s, table=s.table and replace(s.table, shown=True)) for s in document.sections]
    document = replace(document, sections=tuple(shown))
    book = written(document)
    summary = str(list(book["Summary"].values))
    assert "138****8000" in summary
    assert "13800138000'" not in summary.replace("+8613800138000", "")
    assert "张三丰" in column(book, "customers", "I")
    masked = everything(written(document, masked=True))
    assert "张三丰" not in masked
    assert "kate" not in masked


def test_more_rows_than_a_sheet_holds(document: Document) -> None:
    book = written(document, sheet_rows=5)
    assert book.sheetnames[1:4] == ["customers", "customers (2)", "classes"]
    assert len(column(book, "customers", "A")) == len(column(book, "customers (2)", "A")) == 5
    assert column(book, "customers (2)", "A")[:2] == ["Customer", "客户5"]
    assert book["customers (2)"].tables["customers_2"].ref == "A1:K5"


def test_many_rows_keep_their_order(one_table: OneTable) -> None:
    numbers: list[object] = list(range(12_001))
    book = written(one_table(n=("integer", numbers), t=("text", [f"t{n}" for n in numbers])))
    assert column(book, "things", "A")[1:] == numbers
    assert book["things"]["B12002"].value == "t12000"


def test_forbidden_characters_are_removed_and_counted(one_table: OneTable) -> None:
    texts = ["a\x00b\x0bc", "\ufffe", "ok \U0001f457", "tab\tline\nend ", "<&>\"'", "a\r\nb", " "]
    book = written(one_table(a=("text", texts)))
    assert column(book, "things", "A")[1:] == [
        "abc", None, "ok \U0001f457", "tab\tline\nend ", "<&>\"'", "a\r\nb", " ",
    ]  # fmt: skip
    assert "3 characters that a workbook cannot hold were removed." in everything(book)


def test_long_texts_are_cut_and_counted(one_table: OneTable) -> None:
    book = written(one_table(a=("text", ["x" * 40_000, "\U0001f457" * 20_000, "y" * 32_767])))
    lengths = [len(str(one).encode("utf-16-le")) // 2 for one in column(book, "things", "A")[1:]]
    assert lengths == [32_767, 32_766, 32_767]
    assert "2 texts longer than 32,767 characters were cut." in everything(book)


def test_nothing_lost_is_not_mentioned(one_table: OneTable) -> None:
    assert "removed" not in everything(written(one_table(a=("text", ["x"]))))


def test_values_of_every_origin(one_table: OneTable) -> None:
    book = written(
        one_table(
            money=("money", [Decimal("12.5"), None, Decimal("NaN")]),
            number=("number", [1e-9, float("inf"), float("nan")]),
            na=("integer", pd.array([1, None, 3], dtype="Int64")),
            day=("date", [date(2023, 1, 2), date(1900, 1, 1), None]),
            nested=("text", [{"r": 0.5}, None, {"r": 2.0}]),
        )
    )
    assert list(book["things"].values)[1:] == [
        (12.5, 1e-9, 1, datetime(2023, 1, 2), "r=0.5"),
        (None, None, None, "1900-01-01", None),
        (None, None, 3, None, "r=2.0"),
    ]


def test_without_rows(one_table: OneTable) -> None:
    book = written(one_table(a=("text", []), b=("money", []), c=("date", [])))
    assert list(book["things"].values) == [("a", "b", "c")]


def test_every_part_is_well_formed_and_names_nobody(document: Document, tmp_path: Path) -> None:
    write_files(document, [tmp_path / "a.xlsx"])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314 - our own file
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:creator>repurchase</dc:creator>" in core
    assert "lastModifiedBy" not in core


def test_a_table_named_like_our_own_sheets(one_table: OneTable) -> None:
    document = one_table(a=("text", ["x"]))
    (section,) = document.sections
    assert section.table is not None
    named = replace(section.table, name="settings")
    sections = (Section(section.heading, table=named),)
    book = written(replace(document, main="settings", sections=sections))
    assert book.sheetnames == ["Summary", "settings (2)", "Columns", "Settings", "Intake"]


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [
        ("a[b]:*?/\\c", 1, "a_b______c"), ("x" * 40, 1, "x" * 31), ("x" * 40, 2, "x" * 27 + " (2)"),
        ("taken", 1, "taken (2)"), ("'q'", 1, "q"), ("", 1, "table"),
    ],
)  # fmt: skip
def test_sheet_names(name: str, number: int, expected: str) -> None:
    assert sheet_name(name, number, {"taken"}) == expected


class Watching(io.BytesIO):
    """A file that notes, whenever it is written to, what is being done."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, float | None]] = []

    def write(self, data: Any) -> int:
        work = progress.current()
        assert work
        self.seen.append((work.what[0], work.share()))
        return super().write(data)


def test_a_workbook_tells_how_many_rows_are_written(one_table: OneTable) -> None:
    document = one_table(n=("integer", list(range(20_000))))
    out = Watching()
    xlsx.write(document, out, table=document.tables[document.main], language="en", masked=False)
    shares = [share or 0.0 for _, share in out.seen]
    assert {name for name, _ in out.seen} == {"writing the workbook"}
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert len(set(shares)) >= 3
