"""Migration of a tiny shop by hand, the books of random ones, and what must not matter."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from repurchase_cli import config
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.migrate.report import MigrateRequest, build
from repurchase_cli.reports.migrate.standings import earlier, ends
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.segmentation import shop_of
from tests.engines.test_properties import HEAD, LINES, Line

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from repurchase_cli.document import Document
    from tests.running import Done

few = tried(max_examples=5)
SAMPLE = str(Path(__file__).parents[3] / "sample_data" / "sales.csv")
FIRST, LAST = date(2024, 8, 31), date(2024, 9, 30)
SHOP = """\
order_id,date,customer_id,amount
A1,2024-02-28,ann,100
A2,2024-09-10,ann,100
B1,2024-07-01,bob,100
B2,2024-07-10,bob,100
B3,2024-09-05,bob,100
C1,2024-06-01,cas,100
D1,2024-04-01,dee,100
E1,2024-09-20,eve,100
F1,2024-08-01,fay,100
F1,2024-09-15,fay,-100
G1,2024-09-30,-,1
"""


def document(*files: str, asked: MigrateRequest | None = None) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        for i, text in enumerate(files):
            Path(folder, f"{i}.csv").write_text(text, encoding="utf-8")
        with open_sales([folder]) as sales:
            return frozen(build(asked or MigrateRequest(), sales, config.load(None), "en"))


def frozen(found: Document) -> Document:
    """Return a document whose rows outlive the engine."""
    sections = []
    for one in found.sections:
        table = one.table and replace(one.table, rows=FrameRows(one.table.rows.frame()))
        sections.append(replace(one, table=table))
    return replace(found, sections=tuple(sections))


def rows(found: Document, table: str) -> list[list[Any]]:
    frame = found.tables[table].rows.frame()
    return [[None if pd.isna(one) else one for one in row] for row in frame.to_numpy().tolist()]


def moved(found: Document) -> dict[tuple[str, str], tuple[int, float, float, float]]:
    """Return the pairs that somebody went: customers, share, and money before and after."""
    return {(a, b): tuple(rest) for a, b, *rest in rows(found, "matrix") if rest[0]}


def lines(found: Document) -> str:
    return "\n".join(line.en for section in found.sections for line in section.lines)


def test_a_month_by_hand() -> None:
    found = document(SHOP)
    assert [column.id for column in found.tables["matrix"].columns] == (
        ["from", "to", "customers", "share", "revenue_before", "revenue_after"]
    )
    assert moved(found) == {
        ("lost", "potential"): (1, 1, 100, 100),
        ("potential", "loyal"): (1, 0.5, 200, 100),
        ("potential", "(none)"): (1, 0.5, 100, -100),  # given back in September
        ("drifting", "drifting"): (1, 0.5, 100, 0),
        ("drifting", "lost"): (1, 0.5, 100, 0),
        ("(none)", "potential"): (1, 1, 0, 100),
    }
    said = lines(found)
    assert "31 Aug 2024: 5 customers; 30 Sep 2024: 5. 3 (60.0%) have another class" in said
    assert "1 are new, 1 have given everything back" in said
    assert "Potential to Loyal: 50.0% (9.5% – 90.5%), 1 of 2" in said
    assert "Newly lost: 1 customer, who had paid 100.00; won back: 1, who paid 100.00" in said


def test_who_moved() -> None:
    found = document(SHOP)
    assert [column.id for column in found.tables["movers"].columns] == (
        ["customer_id", "from", "to", "days_since_last", "n_purchases", "revenue", "revenue_after"]
    )
    assert rows(found, "movers") == [
        ["ann", "lost", "potential", 20, 2, 200, 100],
        ["bob", "potential", "loyal", 25, 3, 300, 100],
        ["dee", "drifting", "lost", 182, 1, 100, 0],
        ["eve", "(none)", "potential", 10, 1, 100, 100],
        ["fay", "potential", "(none)", None, 0, 0, -100],
    ]


def test_then_and_now_by_hand() -> None:
    found = {row[0]: row[1:] for row in rows(document(SHOP), "comparison")}
    assert found["potential"] == pytest.approx([2, 2, 0, 2 / 5, 2 / 5, 300 / 600, 300 / 800])
    assert found["loyal"] == pytest.approx([0, 1, 1, 0, 1 / 5, 0, 300 / 800])
    assert found["lost"] == pytest.approx([1, 1, 0, 1 / 5, 1 / 5, 100 / 600, 100 / 800])


def test_a_relative_threshold_is_that_of_the_second_day_on_both() -> None:
    # gus pays 60: enough for a shop of small amounts in August, not after the big one of September
    shop = SHOP + "H1,2024-08-15,gus,60\nH2,2024-09-29,hal,9000\n"
    assert moved(document(shop))["drifting", "drifting"][0] == 2
    assert not [row for row in rows(document(shop), "movers") if row[0] == "gus"]


@pytest.mark.parametrize("score", ["f_score", "m_score"])
def test_scores_change_only_with_the_customer(score: str) -> None:
    with open_sales([SAMPLE]) as sales:
        asked = MigrateRequest(of=score)  # type: ignore[arg-type]  # one of the kinds
        found = frozen(build(asked, sales, config.load(None), "en")).tables["movers"].rows.frame()
    assert len(found) > 100
    assert (found["revenue_after"] != 0).all()


def test_labels_are_those_of_segment_with_the_same_cuts(program: Callable[..., Done]) -> None:
    now = json.loads(program("segment", SAMPLE, "--format", "json").out)
    fixed = [f"--set=rfm.cuts.{name}={cut}" for name, cut in now["settings"]["rfm"]["cuts"].items()]
    value = now["settings"]["thresholds"]["potential_value"]
    fixed += ["--set=rfm.method=cuts", f"--set=thresholds.potential_value={value!r}"]
    then = json.loads(
        program("segment", SAMPLE, "--as-of", "2026-05-31", "--format", "json", *fixed).out
    )
    for of in ("class", "tier", "m_score"):
        found = json.loads(program("migrate", SAMPLE, "--of", of, "--format", "json").out)
        matrix = found["tables"]["matrix"]
        for side, customers in (("from", then), ("to", now)):
            counts: dict[str, int] = {}
            for customer in customers["tables"]["customers"]:
                counts[str(customer[of])] = counts.get(str(customer[of]), 0) + 1
            sums = dict.fromkeys(counts, 0)
            for row in matrix:
                if row[side] in sums:
                    sums[row[side]] += row["customers"]
            assert sums == counts, (of, side)


def test_the_series_ends_where_the_periods_end() -> None:
    with open_sales([SAMPLE]) as sales:
        found = frozen(
            build(
                MigrateRequest(every="quarter", last=date(2026, 5, 20)),
                sales,
                config.load(None),
                "en",
            )
        )
        shop = shop_of(sales).revenue
    series = found.tables["series"].rows.frame()
    days = sorted({day.date() for day in series["date"]})
    assert days[0] == date(2024, 9, 30)
    assert days[-1] == date(2026, 3, 31)
    assert len(days) == 7
    assert series[series["date"] == series["date"].min()]["revenue"].isna().all()
    assert series.groupby("date")["share"].sum().tolist() == pytest.approx([1] * 7)
    assert 0 < series["revenue"].sum() < float(shop)
    rates = found.tables["rates_by_date"].rows.frame()
    assert sorted({day.date() for day in rates["date"]}) == days[1:]
    assert "over 5 periods" not in lines(found)  # too few since 2025 for a correlation
    # without --from, the two days are a quarter apart
    assert "20 Feb 2026:" in lines(found)


def test_revenue_of_the_series_by_hand() -> None:
    found = document(SHOP, asked=MigrateRequest(every="month", first=date(2024, 7, 31)))
    series = [row for row in rows(found, "series") if row[2]]
    assert [[f"{row[0]:%m-%d}", row[1], row[2], row[4]] for row in series] == [
        ["07-31", "potential", 2, None],
        ["07-31", "drifting", 2, None],
        ["08-31", "lost", 1, 0],
        ["08-31", "potential", 2, 100],
        ["08-31", "drifting", 2, 0],
        ["09-30", "lost", 1, 0],
        ["09-30", "loyal", 1, 100],
        ["09-30", "potential", 2, 200],
        ["09-30", "drifting", 1, 0],
    ]


def test_correlation_over_a_long_series_is_no_proof() -> None:
    with open_sales([SAMPLE]) as sales:
        found = build(MigrateRequest(every="month"), sales, config.load(None), "en")
    said = lines(found)
    assert "over 18 periods up to 30 Jun 2026: correlation" in said
    assert "No proof" in said
    assert any("reach back less than 180 days" in note.en for note in found.notes)


@pytest.mark.parametrize(
    ("last", "step", "first"),
    [
        ((2024, 3, 31), "month", (2024, 2, 29)),
        ((2024, 3, 30), "month", (2024, 2, 29)),
        ((2024, 3, 15), "month", (2024, 2, 15)),
        ((2024, 2, 29), "month", (2024, 1, 31)),
        ((2024, 1, 10), "month", (2023, 12, 10)),
        ((2024, 6, 30), "quarter", (2024, 3, 31)),
        ((2024, 5, 31), "quarter", (2024, 2, 29)),
        ((2024, 5, 15), "quarter", (2024, 2, 15)),
        ((2024, 3, 3), "week", (2024, 2, 25)),
    ],
)  # fmt: skip
def test_the_day_before(last: Any, step: Any, first: Any) -> None:
    assert earlier(date(*last), step) == date(*first)


def test_ends_of_periods() -> None:
    assert list(ends(date(2024, 1, 31), date(2024, 3, 30), "month")) == (
        [date(2024, 1, 31), date(2024, 2, 29)]
    )
    assert list(ends(date(2024, 1, 2), date(2024, 1, 14), "week")) == (
        [date(2024, 1, 7), date(2024, 1, 14)]
    )


def test_days_that_cannot_be_compared() -> None:
    with pytest.raises(UsageError, match="is not before 2024-09-30"):
        document(SHOP, asked=MigrateRequest(first=LAST))
    with pytest.raises(TooLittleDataError, match="the data begin on 2024-02-28"):
        document(SHOP, asked=MigrateRequest(first=date(2024, 1, 1)))
    with pytest.raises(TooLittleDataError, match="no whole quarter"):
        document(SHOP, asked=MigrateRequest(first=date(2024, 8, 1), every="quarter"))


def texts(sales: list[Line], **changes: int) -> str:
    return "\n".join([HEAD, *(line.text(**changes) for line in sales)]) + "\n"


def comparison(*files: str, shift: int = 0) -> dict[str, list[list[Any]]] | None:
    """Return the numbers of half a year, None when too little is left to compare."""
    days = [date(2024, 4, 30) + timedelta(days=shift), date(2024, 10, 27) + timedelta(days=shift)]
    try:
        found = document(*files, asked=MigrateRequest(first=days[0], last=days[1]))
    except TooLittleDataError:
        return None
    return {name: rows(found, name) for name in ("matrix", "movers", "rates", "comparison")}


@few
@given(LINES, st.randoms(use_true_random=False))
def test_rows_and_files_do_not_matter(sales: list[Line], chance: random.Random) -> None:
    whole = comparison(texts(sales))
    shuffled = list(sales)
    chance.shuffle(shuffled)
    cut = chance.randint(1, len(sales) - 1)
    assert comparison(texts(shuffled)) == whole
    assert comparison(texts(sales[:cut]), texts(sales[cut:])) == whole


@few
@given(LINES)
def test_other_dates_change_nothing(sales: list[Line]) -> None:
    assert comparison(texts(sales, shift=364), shift=364) == comparison(texts(sales))


@few
@given(LINES)
def test_twice_the_money_moves_nobody(sales: list[Line]) -> None:
    once, twice = comparison(texts(sales)), comparison(texts(sales, times=2))
    if once is None or twice is None:
        assert once is twice
        return
    assert [row[:4] for row in twice["matrix"]] == [row[:4] for row in once["matrix"]]
    assert [row[4:] for row in twice["matrix"]] == (
        [[2 * one for one in row[4:]] for row in once["matrix"]]
    )


@tried(max_examples=8)
@given(LINES)
def test_the_books(sales: list[Line]) -> None:
    """Nobody and no cent is lost between the two days."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.csv").write_text(texts(sales), encoding="utf-8")
        with open_sales([folder]) as opened:
            first = max(opened.intake.first or FIRST, date(2024, 5, 31))
            if first >= opened.as_of:
                return
            before = opened.until(first)
            sums = [shop_of(one) for one in (before, opened)]
            then, now = ((s.customers, s.revenue) for s in sums)
            if not now[0]:
                return
            found = build(MigrateRequest(first=first), opened, config.load(None), "en")
            matrix = found.tables["matrix"].rows.frame()
    assert matrix.loc[matrix["from"] != "(none)", "customers"].sum() == then[0]
    assert matrix.loc[matrix["to"] != "(none)", "customers"].sum() == now[0]
    assert matrix["revenue_before"].sum() == pytest.approx(then[1])
    assert matrix[["revenue_before", "revenue_after"]].sum().sum() == pytest.approx(now[1])
    shares = matrix.groupby("from")["share"].sum(min_count=1).dropna()
    assert shares.tolist() == pytest.approx([1] * len(shares))
