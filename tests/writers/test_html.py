"""The page as text: its numbers are those of the JSON, nothing from a file is markup."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from repurchase_cli.document import Section, Table, Text, written_day
from repurchase_cli.rows import FrameRows
from repurchase_cli.writers import html, rendered, write_files
from repurchase_cli.writers.html import cells
from tests.writers import pictures
from tests.writers.conftest import CUSTOMER_COLUMNS, customer_rows
from tests.writers.report import SCRIPT, report

if TYPE_CHECKING:
    from pathlib import Path

    from repurchase_cli.document import Document, Language
    from tests.writers.conftest import OneTable

VOID = {"meta", "link", "br", "input"}


def written(document: Document, language: Language = "en") -> str:
    out = io.BytesIO()
    main = document.tables[document.main]
    html.write(document, out, table=main, language=language, masked=False)
    return out.getvalue().decode()


class Reader(HTMLParser):
    """The tables of a page by name, as lists of cells; checks that every element ends."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[Any]]] = {}
        self.cards: dict[str, str] = {}
        self.open: list[str] = []
        self.name = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.name = values["data-name"] or ""
            self.tables.setdefault(self.name, [])
        elif tag == "tr":
            self.tables[self.name].append([])
        elif tag in {"td", "th"}:
            self.tables[self.name][-1].append(values.get("data-v", ""))
            self.inside = "data-v" not in values
        elif tag == "time":
            self.tables[self.name][-1][-1] = values["datetime"]
            self.inside = False
        elif tag == "li" and "data-id" in values:
            self.cards[values["data-id"] or ""] = values.get("data-v") or ""

    def handle_data(self, data: str) -> None:
        if self.inside and self.open[-1] in {"td", "th"}:
            self.tables[self.name][-1][-1] += data

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader


def as_json(document: Document, tmp_path: Path) -> dict[str, Any]:
    write_files(document, [tmp_path / "a.json"], masked=True)
    found: dict[str, Any] = json.loads((tmp_path / "a.json").read_text("utf-8"))
    return found


def same(cell: str, value: object) -> bool:
    if isinstance(value, float | int):
        return float(cell) == value
    return cell == (value or "")


@pytest.mark.parametrize("name", ["classes", "metrics.months"])
def test_numbers_are_those_of_the_json(name: str, tmp_path: Path) -> None:
    document = report()
    expected = as_json(document, tmp_path)["tables"][name]
    _, *rows = read(written(document)).tables[name]
    assert len(rows) == len(expected)
    for row, record in zip(rows, expected, strict=True):
        assert all(same(*pair) for pair in zip(row, record.values(), strict=True)), (row, record)


def test_key_figures_carry_their_number() -> None:
    document = report()
    cards = read(written(document)).cards
    assert {id_: float(value) for id_, value in cards.items()} == {
        figure.id: float(figure.value) for figure in document.figures
    }


def test_cover_says_changes_and_whether_they_are_chance() -> None:
    page = written(report())
    assert "<b>+12.4%</b> <span>from 1,543</span><br>more than chance" in page
    assert "<b>−1.8 points</b> <span>from 41.2%</span><br>may be chance" in page
    assert "+3.1% … +20.9%" in page
    assert '<p class="lead">Customers: 1,543, 12.4% more than in May (1,373). They paid' in page
    chinese = written(report(), "zh")
    assert "−1.8 个百分点" in chinese
    assert "比 5 月多 12.4%。共付" in chinese


def test_every_kind_of_chart_is_drawn_with_title_and_description() -> None:
    page = written(report())
    pictures_ = re.findall(r'<svg class="picture(?: grid)?" role="img"', page)
    assert len(pictures_) == 5
    assert page.count("<desc") == 5 + 10  # the lines of the key figures are pictures too
    assert '<desc id="chart-5-desc">Heat map: ' in page
    assert "<title>一月, 50: 30.0% (20.0% – 40.0%)</title>" in page
    assert "<title>2020-01, 1: 50.0%</title>" in page


def test_numbers_behind_curves_and_grids_stand_below_them() -> None:
    tables = read(written(report())).tables
    assert tables["cohorts.cohorts"][1][:3] == ["2020-01", "100%", "50%"]
    assert tables["intervals.curve"][0] == ["Days since first purchase", "一月", "二月"]


def test_contents_names_the_chapters_only() -> None:
    nav = written(report()).partition("<nav")[2].partition("</nav>")[0]
    assert "Months" in nav
    assert "Revenue by month" not in nav


def test_text_from_files_is_text(tmp_path: Path) -> None:
    page = written(report())
    assert SCRIPT not in page
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    bad = Text("\x00nul \u202eturned\ud800 <img src=x onerror=alert(1)> {{ 7*7 }}", "")
    document = replace(report(), title=bad, notes=(bad,), paragraph=(bad,))
    document = replace(
        document, settings={"<b>": "</style><script>"}, currency="<i>",
        sections=(Section(bad, (bad,)), *document.sections),
    )  # fmt: skip
    page = written(document)
    read(page)
    assert not re.search("[\x00\u202e\ud800]", page)
    assert "nul turned &lt;img src=x onerror=alert(1)&gt; {{ 7*7 }}" in page
    assert "<img" not in page
    assert "<i>" not in page


def test_texts_within_pictures_are_text() -> None:
    rows = {"cohort": [SCRIPT, '"><x a="'], "period": [1, 1], "share": [0.1, 0.2]}
    for document in (pictures.heatmap(rows), pictures.curve({**rows, "days": [1, 2]})):
        page = written(document)
        read(page)
        assert SCRIPT not in page
        assert "<x" not in page


def test_contacts_are_masked_and_raw_tables_left_to_files() -> None:
    page = written(report())
    assert "kate@example.com" not in page
    assert "k***@example.com" in page
    assert ">13800138000<" not in page
    tables = read(page).tables
    assert len(tables["customers"]) == 1 + 8  # a list that is no table of the story
    assert "intervals.curve" in tables  # the numbers of its chart
    assert len(tables["intervals.curve"]) < 1 + 6 + 6


def long_list(rows: int, *, shown: bool) -> Document:
    names = pd.concat([customer_rows()] * (rows // 8), ignore_index=True)
    table = Table("customers", Text("Customers", "客户"), CUSTOMER_COLUMNS, FrameRows(names), shown)
    base = report()
    section = Section(Text("Customers", "客户"), table=table)
    return replace(base, figures=(), main="customers", sections=(section,))


def test_a_command_shows_the_first_rows_of_its_list() -> None:
    page = written(long_list(800, shown=False))
    assert len(read(page).tables["customers"]) == 1 + cells.PREVIEW
    assert "The first 100 of 800 rows. All of them: the same command with -o report.xlsx" in page


def test_a_page_of_a_large_shop_stays_small() -> None:
    page = written(long_list(100_000, shown=True))
    assert len(read(page).tables["customers"]) == 1 + cells.ROWS
    assert len(page.encode()) < 1_000_000


def test_nothing_to_draw_and_no_rows_are_said(one_table: OneTable) -> None:
    empty: dict[str, list[Any]] = {"cohort": [], "period": [], "share": []}
    assert "There is nothing to draw." in written(pictures.heatmap(empty))
    assert '<p class="muted">none</p>' in written(one_table(a=("text", [])))


@pytest.mark.parametrize("kind", ["bar", "column"])
def test_bars_of_negative_and_missing_numbers(kind: Any) -> None:
    rows = {"cohort": ["a", "b", "c"], "revenue": [-5.0, None, 10.0]}
    chart = replace(pictures.curve({"days": [1], "share": [1]}).sections[0].chart or pytest.fail(),
                    kind=kind, category="cohort", values=("revenue",))  # fmt: skip
    page = written(pictures.charted(rows, chart, shown=True))
    assert page.count("<title>a, Revenue: -5.00</title>") == 1
    assert "<title>b, Revenue: –</title>" in page
    assert "NaN" not in page.replace("isNaN", "")
    assert 'height="-' not in page


def test_same_input_same_bytes() -> None:
    assert written(report()) == written(report())


def test_days_as_the_language_writes_them(one_table: OneTable) -> None:
    assert written_day(date(2026, 6, 30)).en == "30 Jun 2026"
    document = one_table(day=("date", [date(2026, 6, 30), None]), n=("integer", [1, None]))
    page = written(document, "zh")
    assert '<time datetime="2026-06-30">2026年6月30日</time>' in page
    assert '<html lang="zh-CN">' in page
    assert read(page).tables["things"][2] == ["", ""]


def test_a_page_in_memory_is_that_of_the_file(tmp_path: Path) -> None:
    write_files(report(), [tmp_path / "a.html"], language="zh")
    assert (tmp_path / "a.html").read_bytes() == rendered(report(), ".html", language="zh")


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = written(report())
    assert not re.search(r'(?:src|href)="(?!#|data:,)', page)
    assert "default-src 'none'" in page
    assert not re.search(r"<[^>]+ style=", page)  # the policy would refuse it
    assert "unsafe" not in page


def test_names_may_be_those_of_more_columns_than_a_table_has(document: Document) -> None:
    classes, *rest = document.sections
    assert classes.table
    names = {**classes.table.names, "label": {"a": Text("A", "甲")}}
    named = replace(classes, table=replace(classes.table, names=names))
    page = written(replace(document, sections=(named, *rest)), "zh")
    assert read(page).tables["classes"][1][0] == "忠诚型"
