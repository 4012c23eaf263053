"""What a campaign changed: customers assigned to be contacted against those left alone at random.

Everybody counts in the arm that chance gave, whatever became of the contact (intention to treat).
Where runs left different shares alone, customers are compared within each share only, and control
is weighted like the contacted: else a campaign that was tested harder in a good month would seem
to do harm. A customer who was assigned in several cycles counts in each, and the intervals know
that such cycles are alike.

References
----------
Newcombe 1998, Statistics in Medicine 17:873, method 10: interval of a difference of rates.
Agresti & Caffo 2000, The American Statistician 54:280: one buyer and one non-buyer more.
Hall 1988, Annals of Statistics 16:927: symmetric bootstrap interval.
Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, equation 4.14: customers
needed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from repurchase_cli.analysis.rates import Z

#: The 80% quantile of the normal distribution: the power that ``customers_needed`` is for.
Z_POWER = 0.8416212335729143
_MOST_CUSTOMERS = 1e9
_SEED = 20031
_DRAWS = 2000
_FEWEST_DRAWS = 200
_MOST_VALUES = 20_000_000
_BLOCK = 1_000_000

Floats = npt.NDArray[np.float64]


class Effect(NamedTuple):
    """A difference between the arms with its 95% interval."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> Effect:
        """Return the effect in another unit; the factor is positive."""
        return Effect(self.value * factor, self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Lift:
    """What a campaign changed, per customer assigned to be contacted.

    ``rate`` is the difference of repurchase rates (0 to 1), ``revenue`` that of revenue per
    customer. ``p_value`` is two-sided, for the rates. ``detectable`` is the smallest difference of
    rates that as many customers show four times of five; ``customers_needed`` would have shown the
    difference that was seen as often, both arms together and split alike; None where there is none
    to speak of.
    """

    rate: Effect
    p_value: float
    revenue: Effect
    control_rate: float
    detectable: float
    customers_needed: int | None


@dataclass(frozen=True, slots=True)
class Assigned:
    """Customers × cycles of a campaign: one entry each, in arrays of equal length.

    ``contacted`` tells the arm, ``stratum`` the share of control that was drawn with, ``customer``
    numbers the customers, ``bought`` and ``revenue`` are what happened in the window.
    """

    contacted: npt.NDArray[np.bool_]
    stratum: npt.NDArray[np.int64]
    customer: npt.NDArray[np.int64]
    bought: npt.NDArray[np.bool_]
    revenue: Floats

    def compared(self) -> npt.NDArray[np.bool_]:
        """Return which of them are of a stratum that has both arms."""
        n = int(self.stratum.max(initial=-1)) + 1
        contacted = np.bincount(self.stratum[self.contacted], minlength=n)
        left_alone = np.bincount(self.stratum[~self.contacted], minlength=n)
        return ((contacted > 0) & (left_alone > 0))[self.stratum]

    def of(self, mask: npt.NDArray[np.bool_]) -> Assigned:
        """Return some of them."""
        return Assigned(
            self.contacted[mask],
            self.stratum[mask],
            self.customer[mask],
            self.bought[mask],
            self.revenue[mask],
        )

    def __len__(self) -> int:
        return len(self.contacted)


class _Arm(NamedTuple):
    """An arm as the comparison sees it: ``n`` independent customers would tell as much."""

    rate: float
    revenue: float
    n: float


def lift(assigned: Assigned) -> Lift | None:
    """Return what a campaign changed, None where nobody was left alone.

    Parameters
    ----------
    assigned
        Customers × cycles whose window has passed.
    """
    both = assigned.of(assigned.compared())
    if not len(both):
        return None
    members = [both.of(both.contacted), both.of(~both.contacted)]
    strata = int(both.stratum.max()) + 1
    mix = np.bincount(members[0].stratum, minlength=strata) / len(members[0])
    contacted, control = (_arm(one, mix) for one in members)
    return Lift(
        _rate_effect(contacted, control),
        _p_value(contacted, control),
        _revenue_effect(both, contacted, control),
        control.rate,
        (Z + Z_POWER) * _null_error(contacted, control),
        _customers_needed(contacted, control),
    )


def _arm(members: Assigned, mix: Floats) -> _Arm:
    """Return an arm, its strata weighted by ``mix``."""
    counts = np.bincount(members.stratum, minlength=len(mix))
    bought = members.bought.astype(np.float64)
    buyers = np.bincount(members.stratum, weights=bought, minlength=len(mix))
    own = np.divide(buyers, counts, out=np.zeros(len(mix)), where=counts > 0)
    rate = min(float((mix * own).sum()), 1.0)  # weights add up to 1 but for rounding
    weight = np.divide(mix, counts, out=np.zeros(len(mix)), where=counts > 0)[members.stratum]
    by_customer = np.bincount(members.customer, weights=weight * (bought - own[members.stratum]))
    variance = float((by_customer**2).sum())
    alike = rate * (1 - rate) / variance if variance > 0 else math.inf
    return _Arm(rate, float((members.revenue * weight).sum()), min(alike, len(members)))


def _wilson(rate: float, n: float) -> tuple[float, float]:
    centre, weight = rate + Z * Z / (2 * n), 1 + Z * Z / n
    half = Z * math.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n))
    return (centre - half) / weight, (centre + half) / weight


def _rate_effect(contacted: _Arm, control: _Arm) -> Effect:
    """Return the difference of rates: Newcombe 1998, method 10."""
    low1, high1 = _wilson(contacted.rate, contacted.n)
    low0, high0 = _wilson(control.rate, control.n)
    value = contacted.rate - control.rate
    return Effect(
        value,
        value - math.hypot(contacted.rate - low1, high0 - control.rate),
        value + math.hypot(high1 - contacted.rate, control.rate - low0),
    )


def _null_error(contacted: _Arm, control: _Arm) -> float:
    """Return the standard error of the difference if the campaign changed nothing."""
    pooled = (contacted.rate * contacted.n + control.rate * control.n) / (contacted.n + control.n)
    return math.sqrt(pooled * (1 - pooled) * (1 / contacted.n + 1 / control.n))


def _p_value(contacted: _Arm, control: _Arm) -> float:
    """Return the chance of so large a difference, in either direction, if nothing changed."""
    error = _null_error(contacted, control)
    if error == 0:
        return 1.0
    return math.erfc(abs(contacted.rate - control.rate) / error / math.sqrt(2))


def _customers_needed(contacted: _Arm, control: _Arm) -> int | None:
    """Return how many customers of both arms show this difference at 5% four times of five."""
    difference = contacted.rate - control.rate
    ratio = contacted.n / control.n
    pooled = (contacted.rate * ratio + control.rate) / (1 + ratio)
    null = Z * math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio))
    own = contacted.rate * (1 - contacted.rate) / ratio + control.rate * (1 - control.rate)
    wanted = (1 + ratio) * (null + Z_POWER * math.sqrt(own)) ** 2
    return math.ceil(wanted / difference**2) if wanted < _MOST_CUSTOMERS * difference**2 else None


def _revenue_effect(both: Assigned, contacted: _Arm, control: _Arm) -> Effect:
    """Return the difference of revenue per customer, by bootstrap.

    A small control arm has few buyers, and their own spread is too narrow when none of them is a
    large one by chance. So the buyers of a resample are as many as the arm's own rate gives, but
    what each spends is drawn from the buyers of both arms.
    """
    value = contacted.revenue - control.revenue
    spent = np.sort(both.revenue[both.revenue != 0])
    if not len(spent):
        return Effect(0.0, 0.0, 0.0)
    random = np.random.default_rng(_SEED)
    draws = int(np.clip(_MOST_VALUES // len(spent), _FEWEST_DRAWS, _DRAWS))
    means = []
    for arm, mask in ((contacted, both.contacted), (control, ~both.contacted)):
        revenue = both.revenue[mask]
        share = ((revenue != 0).sum() + 1) / (len(revenue) + 2)
        means.append(_resampled(random, round(arm.n), float(share), spent, draws))
    apart = means[0] - means[1]
    half = float(np.quantile(np.abs(apart - apart.mean()), 0.95))
    return Effect(value, value - half, value + half)


def _resampled(
    random: np.random.Generator, n: int, share: float, spent: Floats, draws: int
) -> Floats:
    """Return means over ``n`` customers of whom a share spends what some buyer spent."""
    buyers = random.binomial(n, share, draws)
    blocks = np.array_split(buyers, min(draws, buyers.sum() // _BLOCK + 1))
    return np.concatenate([_sums(random, block, spent) for block in blocks]) / n


def _sums(random: np.random.Generator, counts: npt.NDArray[np.int64], spent: Floats) -> Floats:
    """Return, for each count, the sum of so many values drawn from those spent."""
    drawn = spent[random.integers(0, len(spent), counts.sum())]
    running = np.concatenate([[0.0], np.cumsum(drawn)])
    ends = np.cumsum(counts)
    sums: Floats = running[ends] - running[ends - counts]
    return sums
