"""Every mistake in a settings file is refused with its line, and all of them at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from repurchase_cli import config
from repurchase_cli.errors import SettingsError


def cases(name: str) -> list[tuple[str, str]]:
    """Return the cases of a data file: what is given, and what is said."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    blocks = [block for block in text.split("\n\n") if "\n=> " in block]
    return [(given, said.strip()) for given, _, said in (b.partition("\n=> ") for b in blocks)]


def mistakes(tmp_path: Path, text: str | bytes, *overrides: str) -> list[str]:
    path = tmp_path / "repurchase.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError) as caught:
        config.load(str(path), overrides)
    return [mistake.removeprefix(f"{path}:") for mistake in caught.value.mistakes]


def mistakes_of_set(*overrides: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        config.load(None, overrides)
    return caught.value.mistakes


@pytest.mark.parametrize(("text", "expected"), cases("refused_files.txt"))
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in mistakes(tmp_path, text)


@pytest.mark.parametrize(("character", "line"), [("\x01", 2), ("\x00", 2), ("\ufffe", 2)])
def test_a_character_that_yaml_forbids_is_named(tmp_path: Path, character: str, line: int) -> None:
    found = mistakes(tmp_path, f"recent_days: 30\ncurrency: 'a{character}'")
    assert found == [f"{line}: a character that YAML forbids stands here"]


def test_every_mistake_is_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "purchase: week\nrecent_days: 010\nclasses: []\nthresholds: {lost_days: 1}\nx: 1\n"
    found = mistakes(tmp_path, text)
    assert [line.partition(":")[0] for line in found] == ["1", "2", "3", "4", "4", "5"]


def test_a_list_of_the_user_takes_no_lines_from_the_preset(tmp_path: Path) -> None:
    rules = ["{name: a, label: A, when: revenue > 1}", "{name: b, label: B}", "{name: c, label: C}"]
    text = "\n  - ".join(["classes:", *rules])
    assert mistakes(tmp_path, text) == [
        "3: rule 'b' of classes has no condition, so no rule after it is ever reached"
    ]


def test_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    raw = b"purchase: day\ncolumns: {amount: " + "实付".encode("gb18030") + b"}\n"
    assert mistakes(tmp_path, raw) == ["2: this is not UTF-8; save the file as UTF-8"]
    assert mistakes(tmp_path, "purchase: day".encode("utf-16"))[0].startswith(
        "1: this is not UTF-8"
    )


def test_a_sales_file_is_no_settings_file(tmp_path: Path) -> None:
    found = mistakes(tmp_path, b"a" * 1_000_001)
    assert found == [" this is too large for a settings file"]


def test_aliases_that_explode_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    (found,) = mistakes(tmp_path, "\n".join(lines))
    assert found == "1: this unfolds to more than 20000 values; use fewer aliases (*)"


@pytest.mark.parametrize(
    "text", ["a: &a [*a]", "a: &a\n  <<: *a", "a: " + "[" * 5000, "a: " + "{b: " * 50]
)
def test_what_contains_itself_or_is_too_deep_is_refused(tmp_path: Path, text: str) -> None:
    (found,) = mistakes(tmp_path, text)
    assert "nested too deeply" in found or "this is no YAML" in found


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[" * 10_000 + "]" * 10_000, 1),
        ("a: " + "{a: " * 10_000 + "1" + "}" * 10_000, 1),
        ("- " * 10_000, 1),
        ("\n".join(" " * depth + "a:" for depth in range(1_000)), 21),
    ],
)
def test_what_is_nested_without_end_is_refused_at_once(
    tmp_path: Path, text: str, line: int
) -> None:
    start = time.process_time()
    assert mistakes(tmp_path, text) == [f"{line}: this is nested too deeply"]
    assert time.process_time() - start < 1.5


def test_the_preset_is_not_blamed_for_the_users_threshold(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "purchase: day", "thresholds.silver_tier=4000") == [
        "--set thresholds.silver_tier: rule 'silver' of tiers is never reached: "
        "'gold' before it takes everyone (revenue >= $gold_tier)"
    ]


@pytest.mark.parametrize(("override", "expected"), cases("refused_overrides.txt"))
def test_a_wrong_override_is_named(override: str, expected: str) -> None:
    assert expected in mistakes_of_set(override)


def test_a_wrong_override_hides_no_mistake_of_the_file(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "purchase: week", "recent_days=@", "nothing")
    assert len(found) == 3


def test_two_wrong_overrides_are_both_named() -> None:
    assert len(mistakes_of_set("recent_days=x", "purchase=week")) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("retial_guide", "there is no such settings file or preset; did you mean 'retail_guide'?"),
        ("nosuch.yaml", "no such settings file or preset (presets: default, retail_guide)"),
        (".", "this is a folder; name a settings file"),
        ("a\0b", "this file cannot be read"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named(name: str, expected: str) -> None:
    with pytest.raises(SettingsError) as caught:
        config.load(name)
    assert expected in str(caught.value)
    assert caught.value.hint
