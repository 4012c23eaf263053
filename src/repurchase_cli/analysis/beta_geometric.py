"""Models whose customers may drop out after each purchase: BG/NBD, MBG/NBD and their regular kin.

Purchases of an active customer come every k-th event of a Poisson process with rate λ, λ ~
Gamma(r, α) over customers; k = 1 are exponential gaps, k > 1 Erlang gaps, which are more regular.
After each repeat purchase (in the modified models also after the first) the customer drops out for
good with probability p, p ~ Beta(a, b).

References
----------
FHL: Fader, P. S., Hardie, B. G. S. & Lee, K. L. (2005). "Counting your customers" the easy way: an
alternative to the Pareto/NBD model. Marketing Science 24, 275-284.
BDS: Batislam, E. P., Denizel, M. & Filiztekin, A. (2007). Empirical validation and comparison of
models for customer base analysis. International Journal of Research in Marketing 24, 201-209.
PR: Platzer, M. & Reutterer, T. (2016). Ticking away the moments: timing regularity helps to better
predict customer activity. Marketing Science 35, 779-799.
"""

# ruff: noqa: N803, N806 - the paper's letters

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis import beta_geometric_future as future
from repurchase_cli.analysis.counts import Ages, Counts
from repurchase_cli.analysis.special_functions import digamma_rise, log_beta_ratio, log_rising

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Ends:
    """Logarithms of the terms "dead" and "alive", and their slopes by ln r and ln α, (m,) each."""

    dead: Floats
    alive: Floats | float
    dead_by_r: Floats
    dead_by_alpha: Floats
    alive_by_r: Floats | float
    alive_by_alpha: Floats | float


def _either(dead: Floats, alive: Floats | float) -> tuple[Floats, Floats]:
    """Return ln(e^dead + e^alive) and the share of the first."""
    more = dead - alive
    small = np.exp(-np.abs(more))
    share = np.where(more > 0, 1.0, small) / (1.0 + small)
    return np.log(1.0 + small) + np.maximum(more, 0.0) + alive, share


@dataclass(frozen=True)
class BetaGeometric:
    """The family; its members say whether the first purchase can be the last.

    Attributes
    ----------
    r, alpha
        Shape, and rate in units of time, of the gamma distribution of λ.
    a, b
        Of the beta distribution of p.
    k
        Events of the Poisson process to a purchase: 1 and up.
    """

    r: float
    alpha: float
    a: float
    b: float
    k: int = 1

    letters: ClassVar[tuple[str, ...]] = ("r", "alpha", "a", "b")
    times: ClassVar[tuple[str, ...]] = ("alpha",)
    #: 1 when customers may drop out right after their first purchase, else 0.
    first_may_be_last: ClassVar[int] = 0

    def likelihood(self, counts: Counts) -> tuple[Floats, Floats]:
        """Return log-likelihoods, (m,), and their gradients by ln r, ln α, ln a, ln b, (4, m).

        Without the factor of the gaps, Π gap^(k-1) of each customer, which no parameter but k
        changes; :meth:`gap_factor` gives it for all customers together.

        Notes
        -----
        FHL (6) and PR (A3), factored so that nothing overflows:
        B(a, b+x+d) / B(a, b) · Γ(r+kx) / Γ(r) · α^r / (α+T)^(r+kx) · (dead + alive), where
        dead = a / (b+x-1+d) · ((α+T) / (α+t_x))^(r+kx), alive is :meth:`_alive`, and d is 1 in the
        modified models.
        """
        place = counts.ages.place
        value, slopes = self._of_ages(counts.ages)
        ends = self._ends(counts)
        whole, p_dead = _either(ends.dead, ends.alive)
        by_b = p_dead * self._b_over_tries(counts)[counts.x]
        more = np.stack([p_dead * ends.dead_by_r, p_dead * ends.dead_by_alpha, p_dead, -by_b])
        more[0] += (1 - p_dead) * ends.alive_by_r
        more[1] += (1 - p_dead) * ends.alive_by_alpha
        return value[place] + whole, slopes[:, place] + more

    def total(self, counts: Counts) -> tuple[float, Floats]:
        """Return the log-likelihood of all customers and its gradient, (4,).

        The sum of :meth:`likelihood`, but what depends on (x, T) alone is summed over such pairs.
        """
        ages, n = counts.ages, counts.n
        value, slopes = self._of_ages(ages)
        ends = self._ends(counts)
        whole, p_dead = _either(ends.dead, ends.alive)
        dead = n * p_dead
        dead_of_x = np.bincount(counts.x, dead)
        more = np.array(
            [
                dead @ ends.dead_by_r,
                dead @ ends.dead_by_alpha,
                dead_of_x.sum(),
                -dead_of_x @ self._b_over_tries(counts),
            ]
        )
        if self.k > 1:
            alive = n - dead
            more[:2] += alive @ ends.alive_by_r, alive @ ends.alive_by_alpha
        return float(ages.n @ value + n @ whole), slopes @ ages.n + more

    def _of_ages(self, ages: Ages) -> tuple[Floats, Floats]:
        """Return the part of the log-likelihood that depends on (x, T), and its gradient."""
        r, alpha, k, d = self.r, self.alpha, self.k, self.first_may_be_last
        x, T, top = ages.x, ages.T, int(ages.x[-1])
        log_age = np.log1p(T / alpha)
        of_x = log_rising(r, k * top)[::k] + log_beta_ratio(self.a, self.b, top + d)[d:]
        both = digamma_rise(self.a + self.b, top + d)[d:]
        by_b = digamma_rise(self.b, top + d)[d:] - both
        slopes = (
            r * (digamma_rise(r, k * top)[::k][x] - log_age),
            r - alpha * (r + k * x) / (alpha + T),
            -self.a * both[x],
            self.b * by_b[x],
        )
        return of_x[x] - r * log_age - k * x * np.log(alpha + T), np.stack(slopes)

    def _b_over_tries(self, counts: Counts) -> Floats:
        """Return b / (b+x-1+d) by x, 0 where the customer cannot have dropped out yet."""
        tries = self._tries(counts)
        return np.where(np.isinf(tries), 0.0, self.b / tries)

    def _tries(self, counts: Counts) -> Floats:
        """Return b+x-1+d by x from 0 on, infinite where there was no occasion to drop out."""
        d = self.first_may_be_last
        tries = self.b + np.arange(int(counts.x[-1]) + 1, dtype=float) - 1.0 + d
        tries[: 1 - d] = np.inf
        return tries

    def _ends(self, counts: Counts) -> _Ends:
        """Return the two ways in which a customer's record can end."""
        knots, events = counts.knots, self.r + self.k * counts.x
        since = self.alpha + knots.time
        logs, inverses = np.log(since), 1 / since
        log_fall = logs[knots.end] - logs[knots.start]
        by_alpha = (inverses[knots.end] - inverses[knots.start]) * (self.alpha * events)
        dead = events * log_fall + (np.log(self.a) - np.log(self._tries(counts)))[counts.x]
        if self.k == 1:
            return _Ends(dead, 0.0, self.r * log_fall, by_alpha, 0.0, 0.0)
        parts = self._alive(counts)
        alive = parts.sum(axis=0)
        rises = np.cumsum([0.0 * events, *(1 / (events + i) for i in range(self.k - 1))], axis=0)
        alive_by_r = self.r * (parts * rises).sum(axis=0) / alive
        alive_by_alpha = -self.alpha * (np.arange(self.k) @ parts) * inverses[knots.end] / alive
        return _Ends(dead, np.log(alive), self.r * log_fall, by_alpha, alive_by_r, alive_by_alpha)

    def _alive(self, counts: Counts) -> Floats:
        """Return the terms of the survivor, (k, m): j events since the last purchase, j < k.

        Γ(r+kx+j) / (Γ(r+kx) j!) · ((T-t_x) / (α+T))^j, of PR (A3).
        """
        silent = self._silent(counts)
        parts = [np.ones(len(counts.x))]
        for j in range(1, self.k):
            parts.append(parts[-1] * silent * (self.r + self.k * counts.x + j - 1) / j)
        return np.stack(parts)

    def _silent(self, counts: Counts) -> Floats:
        return np.asarray((counts.T - counts.t_x) / (self.alpha + counts.T))

    def gap_factor(self, *, log_gaps: float, repeats: float) -> float:
        """Return the logarithm of Π gap^(k-1) / Γ(k)^x over all customers, PR (A3).

        Parameters
        ----------
        log_gaps
            Sum of ln(gap) over all gaps, in the model's unit.
        repeats
            Number of gaps.
        """
        return (self.k - 1) * log_gaps - repeats * float(np.log(np.arange(1, self.k)).sum())

    def p_alive(self, counts: Counts, *, later: float = 0.0) -> Floats:
        """Return the probability, (m,), that customers are active.

        Parameters
        ----------
        counts
            In the model's unit.
        later
            Units of time after T, without any purchase in between.

        Notes
        -----
        alive / (alive + dead) of :meth:`likelihood`; FHL's P(alive), BDS (A.11), PR (A5). In BG/NBD
        a customer without repeat purchases cannot have dropped out.
        """
        ends = self._ends(counts.later(later))
        return np.asarray(np.exp(-np.logaddexp(0.0, ends.dead - ends.alive)))

    def phases(self, counts: Counts) -> Floats:
        """Return the chance, (k, m), of j events since the last purchase, for active customers."""
        parts = self._alive(counts)
        return np.asarray(parts / parts.sum(axis=0))

    def active_purchases(self, t: Floats | float, x: Ints, T: Floats) -> Floats:
        """Return the expected purchases in (T, T + t] of active customers by phase, (k, n).

        Parameters
        ----------
        t
            Units of time, one or (n,).
        x, T
            (n,) each, x ascending.
        """
        return future.expectation(self, np.asarray(t, float) / (self.alpha + T), x)

    def purchase_tail(self, m: Floats, t: float, x: int, T: Floats) -> Floats:
        """Return P(at least m purchases in (T, T + t]) of active customers, (k, n, len(m)).

        Parameters
        ----------
        m
            Numbers of purchases from 1 on, ascending.
        t
            Units of time.
        x, T
            One x, and (n,) T.
        """
        return future.tail(self, m, t / (self.alpha + T), x)

    def waiting(self, shares: Floats, counts: Counts) -> Floats:
        """Return quantiles, (s, m), of the time to the next purchase of active customers."""
        found = future.waiting(self, shares, counts.x, self._silent(counts))
        return found * (self.alpha + counts.T)
