"""Tags of the customers file and of the settings tell whom a campaign is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from repurchase_cli import config
from repurchase_cli.errors import SettingsError
from tests.running import Done
from tests.targeting.shop import NEWS, ago, listed, write_settings

Program = Callable[..., Done]


def tagged(tag: str) -> str:
    return NEWS.replace('"true"', f"tags like '%{tag}%'")


@pytest.fixture
def run(program: Program, tmp_path: Path) -> Callable[[str, str], list[str]]:
    items = {"a": "Maternity dress", "b": "Coat", "c": "Coat"}
    lines = [f"{one},{ago(9)},{one},100,{item}" for one, item in items.items()]
    (tmp_path / "sales.csv").write_text(
        "\n".join(["order_id,order_time,customer_id,amount,category", *lines, ""])
    )
    (tmp_path / "customers.csv").write_text(
        "customer_id,phone,标签\na,13900000001,\nb,13900000002,VIP; 宝妈\nc,13900000003,新\n"
    )

    def run(tag: str, tags: str = "{}") -> list[str]:
        write_settings(tmp_path, tagged(tag), tags=tags, thresholds="{tag_days: 9}")
        out = tmp_path / "out.json"
        files = ("sales.csv", "--customers", "customers.csv", "--ledger", "none")
        done = program("targets", *files, "-q", "-o", str(out))
        assert done.status == 0, done.err
        return listed(out)

    return run


MUM = "{宝妈: categories like '%maternity%' and days_since_last <= $tag_days}"


def test_tags_of_file_and_settings_stand_side_by_side(run: Callable[..., list[str]]) -> None:
    unused = "{x: days_since_last > $tag_days}"
    assert run("宝妈", unused) == ["b"]
    assert run("宝妈", MUM) == ["a", "b"]
    assert run("vip | 宝妈", MUM) == ["b"]
    assert run("x", unused) == []


def test_a_tag_of_the_settings_needs_no_customers_file(program: Program, tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(
        f"order_time,customer_id,amount,phone\n{ago(9)},a,100,13900000001\n"
    )
    write_settings(tmp_path, tagged("dear"), tags="{\"Dear 'o'\": revenue >= 100}")
    assert program("targets", "sales.csv", "-q", "-o", "out.json").status == 0
    assert listed(tmp_path / "out.json") == ["a"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("tags.mum=catgories = 'x'", "tag 'mum': the condition is wrong: unknown column"),
        ("tags.mum=tags = 'x'", "tag 'mum': the condition is wrong: unknown column 'tags'"),
        ("tags.mum=revenue > $x", "tag 'mum': the condition is wrong: unknown threshold $x"),
        ("campaigns.birthday.message='{tags}'", "unknown name {tags}"),
    ],
)
def test_tags_are_checked(settings: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        config.load(None, [settings])
    assert said in str(caught.value)
