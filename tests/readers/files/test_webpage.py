"""Web pages that tills save as .xls: tables, spans, encodings, several tables, lines."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.files.inputs import expand
from repurchase_cli.readers.files.webpage import from_webpage
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import OpenShop

HEAD = "<tr><th>单据编号</th><th>日期</th><th>会员卡号</th><th>商品名称</th><th>金额</th></tr>\n"
ROWS = (
    "<tr><td>0001</td><td>2024-03-01</td><td rowspan=2>00012</td><td>衬衫</td><td>30</td></tr>\n"
    "<tr><td>0001</td><td>2024-03-01</td><td>裤子</td><td>20</td></tr>\n"
    "<tr><td>0002</td><td>2024-03-05</td><td>00013</td><td>鞋</td><td>many</td></tr>\n"
)
TABLE = f"<table border=1>\n<tr><td colspan=5>销售明细</td></tr>\n{HEAD}{ROWS}</table>\n"


def page(body: str, charset: str = "gb2312") -> str:
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n<head>'
        f'<meta http-equiv=Content-Type content="text/html; charset={charset}">\n'
        "<style>td {mso-number-format:'\\@'}</style>\n"
        "<!--[if gte mso 9]><xml><table><tr><td>no<td>table</tr></table></xml><![endif]-->\n"
        f"</head><body>\n{body}</body></html>"
    )


@pytest.mark.parametrize(
    ("charset", "written"),
    [("gb2312", "gb18030"), ("gb2312", "utf-8"), ("iso-8859-1", "gb18030"), ("utf-8", "utf-16")],
)
def test_a_table_is_read_in_what_its_page_is_written_in(
    shop: OpenShop, charset: str, written: str
) -> None:
    found = shop(page(TABLE, charset).encode(written))
    assert found.bought == {"00012": (1, 50)}
    assert found.codes == [(11, "amount_unreadable")]


def test_the_encoding_that_is_named_concerns_texts_alone(shop: OpenShop) -> None:
    text = "单据编号,日期,会员卡号,商品名称,金额\n0007,2024-03-09,00015,帽,9\n".encode("gb18030")
    found = shop(text, page(TABLE).encode("gb18030"), wishes=Wishes(encoding="gb18030"))
    assert found.bought == {"00012": (1, 50), "00015": (1, 9)}


def test_a_page_of_one_line_counts_rows(shop: OpenShop) -> None:
    found = shop("<table>" + (HEAD + ROWS).replace("\n", "") + "</table>")
    assert found.codes == [(4, "amount_unreadable")]


def test_rows_and_cells_need_not_be_closed(shop: OpenShop) -> None:
    open_ended = page(TABLE).replace("</td>", "").replace("</tr>", "").replace("</table>", "")
    assert shop(open_ended).bought == {"00012": (1, 50)}


@pytest.mark.parametrize(
    ("cell", "product"),
    [
        ("A&amp;B&nbsp;shirt", "A&B shirt"),
        ("<b>A</b><font color=red>B</font>", "AB"),
        ("A<br>B<!-- C -->", "A B"),
        ("a < b <i", "a < b <i"),
        ("<a title='1 < 2' href=\"x>y\">A</a>", "A"),
        ("<div>A</div>\n  B<script>if (a<b) c('</td>')</script>", "A B"),
    ],
)
def test_the_text_of_a_cell_is_what_is_shown(cell: str, product: str, tmp_path: Path) -> None:
    (tmp_path / "sales.xls").write_text(page(TABLE.replace("衬衫", cell)), encoding="gb18030")
    with open_sales([str(tmp_path / "sales.xls")]) as sales:
        assert sales.lines()["product"].tolist()[0] == product


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ('<td x:num="30.12">30</td>', 30.12),
        ('<td sdval="1234.5" sdnum="1033;">1,235</td>', 1234.5),
        ('<td x:num="45352">30</td>', 30),
        ("<td x:num>30</td>", 30),
    ],
)
def test_a_number_has_the_digits_that_are_stored(shop: OpenShop, cell: str, amount: float) -> None:
    found = shop(page(TABLE.replace("<td>30</td>", cell)))
    assert found.bought["00012"][1] == pytest.approx(20 + amount)


def test_a_table_within_another_is_the_one(shop: OpenShop) -> None:
    filters = "<table><tr><td>from</td><td>to</td></tr><tr><td>1</td><td>2</td></tr></table>"
    found = shop(page(f"<table><tr><td>{filters}</td><td>{TABLE}</td></tr></table>"))
    assert found.bought == {"00012": (1, 50)}
    assert "1.csv[table 2]: this sheet was not read" in found.notes


def test_pages_of_one_table_are_read_together(shop: OpenShop) -> None:
    found = shop(page(TABLE + TABLE.replace("00012", "00014").replace("0001<", "0003<")))
    assert found.bought == {"00012": (1, 50), "00014": (1, 50)}


def test_two_lists_of_sales_are_refused(shop: OpenShop) -> None:
    with pytest.raises(InputError, match=r"two tables that may be sales: .*table 1.*table 2"):
        shop(page(TABLE + TABLE.replace("商品名称", "备注")))


@pytest.mark.parametrize(
    "body", ["<p>log in first</p>", "<table><tr><td>one</td></tr></table>", "<table><tr><td>a<td>b"]
)
def test_a_page_without_a_table_is_refused(tmp_path: Path, body: str) -> None:
    (tmp_path / "sales.xls").write_text(page(body))
    with pytest.raises(InputError, match="web page without a table"):
        expand([str(tmp_path / "sales.xls")], tmp_path)


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr>" + "<td colspan=9999>a" * 3,
        "<table>" * 1001,
    ],
)
def test_what_no_table_has_is_refused(tmp_path: Path, body: str) -> None:
    (tmp_path / "sales.xls").write_text(page(body))
    with pytest.raises(InputError, match="damaged"):
        expand([str(tmp_path / "sales.xls")], tmp_path)


@pytest.mark.parametrize("begun", ["<td ", "<!-- ", "<td x='"])
def test_what_begins_and_never_ends_is_refused_in_the_time_of_one_look(
    tmp_path: Path, begun: str
) -> None:
    (tmp_path / "sales.xls").write_text(page(f"<table><tr>\n{begun}{'x' * (17 << 20)}"))
    began = time.process_time()
    with pytest.raises(InputError, match="on line 7 begins something that does not end"):
        expand([str(tmp_path / "sales.xls")], tmp_path)
    assert time.process_time() - began < 3


def test_a_comment_and_a_tag_may_be_cut_anywhere(tmp_path: Path) -> None:
    """The first block of a megabyte ends at every sign of ``<!-- no<td> --><td>`` in turn."""
    start = "<table><tr><td>A1</td>"
    for cut in range(20):
        path = tmp_path / "sales.xls"
        padding = " " * ((1 << 20) - len(start) - cut)
        path.write_text(f"{start}{padding}<!-- no<td> --><td>ann<tr><td>A2<td>bob</table>")
        book = from_webpage(path, "sales.xls", tmp_path)
        assert book.sheets[0].path.read_text().split() == ["A1,ann", "A2,bob"]


def test_tags_across_blocks_are_found(shop: OpenShop) -> None:
    """Tags, comments and cells are cut anywhere by the blocks of a megabyte."""
    row = "<tr><td>{0}</td><td>2024-03-01</td><td>c{0}</td><!-- {1} --><td>a</td><td>1</td></tr>\n"
    rows = "".join(row.format(i, "<td>x" * (i % 7)) for i in range(12_000))
    found = shop(page(f"<table>{HEAD}{rows}</table>"))
    assert len(found.bought) == 12_000
    assert found.books.amount_used == 12_000
