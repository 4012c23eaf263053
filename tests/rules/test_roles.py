"""Which class stands for what reports speak of."""

from __future__ import annotations

import pytest

from repurchase_cli import rules
from repurchase_cli.document import Text


def rule(name: str, role: rules.Role | None = None) -> rules.Rule:
    return rules.Rule(name, Text(name, name), role=role)


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ([rule("a"), rule("gone", "lost")], 1),
        ([rule("a"), rule("lost")], 1),
        ([rule("lost"), rule("gone", "lost")], 1),
        ([rule("lost", "loyal"), rule("a")], None),
        ([rule("a"), rule("b", "loyal")], None),
    ],
)
def test_a_role_is_that_of_the_class_that_says_so_else_of_that_name(
    listed: list[rules.Rule], expected: int | None
) -> None:
    assert rules.position(listed, "lost") == expected
