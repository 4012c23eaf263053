"""The sample shop, for tests of all reports."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.opening import open_sales
from repurchase_cli.sales import Needs, Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repurchase_cli.sales import Sales

SAMPLE = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="session")
def sales_for() -> Iterator[Callable[[Needs], Sales]]:
    """``sales_for(needs)`` gives the sample shop, read once for all reports of the same needs."""
    side = {name: str(SAMPLE / f"{name}.csv") for name in ("customers", "feedback")}
    with ExitStack() as stack:

        @cache
        def sales(needs: Needs) -> Sales:
            opened = open_sales([str(SAMPLE / "sales.csv")], terms=Terms(needs=needs), side=side)
            return stack.enter_context(opened)

        yield sales
