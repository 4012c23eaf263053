"""A customer whose class goes by likes or tags is told which value that is, and its share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reports.products.likes import file_of

if TYPE_CHECKING:
    from tests.running import Done

SALES = file_of(
    [
        "1,2024-01-01,ann,A1,coat,retro,M,red,1,10,west",
        "2,2024-01-20,ann,A2,hat,retro,M,red,1,10,west",
        "3,2024-02-25,ann,A3,coat,plain,M,red,1,10,west",
        "4,2024-02-20,bob,A1,coat,plain,M,red,1,10,west",
        "5,2024-02-21,cas,A4,shoe,sport,M,red,1,10,west",
        "6,2024-02-22,dan,A5,shoe,sport,M,red,1,10,west",
    ]
)
YAML = """\
tags: {coats: {bought: {category: coat}}}
classes:
  - {name: fans, label: Fans, when: "main_style = 'retro'"}
  - {name: coats, label: Coats, when: "tags like '%coats%' and main_style is null"}
  - {name: rest, label: Rest}
"""


@pytest.mark.parametrize(
    ("customer", "language", "said"),
    [
        ("ann", "zh", "；风格：retro 67%  "),
        ("bob", "en", "; style: plain 100%, no main value; tag coats (1 item: coat)  "),
    ],
)  # fmt: skip
def test_what_a_rule_has_seen(
    program: Callable[..., Done], tmp_path: Path, customer: str, language: str, said: str
) -> None:
    (tmp_path / "sales.csv").write_text(SALES, encoding="utf-8")
    (tmp_path / "own.yaml").write_text(YAML, encoding="utf-8")
    done = program(
        "explain", str(tmp_path / "sales.csv"), "--customer", customer, "-c",
        str(tmp_path / "own.yaml"), "--lang", language, "--format", "md",
    )  # fmt: skip
    assert said in done.out, done.out + done.err
