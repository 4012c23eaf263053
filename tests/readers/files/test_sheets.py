"""Workbooks and Parquet files become texts whose lines are their rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from repurchase_cli.errors import InputError
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.files import containers
from repurchase_cli.readers.files.inputs import Expanded, expand

HEADER = ["order_id", "date", "amount"]
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def opened(book: Workbook | bytes, tmp_path: Path, name: str = "book.xlsx") -> Expanded:
    path = tmp_path / name
    if isinstance(book, bytes):
        path.write_bytes(book)
    else:
        book.save(path)
    workspace = tmp_path / "w"
    workspace.mkdir(exist_ok=True)
    return expand([str(path)], workspace)


def text(book: Workbook | bytes, tmp_path: Path) -> str:
    (item,) = opened(book, tmp_path).inputs
    return item.path.read_text(encoding="utf-8")


def cells(value: object, number_format: str | None, tmp_path: Path) -> str:
    """Return what the text holds for one cell."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    sheet.append(["1", value, "x"])
    if number_format:
        sheet["B2"].number_format = number_format
    return list(csv.reader(io.StringIO(text(book, tmp_path))))[1][1]


def raw_book(
    sheet: str, *, strings: str = "", styles: str = "", prefix: str = "", workbook: str = ""
) -> bytes:
    """Return a workbook whose parts are written by hand."""
    p = f"{prefix}:" if prefix else ""
    ns = NS if not prefix else NS.replace("xmlns", f"xmlns:{prefix}")
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{REL}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<{p}workbook {ns} xmlns:r="{REL}">{workbook}<{p}sheets>'
        f'<{p}sheet name="S" sheetId="1" r:id="r1"/></{p}sheets></{p}workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<{p}worksheet {ns}><{p}sheetData>{sheet}"
        f"</{p}sheetData></{p}worksheet>",
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst {NS}>{strings}</sst>"
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {NS}>{styles}</styleSheet>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_rows_number_is_its_line(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["C3"], sheet["D3"], sheet["E3"] = HEADER
    sheet["C5"], sheet["D5"] = "1", "a\r\nb\nc"
    sheet["C6"], sheet["E6"] = "2", ' q"u,o '
    sheet["C9"], sheet["D9"], sheet["G9"] = "3", "x", "   "
    assert text(book, tmp_path) == (
        '\n\norder_id,date,amount\n\n1,a b c,\n2,," q""u,o "\n\n\n3,x,\n'
    )


@pytest.mark.parametrize(
    ("value", "shown", "number_format"),
    [
        (17850.0, "17850", None), (0.1 + 0.2, "0.3", None), (-12.5, "-12.5", "0.00"),
        (1e-7, "0.0000001", None), (123456789012345, "123456789012345", None),
        (1234567890123456789, "1.234567890123457E+18", None), (0.15, "0.15", "0%"),
        (1234567890123457, "1234567890123457", None),
        (1234567890123450, "1.23456789012345E+15", None),
        (True, "TRUE", None), (False, "FALSE", None), ("00123", "00123", None),
        ("50%", "50%", None),
        (123, "00123", "00000"), (dt.date(2024, 2, 29), "2024-02-29", None),
        (dt.datetime(2024, 2, 29, 13, 5, 59), "2024-02-29 13:05:59", None),
        (dt.datetime(2024, 2, 29), "2024-02-29 00:00:00", "yyyy-mm-dd h:mm"),
        (dt.datetime(2024, 2, 29), "2024-02-29", "d/m/yy"), (dt.time(9, 30), "09:30:00", None),
        (45000, "2023-03-15", 'yyyy"年"m"月"d"日"'), (45000, "2023-03-15", "[$-804]e/m/d;@"),
        (45000.5, "2023-03-15 12:00:00", "d/m/yy"), (45000, "45000", '#,##0.00 "Stück dmy"'),
        (45000, "45000", "[Red]0.00"), (0.5, "12:00:00", "[h]:mm"), (1.5, "1.5", "0.00E+00"),
        ("#N/A", "", None), ("=1+1", "=1+1", None), (59, "1900-02-28", "d/m/yy"),
        (60, "1900-02-29", "d/m/yy"),
        (-5, "-5", "d/m/yy"), (99999999, "99999999", "d/m/yy"), (45000, "2023-03-15", "mmm-yy"),
    ],
)  # fmt: skip
def test_cells(value: object, shown: str, number_format: str | None, tmp_path: Path) -> None:
    assert cells(value, number_format, tmp_path) == shown


def test_dates_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    book = raw_book(
        '<row r="1"><c r="A1" s="1"><v>43538</v></c><c r="B1"><v>1</v></c></row>'
        '<row r="2"><c r="A2" s="1"><v>0</v></c><c r="B2"><v>1</v></c></row>',
        styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
        workbook='<workbookPr date1904="1"/>',
    )
    assert text(book, tmp_path) == "2023-03-15,1\n1904-01-01,1\n"


def test_cells_written_in_less_usual_ways(tmp_path: Path) -> None:
    """No cell names, rich and phonetic text, escapes, formulas, inline text, a prefix, CDATA."""
    strings = (
        "<si><t>顧客</t><rPh><t>コキャク</t></rPh></si><si><r><t>a</t></r><r><t>mount</t></r></si>"
        "<si><t>l1_x000D_\nl2</t></si>"
    )
    sheet = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>\n <row spans="1:3">\n'
        '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>'
        '<c t="str"><f>A1&amp;"x"</f><v>formula</v></c><c t="e"><v>#N/A</v></c>'
        '<c t="s"><v>2</v></c><c t="d"><v>2024-01-02T00:00:00</v></c>'
        "<c><f>1+1</f><v>2</v></c></row>"
    )
    assert text(raw_book(sheet, strings=strings), tmp_path) == (
        "顧客,amount,,,,\ninline,formula,,l1 l2,2024-01-02,2\n"
    )
    prefixed = (
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
        '<x:c r="B1"><x:v><![CDATA[2]]></x:v></x:c></x:row>'
    )
    book = raw_book(prefixed + prefixed.replace("1", "2"), prefix="x")
    assert text(book, tmp_path) == "1,2\n2,2\n"


def test_a_formula_without_its_value_stands_as_it_is_and_an_empty_text_is_blank(
    tmp_path: Path,
) -> None:
    row = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v/></c>'
        '<c r="C1" t="str"><f>IF(A1,"","x")</f><v></v></c><c r="D1"><f>A1+1</f><v>2</v></c></row>'
    )
    book = raw_book(row + row.replace("1", "2").replace("<v>2<", "<v>3<"))
    assert text(book, tmp_path).splitlines()[0] == "1,=A1*2,,2"


def test_sales_of_formulas_without_their_values_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["order_id", "date", "customer_id", "qty", "price", "amount"])
    for i in range(2, 8):
        sheet.append([i, f"2024-01-0{i}", "ann", i, 10.5, f"=D{i}*E{i}"])
    book.save(tmp_path / "sales.xlsx")
    with (
        pytest.raises(InputError, match="holds formulas"),
        open_sales([str(tmp_path / "sales.xlsx")]),
    ):
        pass


def test_sheets_that_are_read(tmp_path: Path) -> None:
    book = Workbook()
    notes = book.worksheets[0]
    notes.title = "Notes"
    notes["A1"], notes["A2"] = "made by the till", "do not edit"
    for title, state in [("Jan", "visible"), ("Old", "hidden"), ("Feb (2)", "visible")]:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(HEADER)
        sheet.append(["1", "2024-01-01", title])
    book.create_chartsheet("Chart")
    found = opened(book, tmp_path, "b.xlsm")
    assert [item.name.rpartition("/")[2] for item in found.inputs] == [
        "b.xlsm[Jan]",
        "b.xlsm[Feb (2)]",
    ]
    assert {item.format for item in found.inputs} == {"xlsx"}
    assert [en.rpartition("/")[2] for en, _ in found.notes] == [
        "b.xlsm: the hidden sheet Old was not read"
    ]


def test_merged_cells_keep_their_value_in_the_first(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADER, ["1", "a", 5], [None, "b", 6]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    assert text(book, tmp_path) == "order_id,date,amount\n1,a,5\n,b,6\n"


def test_a_workbook_in_an_archive(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(HEADER)
    book.worksheets[0].append(["1", "2", "3"])
    out, packed = io.BytesIO(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b.xlsx", out.getvalue())
    (item,) = opened(packed.getvalue(), tmp_path, "a.zip").inputs
    assert item.name.endswith("a.zip/b.xlsx[Sheet]")


ROW = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'


@pytest.mark.parametrize(
    ("sheet", "what"),
    [
        ("", "no sheet of this workbook holds a table"),
        (ROW, "no sheet of this workbook holds a table"),
        (ROW + ROW, "row 1 is out of order"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "damaged"),
        ('<row r="9999999"><c r="A1"><v>7</v></c></row>', "out of order"),
        ('<row r="x"/>', "damaged"),
        ('<row r="1"><c r="XFE1"><v>7</v></c></row>', "no cell XFE1"),
        ('<row r="1"><c r="11"><v>7</v></c></row>', "no cell 11"),
        ("<row>", "damaged"),
    ],
)
def test_workbooks_that_are_refused(sheet: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=what) as caught:
        opened(raw_book(sheet), tmp_path)
    assert caught.value.hint


def test_entities_are_refused(tmp_path: Path) -> None:
    book = raw_book(ROW)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            if "sheet1" in item:
                data = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + data
            new.writestr(item, data)
    with pytest.raises(InputError, match="declares entities"):
        opened(out.getvalue(), tmp_path)


def test_a_far_cell_costs_nothing(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFC1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'
    lines = text(raw_book(ROW + far), tmp_path).split("\n")
    assert len(lines) == 1048577
    assert lines[0].startswith("1,2")


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "RATIO_FROM", 1 << 20)
    with pytest.raises(InputError, match="200 times its size"):
        opened(raw_book(ROW + " " * (4 << 20)), tmp_path)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_workbooks_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    book = bytearray(raw_book(ROW + ROW.replace('1"', '2"'), strings="<si><t>a</t></si>"))
    for _ in range(data.draw(st.integers(1, 4))):
        book[data.draw(st.integers(4, len(book) - 1))] = data.draw(st.integers(0, 255))
    try:
        opened(bytes(book), tmp_path_factory.mktemp("x"))
    except InputError as error:
        assert error.hint


def parquet(tmp_path: Path, query: str, name: str = "s.parquet") -> list[list[str]]:
    path = tmp_path / name
    duckdb.execute(f"copy ({query}) to '{tmp_path}/made' (format parquet)")
    (tmp_path / "made").rename(path)
    workspace = tmp_path / "w"
    workspace.mkdir(exist_ok=True)
    (item,) = expand([str(path)], workspace).inputs
    assert item.format == "parquet"
    with item.path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


@pytest.mark.parametrize(
    ("sql", "shown"),
    [
        ("17850.0::double", "17850"), ("0.1::double", "0.1"), ("'nan'::double", ""), ("null", ""),
        ("1234567890123456789::double", "1.2345678901234568E+18"), ("12.50::decimal(9,2)", "12.50"),
        ("1234567890123456789::bigint", "1234567890123456789"), ("date '2024-02-29'", "2024-02-29"),
        ("timestamp '2024-02-29 13:05:59'", "2024-02-29 13:05:59"), ("true", "true"),
        ("timestamptz '2024-02-29 13:05:59+08'", "2024-02-29 05:05:59+00"), ("'a\nb'", "a b"),
        ("[1, 2]", "[1, 2]"), ("'张三'", "张三"), ("'00123'", "00123"), ("'张三'::blob", "张三"),
    ],
)  # fmt: skip
def test_parquet_values(sql: str, shown: str, tmp_path: Path) -> None:
    if "blob" in sql:
        sql = "encode('张三')"
    assert parquet(tmp_path, f"select 'x' as a, {sql} as b") == [["a", "b"], ["x", shown]]


def test_parquet_names_and_order(tmp_path: Path) -> None:
    rows: list[Any] = parquet(
        tmp_path, 'select i as "a""\n\'b", i from range(50000) t(i)', "a=1 [x]*.parquet"
    )
    assert rows[0] == ["a\" 'b", "i"]
    assert [int(row[1]) for row in rows[1:]] == list(range(50000))


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    parquet(tmp_path, "select 1 as a, 'abc' as b")
    data = (tmp_path / "s.parquet").read_bytes()
    for broken in (data[:-9], data[:40] + b"\0" * 60, data[:-4] + b"PARE"):
        with pytest.raises(InputError, match="cannot be read") as caught:
            opened(broken, tmp_path, "t.parquet")
        assert caught.value.hint
