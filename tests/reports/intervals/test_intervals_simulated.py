"""A shop whose buying process is known: what is biased, and what is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from tests.running import Done

    Run = Callable[..., Done]

START = date(2024, 1, 1)


def answer(program: Run, days: list[list[int]], until: int) -> dict[str, Any]:
    """Return what the program makes of purchases up to a day; those of that day are sure to be."""
    rows = [
        f"c{customer:05},{START + timedelta(days=day)},9"
        for customer, own in enumerate(days)
        for day in own
        if day <= until
    ]
    rows.append(f",{START + timedelta(days=until)},9")  # a guest on the last day
    Path("sales.csv").write_text("\n".join(["customer_id,date,amount", *rows]), encoding="utf-8")
    done = program("intervals", "sales.csv", "--format", "json")
    assert done.status == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    assert found["as_of"] == (START + timedelta(days=until)).isoformat()
    return found


def bought(gaps: np.ndarray[Any, Any], first: int, last: int) -> list[int]:
    """Return the days on which somebody buys: the first, and after each gap up to a day."""
    days = first + np.concatenate([[0], np.cumsum(gaps)])
    return [int(day) for day in days if day <= last]


def test_the_mean_gap_is_biased_and_the_curve_covers_the_truth(program: Run) -> None:
    """Customers who join a young shop day by day, and buy every 60 days on average, for ever."""
    chance = np.random.default_rng(7)
    until, mean, shape = 120, 60, 2
    days = [
        bought(np.ceil(chance.gamma(shape, mean / shape, 60)), int(first), until)
        for first in chance.integers(0, until, 1500)
    ]
    found = answer(program, days, until)["tables"]
    summary = {row["after"]: row for row in found["intervals"]}
    truth = stats.gamma(shape, scale=mean / shape)  # of the gap before it is rounded up
    for after in ("any", "1"):
        assert summary[after]["mean_gap"] < 0.8 * mean
        assert summary[after]["km_median"] == pytest.approx(truth.ppf(0.5), rel=0.05)
    held = [
        row["low"] <= truth.cdf(row["days"]) <= row["high"]
        for row in found["curve"]
        if row["order_rank"] in (None, 1) and 5 <= row["days"] <= 100
    ]
    assert np.mean(held) > 0.9  # of days that depend on one another, in one shop
    checked = {(row["order_rank"], row["days"]): row for row in found["within"]}
    for rank in (None, 1):
        for day in (30, 60, 90):
            row = checked[rank, day]
            assert row["low"] <= truth.cdf(day) <= row["high"]


def test_four_of_five_next_purchases_lie_in_their_range(program: Run) -> None:
    """Customers with rhythms of their own, who may leave after any purchase.

    The ranges are those of purchases just made; of those made long ago, only long gaps still run.
    """
    chance = np.random.default_rng(11)
    until, ahead = 730, 5000
    days = []
    for first in chance.integers(0, until, 6000):
        rhythm = chance.lognormal(np.log(40), 0.6)
        stays = chance.geometric(0.15)  # purchases until she leaves
        gaps = np.ceil(chance.gamma(3, rhythm / 3, stays))[: stays - 1]
        days.append(bought(gaps, int(first), ahead))
    found = answer(program, days, until)
    held, back = 0, 0
    for row in found["tables"]["customers"]:
        last = (date.fromisoformat(row["last_purchase"]) - START).days
        later = [day for day in days[int(row["customer_id"][1:])] if day > until]
        if until - last < 14 and later:
            back += 1
            low, high = (date.fromisoformat(row[name]) - START for name in ("due_low", "due_high"))
            held += low.days <= later[0] <= high.days
    assert back > 250
    assert 0.74 <= held / back <= 0.88


def test_what_customers_are_called_changes_no_digit(program: Run) -> None:
    """Sums do not depend on the order in which customers stand, nor on the run."""
    chance = np.random.default_rng(3)
    days = [
        bought(chance.integers(1, 40, int(n)), int(first), 300)
        for first, n in chance.integers([0, 1], [200, 30], (400, 2))
    ]
    forward, backward = (answer(program, order, 300)["tables"] for order in (days, days[::-1]))
    assert forward["gaps"] == backward["gaps"]
    assert forward["limits"] == backward["limits"]
