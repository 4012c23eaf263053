"""The cover in words, on the screen, in Markdown and in JSON."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.document import Change, KeyFigure, Text
from repurchase_cli.errors import UsageError
from repurchase_cli.writers import cover, print_document, write_files
from tests.writers.report import report

if TYPE_CHECKING:
    from repurchase_cli.document import Document, Kind
    from repurchase_cli.writers import PrintedForm


def printed(
    document: Document, form: PrintedForm, width: str, monkeypatch: pytest.MonkeyPatch
) -> str:
    monkeypatch.setenv("COLUMNS", width)
    stream = io.StringIO()
    print_document(document, form, stream=stream)
    return stream.getvalue()


def figure(kind: Kind, value: object, change: Change | None) -> KeyFigure:
    return KeyFigure("x", Text("X", "X"), kind, value, Text("", ""), value, change)


@pytest.mark.parametrize(
    ("kind", "change", "text", "interval"),
    [
        ("integer", Change(0.124, low=-0.031, high=0.2), "+12.4%", "−3.1% … +20.0%"),
        ("share", Change(0.0, False, -0.012, 0.0125), "±0.0 points", "−1.2 … +1.3 points"),
        ("days", Change(-2.5, False, -3, 1), "−2.5 days", "−3 … +1 days"),
        ("money", Change(-1234.56, False), "−1,235", ""),
    ],
)  # fmt: skip
def test_changes_in_words(kind: Kind, change: Change, text: str, interval: str) -> None:
    words = cover.words(figure(kind, 1, change), "", "en")
    assert (words.change, words.interval) == (text, interval)


def test_large_money_is_read_without_its_cents() -> None:
    assert cover.words(figure("money", Decimal("1234.56"), None), "", "en").value == "1,235"
    assert cover.words(figure("money", Decimal("999.5"), None), "", "en").value == "999.50"
    assert cover.words(figure("money", None, None), "", "en").value == "–"


def test_the_screen_opens_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    page = printed(report(), "table", "140", monkeypatch)
    assert "1 Jun 2026 – 30 Jun 2026 · as of 30 Jun 2026 · CNY\n\nCustomers: 1,543, 12.4%" in page
    row = next(line for line in page.splitlines() if line.startswith("Repurchase rate"))
    assert row.split("  ")[-1] == "−4.0 … +1.0 points"
    narrow = printed(report(), "table", "80", monkeypatch)
    assert "not shown for want of room: " in narrow
    assert "Change, 95% interval" in narrow.replace("\n", " ")


def test_markdown_opens_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    page = printed(report(), "md", "80", monkeypatch)
    assert "\n| Repurchase rate | 41.2% | 41.2% | −1.8 points | may be chance | 41.2%" in page
    assert "\n## Months\n" in page
    assert "\n### Revenue by month\n" in page


def test_json_carries_period_and_sentences(tmp_path: Path) -> None:
    write_files(report(), [tmp_path / "{period}.json"], language="zh")
    data = json.loads((tmp_path / "2026-06.json").read_text("utf-8"))
    assert data["period"] == {"name": "2026-06", "first": "2026-06-01", "last": "2026-06-30"}
    assert data["paragraph"][1] == "共付 5,866,525 元，多 647,000 元。"
    assert list(data)[:5] == ["command", "version", "as_of", "currency", "period"]


def test_only_a_report_has_a_period(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"asks for \{period\}, but this command has no period"):
        write_files(replace(report(), period=None), [tmp_path / "{period}.md"])
