"""The opening paragraph tells the truth: each of its numbers is worked out again from the lines."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.reports.report import by_hand
from tests.reports.report.sample import SAMPLE, answer

JUNE = pd.Period("2026-06")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("report")
    options = ("--sections", "summary", "--ledger", "none")
    return answer(folder / "report.json", "report", str(SAMPLE / "sales.csv"), *options)


@pytest.fixture(scope="module")
def days() -> pd.DataFrame:
    return by_hand.days()


@pytest.fixture(scope="module")
def months(days: pd.DataFrame) -> pd.DataFrame:
    """The ten numbers of the last thirteen months, one row each."""
    wanted = [JUNE - back for back in range(12, -1, -1)]
    return pd.DataFrame([by_hand.numbers(days, month) for month in wanted])


def test_the_ten_numbers(report: dict[str, Any], months: pd.DataFrame) -> None:
    for row in report["tables"]["summary"]:
        series = months[row["measure"]]
        assert row["value"] == pytest.approx(series.iloc[-1]), row
        assert row["previous"] == pytest.approx(series.iloc[-2]), row
        assert row["year_before"] == pytest.approx(series.iloc[0]), row
        usual = series.iloc[:-1].diff().abs().mean()
        assert row["usual_change"] == pytest.approx(usual), row


def test_the_series(report: dict[str, Any], months: pd.DataFrame) -> None:
    trend = pd.DataFrame(report["tables"]["trend"]).set_index("period")
    for name in months:
        assert trend[name].tolist() == pytest.approx(months[name].tolist()), name


def test_the_three_that_changed_most(report: dict[str, Any], months: pd.DataFrame) -> None:
    sizes = (months.diff().abs().iloc[-1] / months.iloc[:-1].diff().abs().mean()).nlargest(3)
    labels = {
        "average_purchase_value": "Average purchase value",
        "revenue": "Revenue of customers",
        "returning_customers": "Returning customers",
    }
    _, *told, _ = report["paragraph"]
    assert [labels[name] for name in sizes.index] == [
        next(label for label in labels.values() if sentence.startswith(label)) for sentence in told
    ]


def test_every_sentence(report: dict[str, Any], months: pd.DataFrame, days: pd.DataFrame) -> None:
    june, may, year_before = (months.iloc[-1 - back] for back in (0, 1, 12))
    usual = months.iloc[:-1].diff().abs().mean()
    below, above = 1 - june.revenue / may.revenue, june.revenue / year_before.revenue - 1
    price, before = june.average_purchase_value, may.average_purchase_value
    each, each_before = june.revenue / june.active_customers, may.revenue / may.active_customers
    in_june = days[days["month"] == JUNE]
    old = in_june.groupby("customer").filter(lambda of: of["rank"].min() > 1)
    old_each = old["paid"].sum() / old["customer"].nunique()
    more = june.returning_customers - may.returning_customers
    assert report["paragraph"] == [
        f"June 2026: {june.active_customers:.0f} customers made {june.purchases:.0f} purchases and "
        f"paid {june.revenue:,.0f}, {below:.1%} less than in May 2026 and {above:.1%} more than in "
        "June 2025.",
        f"Average purchase value fell from {before:.2f} to {price:.2f}, "
        f"{(before - price) / usual.average_purchase_value:.1f} times the usual change of "
        f"{usual.average_purchase_value:.2f} a month: over {june.purchases:.0f} purchases of "
        f"{june.active_customers:.0f} customers about {(before - price) * june.purchases:,.0f} "
        "less.",
        f"Revenue of customers fell from {may.revenue:,.0f} to {june.revenue:,.0f}, less than the "
        f"usual change of {usual.revenue:,.0f} a month: "
        f"{june.active_customers - may.active_customers:.0f} customers more, each of whom paid "
        f"{each:,.2f} after {each_before:,.2f}.",
        f"Returning customers rose from {may.returning_customers:.0f} to "
        f"{june.returning_customers:.0f}, less than the usual change of "
        f"{usual.returning_customers:.1f} a month: at {old_each:,.2f} paid by each of them, about "
        f"{more * old_each:,.0f} more.",
        "More than chance gives: average purchase value and revenue of customers; the rest may be "
        "chance.",
    ]
