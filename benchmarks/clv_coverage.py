"""How often what a whole shop then brings lies within the 90% interval of its total.

    python benchmarks/clv_coverage.py --shops 200 --customers 300 600 2000

Shops are made up by the models' own story, BG/NBD and Gamma-Gamma with days as a till writes them:
two purchases of a day are one, and times are whole days. They look a year ahead, from eighteen
months of data or from six. Also given is how far off the expected sum is on average, and by how
much sums vary about it, over what the intervals say: 1 where they are as wide as they should be.
"""

from __future__ import annotations

import argparse
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis import clv, counts, gamma_gamma
from repurchase_cli.analysis.clv_total import Total, totals
from repurchase_cli.analysis.fitting_transactions import fit
from repurchase_cli.analysis.special_functions import normal_quantile

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEEK, YEAR = 7.0, 365
#: Days of data, and over how many of them new customers come.
HISTORIES = {"18 months": (540, 360), "6 months": (180, 150)}
WIDTH = 2 * normal_quantile(0.95)


class Shop(NamedTuple):
    """Customers up to the as-of date, and what they bought in the year after it; (N,) each."""

    x: Ints
    t_x: Ints
    T: Ints
    m_x: Floats
    later: Ints
    later_spend: Floats


def simulate(customers: int, seed: int, days: int, joining: int) -> Shop:
    """Return a shop of BG/NBD(.9, 9 weeks, .9, 3) and Gamma-Gamma(6, 4, 15)."""
    random = np.random.default_rng(seed)
    rate = random.gamma(0.9, 1 / 9.0, customers) / WEEK
    most = random.geometric(random.beta(0.9, 3.0, customers))
    age = days - 1 - random.integers(0, joining, customers)
    scale = 1 / random.gamma(4.0, 1 / 15.0, customers)
    x, later, last = (np.zeros(customers, np.int64) for _ in range(3))
    t_x, spent, later_spend = (
        np.zeros(customers, np.int64),
        np.zeros(customers),
        np.zeros(customers),
    )
    now, active, times = np.zeros(customers), np.arange(customers), 0
    while len(active):
        times += 1
        active = active[most[active] >= times]
        now[active] += random.exponential(1 / rate[active])
        active = active[now[active] < age[active] + YEAR + 1]
        day = now[active].astype(np.int64)
        value = random.gamma(6.0, scale[active])
        new, past = day > last[active], day <= age[active]
        x[active[new & past]] += 1
        t_x[active[past]] = day[past]
        later[active[new & ~past]] += 1
        spent[active[past & (day > 0)]] += value[past & (day > 0)]
        later_spend[active[~past]] += value[~past]
        last[active] = day
    m_x = np.where(x > 0, spent / np.maximum(x, 1), np.nan)
    return Shop(x, t_x, age, m_x, later, later_spend)


def foretold(shop: Shop) -> tuple[Total, Total]:
    """Return the purchases and the money of the year that were to be expected."""
    found = counts.from_days(x=shop.x, t_x=shop.t_x, T=shop.T, unit_days=WEEK)
    known = {
        "fit": fit("bg-nbd", found),
        "spend": gamma_gamma.fit(x=shop.x, m_x=shop.m_x),
        "counts": found,
        "m_x": shop.m_x,
        "horizon_days": float(YEAR),
    }
    return totals(clv.customer_values(**known, yearly_rate=0.0), **known)  # type: ignore[arg-type]


def row(total: list[Total], truth: list[float]) -> str:
    """Return coverage, mean error, and the spread over what the intervals say, as cells."""
    low, high, value = np.array([(one.low, one.high, one.value) for one in total]).T
    real = np.array(truth)
    inside = float(np.mean((low <= real) & (real <= high)))
    spread = float(np.std(np.log(real / value) / np.log(high / low)) * WIDTH)
    return f"{inside:.1%} | {np.mean(real / value) - 1:+.1%} | {spread:.2f}"


def main() -> None:
    """Print the coverage of every kind of shop that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shops", type=int, default=200)
    parser.add_argument("--customers", type=int, nargs="+", default=[300, 600, 2000])
    given = parser.parse_args()
    print("| data | customers | purchases | error | spread | money | error | spread |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for history, (days, joining) in HISTORIES.items():
        for customers in given.customers:
            shops = [simulate(customers, seed, days, joining) for seed in range(given.shops)]
            both = [foretold(each) for each in shops]
            number = row([one for one, _ in both], [float(each.later.sum()) for each in shops])
            money = row([one for _, one in both], [float(each.later_spend.sum()) for each in shops])
            print(f"| {history} | {customers:,} | {number} | {money} |", flush=True)


if __name__ == "__main__":
    main()
