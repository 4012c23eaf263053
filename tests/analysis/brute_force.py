"""Likelihoods and expectations by numerical integration with mpmath, and the file made from them.

Run from the project's folder, this writes ``tests/analysis/data/brute_force.csv`` anew (a few
minutes); the tests compare the models with that file and work a few of its rows out again.

Integrals over λ, p and μ are taken numerically wherever the models have a formula. Only the
elementary ∫ λ^n e^(-λτ) Gamma(λ; r, α) dλ is used as known; :func:`pareto_nbd_in_two_dimensions` does
without it.
"""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import mpmath as mp  # type: ignore[import-untyped]  # mpmath carries no types
import numpy as np

PATH = Path(__file__).with_name("data") / "brute_force.csv"
DIGITS = 30


@dataclass(frozen=True)
class Point:
    """A model (``one`` and ``two`` are a, b or s, β), a customer, a horizon, and the truth."""

    model: str
    k: int
    r: float
    alpha: float
    one: float
    two: float
    x: int
    t_x: float
    T: float
    t: float
    log_likelihood: float = 0.0
    p_alive: float = 0.0
    expected: float = 0.0


def solve(point: Point) -> Point:
    """Return the point with its truth."""
    mp.mp.dps = DIGITS
    alive, dead, expected = (pareto_nbd if point.model == "pareto-nbd" else beta_geometric)(point)
    whole = alive + dead
    return replace(
        point,
        log_likelihood=float(mp.log(whole)),
        p_alive=float(alive / whole),
        expected=float(alive / whole * expected),
    )


def rate(r: Any, alpha: Any, n: Any, tau: Any) -> Any:
    """Return ∫ λ^n e^(-λτ) Gamma(λ; r, α) dλ."""
    return mp.exp(
        mp.loggamma(r + n) - mp.loggamma(r) + r * mp.log(alpha) - (r + n) * mp.log(alpha + tau)
    )


def over_p(a: Any, b: Any, function: Any) -> Any:
    """Return the mean of a function over a beta variable, without a singularity at either end."""
    norm, middle = mp.beta(a, b), mp.mpf(1) / 2
    scale = a / (a + b)
    cuts = sorted(
        {
            mp.mpf(0),
            *(c * scale for c in (0.01, 0.1, 0.5, 1, 2, 5, 15) if c * scale < middle),
            middle,
        }
    )
    low = mp.quad(
        lambda y: function(y ** (1 / a)) * (1 - y ** (1 / a)) ** (b - 1), [c**a for c in cuts]
    )
    end = mp.mpf(1) / 2**b
    high = mp.quad(lambda y: function(1 - y ** (1 / b)) * (1 - y ** (1 / b)) ** (a - 1), [0, end])
    return (low / a + high / b) / norm


def beta_geometric(point: Point) -> tuple[Any, Any, Any]:
    """Return the terms alive and dead, and what active customers are expected to buy."""
    r, alpha, a, b = (mp.mpf(v) for v in (point.r, point.alpha, point.one, point.two))
    x, k, t_x, age, t = point.x, point.k, mp.mpf(point.t_x), mp.mpf(point.T), mp.mpf(point.t)
    first = 1 if point.model.startswith("mbg") else 0
    stays = over_p(a, b, lambda p: (1 - p) ** (x + first))
    phases = [(age - t_x) ** j / mp.factorial(j) * rate(r, alpha, k * x + j, age) for j in range(k)]
    alive, dead = stays * sum(phases), mp.mpf(0)
    if x + first:
        goes = over_p(a, b, lambda p: p * (1 - p) ** (x + first - 1))
        dead = goes * rate(r, alpha, k * x, t_x)
    if k == 1:
        q, n = t / (alpha + age), r + x
        expected = over_p(a, b + x + first, lambda p: -mp.expm1(-n * mp.log1p(p * q)) / p)
    else:
        expected = sum(
            weight / sum(phases) * regular(point, j, first) for j, weight in enumerate(phases)
        )
    return alive, dead, expected


def regular(point: Point, j: int, first: int) -> Any:
    """Return what active customers in phase j buy, λ integrated numerically, purchases summed."""
    r, alpha, a, b = (mp.mpf(v) for v in (point.r, point.alpha, point.one, point.two))
    k, n, since = point.k, r + point.k * point.x + j, alpha + mp.mpf(point.T)
    b = b + point.x + first

    def purchases(rate_times_t: Any) -> Any:
        """Sum P(km - j events or more) · E[(1-p)^(m-1)]."""
        total, m, lasting = mp.mpf(0), 1, mp.mpf(1)
        while True:
            enough = mp.gammainc(k * m - j, 0, rate_times_t, regularized=True)
            total += enough * lasting
            lasting *= (b + m - 1) / (a + b + m - 1)
            m += 1
            if enough < mp.mpf(10) ** -18:
                return total

    def weighted(u: Any) -> Any:
        density = mp.exp(n * mp.log(u * since) - u * since - mp.loggamma(n)) / u
        return density * purchases(u * mp.mpf(point.t))

    centre, width = n / since, mp.sqrt(n) / since
    ends = [mp.mpf(0), *(c for c in (centre - 4 * width, centre, centre + 4 * width) if c > 0)]
    return mp.quad(weighted, [*ends, centre + 12 * width + 40 / since], maxdegree=5)


def pareto_nbd(point: Point) -> tuple[Any, Any, Any]:
    """Return the terms alive and dead, and what active customers are expected to buy."""
    r, alpha, s, beta = (mp.mpf(v) for v in (point.r, point.alpha, point.one, point.two))
    x, t_x, age, t = point.x, mp.mpf(point.t_x), mp.mpf(point.T), mp.mpf(point.t)
    alive = rate(r, alpha, x, age) * rate(s, beta, 0, age)
    cuts = [t_x]
    step = min(alpha + t_x, beta + t_x) / (r + x + s + 1)
    while cuts[-1] + step < age:
        cuts.append(cuts[-1] + step)
        step *= 2
    dead = mp.quad(lambda u: rate(r, alpha, x, u) * rate(s, beta, 1, u), [*cuts, age])
    since = beta + age

    def lived(y: Any) -> Any:
        """Return E[(1 - e^(-μt)) / μ] at μ = y^(1/s) / (β+T), which takes μ^(s-1) away."""
        u = y ** (1 / s) / since
        return (-mp.expm1(-u * t) / u if u else t) * mp.exp(-u * since)

    far = [c**s for c in (0, 0.01, 0.1, 1, 5, 20, s + 120)] if s < 20 else [0, 1]
    mean = mp.quad(lived, far) / mp.gamma(s) / s
    return alive, dead, mean * (r + x) / (alpha + age)


def pareto_nbd_in_two_dimensions(point: Point) -> float:
    """Return the log-likelihood from Schmittlein et al.'s formula given λ and μ, both integrated.

    λ^x [μ / (λ+μ) · e^(-(λ+μ) t_x) + λ / (λ+μ) · e^(-(λ+μ) T)], on logarithmic axes, where the
    trapezoidal rule converges geometrically.
    """
    u = np.linspace(-60.0, 12.0, 1200)
    rates = np.exp(u)[:, None]
    leaving = np.exp(np.linspace(-60.0, 12.0, 800))[None, :]
    steps = np.diff(u)[0] * np.diff(np.log(leaving[0]))[0]
    log_density = sum(
        shape * np.log(scale * value) - scale * value - float(mp.loggamma(shape))
        for shape, scale, value in (
            (point.r, point.alpha, rates),
            (point.one, point.two, leaving),
        )
    )
    either = rates + leaving
    gone = np.log(leaving / either) - either * point.t_x
    there = np.log(rates / either) - either * point.T
    logs = log_density + point.x * np.log(rates) + np.logaddexp(gone, there)
    return float(np.log(np.exp(logs - logs.max()).sum() * steps) + logs.max())


def points(random: np.random.Generator) -> list[Point]:
    """Return 200 random points; a = 1 and s = 1 are among them."""
    found = []
    kinds = (
        ("bg-nbd", 60),
        ("mbg-nbd", 50),
        ("pareto-nbd", 60),
        ("bg-cnbd-k", 15),
        ("mbg-cnbd-k", 15),
    )
    for model, count in kinds:
        for number in range(count):
            found.append(_random(random, model, number))
    return found


def _random(random: np.random.Generator, model: str, number: int) -> Point:
    def spread(low: float, high: float) -> float:
        return float(f"{np.exp(random.uniform(np.log(low), np.log(high))):.6g}")

    pareto, regular_k = model == "pareto-nbd", model.endswith("-k")
    x = int(spread(1, 301)) - 1 if not regular_k else int(spread(1, 30)) - 1
    age = spread(0.5, 2000) if not regular_k else spread(5, 200)
    t_x = (
        0.0
        if x == 0
        else age
        if number % 10 == 0
        else float(f"{age * random.uniform(0.05, 1):.6g}")
    )
    one = 1.0 if number % 6 == 0 else spread(0.05, 10)
    return Point(
        model,
        int(random.integers(2, 5)) if regular_k else 1,
        spread(0.05, 10),
        spread(0.05, 1000) if not regular_k else spread(1, 100),
        one,
        spread(0.05, 1e5) if pareto else spread(0.05, 10),
        x,
        t_x,
        age,
        spread(0.5, 300) if not regular_k else spread(1, 52),
    )


def read() -> list[Point]:
    """Return the points of the file."""
    with PATH.open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        whole = {"k": int, "x": int, "model": str}
        return [Point(**{key: whole.get(key, float)(v) for key, v in row.items()}) for row in rows]


def main() -> None:
    """Write the file."""
    solved = [solve(point) for point in points(np.random.default_rng(2005))]
    with PATH.open("w", encoding="utf-8", newline="") as file:
        file.write("# By numerical integration with mpmath: python -m tests.analysis.brute_force\n")
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(field.name for field in fields(Point))
        rows.writerows(astuple(point) for point in solved)


if __name__ == "__main__":
    main()
