"""Curves and heatmaps on the screen."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from repurchase_cli.document import Chart
from repurchase_cli.writers import pictures, print_document
from tests.writers.pictures import RETURNS, charted, curve, dated, heatmap, triangle, two_lines
from tests.writers.test_terminal import Terminal, printed

if TYPE_CHECKING:
    from repurchase_cli.document import Document, Language

CURVE = """\
Share returned
40% ┤                                                                ⣀⣀⣀⠤⠤⠤⠒⠒A⠉A
    │                                                   ⢀⣀⣀⡠⠤⠤⠔A⠒⠊⠉⠉⠉
    │                                       ⣀⣀⣀⠤⠤A⠒⠒⠒⠉⠉⠉⠁
30% ┤                                 ⢀⡠⠔⠊⠉⠉
    │                             ⢀A⠔⠊⠁
    │                         ⣀⠤⠒⠊⠁
20% ┤                     ⣀⠤⠒⠉                         ⢀B⣀⠤⠤⠔⠒⠒⠊B
    │                ⢀⡠⠤⠒⠉                  ⢀⣀⣀⡠⠤⠤⠒⠒⠊⠉⠉⠁
10% ┤            ⢀⡠⠔⠊A            ⣀⣀⡠⠤⠤⠔⠒⠒B⠉⠁
    │        ⣀⠤⠔⠊⠁      ⣀⣀⡠⠤B⠒⠒⠊⠉⠉
    │    ⣀⠤⠒⠉ B⣀⡠⠤⠤⠒⠒⠊⠉⠉
 0% ┤⣀⡤A⠭⠒⠒⠊⠉⠉
    └┬──────────────┬──────────────┬─────────────┬──────────────┬──────────────┬
     0              20             40            60             80           100
                                                       Days since first purchase
A 一月   B 二月
"""
GRID = """\
         距首购月数: 已回购占比
首购月份    0    1    2
2020-01  100%  50%  33%
2020-02  100%  50%
2020-03  100%
2020-04              1%
"""


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def body(document: Document, language: Language = "en") -> str:
    """Return what is printed below the heading of the section."""
    return printed(document, language).split("\n", 3)[3]


def in_ascii(document: Document) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    print_document(document, "table", stream=stream)
    stream.flush()
    return raw.getvalue().decode("ascii")


def coloured(document: Document, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return printed(document, stream=Terminal())


def punched() -> dict[str, list[Any]]:
    """Return a triangle of which the last cohort has a later period only."""
    rows = triangle(3)
    return {
        "cohort": [*rows["cohort"], "2020-04"],
        "period": [*rows["period"], 2],
        "share": [*rows["share"], 0.005],
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_golden_curve(language: Language) -> None:
    golden = CURVE
    if language == "zh":
        label = "Days since first purchase"
        golden = golden.replace("Share returned", "已回购占比")
        golden = golden.replace(f"{label:>80}", " " * 70 + "距首购天数")
    assert body(curve(two_lines()), language) == golden


@pytest.mark.parametrize("language", ["en", "zh"])
def test_golden_heatmap(language: Language) -> None:
    golden = GRID
    if language == "en":
        rows = [line[:7].ljust(11) + line[8:] for line in GRID.splitlines()[2:]]
        golden = "            Months since first: Share returned\n"
        golden += "First month    0    1    2\n" + "".join(f"{row}\n" for row in rows)
    assert body(heatmap(punched()), language) == golden


def test_lines_differ_without_colour_and_in_ascii() -> None:
    text = in_ascii(curve(two_lines()))
    frame = [line for line in text.splitlines() if "|" in line or "+" in line]
    assert "AAAA" in "".join(frame)
    assert "BBBB" in "".join(frame)
    single = {name: two_lines()[name][:3] for name in ("days", "share")}
    assert "****" in in_ascii(curve(single))


def test_lines_have_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    text = coloured(curve(two_lines()), monkeypatch)
    assert "\x1b[36m" in text
    assert "\x1b[1;33mB" in text


def test_cells_are_shaded_where_there_is_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    text = coloured(heatmap(triangle(3)), monkeypatch)
    assert "\x1b[38;2;255;255;255;48;2;38;98;140m 100%" in text
    assert "\x1b[38;2;0;0;0;48;2;238;244;248m  33%" in text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_nothing_is_wider_than_the_screen(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    long = {**two_lines(), "cohort": ["一个非常非常长的批次名称，长过一行" * 3] * 3 + ["b"] * 3}
    for document in (curve(long), curve(dated(), "day"), heatmap(triangle(30))):
        for language in ("en", "zh"):
            text = printed(document, language)
            assert max(map(cell_len, text.splitlines())) <= width


def test_the_smallest_lines_are_named_and_not_drawn() -> None:
    counts = {name: 3 + at for at, name in enumerate("stuvwxyz")}
    rows: dict[str, list[Any]] = {"cohort": [], "days": [], "share": []}
    for name, count in counts.items():
        rows["cohort"] += [name] * count
        rows["days"] += range(count)
        rows["share"] += [0.5] * count
    text = body(curve(rows))
    assert "A u   B v   C w   D x   E y   F z\n" in text
    assert "lines not drawn: s, t\n" in text


def test_days_stand_to_scale_under_months() -> None:
    text = body(curve(dated(), "day"))
    *_, floor, labels, _ = text.splitlines()
    assert labels.split() == [f"2023-0{month}" for month in range(2, 8)]
    assert floor.count("┬") == 6


def test_a_short_time_is_marked_by_days() -> None:
    rows = {"day": [date(2023, 1, 30), date(2023, 2, 2)], "share": [0.1, 0.2]}
    assert "2023-01-30" in body(curve(rows, "day"))


def test_a_day_that_is_no_date_is_left_out() -> None:
    rows = {"day": ["soon", date(2023, 1, 30), date(2023, 2, 2)], "share": [0.9, 0.1, 0.2]}
    assert body(curve(rows, "day")).splitlines()[1].startswith("20% ┤")


def test_a_band_is_shaded_around_its_line() -> None:
    rows = {"days": [0, 10], "share": [0.5, 0.5], "low": [0.1, 0.2], "high": [0.9, 0.8]}
    lines = body(curve(rows, band=("low", "high"))).splitlines()
    shaded = [line.count("░") for line in lines]
    assert shaded[2] > 20  # the wide end of the band only
    assert shaded[0] == shaded[12] == 0
    assert "░" not in body(curve(rows))
    assert "::::" in in_ascii(curve(rows, band=("low", "high")))


@pytest.mark.parametrize(
    "share", [[], [None, None], [math.nan, math.inf]], ids=["empty", "none", "nan"]
)
def test_nothing_to_draw(share: list[Any]) -> None:
    rows = {"cohort": ["a"] * len(share), "period": [0] * len(share), "share": share}
    assert body(heatmap(rows)) == "There is nothing to draw.\n"
    rows = {"days": list(range(len(share))), "share": share}
    assert body(curve(rows), "zh") == "没有可绘制的数据。\n"


def test_one_point_and_equal_values() -> None:
    for share in ([0.25], [0.25] * 3, [0.0] * 3):
        text = body(curve({"days": list(range(len(share))), "share": share}))
        drawn = [line[5:] for line in text.splitlines()[1:13]]
        assert sum(any(character >= "\u2800" for character in line) for line in drawn) == 1
    assert "25%" in body(heatmap({"cohort": ["a"], "period": [0], "share": [0.25]}))


def test_a_missing_value_is_a_gap_in_the_line() -> None:
    values = [0.5, 0.5, math.nan, 0.5, 0.5]
    text = body(curve({"days": [0, 10, 20, 30, 40], "share": values}))
    (line,) = (line[5:] for line in text.splitlines()[1:13] if "⠉" in line or "⠒" in line)
    assert len(line.split()) == 2


def test_a_step_goes_straight_up() -> None:
    rows = {"days": [0, 50, 50, 100], "share": [0.0, 0.0, 1.0, 1.0]}
    column = 5 + (80 - 7) // 2
    text = body(curve(rows)).splitlines()[1:13]
    assert all(any(one >= "\u2800" for one in line[column - 1 : column + 3]) for line in text)


def test_values_that_hold_are_drawn_as_steps() -> None:
    document = curve({"days": [0, 50, 100], "share": [0.0, 1.0, 1.0]})
    stepped = curve({"days": [0, 50, 50, 100], "share": [0.0, 0.0, 1.0, 1.0]})
    (section,) = document.sections
    assert section.chart is not None
    chart = replace(section.chart, steps=True)
    steps = replace(document, sections=(replace(section, chart=chart),))
    assert body(steps) == body(stepped) != body(document)


def test_values_below_zero() -> None:
    text = body(curve({"days": [0, 10], "share": [-0.5, -0.25]}))
    assert "-60% ┤" in text or "-50% ┤" in text
    assert text.splitlines()[1].startswith("  0% ┤")


def test_lines_by_name_share_the_axis() -> None:
    rows = {
        "cohort": ["2023-01", "2023-02", "2023-02"],
        "revenue": [1000.0, 12345.6, 20000.0],
        "low": ["a", "a", "b"],
    }
    chart = Chart("line", RETURNS, "points", "cohort", ("revenue",), "low")
    text = body(charted(rows, chart))
    assert "20k ┤" in text
    assert text.splitlines()[-3].split() == ["2023-01", "2023-02"]
    assert text.endswith("A a   B b\n")


def test_names_without_room_on_the_axis_are_left_out() -> None:
    names = [f"第{at}个很长的名字" for at in range(20)]
    rows = {"cohort": names, "share": [0.5] * 20}
    chart = Chart("curve", RETURNS, "points", "cohort", ("share",))
    *_, floor, labels, _ = body(charted(rows, chart)).splitlines()
    assert labels.split()[0] == names[0]
    assert set(labels.split()) < set(names)
    assert floor.count("┬") == len(labels.split())


def test_a_long_name_in_the_legend_is_cut() -> None:
    rows = {**two_lines(), "cohort": ["长" * 60] * 3 + ["b"] * 3}
    (section,) = curve(rows).sections
    assert section.table is not None
    assert section.chart is not None
    lines = pictures.drawn(section.chart, section.table, "en", 80, plain=False)
    assert max(line.cell_len for line in lines) == 80


def test_a_large_heatmap_keeps_the_newest_rows_and_the_first_columns() -> None:
    lines = body(heatmap(triangle(40))).splitlines()
    assert [lines[2][:7], lines[25][:7]] == ["2021-05", "2023-04"]
    assert lines[1].split()[-1] == "12"
    assert lines[26:] == ["not shown: the first 16 rows", "not shown: the last 11 columns"]


def test_periods_stand_in_order_whatever_row_comes_first() -> None:
    rows = {"cohort": ["a", "b", "b"], "period": [10, 2, 10], "share": [0.1, 0.2, 0.3]}
    assert body(heatmap(rows)).splitlines()[1].split()[-2:] == ["2", "10"]


def test_money_is_short() -> None:
    rows = triangle(2, "revenue")
    rows["revenue"] = [12345.678, 999.5, 1234567.0]
    lines = body(heatmap(rows, "revenue")).splitlines()
    assert lines[2].split() == ["2020-01", "12.3k", "1.0k"]
    assert lines[3].split() == ["2020-02", "1.2M"]


def test_a_shown_table_stands_above_its_chart() -> None:
    document = heatmap(triangle(2))
    (section,) = document.sections
    assert section.table is not None
    shown = replace(section, table=replace(section.table, shown=True))
    text = printed(replace(document, sections=(shown,)))
    assert text.count("Cohort retention") == 2
    assert text.index("100.0%") < text.index(" 100% ")
