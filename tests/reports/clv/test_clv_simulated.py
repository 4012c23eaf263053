"""``clv`` of simulated shops: what is put in comes out, and what is said then happens.

The properties and the holdout are checked on one shop, by formulas and tables of their own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.special import hyp2f1  # type: ignore[import-untyped]

from repurchase_cli.opening import open_sales
from repurchase_cli.reports.clv.fitting import AUTO, parts_of
from repurchase_cli.shop.groups import Parted
from tests.reports.clv.clv_shops import Truth, answer, chosen, customers_of, on, simulated, written

LAST, END = 540, 360
#: Columns that are money, and those that are dates.
MONEY = ["m_x", "expected_purchase_value", "clv", "clv_low", "clv_high"]
DATES = ["next_purchase_low", "next_purchase_date", "next_purchase_high"]


@cache
def folder() -> Path:
    return Path(mkdtemp())


@cache
def sales() -> Any:
    """Return a shop of 220 customers; somebody buys on its last day."""
    found = simulated(220, seed=3, joining=180, days=LAST, truth=Truth(alpha=14))
    last = pd.DataFrame([{"customer_id": "zz", "day": LAST - 1, "amount": 20.0}])
    return pd.concat([found, last], ignore_index=True)


@cache
def run(*arguments: str) -> dict[str, Any]:
    """Return the answer of bg-nbd to the shop."""
    path = folder() / "shop.csv"
    if not path.exists():
        written(path, sales())
    return answer(path, "--model", "bg-nbd", *arguments)


def same(found: dict[str, Any], expected: dict[str, Any], **factors: float) -> None:
    """Check that all customers come out the same, but for columns that are some times as much."""
    ours, theirs = customers_of(found), customers_of(expected)
    for name, factor in factors.items():
        theirs[name] *= factor
    pd.testing.assert_frame_equal(ours, theirs, rtol=1e-6, check_dtype=False)


def test_rows_and_files_do_not_matter() -> None:
    shuffled = sales().sample(frac=1, random_state=1)
    parts = [
        written(folder() / "first.csv", shuffled[:300]),
        written(folder() / "second.csv", shuffled[300:]),
    ]
    found = answer(*parts, "--model", "bg-nbd")
    same(found, run())
    assert chosen(found) == pytest.approx(chosen(run()), rel=1e-6)


def test_what_customers_are_called_changes_no_digit_of_their_gaps() -> None:
    """The sum of the gaps' logarithms does not depend on the order in which customers stand."""
    names = sorted(set(sales()["customer_id"]))
    renamed = sales().replace({"customer_id": dict(zip(names, names[::-1], strict=True))})
    gaps = set()
    for name, shop in (("named.csv", sales()), ("renamed.csv", renamed)):
        with open_sales([str(written(folder() / name, shop))]) as opened:
            (part,) = parts_of(Parted(opened, opened.whole()), "week", AUTO)
            gaps.add(part.counts.log_gaps)
    assert len(gaps) == 1


def test_twice_the_money() -> None:
    path = written(folder() / "twice.csv", sales(), times=2)
    found = answer(path, "--model", "bg-nbd")
    same(found, run(), **dict.fromkeys(MONEY, 2))
    assert chosen(found) == pytest.approx(chosen(run()), rel=1e-9)


def test_other_dates_move_the_next_purchases_alone() -> None:
    path = written(folder() / "later.csv", sales(), shift=364)
    found = customers_of(answer(path, "--model", "bg-nbd"))
    expected = customers_of(run())
    pd.testing.assert_frame_equal(found.drop(columns=DATES), expected.drop(columns=DATES))
    for name in DATES:
        moved = pd.to_datetime(found[name]) - pd.to_datetime(expected[name])
        assert moved.dropna().eq(pd.Timedelta(days=364)).all()
        assert found[name].isna().equals(expected[name].isna())


@pytest.mark.parametrize(("unit", "days"), [("day", 1), ("month", 365.25 / 12)])
def test_the_unit_of_time_changes_no_prediction(unit: str, days: float) -> None:
    found, expected = customers_of(run("--time-unit", unit)), customers_of(run())
    assert (found["T"] * days).to_numpy() == pytest.approx(expected["T"] * 7)
    assert chosen(run("--time-unit", unit))["alpha"] * days == (
        pytest.approx(chosen(run())["alpha"] * 7, rel=1e-4)
    )
    for name in ("p_alive", "expected_purchases", "clv", "clv_low", "clv_high"):
        assert found[name].to_numpy() == pytest.approx(expected[name], rel=2e-3, abs=1e-3), name
    for name in DATES:
        apart = (pd.to_datetime(found[name]) - pd.to_datetime(expected[name])).dt.days.abs()
        known = pd.to_datetime(expected[name]) - pd.Timestamp(on(LAST - 1))
        assert (apart.dropna() <= 1 + 0.002 * known.dt.days.dropna()).all()


def test_values_by_the_papers_formulas() -> None:
    """BG/NBD: Fader, Hardie & Lee 2005, equation 10; Gamma-Gamma: Fader & Hardie 2013, (5)."""
    found = run("--annual-discount-rate", "0", "--margin", "0.4", "--horizon", "90")
    models = {one["model"]: one["parameters"] for one in found["tables"]["models"]}
    customers = customers_of(found)
    expected = bg_nbd(models["bg-nbd"], customers, 90 / 7)
    assert customers["expected_purchases"].to_numpy() == pytest.approx(expected, rel=1e-4)
    p, q, gamma = (models["gamma-gamma"][letter] for letter in ("p", "q", "gamma"))
    total = customers["x"] * customers["m_x"].fillna(0)
    value = p * (gamma + total) / (p * customers["x"] + q - 1)
    assert customers["expected_purchase_value"].to_numpy() == pytest.approx(value)
    assert customers["clv"].to_numpy() == pytest.approx(0.4 * expected * value, rel=1e-4)
    sums = {one["what"]: one["value"] for one in found["tables"]["totals"]}
    assert sums["clv"] == pytest.approx(customers["clv"].sum())
    assert sums["purchases"] == pytest.approx(customers["expected_purchases"].sum())
    discounted = run("--annual-discount-rate", "0.1", "--margin", "0.4", "--horizon", "90")
    ratio = customers_of(discounted)["clv"] / customers["clv"]
    assert ratio.between(1.1 ** (-90 / 365), 1).all()
    assert ratio.mean() == pytest.approx(1.1 ** (-45 / 365), rel=2e-3)


def bg_nbd(letters: dict[str, float], customers: Any, t: float) -> Any:
    """Return the expected purchases of customers in the next ``t``."""
    r, alpha, a, b = (letters[one] for one in ("r", "alpha", "a", "b"))
    x, t_x, age = (customers[one].to_numpy(float) for one in ("x", "t_x", "T"))
    series = hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + age + t))
    active = 1 - ((alpha + age) / (alpha + age + t)) ** (r + x) * series
    gone = np.where(
        x > 0, a / np.maximum(b + x - 1, 1e-9) * ((alpha + age) / (alpha + t_x)) ** (r + x), 0.0
    )
    return (a + b + x - 1) / (a - 1) * active / (1 + gone)


def test_holdout_by_hand() -> None:
    found = run("--calibration-end", on(END))
    assert found["as_of"] == on(END)
    tables = found["tables"]
    table: Any = pd.DataFrame(tables["holdout"]).set_index("method")
    before, after = sales()[sales()["day"] <= END], sales()[sales()["day"] > END]
    grouped = before.groupby("customer_id")["day"]
    first, last, x = grouped.min(), grouped.max(), grouped.size() - 1
    actual = after.groupby("customer_id").size().reindex(first.index, fill_value=0)
    ahead, age = LAST - 1 - END, END - first
    own = x / age.clip(lower=1) * ahead
    recent = before[before["day"] > END - ahead].groupby("customer_id").size()
    customers = customers_of(found).assign(customer_id=lambda frame: frame.index)
    assert customers["T"].to_numpy() * 7 == pytest.approx(age)
    forecasts = {
        "own-rate": own,
        "hiatus": own.where(END - last <= 180, 0),
        "last-period": recent.reindex(first.index, fill_value=0).astype(float),
        "bg-nbd": pd.Series(bg_nbd(chosen(found), customers, ahead / 7), first.index),
    }
    assert set(table.index) == set(forecasts)
    weeks = np.arange(1, ahead // 7 + 1)
    known = sales()[sales()["customer_id"].isin(first.index)]
    repeats = known[known["day"] > known["customer_id"].map(first)]["day"]
    truth = np.array([(repeats <= END + 7 * week).sum() for week in weeks])
    for name, forecast in forecasts.items():
        error = forecast - actual
        assert table.loc[name, "mae"] == pytest.approx(error.abs().mean(), rel=1e-4), name
        assert table.loc[name, "rmse"] == pytest.approx((error**2).mean() ** 0.5, rel=1e-4)
        assert table.loc[name, "bias"] == pytest.approx(error.mean(), rel=1e-3)
        curve = (repeats <= END).sum() + forecast.sum() * 7 * weeks / ahead
        if name == "bg-nbd":
            curve = np.array([new_customers(chosen(found), age / 7 + week) for week in weeks])
        tracking = np.mean(np.abs(curve / truth - 1))
        assert table.loc[name, "tracking_mape"] == pytest.approx(tracking, rel=1e-4), name
    best = table.loc[["own-rate", "hiatus", "last-period"], "mae"].min()
    assert table.loc["bg-nbd", "difference"] == pytest.approx(table.loc["bg-nbd", "mae"] - best)
    assert table.loc["bg-nbd", "difference_low"] < table.loc["bg-nbd", "difference"]
    (model,) = (one for one in tables["models"] if one["model"] == "bg-nbd")
    assert model["holdout_mae"] == pytest.approx(table.loc["bg-nbd", "mae"])
    assert (model["customers"], model["transactions"]) == (len(first), x.sum())
    by_x: Any = pd.DataFrame(tables["holdout_by_repeats"]).set_index("x")
    expected = actual.groupby(x.clip(upper=7)).mean()
    assert by_x["actual"].to_numpy() == pytest.approx(expected)
    assert by_x["customers"].sum() == len(first)


def new_customers(letters: dict[str, float], ages: Any) -> float:
    """Return the expected repeat purchases of customers of whom only their ages are known."""
    r, alpha, a, b = (letters[one] for one in ("r", "alpha", "a", "b"))
    age = np.maximum(np.asarray(ages, float), 0)
    series = hyp2f1(r, b, a + b - 1, age / (alpha + age))
    return float(((a + b - 1) / (a - 1) * (1 - (alpha / (alpha + age)) ** r * series)).sum())


def test_a_test_of_less_than_a_week_has_no_tracking() -> None:
    table = run("--calibration-end", on(LAST - 4))["tables"]["holdout"]
    assert [row["tracking_mape"] for row in table] == [None] * len(table)


def test_a_long_test_scales_the_last_period_to_the_days_there_are() -> None:
    found = run("--calibration-end", on(200))["tables"]["holdout"]
    bias = {row["method"]: row["bias"] for row in found}
    before, after = sales()[sales()["day"] <= 200], sales()[sales()["day"] > 200]
    known = before["customer_id"].unique()
    bought = after["customer_id"].isin(known).sum()
    days = 200 - before["day"].min() + 1
    scaled = len(before) * (LAST - 1 - 200) / days
    assert bias["last-period"] == pytest.approx((scaled - bought) / len(known))


def test_models_of_the_contract() -> None:
    found = answer(written(folder() / "auto.csv", sales()))["tables"]["models"]
    letters = {one["model"]: set(one["parameters"]) for one in found}
    assert letters == {
        "bg-nbd": set("rab") | {"alpha"},
        "mbg-nbd": set("rab") | {"alpha"},
        "pareto-nbd": set("rs") | {"alpha", "beta"},
        "bg-cnbd-k": set("rabk") | {"alpha"},
        "mbg-cnbd-k": set("rabk") | {"alpha"},
        "gamma-gamma": set("pq") | {"gamma"},
    }
    for one in found:
        assert list(one)[:6] == (
            ["model", "parameters", "log_likelihood", "customers", "transactions", "aic"]
        )
        assert type(one["converged"]) is bool
        assert type(one["chosen"]) is bool
        assert all(type(value) in (int, float) for value in one["parameters"].values())
        free = len(one["parameters"])
        assert one["aic"] == pytest.approx(2 * free - 2 * one["log_likelihood"])
    assert sum(one["chosen"] for one in found) == 2  # of purchases, and of spend


def test_groups_are_fitted_apart() -> None:
    odd = sales()["customer_id"].str[-1].isin(list("13579"))
    members = folder() / "members.csv"
    sex = sales().assign(sex=np.where(odd, "m", "f")).drop_duplicates("customer_id")
    sex[["customer_id", "sex"]].to_csv(members, index=False)
    arguments = ("--customers", str(members), "--group-by", "sex", "--calibration-end", on(END))
    found = run(*arguments)
    alone = answer(
        written(folder() / "odd.csv", sales()[odd]), "--model", "bg-nbd",
        "--calibration-end", on(END), "--as-of", on(LAST - 1),
    )  # fmt: skip
    models = [one for one in found["tables"]["models"] if one["sex"] == "m"]
    expected = [{"sex": "m", **one} for one in alone["tables"]["models"]]
    for one, other in zip(models, expected, strict=True):
        assert one["parameters"] == pytest.approx(other["parameters"], rel=1e-6)
        assert one["holdout_mae"] == other["holdout_mae"] or (
            one["holdout_mae"] == pytest.approx(other["holdout_mae"])
        )
    ours = customers_of(found)
    assert sorted(ours.index) == sorted(sales()[sales()["day"] <= END]["customer_id"].unique())
    theirs = customers_of(alone)
    assert ours[ours["sex"] == "m"]["clv"].to_numpy() == pytest.approx(theirs["clv"], rel=1e-6)
    sums = {(row["sex"], row["what"]): row["value"] for row in found["tables"]["totals"]}
    assert sums[None, "clv"] == pytest.approx(sums["f", "clv"] + sums["m", "clv"])


def test_parameters_are_found_and_what_is_said_happens() -> None:
    """1,500 customers of a year and a half, and what they do for ever after."""
    truth = Truth()
    whole = simulated(1500, seed=8, joining=360, days=8000, truth=truth)
    path = written(folder() / "large.csv", whole[whole["day"] < LAST])
    found = answer(
        path, "--model", "bg-nbd", "--annual-discount-rate", "0", "--as-of", on(LAST - 1)
    )
    models = {one["model"]: one["parameters"] for one in found["tables"]["models"]}
    its = models["bg-nbd"]
    assert its["r"] / its["alpha"] == pytest.approx(truth.r / truth.alpha, rel=0.15)
    assert its["a"] / (its["a"] + its["b"]) == pytest.approx(
        truth.a / (truth.a + truth.b), rel=0.25
    )
    assert its["r"] == pytest.approx(truth.r, rel=0.25)
    spend = models["gamma-gamma"]
    assert spend["p"] * spend["gamma"] / (spend["q"] - 1) == pytest.approx(30, rel=0.05)
    customers = customers_of(found)
    year = whole[whole["day"].between(LAST, LAST + 364)].groupby("customer_id")
    paid = year["amount"].sum().reindex(customers.index, fill_value=0.0)
    held = paid.between(customers["clv_low"] - 0.01, customers["clv_high"] + 0.01)
    assert 0.85 <= held[customers["clv_high"] > 0].mean() <= 0.95
    comes = whole[whole["day"] >= LAST].groupby("customer_id")["day"].min()
    due = customers.dropna(subset="next_purchase_date").join(comes, how="inner")
    low, middle, high = (
        (pd.to_datetime(due[name]) - pd.Timestamp(on(0))).dt.days for name in DATES
    )
    assert (low >= LAST).all()  # what was bought on the as-of date is known
    assert 0.85 <= due["day"].between(low, high).mean() <= 0.95
    assert 0.45 <= (due["day"] <= middle).mean() <= 0.55
