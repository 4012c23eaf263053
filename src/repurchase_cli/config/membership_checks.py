"""Checks of what members get: tiers and windows of the calendar that are named and do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from repurchase_cli.config.checks import Found
from repurchase_cli.rules import did_you_mean

if TYPE_CHECKING:
    from repurchase_cli.config.yaml_lines import Path

#: Names a month rather than a window of the calendar.
BIRTHDAY_MONTH = "birthday_month"
#: The tiers of the preset, whose entries stand beside those of a shop with other tiers.
_PRESET_TIERS = frozenset({"silver", "gold", "black"})


def check_membership(data: Mapping[str, Any]) -> list[Found]:
    """Return every name under ``points`` and ``benefits`` that nothing has."""
    points = _mapping(data.get("points"))
    listed = data.get("tiers")
    rules = listed if isinstance(listed, list) else []
    names = {str(rule.get("name")) for rule in rules if isinstance(rule, dict)}
    windows = {*_mapping(data.get("calendar")), BIRTHDAY_MONTH}
    return [
        *_unknown(("points", "tiers"), points.get("tiers"), names | _PRESET_TIERS, "tier"),
        *_unknown(("benefits",), data.get("benefits"), names | _PRESET_TIERS, "tier"),
        *_unknown(("points", "calendar"), points.get("calendar"), windows, "window"),
    ]


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _unknown(path: Path, value: object, names: Collection[str], noun: str) -> Iterator[Found]:
    for name in _mapping(value):
        if name not in names:
            what = (
                f"{'.'.join(map(str, path))} names no {noun}: '{name}'{did_you_mean(name, names)}"
            )
            yield Found(what, ((*path, name),))
