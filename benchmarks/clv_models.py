"""Lifetime-value models side by side: repurchase_cli beside lifetimes and pymc-marketing.

    python benchmarks/clv_models.py --customers 100000 1000000 --lifetimes PYTHON --pymc PYTHON

``--lifetimes`` and ``--pymc`` name the Python of an environment that has that library: lifetimes
works with ``pip install lifetimes "pandas<2" "numpy<2" "scipy<1.12"``. Each contender runs in a
process of its own, one after the other, with one thread, on the same simulated customers, and its
imports are not counted. Besides the seconds on the wall those of the processor are given: on a
machine that does other things they are what can be compared.

The customers are like those of a shop with two years of daily data: first purchases spread evenly
over 730 days, λ ~ Gamma(0.55, 74 days), after each repeat purchase the customer leaves with p ~
Beta(0.8, 2.4), at most one purchase a day is counted, a purchase is worth Gamma-Gamma(6.25, 3.7,
15.4). The unit of the models is the week; the counts are made within the time of each fit. A
million such customers are 400,000 different triples (x, t_x, T). Rows called "weighted" give
lifetimes each triple once, with its number as weight. The row "clv" is the value of the next twelve
months of every customer; "clv with intervals" adds intervals and next purchase dates. Contenders
run in turn ``--repeat`` times, and each counts with its fastest run; work of less than half a
second is done three times in each.
"""

# ruff: noqa: PLC0415 - each contender imports what only its own environment has

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAYS, WEEK = 730, 7.0
#: Seconds below which a piece of work is short, and how often it is then done.
SHORT, AGAIN = 0.5, 3
MODELS = ("bg-nbd", "pareto-nbd", "gamma-gamma", "clv", "clv with intervals")


def simulate(customers: int, seed: int = 5) -> dict[str, Any]:
    """Return x, t_x, T in days and m_x of simulated customers."""
    rng = np.random.default_rng(seed)
    age = rng.integers(1, DAYS, customers)
    rate = rng.gamma(0.55, 1 / 74.0, customers)
    dropout = rng.beta(0.8, 2.4, customers)
    x, last, now = np.zeros(customers, int), np.zeros(customers, int), np.zeros(customers)
    active = np.arange(customers)
    while len(active):
        now[active] += rng.exponential(1 / rate[active])
        active = active[now[active] <= age[active]]
        day = np.ceil(now[active]).astype(int)
        new = active[day > last[active]]
        x[new] += 1
        last[new] = np.ceil(now[new]).astype(int)
        active = active[rng.random(len(active)) > dropout[active]]
    inverse_scale = rng.gamma(3.7, 1 / 15.4, customers)
    times = np.maximum(x, 1)
    m_x = np.where(x > 0, rng.gamma(6.25 * times) / inverse_scale / times, 0.0)
    return {"x": x, "t_x": last, "T": age, "m_x": m_x}


def clock(work: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """Return the seconds that a piece of work takes, on the wall and of the processor.

    Short work is done again: its first time a process fetches memory and what libraries load late.
    """
    runs: list[tuple[float, float]] = []
    while True:
        wall, processor = time.perf_counter(), time.process_time()
        result = work()
        runs.append((time.perf_counter() - wall, time.process_time() - processor))
        if len(runs) == AGAIN or runs[0][0] > SHORT:
            wall, processor = min(runs)
            return {"wall": wall, "cpu": processor}, result


def ours(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield one result per piece of work of this project."""
    from repurchase_cli.analysis import clv, counts, fitting_transactions, gamma_gamma, predict

    def counted() -> counts.Counts:
        return counts.from_days(x=data["x"], t_x=data["t_x"], T=data["T"], unit_days=WEEK)

    def fitted(name: str) -> fitting_transactions.TransactionFit:
        return fitting_transactions.fit(name, counted())

    fits = {}
    for name in ("bg-nbd", "pareto-nbd"):
        seconds, fits[name] = clock(partial(fitted, name))
        yield result("repurchase", name, seconds, fits[name].parameters)
    m_x = np.where(data["x"] > 0, data["m_x"], np.nan)
    seconds, spend = clock(lambda: gamma_gamma.fit(x=data["x"], m_x=m_x))
    yield result("repurchase", "gamma-gamma", seconds, spend.parameters)
    chosen = fits["bg-nbd"]

    def valued() -> np.ndarray[Any, Any]:
        triples = counted()
        ahead = predict.purchases(chosen.model, triples, t=365 / WEEK, yearly_rate=0.1)
        value = spend.model.expected_value(data["x"], m_x)
        return np.asarray(triples.scatter(ahead.discounted) * value)

    seconds, values = clock(valued)
    yield result("repurchase", "clv", seconds, {"mean": float(values.mean())})
    seconds, whole = clock(
        lambda: clv.customer_values(fit=chosen, spend=spend, counts=counted(), m_x=m_x)
    )
    yield result("repurchase", "clv with intervals", seconds, {"mean": float(whole.clv.mean())})


def lifetimes(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield one result per piece of work of lifetimes, as users call it and weighted.

    The weighted Pareto/NBD comes last, since it takes longer than all the rest.
    """
    import lifetimes as peer  # type: ignore[import-not-found]
    import pandas as pd

    x, t_x, age = data["x"], data["t_x"] / WEEK, data["T"] / WEEK
    frame = pd.DataFrame({"x": x, "t_x": t_x, "T": age, "m_x": data["m_x"]})
    triples = frame.groupby(["x", "t_x", "T"]).size().reset_index(name="n")
    rows = frame[frame.x > 0]
    fitter = peer.BetaGeoFitter()
    seconds, _ = clock(lambda: fitter.fit(frame.x, frame.t_x, frame["T"]))
    yield result("lifetimes", "bg-nbd", seconds, dict(fitter.params_))
    spend = peer.GammaGammaFitter()
    seconds, _ = clock(lambda: spend.fit(rows.x, rows.m_x))
    letters = {"p": "p", "q": "q", "v": "gamma"}
    yield result(
        "lifetimes", "gamma-gamma", seconds, {letters[k]: v for k, v in spend.params_.items()}
    )
    seconds, values = clock(
        lambda: spend.customer_lifetime_value(
            fitter,
            frame.x,
            frame.t_x,
            frame["T"],
            frame.m_x,
            time=12,
            discount_rate=0.00797,
            freq="W",
        )
    )
    yield result("lifetimes", "clv", seconds, {"mean": float(values.mean())})
    for name, kind in (("bg-nbd", peer.BetaGeoFitter), ("pareto-nbd", peer.ParetoNBDFitter)):
        fitter = kind()
        work = partial(fitter.fit, triples.x, triples.t_x, triples["T"], weights=triples.n)
        seconds, _ = clock(work)
        yield result("lifetimes weighted", name, seconds, dict(fitter.params_))


def pymc(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the results of pymc-marketing's quick fit, the mode of its posterior."""
    import pandas as pd
    from pymc_marketing import clv as peer  # type: ignore[import-not-found]

    frame = pd.DataFrame(
        {
            "customer_id": np.arange(len(data["x"])),
            "frequency": data["x"],
            "recency": data["t_x"] / WEEK,
            "T": data["T"] / WEEK,
            "monetary_value": data["m_x"],
        }
    )
    for name, kind in (("bg-nbd", peer.BetaGeoModel), ("pareto-nbd", peer.ParetoNBDModel)):
        yield _mode(name, partial(kind, frame), ("r", "alpha", "a", "b", "s", "beta"))
    rows = frame[frame.frequency > 0]
    yield _mode("gamma-gamma", lambda: peer.GammaGammaModel(rows), ("p", "q", "v"))


def _mode(name: str, build: Callable[[], Any], letters: tuple[str, ...]) -> dict[str, Any]:
    def work() -> Any:  # noqa: ANN401 - a model of the peer's
        model = build()
        model.fit(method="map")
        return model

    try:
        seconds, model = clock(work)
    except Exception as error:
        return {"who": "pymc-marketing map", "what": name, "failed": str(error)[:200]}
    found = model.fit_result if hasattr(model, "fit_result") else model.idata.posterior
    values = {a: float(np.asarray(found[a]).ravel()[0]) for a in letters if a in found}
    values = {"gamma" if key == "v" else key: value for key, value in values.items()}
    return result("pymc-marketing map", name, seconds, values)


def result(
    who: str, what: str, seconds: dict[str, float], parameters: dict[str, float]
) -> dict[str, Any]:
    """Return a result as it passes between processes."""
    values = {key: float(value) for key, value in parameters.items()}
    return {"who": who, "what": what, **seconds, "parameters": values}


CONTENDERS = {"ours": ours, "lifetimes": lifetimes, "pymc": pymc}


def run(python: str, contender: str, path: Path, limit: float) -> list[dict[str, Any]]:
    """Run a contender in its own process and return its results, those within the time limit."""
    command = [python, __file__, "--contender", contender, "--data", str(path)]
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    alone = {**os.environ, **threads}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=alone)
    try:
        said, _ = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
        print(f"{contender} was stopped after {limit:.0f} seconds", file=sys.stderr)
    lines = [line for line in said.splitlines() if line.startswith('{"who"')]
    return [json.loads(line) for line in lines]


def log_likelihood(found: dict[str, Any], data: dict[str, Any]) -> float | None:
    """Return this project's log-likelihood at the parameters that a contender found."""
    from repurchase_cli.analysis import counts
    from repurchase_cli.analysis.fitting_transactions import MODELS as TRANSACTIONS
    from repurchase_cli.analysis.gamma_gamma import GammaGamma

    values = found["parameters"]
    if found["what"] == "gamma-gamma":
        again = data["x"] > 0
        parts, _ = GammaGamma(**values).likelihood(data["x"][again], data["m_x"][again])
        return float(parts.sum())
    if found["what"] not in TRANSACTIONS:
        return None
    triples = counts.from_days(x=data["x"], t_x=data["t_x"], T=data["T"], unit_days=WEEK)
    return float(triples.n @ TRANSACTIONS[found["what"]](**values).likelihood(triples)[0])


def table(results: list[dict[str, Any]], data: dict[str, Any]) -> None:
    """Print the results of one size as markdown."""
    print(
        f"\n| {len(data['x']):,} customers | work | seconds | CPU | times ours | by CPU | answer |"
    )
    print("|---|---|---:|---:|---:|---:|---:|")
    fastest = {}
    for each in sorted(results, key=lambda each: -each.get("cpu", 0.0)):
        fastest[each["who"], each["what"]] = each
    own = {what: each for (who, what), each in fastest.items() if who == "repurchase"}
    for each in sorted(fastest.values(), key=lambda each: MODELS.index(each["what"])):
        if "failed" in each:
            print(f"| {each['who']} | {each['what']} | failed: {each['failed']} | | | | |")
            continue
        value = log_likelihood(each, data)
        said = f"mean {each['parameters']['mean']:.4f}" if value is None else f"{value:.3f}"
        wall, cpu = (each[clock] / own[each["what"]][clock] for clock in ("wall", "cpu"))
        print(
            f"| {each['who']} | {each['what']} | {each['wall']:.2f} | {each['cpu']:.2f} "
            f"| {wall:.1f} | {cpu:.1f} | {said} |"
        )


def main() -> None:
    """Run what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--customers", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--lifetimes", help="the Python of an environment with lifetimes")
    parser.add_argument("--pymc", help="the Python of an environment with pymc-marketing")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds for each contender")
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.contender:
        for each in CONTENDERS[given.contender](dict(np.load(given.data))):
            print(json.dumps(each), flush=True)
        return
    pythons = {"ours": sys.executable, "lifetimes": given.lifetimes, "pymc": given.pymc}
    with tempfile.TemporaryDirectory() as folder:
        for customers in given.customers:
            path, data = Path(folder) / "customers.npz", simulate(customers)
            np.savez(path, **data)
            turns = [(py, who) for who, py in pythons.items() if py] * given.repeat
            found = [each for py, who in turns for each in run(py, who, path, given.limit)]
            table(found, data)


if __name__ == "__main__":
    main()
