"""Holdout test: what models fitted up to a day say of the time after it, beside what happened.

Errors are predicted minus actual purchases of each customer; tracking compares cumulative purchases
of the whole shop week by week.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.predict import cumulative_repeats

if TYPE_CHECKING:
    from repurchase_cli.analysis.counts import Counts
    from repurchase_cli.analysis.fitting_transactions import TransactionModel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MOST_SHOWN = 7
_BLOCKS = 500
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class MethodErrors:
    """How well one method did.

    Attributes
    ----------
    method
        A model or a baseline.
    mae, rmse, bias
        Mean absolute error, root of the mean squared error, and mean of predicted minus actual, in
        purchases per customer.
    tracking_mape
        Mean over the holdout's periods of |predicted - actual| / actual of the cumulative repeat
        purchases; None where it was not asked for.
    difference, difference_low, difference_high
        Its MAE minus that of the best baseline (below 0: better), with a 95% bootstrap interval
        over customers; None for that baseline itself, or without baselines.
    """

    method: str
    mae: float
    rmse: float
    bias: float
    tracking_mape: float | None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None


def compare(
    *,
    actual: Ints,
    forecasts: Mapping[str, Floats],
    baselines: Sequence[str] = (),
    tracking: Mapping[str, float] | None = None,
    seed: int = 0,
) -> list[MethodErrors]:
    """Return the errors of each method, in the order of ``forecasts``.

    Parameters
    ----------
    actual
        (N,) purchases in the holdout.
    forecasts
        By method, (N,) expected purchases.
    baselines
        The methods that are rules of thumb.
    tracking
        By method, the cumulative tracking error (:func:`tracking_mape`).
    seed
        Of the bootstrap.
    """
    errors = {name: np.abs(values - actual) for name, values in forecasts.items()}
    known = [name for name in baselines if name in errors]
    best = min(known, key=lambda name: float(errors[name].mean())) if known else None
    found = []
    for name, values in forecasts.items():
        apart = values - actual
        versus: tuple[float, float, float] | tuple[()] = ()
        if best is not None and name != best:
            versus = mean_with_interval(errors[name] - errors[best], seed=seed)
        found.append(
            MethodErrors(
                name,
                float(errors[name].mean()),
                float(np.sqrt((apart**2).mean())),
                float(apart.mean()),
                (tracking or {}).get(name),
                *versus,
            )
        )
    return found


def mean_with_interval(values: Floats, *, seed: int = 0) -> tuple[float, float, float]:
    """Return the mean of values, (N,), and its 95% bootstrap interval.

    More than 500 customers are dealt at random to 500 blocks of nearly equal size, and blocks are
    resampled: the same variance for much less work.
    """
    random = np.random.default_rng(seed)
    blocks = min(len(values), _BLOCKS)
    dealt = random.permutation(np.arange(len(values)) % blocks)
    sums = np.bincount(dealt, values, blocks)
    sizes = np.bincount(dealt, minlength=blocks).astype(float)
    drawn = random.multinomial(blocks, np.full(blocks, 1 / blocks), _RESAMPLES).astype(float)
    low, high = np.quantile((drawn @ sums) / (drawn @ sizes), (0.025, 0.975)).tolist()
    return float(values.mean()), low, high


@dataclass(frozen=True, slots=True)
class RepeatsRow:
    """Customers with the same number of repeat purchases: what they did, and what was said.

    The last row, ``or_more``, holds everybody from ``x`` on. ``actual`` and ``predicted`` are mean
    purchases in the holdout.
    """

    x: int
    or_more: bool
    customers: int
    actual: float
    predicted: dict[str, float]


def by_repeats(
    *, x: Ints, actual: Ints, forecasts: Mapping[str, Floats], most: int = _MOST_SHOWN
) -> list[RepeatsRow]:
    """Return actual and predicted purchases by x = 0, 1, …, ``most`` and more; all are (N,)."""
    group = np.minimum(x, most)
    customers = np.bincount(group, minlength=most + 1)

    def means(values: Floats | Ints) -> Floats:
        return np.bincount(group, values, most + 1) / np.maximum(customers, 1)

    real, said = means(actual), {name: means(values) for name, values in forecasts.items()}
    return [
        RepeatsRow(
            each, each == most, int(customers[each]), float(real[each]),
            {name: float(values[each]) for name, values in said.items()},
        )
        for each in np.flatnonzero(customers).tolist()
    ]  # fmt: skip


def expected_curve(model: TransactionModel, counts: Counts, *, until: Floats) -> Floats:
    """Return the cumulative repeat purchases that a model expects of all customers, (w,).

    Parameters
    ----------
    model, counts
        In the same unit; the counts of the calibration.
    until
        (w,) times in that unit, 0 being the end of calibration and those before it negative.

    Notes
    -----
    The unconditional expectation, from the days of the first purchases alone: it does not know what
    customers did in the calibration.
    """
    customers = np.bincount(counts.age, counts.n, len(counts.times)).astype(float)
    present = customers > 0
    ages, customers = counts.times[present], customers[present]
    return np.array(
        [
            cumulative_repeats(model, ages=ages + time, customers=customers)
            for time in until.tolist()
        ]
    )


def straight_curve(total: float, *, before: float, until: Floats, t: float) -> Floats:
    """Return the cumulative repeat purchases of a forecast that is spread evenly, (w,).

    Parameters
    ----------
    total
        Purchases of all customers in the holdout.
    before
        Repeat purchases up to the end of calibration.
    until, t
        (w,) times since the end of calibration, and the length of the holdout.
    """
    return before + total * until / t


def tracking_mape(expected: Floats, actual: Floats) -> float:
    """Return the mean of |expected - actual| / actual over cumulative purchases above 0, (w,)."""
    known = actual > 0
    if not known.any():
        return 0.0
    return float(np.mean(np.abs(expected[known] / actual[known] - 1)))
