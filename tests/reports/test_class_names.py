"""Class names come from the settings: renaming a class changes no section and no number."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import repurchase_cli
from repurchase_cli import config

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

ROOT = Path(repurchase_cli.__file__).parents[2]
CLASSES = "lost|loyal|potential|drifting"
COMMANDS = [
    ("segment",),
    ("metrics", "--group-by", "store"),
    ("metrics", "--by", "month"),
    ("migrate", "--from", "2024-07-31", "--every", "month"),
    ("explain", "--customer", "00010203"),
    ("clv",),
    ("targets", "--ledger", "none"),
]


def renamed() -> str:
    """Return the default settings with other names for the classes, wherever they stand."""
    text = (ROOT / "configs" / "default.yaml").read_text(encoding="utf-8")
    start, end = text.index("\nclasses:\n"), text.index("\ntiers:\n")
    classes = re.sub(rf"(- name: )({CLASSES})\b", r"\1our_\2", text[start:end])
    campaigns = re.sub(rf"(\bclass = ')({CLASSES})'", r"\1our_\2'", text[end:])
    return text[:start] + classes + campaigns


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_renamed_class_loses_no_section_and_no_number(
    command: tuple[str, ...], program: Callable[..., Done], tmp_path: Path, eighth: tuple[str, str]
) -> None:
    (tmp_path / "ours.yaml").write_text(renamed(), encoding="utf-8")
    name, *more = command
    for settings in ("default", "ours.yaml"):
        target = f"{settings}.json"
        done = program(
            name, eighth[0], *more, "-c", settings, "--as-of", "2024-09-30", "-o", target
        )
        assert done.status == 0, done.err
    ours = (tmp_path / "ours.yaml.json").read_text(encoding="utf-8")
    default = (tmp_path / "default.json").read_text(encoding="utf-8")
    assert ours.count("our_") > ours.count('"role"') >= 4
    assert ours.replace("our_", "") == default


def test_what_needs_a_role_that_no_class_has_is_left_out_and_said_to_be(
    program: Callable[..., Done], eighth: tuple[str, str]
) -> None:
    sales, _ = eighth
    done = program("migrate", sales, "-c", "retail_guide", "--lang", "en")
    assert "No class has the role lost: who was lost and won back" in done.out + done.err
    assert "No class has the role loyal: the conversion to the loyal is left out" in (
        done.out + done.err
    )
    assert "No class has the role" not in program("migrate", sales, "--of", "tier").out
    assert config.load("retail_guide").classes[0].role is None


def test_metrics_say_that_the_loyal_are_left_out(
    program: Callable[..., Done], eighth: tuple[str, str]
) -> None:
    done = program("metrics", eighth[0], "-c", "retail_guide", "--group-by", "store")
    assert "the share of loyal customers by group is left out" in " ".join(done.out.split())
