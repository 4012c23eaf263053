"""``repurchase config show | check | schema``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from repurchase_cli import __version__, config
from repurchase_cli.cli.config import app
from repurchase_cli.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_show_prints_the_settings_as_the_yaml_nests_them() -> None:
    result = CliRunner().invoke(app, ["show", "--format", "json", "--set", "recent_days=30"])
    data = json.loads(result.stdout)
    assert (data["command"], data["version"]) == ("config show", __version__)
    assert data["settings"] == config.as_mapping(config.load(None, ["recent_days=30"]))
    rows = {row["setting"]: row for row in data["tables"]["settings"]}
    assert rows["recent_days"]["value"] == "30"
    assert rows["recent_days"]["unit"] == "days"
    assert rows["thresholds.potential_value"]["value"] == "0.5 × average_purchase_value"
    assert rows["classes.drifting"]["value"] == "everyone else"


def test_show_says_which_file_it_found(folder: Path) -> None:
    (folder / "repurchase.yaml").write_text("recent_days: 7")
    result = CliRunner().invoke(app, ["show"])
    assert result.stderr == "settings: repurchase.yaml\n"
    assert "recent_days" in result.stdout
    named = CliRunner().invoke(app, ["show", "-c", "retail_guide", "--format", "json"])
    assert named.stderr == ""
    assert json.loads(named.stdout)["settings"]["recent_days"] == 180


def test_what_show_prints_can_be_a_settings_file(folder: Path) -> None:
    chosen = ["-c", "retail_guide", "--set", "rfm.cuts.f=[1,2]", "--set", "columns.sku=货号"]
    result = CliRunner().invoke(app, ["show", *chosen, "--format", "json"])
    path = folder / "again.yaml"
    path.write_text(json.dumps(json.loads(result.stdout)["settings"]), encoding="utf-8")
    assert config.load(str(path)) == config.load("retail_guide", chosen[3::2])


def test_check_says_that_settings_are_fine() -> None:
    result = CliRunner().invoke(app, ["check", "-c", "retail_guide"])
    assert (result.exit_code, result.stdout) == (0, "settings are fine\n")


def test_check_raises_every_mistake(folder: Path) -> None:
    (folder / "repurchase.yaml").write_text("recent_dys: 7\npurchase: week\n")
    result = CliRunner().invoke(app, ["check"])
    assert isinstance(result.exception, SettingsError)
    assert result.exception.status == 2
    assert result.exception.mistakes == [
        "repurchase.yaml:1: unknown setting 'recent_dys'; did you mean 'recent_days'?",
        "repurchase.yaml:2: purchase must be day or order, not 'week'",
    ]


def test_schema_prints_a_json_schema() -> None:
    result = CliRunner().invoke(app, ["schema"])
    assert json.loads(result.stdout) == config.schema()


def test_show_says_what_is_null_and_which_campaign_is_off() -> None:
    off = "campaigns.wake_up.active=no"
    result = CliRunner().invoke(app, ["show", "--format", "json", "--set", off])
    found = json.loads(result.stdout)["tables"]["settings"]
    rows = {row["setting"]: row["value"] for row in found}
    assert rows["measure_days"] == "null"
    assert rows["campaigns.wake_up"] == "off (days_until_wake_up = 0)"
    assert rows["campaigns.birthday"] == "birthday_in_days = 0 and tier = 'none'"
