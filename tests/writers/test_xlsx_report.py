"""The workbook of a report: cover, chapters, tables by their names, and what is printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from repurchase_cli.document import Chart, Section, Text
from repurchase_cli.writers import write_files
from repurchase_cli.writers.xlsx import tables
from tests.writers.report import monthly, report, table
from tests.writers.test_xlsx import column, written

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

if TYPE_CHECKING:
    from openpyxl import Workbook

    from repurchase_cli.document import Document
    from tests.writers.conftest import OneTable


def excel_tables(book: Workbook) -> dict[str, list[list[Any]]]:
    """Return the rows of Excel's own tables by their names, headings first."""
    return {
        found.displayName: [[cell.value for cell in row] for row in sheet[found.ref]]
        for sheet in book.worksheets
        for found in sheet.tables.values()
    }


def test_sheets_tell_the_story_and_large_tables_come_last() -> None:
    assert written(report()).sheetnames == [
        "Cover", "Customer classes", "Months", "Coming back", "Cohorts", "Best customers",
        "Columns", "Settings", "Intake",
        "intervals.curve", "cohorts.cohorts", "customers",
    ]  # fmt: skip


def test_the_cover_has_paragraph_figures_and_links() -> None:
    book = written(report())
    cover = book["Cover"]
    assert column(book, "Cover", "A")[:7] == [
        "The month: June 2026", "1 Jun 2026 – 30 Jun 2026 · as of 30 Jun 2026 · CNY", None,
        "Customers: 1,543, 12.4% more than in May (1,373). They paid 5,866,525 CNY, 647,000 more.",
        None, "Key figures", "Key figure",
    ]  # fmt: skip
    figures = excel_tables(book)["key_figures"][1:]
    assert [row[1] for row in figures] == [float(one.value) for one in report().figures]
    assert figures[5][:8] == [
        "Repurchase rate", 0.412, 0.412, "−1.8 points", "may be chance", 0.412, "−1.8 points",
        "−4.0 … +1.0 points",
    ]  # fmt: skip
    assert (cover["B12"].number_format, cover["B13"].number_format) == ("#,##0.00", "0.0%")
    links = [cell.hyperlink.location for cell in cover["A"] if cell.hyperlink]
    others = [
        name for name in book.sheetnames if name not in {"Cover", "Columns", "Settings", "Intake"}
    ]
    assert links == [f"'{name}'!A1" for name in others]


def test_small_lines_draw_the_months_beside_what_is_printed(tmp_path: Path) -> None:
    write_files(report(), [tmp_path / "a.xlsx"])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<xm:f>Cover!K8:W8</xm:f><xm:sqref>I8</xm:sqref>" in xml
    assert xml.count("<x14:sparkline>") == 10
    assert xml.endswith("</extLst></worksheet>")
    cover = openpyxl.load_workbook(tmp_path / "a.xlsx")["Cover"]
    assert cover.print_area == "'Cover'!$A$1:$I$33"
    assert cover["K7"].value == datetime(2025, 6, 1)
    assert [cell.value for cell in cover["W"][6:9]] == [datetime(2026, 6, 1), 1543, 312]
    assert [cell.value for cell in cover[17]][10:13] == [None, 0.5, None]


def test_cells_are_those_of_the_json(tmp_path: Path) -> None:
    document = replace(report(), sections=tuple(map(unnamed, report().sections)))
    write_files(document, [tmp_path / "a.json", tmp_path / "a.xlsx"], masked=True)
    data = json.loads((tmp_path / "a.json").read_text("utf-8"))["tables"]
    found = excel_tables(openpyxl.load_workbook(tmp_path / "a.xlsx"))
    for name, records in data.items():
        _, *rows = found[name.replace(".", "_")]
        assert len(rows) == len(records)
        for row, record in zip(rows, records, strict=True):
            assert [*map(comparable, row)] == [*map(comparable, record.values())], name


def unnamed(section: Section) -> Section:
    """Return a section whose table shows keys as they are, as JSON does."""
    return replace(section, table=section.table and replace(section.table, names={}))


def comparable(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return float(f"{value:.15g}")  # as many digits as Excel keeps
    if isinstance(value, str):  # a workbook holds no escapes
        return "".join(filter(str.isprintable, value)) or None
    return value


def test_a_chart_reads_its_table_where_the_chapter_shows_it() -> None:
    book = written(report())
    line, bars = book["Months"]._charts  # type: ignore[attr-defined]
    assert line.series[0].val.numRef.f == "'Months'!$B$6:$B$18"
    assert bars.series[0].val.numRef.f == "'Months'!$D$6:$D$18"


def test_a_table_that_an_earlier_chart_reads_has_a_sheet() -> None:
    heading = Text("Before", "之前")
    chart = Chart("column", heading, "months", "cohort", ("revenue",))
    sections = (
        Section(heading, chart=chart),
        Section(Text("Months", "各月"), (), table("months", monthly())),
    )
    book = written(replace(report(), sections=sections, main="months"))
    assert book.sheetnames[-1] == "months (2)"
    (drawn,) = book["Before"]._charts  # type: ignore[attr-defined]
    assert drawn.series[0].val.numRef.f == "'months (2)'!$D$2:$D$14"


@pytest.mark.parametrize(
    "document", [report(), replace(report(), figures=())], ids=["report", "command"]
)
def test_every_sheet_prints_a_page_wide_with_file_date_and_page(document: Document) -> None:
    for sheet in written(document).worksheets:
        footer = sheet.oddFooter
        texts = [getattr(footer, place).text for place in ("left", "center", "right")]
        assert texts == ["&F", "as of 30 Jun 2026", "&P / &N"]
        assert sheet.sheet_properties.pageSetUpPr
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0


def test_headings_differ_and_names_are_no_cells(one_table: OneTable) -> None:
    assert tables.headings(["a", "A", "", "a (2)", " ", "x\ny"]) == [
        "a",
        "A (2)",
        "-",
        "a (2) (2)",
        "- (2)",
        "x y",
    ]
    for name, expected in [
        ("top10", "_top10"),
        ("1st list", "_1st_list"),
        ("生日", "生日"),
        ("r", "_r"),
    ]:
        document = one_table(a=("text", ["x"]))
        (section,) = document.sections
        assert section.table
        named = replace(section, table=replace(section.table, name=name))
        book = written(replace(document, main=name, sections=(named,)))
        assert list(book[book.sheetnames[1]].tables) == [expected]


def test_a_table_without_rows_has_a_blank_one(one_table: OneTable) -> None:
    document = one_table(a=("text", []))
    assert written(document)["things"].tables["things"].ref == "A1:A2"
    book = written(replace(document, figures=report().figures))
    assert excel_tables(book)["things"] == [["a"], [None]]


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.writers.report import report;"
        "from repurchase_cli.writers import write_files;"
        "write_files(report(), [Path(path) for path in sys.argv[1:]])"
    )
    names = ["a.xlsx", "a.html", "a.json", "a.md"]
    (tmp_path / "other").mkdir()
    subprocess.run(
        [sys.executable, "-c", code, *(tmp_path / "other" / name for name in names)],
        check=True, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONHASHSEED": "1"},
    )  # fmt: skip
    for path in write_files(report(), [tmp_path / name for name in names]):
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes(), path.name


def test_the_workbook_is_dated_by_the_as_of_date() -> None:
    properties = written(report()).properties
    assert properties.created == properties.modified == datetime(2026, 6, 30)
    assert date(2026, 6, 30) == report().as_of
