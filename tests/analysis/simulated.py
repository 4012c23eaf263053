"""Shops made up by the models' own stories, so that the truth is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis import counts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Shop:
    """What customers did up to T, and in the time after it; times in weeks."""

    counts: counts.Counts
    m_x: Floats
    later: Ints
    later_spend: Floats
    later_first: Floats
    alive: NDArray[np.bool_]


def shop(
    customers: int,
    *,
    seed: int,
    model: str = "bg-nbd",
    r: float = 0.8,
    alpha: float = 6.0,
    one: float = 0.8,
    two: float = 2.5,
    k: int = 1,
    weeks: float = 78.0,
    horizon: float = 52.0,
    spend: tuple[float, float, float] = (6.0, 4.0, 15.0),
) -> Shop:
    """Return a shop; ``one`` and ``two`` are a and b, or s and β. T is spread over ``weeks``."""
    random = np.random.default_rng(seed)
    days = random.integers(7, int(weeks * 7), customers)
    age = days / 7.0
    rate = random.gamma(r, 1 / alpha, customers)
    p, q, gamma = spend
    size = random.gamma(q, 1 / gamma, customers)
    first_may_be_last = model.startswith("mbg")
    x, last, gaps = np.zeros(customers, int), np.zeros(customers), 0.0
    later, later_first = np.zeros(customers, int), np.full(customers, np.inf)
    alive = np.ones(customers, bool)
    for i in range(customers):
        if model == "pareto-nbd":
            leaves, life = 0.0, random.exponential(1 / random.gamma(one, 1 / two))
        else:
            leaves, life = random.beta(one, two), np.inf
        now = 0.0
        gone = first_may_be_last and random.random() < leaves
        while not gone:
            before, now = now, now + random.gamma(k, 1 / rate[i])
            if now > min(age[i] + horizon, life):
                break
            gone = random.random() < leaves
            if now <= age[i]:
                x[i] += 1
                last[i], gaps = now, gaps + np.log(now - before)
                alive[i] = not gone
            else:
                later[i] += 1
                later_first[i] = min(later_first[i], now - age[i])
        alive[i] &= life > age[i] and not (gone and x[i] == 0 and later[i] == 0)
    m_x = random.gamma(p * np.maximum(x, 1)) / size / np.maximum(x, 1)
    spent = np.where(later > 0, random.gamma(p * np.maximum(later, 1)) / size, 0.0)
    found = counts.of_times(x, last, age, unit_days=7.0)
    found = replace(found, log_gaps=float(gaps))
    return Shop(found, np.where(x > 0, m_x, np.nan), later, spent, later_first, alive)
