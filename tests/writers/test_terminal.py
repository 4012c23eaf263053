from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from repurchase_cli.document import Chart, Section, Text
from repurchase_cli.writers import print_document

if TYPE_CHECKING:
    from repurchase_cli.document import Document, Language
    from tests.writers.conftest import OneTable

ENGLISH = """\
Customer classes
as of 30 Jun 2023 · CNY

Customer classes
47,000 customers bought at least once.

                                                      Mean
                                                      days
                                             Revenue since      Mean  Average
Class     Customers Share            Revenue   share  last purchases purchase
─────────────────────────────────────────────────────────────────────────────
loyal         1,200  2.6% ▏     9,876,543.21   49.7%  12.3      5.50 1,496.44
potential       800  1.7% ▏           129.70    0.0%  45.0      1.25     0.13
drifting     45,000 95.8% ████ 10,000,000.01   50.3%  91.5      2.00   111.11
lost              0  0.0%               0.00    0.0%

Notes
- The file starts 2023-01-01: older customers look new.
- Column *amount* in a_b.csv red
"""
CHINESE = """\
客户分类
截止日 2023年6月30日 · CNY

客户类型
47,000 位客户至少购买过一次。

                                                  平均距上 平均购买
类型   客户数  占比             累计金额 金额占比   次天数     次数 次均金额
────────────────────────────────────────────────────────────────────────────
忠诚型  1,200  2.6% ▏       9,876,543.21    49.7%     12.3     5.50 1,496.44
潜在型    800  1.7% ▏             129.70     0.0%     45.0     1.25     0.13
游离型 45,000 95.8% ██████ 10,000,000.01    50.3%     91.5     2.00   111.11
流失型      0  0.0%                 0.00     0.0%

说明
- 文件始于 2023-01-01。
- 列 *amount*
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def printed(
    document: Document, language: Language = "en", stream: io.StringIO | None = None
) -> str:
    stream = stream or io.StringIO()
    print_document(document, "table", language=language, stream=stream)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


@pytest.mark.parametrize(("language", "golden"), [("en", ENGLISH), ("zh", CHINESE)])
def test_golden_at_80_columns(
    document: Document, monkeypatch: pytest.MonkeyPatch, language: Language, golden: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert printed(document, language) == golden


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_is_wider_than_the_screen(
    document: Document, monkeypatch: pytest.MonkeyPatch, width: int, language: Language
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = [replace(s, table=s.table and replace(s.table, shown=True)) for s in document.sections]
    text = printed(replace(document, sections=tuple(shown)), language)
    assert max(map(cell_len, text.splitlines())) <= width


def test_columns_without_room_are_named(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = printed(document)
    assert "not shown for want of room:" in text
    assert "Average purchase" in text.replace("\n", " ")
    assert "10,000,000.01" in text


def test_plain_away_from_a_terminal(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in printed(document)


@pytest.mark.parametrize(("no_color", "cyan"), [("", True), ("1", False)])
def test_colour_on_a_terminal_unless_refused(
    document: Document, monkeypatch: pytest.MonkeyPatch, no_color: str, cyan: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_color)
    text = printed(document, stream=Terminal())
    assert ("\x1b[36m" in text) is cyan
    assert "\x1b[31m" not in text


def test_text_from_files_is_neither_markup_nor_obeyed(one_table: OneTable) -> None:
    values = ["[bold red]x[/]", "\x1b[2Jgone", "\u202eabc", "a\nb", ":smile:", "[/]"]
    text = printed(one_table(a=("text", values)))
    for shown in ("[bold red]x[/]", "gone", "abc", "a b", ":smile:", "[/]"):
        assert f"\n{shown}\n" in text


def test_contacts_are_masked(one_table: OneTable) -> None:
    text = printed(one_table(p=("contact", ["13800138000", "张三丰", None])))
    assert "138****8000\n张**\n" in text


def test_hidden_tables_leave_no_heading(document: Document) -> None:
    assert "Customers\n" not in printed(document).replace("Class      Customers", "")


def test_a_chart_where_no_bar_is_drawn(document: Document) -> None:
    first, *rest = document.sections
    assert first.table is not None
    assert "Customers by class" not in printed(document)
    bare = replace(first, table=replace(first.table, bar=None))
    text = printed(replace(document, sections=(bare, *rest)))
    assert "\nCustomers by class\n" in text
    assert f"\ndrifting  45,000 {'█' * 30}\n" in text
    assert "\nlost           0\n" in text


def test_a_long_chart_shows_its_last_rows(one_table: OneTable) -> None:
    document = one_table(month=("text", [f"m{n}" for n in range(30)]), v=("share", [0.5] * 30))
    (section,) = document.sections
    assert section.table is not None
    chart = Chart("line", Text("By month", "按月"), "things", "month", ("v",))
    sections = (Section(section.heading, table=replace(section.table, shown=False), chart=chart),)
    text = printed(replace(document, sections=sections))
    assert "m29 50.0%" in text
    assert "m5 " not in text
    assert "+ 6 more rows" in text
