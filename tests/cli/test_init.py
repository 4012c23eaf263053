"""``repurchase init``: a settings file that fits the files, loads, and is never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from repurchase_cli import config

if TYPE_CHECKING:
    from tests.running import Done

    Run = Callable[..., Done]


def shop(customers: int, *, gap: int = 33, header: str = "customer_id,date,amount") -> str:
    """Write a shop whose customers all came twice, some days apart, and spent more and more."""
    first = date(2024, 1, 1)
    days = [first, first + timedelta(days=gap)]
    lines = [f"c{i},{day},{i}.50" for i in range(1, customers + 1) for day in days]
    Path("sales.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8-sig")
    return "sales.csv"


def written(program: Run, *arguments: str) -> dict[str, Any]:
    """Return what ``init`` wrote, after it was found to be fine."""
    done = program("init", *arguments)
    assert done.status == 0, done.err
    assert done.out == ""
    check = program("config", "check", "-c", "repurchase.yaml")
    assert check.status == 0, check.err
    data: dict[str, Any] = yaml.safe_load(Path("repurchase.yaml").read_text(encoding="utf-8"))
    return data


def test_thresholds_come_from_the_shops_own_gaps_and_amounts(program: Run) -> None:
    data = written(program, shop(60))
    assert data["extends"] == "default"
    assert data["thresholds"] == {
        "active_days": 40, "lost_days": 50, "silent_days": 14, "sleeping_days": 40,
        "potential_value": 15, "silver_tier": 100, "gold_tier": 120, "black_tier": 150,
    }  # fmt: skip
    text = Path("repurchase.yaml").read_text(encoding="utf-8")
    assert "# 95% have by day 33: who stays away longer" in text
    assert "Preset: 180." in text
    assert program("segment", "sales.csv").status == 0


@pytest.mark.parametrize("gap", [1, 2, 9, 10, 28, 50])
def test_the_suggestions_fit_the_rules_whatever_the_gaps(program: Run, gap: int) -> None:
    data = written(program, shop(60, gap=gap))
    assert data["thresholds"]["active_days"] < data["thresholds"]["lost_days"]


def test_few_customers_suggest_nothing_by_themselves(program: Run) -> None:
    data = written(program, shop(49))
    assert data["thresholds"] is None
    text = Path("repurchase.yaml").read_text(encoding="utf-8")
    assert "too few to suggest thresholds (50 are needed)" in text
    assert "\n  # lost_days: 50\n" in text
    assert program("segment", "sales.csv").status == 0


def test_only_what_the_user_decided_is_active(program: Run) -> None:
    header = "customer_id,date,Paid,实付金额"
    rows = [f"c{i},03/04/2024,{i},{i + 1}" for i in range(1, 4)]
    Path("sales.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    Path("members.csv").write_text("customer_id,name\nc1,Ann\n", encoding="utf-8")
    options = ("--day-first", "--map", "amount=实付金额", "--customers", "members.csv")
    data = written(program, "sales.csv", *options, "--set", "recent_days=90")
    assert data["columns"] == {"amount": "实付金额"}
    assert data["date_order"] == "day_first"
    assert data["inputs"] == {"customers": "members.csv"}
    assert data["recent_days"] == 90
    assert set(data) == {
        "extends", "recent_days", "date_order", "columns", "inputs", "thresholds",
    }  # fmt: skip
    text = Path("repurchase.yaml").read_text(encoding="utf-8")
    assert '\n  # customer_id: "customer_id"\n' in text
    done = program("segment", "sales.csv")  # which is refused without the file
    assert done.status == 0, done.err


def test_thresholds_of_the_users_own_are_kept(program: Run) -> None:
    own = {"active_days": 20, "lost_days": 30, "sleeping_days": 25, "silent_days": 9}
    data = written(program, shop(60), *(f"--set=thresholds.{n}={days}" for n, days in own.items()))
    assert data["thresholds"] == own
    assert "\n  # silver_tier:" in Path("repurchase.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["a: b", "x\ny: {", '"q" #no', "- [1", "\u2028 & *", "'", "\u0085é", "𝒳", "yes"]
)
def test_a_header_cannot_break_the_file(program: Run, name: str) -> None:
    cell = '"' + name.replace('"', '""') + '"'
    shop(3, header=f"customer_id,date,{cell}")
    data = written(program, "sales.csv", "--map", f"amount={name}")
    assert data["columns"] == {"amount": name.strip()}
    Path("repurchase.yaml").unlink()
    shop(3, header=f"{cell},date,amount")
    assert written(program, "sales.csv", "--map", f"customer_id={name}")["extends"] == "default"
    assert config.load("repurchase.yaml").columns == {"customer_id": name.strip()}


def test_a_preset_may_be_the_base(program: Run) -> None:
    data = written(program, shop(60), "-c", "retail_guide")
    assert data["extends"] == "retail_guide"
    assert data["thresholds"] is None
    done = program("init", "sales.csv", "-c", "repurchase.yaml", "-o", "other.yaml")
    assert done.status == 2
    assert "init starts from a preset" in done.err


@pytest.mark.parametrize("given", [(), ("-o", "mine.yml")])
def test_a_file_that_is_there_stays(program: Run, given: tuple[str, ...]) -> None:
    path = Path(given[1] if given else "repurchase.yaml")
    path.write_text("recent_days: 5\n", encoding="utf-8")
    done = program("init", shop(3), *given)
    assert done.status == 2
    assert f"{path}: this file is there already and is not overwritten" in done.err
    assert "hint: remove it first" in done.err
    assert path.read_text(encoding="utf-8") == "recent_days: 5\n"


def test_only_one_yaml_file_is_written(program: Run) -> None:
    for outputs in (("-o", "a.csv"), ("-o", "a.yaml", "-o", "b.yaml")):
        assert program("init", shop(3), *outputs).status == 2
    assert program("init", "sales.csv", "-o", "no/such/folder.yaml").status == 5
    assert [path.name for path in Path().iterdir()] == ["sales.csv"]


def test_it_says_what_it_wrote_and_what_to_type_next(program: Run) -> None:
    done = program("init", shop(3), "-o", "mine.yaml")
    assert done.err.splitlines() == [
        "written: mine.yaml",
        "next: edit it, check it with: repurchase config check -c mine.yaml",
        "then: repurchase segment sales.csv -c mine.yaml",
    ]
    assert program("init", "sales.csv", "-q") == (0, "", "")


def test_what_was_recognised_stands_as_comments(program: Run) -> None:
    text = "订单号,下单时间,会员号,订单金额\n" + "".join(
        f"A{i},2024-01-0{i},C{i},{i}.00\n" for i in range(1, 4)
    )
    Path("sales.csv").write_bytes(text.encode("gb18030"))
    written(program, "sales.csv")
    found = Path("repurchase.yaml").read_text(encoding="utf-8")
    for line in (
        '# encoding: "gb18030"', "# Amounts are the whole order's (order_amount).",
        '  # customer_id: "会员号"', '  # order_amount: "订单金额"',
    ):  # fmt: skip
        assert line in found.split("\n"), line
