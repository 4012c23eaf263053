"""Whose preferences have changed over a period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repurchase_cli.shop.drift import drift_of

if TYPE_CHECKING:
    from repurchase_cli.document import Section
    from repurchase_cli.reports.metrics.scope import Scope


def drift_sections(scope: Scope) -> Iterator[Section]:
    """Yield who buys other categories lately, if anybody has bought often enough to tell.

    The scope is the whole shop over one period.
    """
    drift = drift_of(scope.reduction, scope.purchases, scope.calendar, scope.buyers)
    if drift is not None:
        yield drift.section()
