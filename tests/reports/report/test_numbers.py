"""Every number of the report is that of the command whose it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.reports.report.sample import an_eighth, answer

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("--from", "2026-06-01", "--to", "2026-06-30")
#: What is run to compare a command's tables with; ``ledger`` is put in.
RUNS: dict[str, tuple[str, ...]] = {
    "segment": ("segment",),
    "metrics": ("metrics", *DAYS),
    "metrics_by_store": ("metrics", *DAYS, "--group-by", "store"),
    "metrics_by_channel": ("metrics", *DAYS, "--group-by", "channel"),
    "migrate": ("migrate", "--from", "2026-05-31", "--to", "2026-06-30"),
    "intervals": ("intervals", "--due-within", "7d"),
    "cohorts": ("cohorts",),
    "clv": ("clv",),
    "targets": ("targets", "--dry-run", "--ledger", "ledger"),
    "members": ("members", "--since", "2026-05-31", "--ledger", "ledger"),
    "products": ("products",),
    "measure": ("measure", "--ledger", "ledger", "--set", "measure_days=20"),
    "check": ("check",),
}
OWN = {"summary", "trend", "definitions"}
CONTACTS = {"name", "phone", "email", "message"}
#: What ``check`` alone tells, for it reads the files anew.
ANEW = {"revenue_if", "customers_if"}


class Shop:
    """The report of a shop, and what its commands answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        sales, customers = an_eighth(folder)
        self.ledger = str(folder / "ledger.sqlite")
        self.files = (sales, "--customers", customers, "--set", "measure_days=20")
        answer(
            folder / "lists.json",
            "targets",
            *self.files,
            "--ledger",
            self.ledger,
            "--as-of",
            "2026-06-05",
        )
        wanted = ("--ledger", self.ledger, "--with-customers")
        self.report = answer(folder / "report.json", "report", *self.files, *wanted)

    @cache  # noqa: B019 - one shop
    def of(self, name: str) -> dict[str, Any]:
        command, *options = (self.ledger if word == "ledger" else word for word in RUNS[name])
        return answer(self.folder / f"{name}.json", command, *self.files, *options)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(tmp_path_factory.mktemp("shop"))


def counterpart(shop: Shop, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table of the report as its command gives them."""
    command, _, table = name.partition(".")
    table, by, field = table.partition("_by_") if command == "metrics" else (table, "", "")
    rows: list[dict[str, Any]] = shop.of(f"{command}{by}{field}")["tables"][table]
    return rows


def without_contacts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: row[key] for key in row if key not in CONTACTS | ANEW} for row in rows]


def test_every_table_is_that_of_its_command(shop: Shop) -> None:
    compared = set()
    for name, rows in shop.report["tables"].items():
        if name not in OWN:
            assert without_contacts(rows) == without_contacts(counterpart(shop, name)), name
            compared.add(name.partition(".")[0])
    assert compared == {run.partition("_by_")[0] for run in RUNS}


def test_what_was_read_is_the_same(shop: Shop) -> None:
    assert shop.report["intake"] == shop.of("segment")["intake"]
    assert shop.report["settings"] == shop.of("segment")["settings"]


@pytest.mark.parametrize(
    ("column", "days"),
    [
        ("value", DAYS),
        ("previous", ("--from", "2026-05-01", "--to", "2026-05-31")),
        ("year_before", ("--from", "2025-06-01", "--to", "2025-06-30")),
    ],
)
def test_the_ten_numbers_are_those_of_metrics(
    shop: Shop, column: str, days: tuple[str, ...]
) -> None:
    metrics = answer(shop.folder / f"{column}.json", "metrics", *shop.files, *days)["tables"]
    values = {row["metric"]: row["value"] for row in metrics["metrics"]}
    numbers = {row["measure"]: row[column] for row in shop.report["tables"]["summary"]}
    loyal = numbers.pop("loyal_revenue_share")
    assert numbers == {name: values[name] for name in numbers}
    if column == "value":  # classes are as of today
        shares = {row["class"]: row["revenue_share"] for row in metrics["contribution"]}
        assert loyal == pytest.approx(shares["loyal"])


def test_changes_are_differences(shop: Shop) -> None:
    for row in shop.report["tables"]["summary"]:
        assert row["change"] == pytest.approx(row["value"] - row["previous"]), row
        assert row["change_year_before"] == pytest.approx(row["value"] - row["year_before"]), row
        assert row["change_low"] <= row["change"] <= row["change_high"]


def test_the_series_is_that_of_metrics_by_month(shop: Shop) -> None:
    metrics = answer(shop.folder / "months.json", "metrics", *shop.files, "--by", "month")["tables"]
    values = {(row["from"], row["metric"]): row["value"] for row in metrics["metrics"]}
    trend = shop.report["tables"]["trend"]
    assert [row["period"] for row in trend] == [
        "2025-06", "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12",
        "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06",
    ]  # fmt: skip
    for row in trend:
        for name in row.keys() - {"period", "from", "to", "loyal_revenue_share"}:
            assert row[name] == values[row["from"], name], (row["period"], name)
