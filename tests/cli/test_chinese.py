"""Pages asked for in Chinese are Chinese: no label, meaning or reason of ours is left in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from repurchase_cli.engines import side_records, states
from repurchase_cli.reports.check.problems import NAMES
from tests.running import Done

SALES = str(Path(__file__).with_name("sales.csv"))
COMMAND = ("--set", "rejected_share_limit=1", "--lang", "zh")

Run = Callable[..., Done]


def test_explain(program: Run) -> None:
    out = program("explain", SALES, *COMMAND, "--customer", "1002").out
    facts = out[out.index("情况\n") : out.index("读取情况")]
    assert "首次购买" in facts
    assert not re.search(r"purchase|customer|score|rule", facts)
    assert "客户分类：忠诚型" in out
    assert "everyone else" not in out


def test_check(program: Run) -> None:
    out = program("check", SALES, *COMMAND).out
    assert ", 逗号" in out
    assert "comma" not in out
    kinds = out[out.index("未计入记录（按原因）") :]
    assert "无客户：散客或占位" in kinds
    assert not re.search(r"excluded|rejected|guest|no date", kinds)


@pytest.mark.parametrize(
    ("day", "said"),
    [("13/4/2025", "日在前"), ("4/13/2025", "月在前"), ("2025-04-13", "由写法判定")],
)
def test_check_tells_the_order_of_dates(program: Run, tmp_path: Path, day: str, said: str) -> None:
    (tmp_path / "s.csv").write_text(f"order,date,customer_id,amount\n1,{day},a,5\n")
    assert f"日期：{said}（" in program("check", "s.csv", "--lang", "zh").out


@pytest.mark.parametrize("known", [states.STATES, side_records.SIDE_STATES])
def test_every_reason_has_its_chinese(known: dict[str, states.State]) -> None:
    assert {state.reason for state in known.values() if state.reason} <= NAMES["reason"].keys()
    assert {state.action for state in known.values()} - {"used"} <= NAMES["action"].keys()
