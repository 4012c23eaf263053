"""Lines of the screen: English as Rich breaks it, Chinese where Chinese may be broken."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from repurchase_cli.writers.wrapping import wrapped

WORDS = st.lists(st.text("abc-.,(%/1)", min_size=1, max_size=5), min_size=1, max_size=12)
CHINESE = st.text("客户购买，（。）ab1 2%-", min_size=1, max_size=60)


@given(WORDS, st.integers(5, 40))
def test_english_is_broken_as_rich_does(words: list[str], width: int) -> None:
    text, out = " ".join(words), io.StringIO()
    Console(file=out, width=width, color_system=None).print(Text(text))
    assert wrapped(text, width) == [line.rstrip() for line in out.getvalue().splitlines()]


@given(CHINESE, st.integers(-1, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= max(width, 2) for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("截至今日尚未回来的客户", 8, ["截至今日", "尚未回来", "的客户"]),
        ("共有客户 48 位", 12, ["共有客户", "48 位"]),  # a number keeps its measure word
        ("第 5 次及以后", 9, ["第 5 次及", "以后"]),
        ("已回来，其余在等", 6, ["已回", "来，其", "余在等"]),  # no line begins with a comma
        ("客户（含散客）", 6, ["客户", "（含散", "客）"]),  # nor ends with an open bracket
        ("读取：20,077 条", 12, ["读取：", "20,077 条"]),
        ("new_arrivals_sms, care", 14, ["new_arrivals_", "sms, care"]),  # a name at its underscore
        ("abcdefghijklm", 5, ["abcde", "fghij", "klm"]),
    ],
)
def test_chinese_is_broken_where_it_may_be(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines
