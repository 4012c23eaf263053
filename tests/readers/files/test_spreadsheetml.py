"""Workbooks that are one XML text, named .xls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from tests.shops import OpenShop


def cell(kind: str, value: str, more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def head(*names: str) -> str:
    return f"<Row>{''.join(cell('String', name) for name in names)}</Row>"


ROWS = f"""<Row>{cell("String", "销售明细", ' ss:MergeAcross="3"')}</Row>
<Row ss:Index="3">{head("单据编号", "日期", "会员卡号", "金额").removeprefix("<Row>")}
<Row>{cell("String", "0001")}{cell("DateTime", "2024-03-01T00:00:00.000")}{
    cell("Number", "13800138001", ' ss:MergeDown="1"')
}<Cell><Data ss:Type="Number">12.5</Data><Comment><ss:Data>9<B>9</B></ss:Data></Comment></Cell></Row>
<Row>{cell("String", "0002")}{cell("DateTime", "2024-03-02T10:30:00.000")}{
    cell("Number", "7", ' ss:Index="4"')
}</Row>
<Row>{cell("String", "0003")}{cell("DateTime", "2024-03-02T10:30:00.000")}{cell("String", "00013")}{
    cell("Error", "#N/A")
}</Row>"""


def book(rows: str = ROWS, *, declared: str = "utf-8", visible: str = "SheetVisible") -> str:
    spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet"
    return f"""<?xml version="1.0" encoding="{declared}"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="{spreadsheet}" xmlns:ss="{spreadsheet}">
<Worksheet ss:Name="订单"><Table>{rows}</Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>{visible}</Visible>
</WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("declared", "written"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-16", "utf-16")]
)
def test_rows_cells_and_types(shop: OpenShop, declared: str, written: str) -> None:
    found = shop(book(declared=declared).encode(written))
    assert found.bought == {"13800138001": (2, 19.5)}
    assert found.days == {"13800138001": ("2024-03-01", "2024-03-02")}
    assert found.codes == [(6, "amount_missing")]


def test_a_time_of_day_has_no_day(shop: OpenShop) -> None:
    line = cell("DateTime", "2024-03-01T00:00:00.000") + cell("DateTime", "1899-12-31T23:30:00.000")
    rows = head("日期", "时间", "会员卡号", "金额") + (
        f"<Row>{line}{cell('String', 'a')}{cell('Number', '1E1')}</Row>" * 2
    )
    found = shop(book(rows), day_ends_at="23:45")
    assert found.days == {"a": ("2024-02-29", "2024-02-29")}


def test_a_hidden_sheet_is_not_read(shop: OpenShop) -> None:
    with pytest.raises(InputError, match="no sheet of this workbook") as refused:
        shop(book(visible="SheetHidden"))
    assert "unhide" in refused.value.hint


@pytest.mark.parametrize(
    "text",
    [
        book().replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]>\n<Workbook'),
        book()[:-40],
        book().replace('ss:Index="4"', 'ss:Index="99999"'),
        book().replace('ss:Index="3"', 'ss:Index="1"'),
        book().replace('ss:Index="3"', 'ss:Index="third"'),
    ],
)
def test_damage_is_refused(shop: OpenShop, text: str) -> None:
    with pytest.raises(InputError, match="damaged"):
        shop(text)
