"""Curves and heatmaps as small tables of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.writers.pictures import curve, heatmap, triangle, two_lines
from tests.writers.test_markdown import written

if TYPE_CHECKING:
    from pathlib import Path


def test_a_heatmap_is_a_pivot_table(tmp_path: Path) -> None:
    assert (
        written(heatmap(triangle(3)), tmp_path)
        == """\
# Shop

## Cohort retention

| First month | 0 | 1 | 2 |
| --- | ---: | ---: | ---: |
| 2020-01 | 100% | 50% | 33% |
| 2020-02 | 100% | 50% |  |
| 2020-03 | 100% |  |  |
"""
    )


def test_a_curve_is_a_few_points(tmp_path: Path) -> None:
    days = list(range(0, 366, 5))
    rows = {"days": days, "share": [0.5] * len(days), "low": [0.4] * len(days)}
    rows["high"] = [0.6] * len(days)
    text = written(curve(rows, band=("low", "high")), tmp_path, "zh")
    lines = text.splitlines()[4:]
    assert lines[0] == "| 距首购天数 | 已回购占比 | 下限 | 上限 |"
    assert len(lines) == 2 + 12
    assert lines[2] == "| 0 | 50.0% | 40.0% | 60.0% |"
    assert lines[-1].startswith("| 365 |")


def test_lines_stand_side_by_side(tmp_path: Path) -> None:
    text = written(curve(two_lines()), tmp_path)
    assert "| Days since first purchase | 一月 | 二月 |" in text
    assert "| 40 |  | 10.0% |" in text


def test_lines_that_share_no_x_have_points_each(tmp_path: Path) -> None:
    rows: dict[str, list[Any]] = {
        "cohort": ["a"] * 1000 + ["b"] * 30,
        "days": [*range(1000), *(at + 0.5 for at in range(30))],
        "share": [0.5] * 1030,
    }
    lines = [line for line in written(curve(rows), tmp_path).splitlines() if line.startswith("|")]
    assert len(lines) == 2 + 24
    assert sum(line.endswith("|  |") for line in lines) == 12


def test_a_large_heatmap_is_cut_and_says_so(tmp_path: Path) -> None:
    text = written(heatmap(triangle(30)), tmp_path)
    assert text.endswith("not shown: the first 6 rows\n")
    assert len([line for line in text.splitlines() if line.startswith("| 20")]) == 24


def test_nothing_to_draw(tmp_path: Path) -> None:
    text = written(curve({"days": [], "share": []}), tmp_path, "zh")
    assert text.endswith("没有可绘制的数据。\n")


def test_names_are_never_markup(tmp_path: Path) -> None:
    rows = {"cohort": ["a|b"], "period": [0], "share": [0.5]}
    assert r"| a\|b | 50% |" in written(heatmap(rows), tmp_path)
