"""Roles: which class stands for what reports speak of, such as the lost, whatever its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repurchase_cli.rules.model import Role, Rule


def position(rules: Sequence[Rule], role: Role) -> int | None:
    """Return the index of the rule that has a role, None when there is none.

    A list in which no rule says that it has the role gives it to the rule of that name.
    """
    spoken = (index for index, rule in enumerate(rules) if rule.role == role)
    named = (i for i, rule in enumerate(rules) if rule.role is None and rule.name == role)
    return next(spoken, next(named, None))
