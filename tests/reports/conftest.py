"""An eighth of the sample shop, for tests of all reports."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.opening import open_sales
from repurchase_cli.terms import Needs, Terms
from tests.reports.report.sample import SAMPLE, an_eighth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repurchase_cli.sales import Sales


@pytest.fixture(scope="session")
def eighth(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return the paths of the sales and the customers file."""
    return an_eighth(tmp_path_factory.mktemp("eighth"))


@pytest.fixture(scope="session")
def sales_for(eighth: tuple[str, str]) -> Iterator[Callable[[Needs], Sales]]:
    """``sales_for(needs)`` gives the shop, read once for all reports of the same needs."""
    path, customers = eighth
    side = {"customers": customers, "feedback": str(SAMPLE / "feedback.csv")}
    with ExitStack() as stack:

        @cache
        def sales(needs: Needs) -> Sales:
            opened = open_sales([path], terms=Terms(needs=needs), side=side)
            return stack.enter_context(opened)

        yield sales
