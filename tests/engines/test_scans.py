"""Several reports over the same sales read the files once, where the pass keeps what they need."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from repurchase_cli.config import load
from repurchase_cli.engines.orders import Pass
from repurchase_cli.opening import open_sales
from repurchase_cli.sales import Needs, Terms
from tests.reports.test_order_of_sections import NEEDS, REPORTS, SAMPLE

if TYPE_CHECKING:
    from collections.abc import Collection

    import pytest

#: Reports that find all in what the one pass has kept.
FROM_THE_PASS = ("segment", "cohorts by class", "intervals by class")


def test_reports_of_one_run_share_the_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    scans: list[Collection[int]] = []
    scan = Pass._scan

    def spy(run: Pass, files: Collection[int]) -> None:
        scans.append(set(files))
        scan(run, files)

    monkeypatch.setattr(Pass, "_scan", spy)
    needed = [NEEDS[name.split(maxsplit=1)[0]] for name in FROM_THE_PASS]
    every = Needs(*map(any, zip(*map(astuple, needed), strict=True)))
    with open_sales([str(SAMPLE / "sales.csv")], terms=Terms(needs=every)) as sales:
        for name in FROM_THE_PASS:
            REPORTS[name](sales, load(None), "en")
        assert scans == [{0}]
        assert not sales.base["lines"].is_made


def test_what_is_made_of_a_scan_is_no_scan() -> None:
    with open_sales([str(SAMPLE / "sales.csv")], terms=Terms(needs=Needs(items=True))) as sales:
        assert sales.base["lines"].scans
        assert sales.base["used_lines"].scans
        assert not sales.base["contents"].scans
        assert not sales.base["categories"].scans
        assert not sales.base["orders"].scans
        grouped = sales.grouped(["store"])
        assert not grouped.base["orders"].scans
        assert not grouped.base["customers"].scans
