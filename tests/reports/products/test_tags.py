"""Tags by what was bought: windows, shares and the days on which they change, by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from repurchase_cli import config
from repurchase_cli.errors import SettingsError
from repurchase_cli.opening import open_sales
from repurchase_cli.shop import groups
from repurchase_cli.shop.segmentation import class_table, segment_customers
from repurchase_cli.terms import Terms
from tests.reports.products.likes import document, file_of, records

if TYPE_CHECKING:
    from repurchase_cli.document import Document

MUM = "{bought: {category: 孕妇装}, within_days: 30}"
RETRO = "{bought: {style: [复古, retro*]}, items: 2, share: 0.4}"
YAML = f"tags:\n  宝妈: {MUM}\n  复古: {RETRO}\n"
SALES = file_of(
    [
        "1,2024-01-01,ann,A1,孕妇装,plain,M,red,1,10,west",
        "2,2024-01-20,ann,A1,孕妇装,retro 50s,M,red,1,10,west",
        "3,2024-02-25,ann,A2,coat,Retro 60s,M,red,1,10,west",
        "4,2024-02-01,bob,A3,coat,复古,M,red,2,20,west",
        "5,2024-02-02,bob,A4,coat,plain,M,red,3,30,west",
        "6,2024-02-03,bob,A4,coat,plain,M,red,1,10,west",
        "7,2024-02-20,cas,A1,孕妇装,plain,M,red,1,10,west",
        "8,2024-02-25,dan,A1,孕妇装,plain,M,red,1,10,west",
        "9,2024-02-26,dan,A1,孕妇装,plain,M,red,-1,-10,west",
        "10,2024-03-05,eve,A9,hat,plain,M,red,1,10,west",
    ]
)


def tags(**request: Any) -> Document:
    return document(SALES, yaml=YAML, **request)


def test_by_hand() -> None:
    # ann's last maternity wear was 45 days ago, bob's two retro items are a third of his
    assert [(*row[:2], row[2].date(), row[3]) for row in records(tags(), "tags")] == [
        ("ann", "复古", date(2024, 2, 25), "2 of 3 items: 复古, retro*"),
        ("cas", "宝妈", date(2024, 2, 20), "1 item within 30 days: 孕妇装"),
    ]
    assert records(tags(), "tag_counts") == [("宝妈", 1), ("复古", 1)]


def test_gained_and_lost_since_a_day() -> None:
    found = tags(tags_since=date(2024, 2, 2))
    # of ann's windows the second ends 31 days after 20 January; bob had two of five on 2 February
    assert [(*row[:3], row[3].date()) for row in records(found, "tag_changes")] == [
        ("ann", "复古", "gained", date(2024, 2, 25)),
        ("ann", "宝妈", "lost", date(2024, 2, 20)),
        ("bob", "复古", "lost", date(2024, 2, 3)),
        ("cas", "宝妈", "gained", date(2024, 2, 20)),
    ]
    assert records(found, "tag_counts") == [("宝妈", 1, 1, 1), ("复古", 1, 1, 1)]


def test_tags_as_of_an_earlier_day_are_those_that_were_so_then() -> None:
    found = records(tags(as_of="2024-02-02"), "tags", "customer_id", "tag", "since")
    assert [(*row[:2], row[2].date()) for row in found] == [
        ("ann", "宝妈", date(2024, 1, 1)),
        ("bob", "复古", date(2024, 2, 1)),
    ]


def test_tags_of_the_customers_file_and_conditions_are_the_same_thing() -> None:
    people = "customer_id,name,tags\nann,A,VIP; 宝妈\neve,E,new\n"
    yaml = f"{YAML}  often: n_purchases >= 3\n"
    found = document(SALES, side=(("customers", people),), yaml=yaml)
    assert records(found, "tags", "customer_id", "tag", "evidence") == [
        ("ann", "VIP", "customers file"),
        ("ann", "often", "n_purchases >= 3"),
        ("ann", "复古", "2 of 3 items: 复古, retro*"),
        ("ann", "宝妈", "customers file"),
        ("bob", "often", "n_purchases >= 3"),
        ("cas", "宝妈", "1 item within 30 days: 孕妇装"),
        ("eve", "new", "customers file"),
    ]


def test_conditions_on_what_customers_like_hold_as_of_an_earlier_day_too() -> None:
    yaml = "tags: {plainly: main_style = 'plain'}"
    found = document(SALES, yaml=yaml, tags_since=date(2024, 2, 2))
    # bob had two retro items of five, and has had four plain ones of six since 3 February
    assert [row[:3] for row in records(found, "tag_changes")] == []
    assert records(found, "tags", "customer_id", "tag") == [("bob", "plainly")]
    found = document(SALES, yaml=yaml, tags_since=date(2024, 2, 1))
    assert [row[:3] for row in records(found, "tag_changes")] == [("bob", "plainly", "gained")]


def test_a_tag_of_a_column_that_the_files_lack_is_said() -> None:
    found = document(SALES, yaml="tags: {work: {bought: {scene: work}}}")
    assert records(found, "tag_counts") == [("work", 0)]
    lines = [line.en for section in found.sections for line in section.lines]
    assert any(
        "Nobody can have the tag work: the files have no column for scene" in x for x in lines
    )


def test_rules_and_groups_go_by_tags(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(SALES, encoding="utf-8")
    rule = "{name: mums, label: Mums, when: \"tags like '%宝妈%' and size is null\"}"
    small = "{name: small, label: Small, when: \"main_style = 'plain'\"}"
    rest = "{name: rest, label: Rest}"
    (tmp_path / "own.yaml").write_text(
        f"{YAML}classes: [{rule}, {small}, {rest}]", encoding="utf-8"
    )
    settings = config.load(str(tmp_path / "own.yaml"))
    with open_sales([str(tmp_path / "sales.csv")], terms=Terms()) as sales:
        made = segment_customers(sales, settings)
        named = class_table(sales, made).frame()[["class", "customers"]].to_numpy().tolist()
        assert named == [["mums", 1], ["small", 1], ["rest", 2]]
        parts = groups.parted(sales, made, groups.asked(sales, ["tags"], made)).parts.frame()
        assert sorted(parts["part"]) == ["", "", "复古", "宝妈"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("tags={x: {bought: {}}}", "must name what was bought"),
        ("tags={x: {bought: {styl: retro}}}", "styl"),
        ("tags={x: {bought: {style: []}}}", "must be a text or a list of texts, not empty"),
        ("tags={x: {bought: {style: retro}, share: 40}}", "must be a share between 0 and 1"),
        ("tags={x: {bought: {style: retro}, within: 40}}", "unknown setting 'within'"),
        ("tags={x: {bought: {style: retro}, items: 0}}", "must be above zero"),
        ("tags={x: [1]}", "must be a condition or {bought: …}, not a list"),
    ],
)
def test_tags_are_checked(settings: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        config.load(None, [settings])
    assert said in str(caught.value)


def test_rules_cannot_build_on_tags_that_build_on_rules() -> None:
    classes = "classes=[{name: a, label: A, when: \"tags = 'x'\"}, {name: b, label: B}]"
    with pytest.raises(SettingsError) as caught:
        config.load(None, ["tags.x=class = 'lost'", classes])
    assert "the tag 'x' is itself a condition" in str(caught.value)
