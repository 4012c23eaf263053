"""Every mistake in a settings file is refused with its line, and all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from repurchase_cli import config
from repurchase_cli.errors import SettingsError

RULES = """\
classes:
  - name: a
    label: A
    when: {when}
  - name: b
    label: B
"""


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("recent_days: 90\nrecent_dys: 30", "2: unknown setting 'recent_dys'; did you mean 'recent_days'?"),
        ("active_days: 30", "1: unknown setting 'active_days'; did you mean 'thresholds.active_days'?"),
        ("rfm:\n  metod: cuts", "2: unknown setting 'metod' in rfm; did you mean 'method'?"),
        ("inputs: {stock: x.csv}", "1: unknown setting 'stock' in inputs; it has customers, inventory, feedback, points, suppress"),
        ("recent_days: 010", "1: recent_days must be a number; 010 would be octal in YAML, write 10"),
        ("recent_days: 0", "1: recent_days must be a whole number of days from 1 on, not 0"),
        ("recent_days: 30.5", "1: recent_days must be a whole number of days from 1 on, not 30.5"),
        ("recent_days: yes", "1: recent_days must be a number, not yes or no"),
        ("recent_days:", "1: recent_days must be a number, not empty"),
        ("recent_days: [1]", "1: recent_days must be a number, not a list"),
        ("recent_days: ninety", "1: recent_days must be a number, not 'ninety'"),
        ("rejected_share_limit: .nan", "1: rejected_share_limit must be a finite number, not .nan"),
        ("rejected_share_limit: -.inf", "1: rejected_share_limit must be a finite number, not -.inf"),
        ("rejected_share_limit: 1e999", "1: rejected_share_limit must be a finite number, not 1e999"),
        ("rejected_share_limit: 5", "1: rejected_share_limit must be a share between 0 and 1, not 5"),
        ("purchase: week", "1: purchase must be day or order, not 'week'"),
        ("refunds: no", "1: refunds must be match or by_date, not 'no'"),
        ("count_zero_purchases: maybe", "1: count_zero_purchases must be true or false, not 'maybe'"),
        ("currency: yuan", "1: currency must be a code of three capital letters such as CNY, not 'yuan'"),
        ("currency: no", "1: currency must be text; put 'no' in quotes, or YAML takes it for a yes or no"),
        ("day_ends_at: 24:00", "1: day_ends_at must be a time HH:MM such as 04:00, not '24:00'"),
        ("timezone: Asia/Shangai", "1: timezone must be a time zone such as Asia/Shanghai, not 'Asia/Shangai'; did you mean 'Asia/Shanghai'?"),
        ("not_customers:\n  - guest\n  - off", "3: not_customers[1] must be text; put 'off' in quotes, or YAML takes it for a yes or no"),
        ("not_customers:\n  -", '2: not_customers[0] is empty; give a value, "" for an empty text, or leave the line out'),
        ("columns:\n  sku: x\n  ammount: Paid", "3: columns.ammount: unknown field 'ammount'; did you mean 'amount'?"),
        ("columns: {amount: ''}", "1: columns.amount must name a column of the file"),
        ("columns:\n  amount: a: b", "2: this is no YAML: mapping values are not allowed here"),
        ("statuses: {done: sold}", "1: statuses.done must be sale, unpaid, cancelled, refund or ignored, not 'sold'"),
        ("statuses: {no: sale}", "1: put the key 'no' in quotes: without them it is no text to YAML"),
        ("rfm: {cuts: {r: [30, 10]}}", "1: rfm.cuts.r must ascend strictly, not 30, 10"),
        ("rfm: {cuts: {r: [30, 30]}}", "1: rfm.cuts.r must ascend strictly, not 30, 30"),
        ("rfm: {cuts: {f: []}}", "1: rfm.cuts.f is empty; it must have at least one entry"),
        ("rfm: {cuts: {f: [1, 2, 3, 4, 5]}}", "1: rfm.cuts.f has 5 numbers; it may have 4"),
        ("rfm: {cuts: {m: [1, .inf]}}", "1: rfm.cuts.m[1] must be a finite number, not .inf"),
        ("rfm:\n  cuts: {r: [1], f: [1]}\n  method: cuts", "3: rfm.method is cuts, so rfm.cuts.m must be given"),
        ("thresholds: 5", "1: thresholds must be a mapping, not '5'"),
        ("thresholds:\n  actve_days: 30", "2: no rule names the threshold 'actve_days'; did you mean 'active_days'?"),
        ("thresholds:\n  active_days: -1", "2: thresholds.active_days must not be negative, not -1"),
        ("thresholds:\n  active_days: 200", "2: thresholds.active_days (200) must not be above thresholds.lost_days (180)"),
        ("thresholds:\n  lost_days: 89", "2: thresholds.active_days (90) must not be above thresholds.lost_days (89)"),
        ("thresholds: {potential_value: {times: 2, of: revenu}}", "1: thresholds.potential_value.of: unknown column of numbers 'revenu'; did you mean 'revenue'?"),
        ("thresholds: {potential_value: {times: -2, of: revenue}}", "1: thresholds.potential_value.times must not be negative, not -2"),
        ("thresholds: {potential_value: {percentile: 120, of: revenue}}", "1: thresholds.potential_value.percentile must lie between 0 and 100, not 120"),
        ("thresholds: {potential_value: {percentile: 80}}", "1: thresholds.potential_value must have 'of'"),
        ("thresholds: {potential_value: [1]}", "1: thresholds.potential_value must be a number, not a list"),
        ("thresholds:\n  gold_tier: 8000", "2: rule 'gold' of tiers is never reached: 'black' before it takes everyone (revenue >= $black_tier)"),
        ("thresholds:\n  silent_days: 90", "2: rule 'silent' of lifecycle_stages is never reached: 'active' before it takes everyone (days_since_last < $silent_days)"),
        ("classes: []", "1: classes is empty; it must have at least one entry"),
        ("classes: 3", "1: classes must be a list, not '3'"),
        ("classes:\n  - x", "2: classes[0] must be a mapping, not 'x'"),
        ("classes:\n  - name: no\n    label: No", "2: classes[0].name must be text; put 'no' in quotes, or YAML takes it for a yes or no"),
        ("classes:\n  - name: '  '\n    label: No", "2: classes[0].name must be a name in one line"),
        ("classes:\n  - name: a", "2: classes[0] must have 'label'"),
        ("classes:\n  - name: a\n    label: {en: A, fr: B}", "3: classes[0].label has the languages en and zh, not fr"),
        ("classes:\n  - name: a\n    label: {en: no}", "3: classes[0].label must be text (en: yes or no); put it in quotes"),
        ("classes:\n  - name: a\n    label: A\n    becuse: x", "4: unknown setting 'becuse' in classes[0]; did you mean 'because'?"),
        ("classes:\n  - name: a\n    label: A\n    when: revenue > 1", "4: rule 'a' of classes is the last and must have no condition, so that everyone gets one"),
        ("classes:\n  - {name: a, label: A}\n  - {name: b, label: B}", "2: rule 'a' of classes has no condition, so no rule after it is ever reached"),
        ("classes:\n  - {name: a, label: A, when: revenue > 1}\n  - {name: a, label: B}", "3: rule 'a' of classes stands twice; names must differ"),
        (RULES.format(when="revenu > 1"), "4: rule 'a' of classes: the condition cannot be used: unknown column 'revenu'; did you mean 'revenue'?"),
        (RULES.format(when="revenue > $gold_teir"), "4: rule 'a' of classes: the condition cannot be used: unknown threshold $gold_teir; did you mean $gold_tier?"),
        (RULES.format(when="now() > last_purchase"), "4: rule 'a' of classes: the condition cannot be used: the function now may not be used: only plain functions of the customer's row"),
        (RULES.format(when="revenue"), "4: rule 'a' of classes: the condition must say yes or no, but gives double"),
        (RULES.format(when='""'), "4: rule 'a' of classes: the condition is empty; leave `when` out of a rule for everyone else"),
        (RULES.format(when="revenue > 1\n    because: since {revenu}"), "5: rule 'a' of classes: the reason is wrong: unknown name {revenu}; did you mean 'revenue'?"),
        (RULES.format(when="revenue > 1\n    because: {en: '{'}"), "5: rule 'a' of classes: the reason is wrong: has a brace too many or too few (Single '{' encountered in format string)"),
        ("tiers:\n  - {name: s, label: S, when: revenue >= 1}\n  - {name: g, label: G, when: revenue >= 3}\n  - {name: n, label: N}", "3: rule 'g' of tiers is never reached: 's' before it takes everyone (revenue >= 1)"),
        ("extends: retial_guide", "1: extends must be the name of another preset, not 'retial_guide'; did you mean 'retail_guide'?"),
        ("extends: [default]", "1: extends must be the name of another preset, not a list; the presets are default, retail_guide"),
        ("recent_days: 30\n\nrecent_days: 60", "3: 'recent_days' stands twice; it is already on line 1"),
        ("thresholds:\n  gold_tier: 1\n  gold_tier: 2", "3: 'gold_tier' stands twice; it is already on line 2"),
        ("thresholds:\n\tgold_tier: 1", "2: a tab indents this line; use blanks"),
        ("- a\n- b", "1: the file must be a mapping of settings, such as recent_days: 180"),
        ("just words", "1: the file must be a mapping of settings, such as recent_days: 180"),
        ("purchase: !!python/object/apply:os.system [id]", "1: the tag !!python/object/apply:os.system is not taken; leave it out"),
        ("purchase: !thing day", "1: the tag !thing is not taken; leave it out"),
        ("a: {b: [1, 2}", "1: this is no YAML: expected ',' or ']', but got '}'"),
        ("purchase: day\n---\npurchase: order", "2: this is no YAML: but found another document"),
        ("purchase: *day", "1: this is no YAML: found undefined alias 'day'"),
        ("currency: 'a\x01'", "1: a character that YAML forbids stands here"),
        ("recent_days: 30\nrefunds: by_date\x07", "2: a character that YAML forbids stands here"),
        ("? [a]\n: 1", "1: a key must be a text"),
        ("<<: 3", "1: << takes a mapping"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in mistakes(tmp_path, text)


def test_every_mistake_is_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "purchase: week\nrecent_days: 010\nclasses: []\nthresholds: {lost_days: 1}\nx: 1\n"
    found = mistakes(tmp_path, text)
    assert [line.partition(":")[0] for line in found] == ["1", "2", "3", "4", "4", "5"]


def test_a_list_of_the_user_takes_no_lines_from_the_preset(tmp_path: Path) -> None:
    text = "classes:\n  - {name: a, label: A, when: revenue > 1}\n  - {name: b, label: B}\n  - {name: c, label: C}"
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


def test_the_preset_is_not_blamed_for_the_users_threshold(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "purchase: day", "thresholds.silver_tier=4000") == [
        "--set thresholds.silver_tier: rule 'silver' of tiers is never reached: "
        "'gold' before it takes everyone (revenue >= $gold_tier)"
    ]


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ("recent_days", "--set: write NAME=VALUE, not 'recent_days'"),
        ("=5", "--set: write NAME=VALUE, not '=5'"),
        ("a..b=1", "--set: write NAME=VALUE, not 'a..b=1'"),
        ("recent_days=010", "--set recent_days: recent_days must be a number; 010 would be octal in YAML, write 10"),
        ("recent_days=", "--set recent_days: recent_days must be a number, not ''"),
        ("recent_days.x=5", "--set recent_days.x: recent_days must be a number, not a mapping"),
        ("classes.0.when=x", "--set classes.0.when: classes must be a list, not a mapping"),
        ("recent_dys=5", "--set recent_dys: unknown setting 'recent_dys'; did you mean 'recent_days'?"),
        ("lost_day=5", "--set lost_day: unknown setting 'lost_day'; did you mean 'thresholds.lost_days'?"),
        ("columns.amount=@x", "--set columns.amount: this is no YAML: found character '@' that cannot start any token"),
        ("columns.amount=a: b", "--set columns.amount: columns.amount must be text, not a mapping; put it in quotes"),
        ("extends=retail_guide", "--set extends: choose a preset by -c, or in a file"),
        ("thresholds={a: 1, a: 2}", "--set thresholds: 'a' stands twice; it is already on line 1"),
        ("thresholds.gold_teir=5", "--set thresholds.gold_teir: no rule names the threshold 'gold_teir'; did you mean 'gold_tier'?"),
        ("thresholds.lost_days=.nan", "--set thresholds.lost_days: thresholds.lost_days must be a finite number, not .nan"),
    ],
)  # fmt: skip
def test_a_wrong_override_is_named(override: str, expected: str) -> None:
    assert expected in mistakes_of_set(override)


def test_two_wrong_overrides_are_both_named() -> None:
    assert len(mistakes_of_set("recent_days=x", "purchase=week")) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("retial_guide", "there is no such settings file or preset; did you mean 'retail_guide'?"),
        ("nosuch.yaml", "there is no such settings file or preset (presets: default, retail_guide)"),
        (".", "this is a folder; name a settings file"),
        ("a\0b", "this file cannot be read"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named(name: str, expected: str) -> None:
    with pytest.raises(SettingsError) as caught:
        config.load(name)
    assert expected in str(caught.value)
    assert caught.value.hint
