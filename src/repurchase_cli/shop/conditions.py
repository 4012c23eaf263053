"""Rules' conditions with their thresholds as numbers, for people to read."""

from __future__ import annotations

from collections.abc import Mapping

from repurchase_cli import rules
from repurchase_cli.document import Text
from repurchase_cli.rules import Rule


def condition_in_words(rule: Rule, thresholds: Mapping[str, float]) -> Text:
    """Return a rule's condition with its thresholds as numbers, for people to read."""
    if not rule.when:
        return Text("everyone else", "其余客户")
    condition = with_numbers(rule.when, thresholds)
    return Text(condition, condition)


def with_numbers(condition: str, thresholds: Mapping[str, float]) -> str:
    """Return a condition with its thresholds as numbers, for people to read."""
    for name in sorted(thresholds, key=len, reverse=True):
        condition = condition.replace(f"${name}", rules.plain(thresholds[name]))
    return " ".join(condition.split())
