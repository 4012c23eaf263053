from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.document import Text
from repurchase_cli.writers import write_files
from repurchase_cli.writers.markdown import escaped

if TYPE_CHECKING:
    from pathlib import Path

    from repurchase_cli.document import Document
    from tests.writers.conftest import OneTable

GOLDEN = r"""# 客户分类

截止日 2023年6月30日 · CNY

## 客户类型

47,000 位客户至少购买过一次。

| 类型 | 客户数 | 占比 | 累计金额 | 金额占比 | 平均距上次天数 | 平均购买次数 | 次均金额 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 忠诚型 | 1,200 | 2.6% | 9,876,543.21 | 49.7% | 12.3 | 5.50 | 1,496.44 |
| 潜在型 | 800 | 1.7% | 129.70 | 0.0% | 45.0 | 1.25 | 0.13 |
| 游离型 | 45,000 | 95.8% | 10,000,000.01 | 50.3% | 91.5 | 2.00 | 111.11 |
| 流失型 | 0 | 0.0% | 0.00 | 0.0% |  |  |  |

## 说明

- 文件始于 2023-01-01。
- 列 \*amount\*
"""


def written(document: Document, folder: Path, language: str = "en") -> str:
    write_files(document, [folder / "a.md"], language=language)  # type: ignore[arg-type]
    return (folder / "a.md").read_text(encoding="utf-8")


def test_golden(document: Document, tmp_path: Path) -> None:
    assert written(document, tmp_path, "zh") == GOLDEN


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a|b", r"a\|b"), ("`x`", r"\`x\`"), ("<b>&", "&lt;b&gt;&amp;"), ("a\nb", "a b"),
        ("*a* _b_ ~c~", r"\*a\* \_b\_ \~c\~"), ("[a](http://e)", r"\[a\](http\://e)"),
        ("www.e.com", r"www\.e.com"), ("![x](y)", r"!\[x\](y)"), ("\\", "\\\\"), ("C-001", "C-001"),
        ("\x1b[31mred", "red"), ("$x$", r"\$x\$"),
    ],
)  # fmt: skip
def test_escaped(text: str, safe: str) -> None:
    assert escaped(text) == safe


def test_values_are_never_markup(one_table: OneTable, tmp_path: Path) -> None:
    text = written(one_table(a=("text", ["x|y\n| z |", "<script>"])), tmp_path)
    assert r"| x\|y \| z \| |" in text
    assert "<" not in text


@pytest.mark.parametrize("start", ["# x", "- x", "+ x", "1. x", "2) x", "===", "---"])
def test_a_line_never_starts_a_block(document: Document, tmp_path: Path, start: str) -> None:
    text = written(replace(document, notes=(Text(start, start),)), tmp_path)
    (note,) = text.split("## Notes")[1].split("\n- ")[1:]
    assert note.strip().replace("\\", "", 1) == start
    assert "\\" in note


def test_contacts_are_masked(one_table: OneTable, tmp_path: Path) -> None:
    text = written(one_table(phone=("contact", ["13800138000", None])), tmp_path)
    assert r"| 138\*\*\*\*8000 |" in text
    assert "None" not in text
