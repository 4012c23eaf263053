"""Precedence, merging, presets and the way there and back."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from repurchase_cli import config
from repurchase_cli.config import defaults
from repurchase_cli.document import Text
from repurchase_cli.errors import SettingsError
from repurchase_cli.rules import PercentileOf, Times
from tests.running import run_apart


def load(tmp_path: Path, text: str, *overrides: str) -> config.Settings:
    path = tmp_path / "repurchase.yaml"
    path.write_text(text, encoding="utf-8")
    return config.load(str(path), overrides)


def test_set_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    text = "recent_days: 90\nrefunds: by_date\n"
    settings = load(tmp_path, text, "recent_days=30", "recent_days=60")
    assert (settings.recent_days, settings.refunds, settings.purchase) == (60, "by_date", "day")


def test_mappings_merge_and_lists_replace(tmp_path: Path) -> None:
    text = """
        thresholds: {gold_tier: 4000}
        tiers: [{name: x, label: X, when: revenue > $gold_tier}, {name: y, label: {zh: 乙}}]
        inputs: {customers: c.csv}
        columns:
    """
    settings = load(tmp_path, text, "inputs.points=p.csv")
    assert settings.thresholds["gold_tier"] == 4000
    assert settings.thresholds["lost_days"] == 180
    assert [rule.name for rule in settings.tiers] == ["x", "y"]
    assert settings.tiers[1].label == Text("乙", "乙")
    assert (settings.inputs.customers, settings.inputs.points) == ("c.csv", "p.csv")
    assert len(settings.classes) == 4


def test_text_stays_as_it_is_written(tmp_path: Path) -> None:
    text = "not_customers: [0012, 1.50, 2024-01-01, 'no', 散客]\nday_ends_at: 10:30\n"
    settings = load(tmp_path, text, "columns.amount=123", "statuses.1=sale")
    assert settings.not_customers == ("0012", "1.50", "2024-01-01", "no", "散客")
    assert settings.day_ends_at == "10:30"
    assert settings.columns == {"amount": "123"}
    assert settings.statuses == {"1": "sale"}


def test_a_relative_threshold_is_changed_in_part_or_replaced() -> None:
    part = config.load(None, ["thresholds.potential_value.times=.8"])
    assert part.thresholds["potential_value"] == Times(0.8, "average_purchase_value")
    whole = config.load(None, ["thresholds.potential_value={percentile: 80, of: revenue}"])
    assert whole.thresholds["potential_value"] == PercentileOf(80, "revenue")
    assert (
        config.load(None, ["thresholds.potential_value=9.5"]).thresholds["potential_value"] == 9.5
    )


def test_merge_keys_and_anchors_are_fine(tmp_path: Path) -> None:
    text = """
        tiers:
          - &a {name: a, label: A, when: revenue > 5}
          - {<<: [*a, {label: no one}], name: b, when: revenue > 3}
          - {name: c, label: C}
    """
    assert [rule.label.en for rule in load(tmp_path, text).tiers] == ["A", "A", "C"]


def test_a_threshold_of_ones_own_is_taken_when_a_rule_names_it(tmp_path: Path) -> None:
    text = """
        thresholds: {big: 700, shown: 5}
        classes:
          - {name: a, label: A, when: revenue > $big, because: "over {shown}"}
          - {name: b, label: B}
    """
    assert load(tmp_path, text, "thresholds.big=800").thresholds["big"] == 800


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "~", "\ufeff# mark\n"])
def test_a_file_without_settings_is_the_default(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == config.load(None)


def test_a_file_extends_a_preset(tmp_path: Path) -> None:
    settings = load(tmp_path, "extends: retail_guide\nthresholds: {vip_revenue: 9000}\n")
    assert settings.classes[0].name == "vip"
    assert settings.thresholds["vip_revenue"] == 9000
    assert settings.tiers == config.load(None).tiers


def test_campaigns_are_changed_by_their_names_and_a_list_replaces_them(tmp_path: Path) -> None:
    preset = {one.name: one for one in config.load(None).campaigns}
    text = """
campaigns:
  birthday: {offer: {value: 30}, title: {zh: 生日礼}}
  wake_up: {active: false}
  tea: {title: Tea, when: days_since_last = 60}
"""
    found = {one.name: one for one in load(tmp_path, text).campaigns}
    assert list(found) == [*preset, "tea"]
    assert found["birthday"].offer == replace(preset["birthday"].offer, value=30)
    assert found["birthday"].title == ("Birthday", "生日礼")
    assert found["wake_up"] == replace(preset["wake_up"], active=False)
    same = preset.keys() - {"birthday", "wake_up"}
    assert all(found[name] == preset[name] for name in same)
    one = "[{name: birthday, title: Mine, when: 'true'}]"
    (mine,) = load(tmp_path, f"campaigns: {one}").campaigns
    assert mine.title == ("Mine", "Mine")
    assert mine.offer.kind == "none"
    (changed,) = config.load(
        None, [f"campaigns={one}", "campaigns.birthday.valid_days=3"]
    ).campaigns
    assert (changed.title, changed.valid_days) == (mine.title, 3)
    assert config.load(None, ["campaigns=[]"]).campaigns == ()


def test_the_default_file_is_found_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert config.find_default() is None
    Path("repurchase.yaml").write_text("recent_days: 7")
    assert config.find_default() == Path("repurchase.yaml")


def test_the_defaults_in_the_code_are_those_of_the_preset() -> None:
    settings = config.load(None)
    of_the_preset = (*config.RULE_LISTS, "thresholds", "calendar", "seasons", "campaigns")
    given = {name: getattr(settings, name) for name in of_the_preset}
    assert config.Settings(**given) == settings


def test_a_preset_that_was_changed_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.load(None) is config.load("default")
    monkeypatch.setattr(defaults, "DIGEST", "of another text")
    assert config.load(None) is not config.load("default")
    assert config.load(None) == defaults.settings()


def test_settings_of_the_preset_need_no_check() -> None:
    code = (
        "import sys\nfrom repurchase_cli import config\nconfig.load(None)\n"
        "print([name for name in ('pydantic', 'yaml') if name in sys.modules])"
    )
    assert run_apart(program=(sys.executable, "-c", code)).out == "[]\n"


def test_the_preset_names_every_setting() -> None:
    data = yaml.safe_load(config.presets()["default"].read_text(encoding="utf-8"))
    plain = config.as_mapping(config.load(None))
    assert list(data) == list(plain)
    assert list(data["inputs"]) == list(plain["inputs"])
    assert set(data["thresholds"]) == set(config.THRESHOLDS)


def test_whole_numbers_stay_whole() -> None:
    plain = config.as_mapping(config.load(None, ["thresholds.gold_tier=3e3"]))
    assert json.dumps(plain["thresholds"]["gold_tier"]) == "3000"
    assert json.dumps(plain["recent_days"]) == "180"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    str.strip
)
FINITE = st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: int(x) if x.is_integer() else x)
CUTS = st.lists(FINITE, min_size=1, max_size=4, unique=True).map(sorted)
PERCENTILE = st.fixed_dictionaries({"percentile": st.floats(0, 100), "of": st.just("revenue")})
OVERLAYS = st.fixed_dictionaries(
    {},
    optional={
        "purchase": st.sampled_from(["day", "order"]),
        "count_zero_purchases": st.booleans(),
        "recent_days": st.integers(1, 4000),
        "rejected_share_limit": st.floats(0, 1),
        "not_customers": st.lists(WORDS),
        "columns": st.dictionaries(st.sampled_from(["amount", "sku", "phone"]), WORDS),
        "statuses": st.dictionaries(WORDS, st.sampled_from(["sale", "refund"])),
        "rfm": st.fixed_dictionaries({"cuts": st.fixed_dictionaries({"f": CUTS})}),
        "thresholds": st.fixed_dictionaries({"potential_value": FINITE | PERCENTILE}),
    },
)  # fmt: skip


@tried(deadline=None, max_examples=50)
@given(overlay=OVERLAYS)
def test_settings_go_to_yaml_and_back(
    overlay: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("back") / "x.yaml"
    path.write_text(yaml.safe_dump(overlay, allow_unicode=True), encoding="utf-8")
    settings = config.load(str(path))
    plain = config.as_mapping(settings)
    for key, value in overlay.items():
        assert plain[key] == (plain[key] | value if isinstance(value, dict) else value)
    del plain["campaigns"]  # nine tenths of it, and never another; `config show` has them, too
    path.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")
    assert config.load(str(path)) == settings


@tried(deadline=None, max_examples=50)
@given(raw=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_file_ends_in_a_traceback(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "x.yaml"
    path.write_bytes(raw)
    _settings_or_refusal(str(path))


SCRAPS = st.lists(
    st.sampled_from(
        ["classes", "thresholds", "rfm", "cuts", "when", "name", ": ", ":\n  ", "\n", "- ", "[",
         "]", "{", "}", "no", "1", "010", ".nan", "&a ", "*a", "<<: ", "'", '"', "revenue > 1",
         ", ", "#", "!!python/x ", "|\n", "extends: ", "default"]
    ),
    max_size=12,
)  # fmt: skip


@tried(deadline=None, max_examples=50)
@given(scraps=SCRAPS)
def test_no_scraps_of_yaml_end_in_a_traceback(
    scraps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("scraps") / "x.yaml"
    path.write_text("".join(scraps), encoding="utf-8")
    _settings_or_refusal(str(path))


@tried(deadline=None, max_examples=50)
@given(text=st.text(max_size=40) | SCRAPS.map("".join))
def test_no_override_ends_in_a_traceback(text: str) -> None:
    _settings_or_refusal(None, text)
    _settings_or_refusal(None, f"thresholds.gold_tier={text}")
    _settings_or_refusal(None, f"classes={text}")


def _settings_or_refusal(path: str | None, *overrides: str) -> None:
    try:
        config.load(path, overrides)
    except SettingsError as error:
        assert all(mistake.strip() for mistake in error.mistakes)


def test_presets_are_found_in_the_package_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "src" / "repurchase_cli"
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "a.yaml").touch()
    monkeypatch.setattr("repurchase_cli.config.preset._PACKAGE", package)
    assert list(config.presets()) == ["a"]
    (package / "configs").mkdir(parents=True)
    (package / "configs" / "b.yaml").touch()
    assert list(config.presets()) == ["b"]


def test_the_schema_has_a_description_and_unit_for_editors() -> None:
    schema = config.schema()
    references = re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema))
    assert set(references) <= set(schema["$defs"])
    assert "customer_id" in schema["properties"]["columns"]["propertyNames"]["enum"]
    assert schema["properties"]["recent_days"]["unit"] == "days"
    assert schema["properties"]["recent_days"]["minimum"] == 1
    assert schema["properties"]["recent_days"]["default"] == 180
    assert all("description" in item for item in schema["properties"].values())
    assert schema["properties"]["extends"]["enum"] == ["default", "retail_guide"]
    assert schema["properties"]["thresholds"]["properties"]["lost_days"]["unit"] == "days"
    assert "required" not in schema
    assert schema["additionalProperties"] is False


def test_the_schema_takes_one_value_where_settings_do(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    change = "birthday: {windows: sale, channels: sms}"
    path.write_text(f"calendar: {{sale: 06-01}}\ncampaigns: {{{change}}}\n", encoding="utf-8")
    assert config.load(str(path)).calendar["sale"] == ("06-01",)
    schema = config.schema()
    campaign = schema["$defs"]["Campaign"]["properties"]
    window = schema["properties"]["calendar"]["additionalProperties"]
    for several in (window, campaign["windows"], campaign["channels"]):
        assert [form["type"] for form in several["anyOf"]] == ["array", "string"]


def test_the_schema_knows_how_codes_and_times_are_written() -> None:
    properties = config.schema()["properties"]
    assert re.fullmatch(properties["day_ends_at"]["pattern"], "04:00")
    assert not re.fullmatch(properties["day_ends_at"]["pattern"], "4:00")
    assert not re.fullmatch(properties["currency"]["pattern"], "yuan")
    assert not re.fullmatch(properties["rates"]["propertyNames"]["pattern"], "usd")


def test_every_setting_has_a_meaning() -> None:
    assert all(about.meaning for about in config.meanings().values())
    assert config.meanings()["rfm.cuts.r"].unit == "days"
