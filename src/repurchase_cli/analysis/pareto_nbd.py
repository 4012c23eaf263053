"""Pareto/NBD: customers buy at rate λ until they drop out at rate μ, seen or unseen.

λ ~ Gamma(r, α) and μ ~ Gamma(s, β) over customers, independent; a lifetime may end at any moment,
not only with a purchase.

References
----------
SMC: Schmittlein, D. C., Morrison, D. G. & Colombo, R. (1987). Counting your customers: who are they
and what will they do next? Management Science 33, 1-24.
FH: Fader, P. S. & Hardie, B. G. S. (2005). A note on deriving the Pareto/NBD model and related
expressions. http://brucehardie.com/notes/009/
"""

# ruff: noqa: N803, N806 - the paper's letters

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.counts import Ages, Counts
from repurchase_cli.analysis.pareto_nbd_dropout import dropped_out
from repurchase_cli.analysis.special_functions import (
    beta_share,
    digamma_rise,
    expm1_ratio,
    legendre,
    log_rising,
    logistic,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_LIFETIMES = 12
_WAITS = 100
#: Logarithm of the longest wait, in units of α+T.
_FOREVER = 50.0


@dataclass(frozen=True)
class ParetoNbd:
    """Schmittlein et al. (1987): r and s are shapes, α and β rates in units of time."""

    r: float
    alpha: float
    s: float
    beta: float

    letters: ClassVar[tuple[str, ...]] = ("r", "alpha", "s", "beta")
    times: ClassVar[tuple[str, ...]] = ("alpha", "beta")

    def likelihood(self, counts: Counts) -> tuple[Floats, Floats]:
        """Return log-likelihoods, (m,), and their gradients by ln r, ln α, ln s, ln β, (4, m).

        Notes
        -----
        FH (20), with their A_0 left as the integral that it comes from: Γ(r+x) / Γ(r) · α^r β^s ·
        [(α+T)^-(r+x) (β+T)^-s + ∫ s (α+τ)^-(r+x) (β+τ)^-(s+1) dτ], τ from t_x to T.
        """
        place = counts.ages.place
        value, slopes = self._of_ages(counts.ages)
        log_odds, by_dropout = dropped_out(self, counts)
        p_dead = logistic(log_odds)
        return value[place] + np.logaddexp(0.0, log_odds), slopes[:, place] + p_dead * by_dropout

    def total(self, counts: Counts) -> tuple[float, Floats]:
        """Return the log-likelihood of all customers and its gradient, (4,)."""
        ages, n = counts.ages, counts.n
        value, slopes = self._of_ages(ages)
        log_odds, by_dropout = dropped_out(self, counts)
        dead = n * logistic(log_odds)
        whole = float(ages.n @ value + n @ np.logaddexp(0.0, log_odds))
        return whole, slopes @ ages.n + by_dropout @ dead

    def _of_ages(self, ages: Ages) -> tuple[Floats, Floats]:
        """Return the log-likelihood of being active, which depends on (x, T), and its gradient."""
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        x, T, top = ages.x, ages.T, int(ages.x[-1])
        log_alpha, log_beta = np.log1p(T / alpha), np.log1p(T / beta)
        value = log_rising(r, top)[x] - r * log_alpha - x * np.log(alpha + T) - s * log_beta
        slopes = (
            r * (digamma_rise(r, top)[x] - log_alpha),
            r - alpha * (r + x) / (alpha + T),
            -s * log_beta,
            s * T / (beta + T),
        )
        return value, np.stack(slopes)

    def p_alive(self, counts: Counts, *, later: float = 0.0) -> Floats:
        """Return the probability, (m,), that customers are active, FH (31).

        Parameters
        ----------
        counts
            In the model's unit.
        later
            Units of time after T, without any purchase in between.
        """
        log_odds, _ = dropped_out(self, counts.later(later))
        return logistic(-log_odds)

    def phases(self, counts: Counts) -> Floats:
        """Return ones, (1, m): exponential gaps know no phases."""
        return np.ones((1, len(counts.x)))

    def active_purchases(self, t: Floats | float, x: Ints, T: Floats) -> Floats:
        """Return the expected purchases in (T, T + t] of active customers, (1, n).

        Parameters
        ----------
        t
            Units of time, one or (n,).
        x, T
            (n,) each.

        Notes
        -----
        FH (41) without P(alive): (r+x)/(α+T) · (β+T)/(s-1) · [1 - ((β+T)/(β+T+t))^(s-1)], in a form
        without a hole at s = 1.
        """
        age = self.beta + T
        span = np.log1p(np.asarray(t, float) / age)
        lifetime = age * span * expm1_ratio((1 - self.s) * span)
        return np.asarray((self.r + x) / (self.alpha + T) * lifetime)[None]

    def purchase_tail(self, m: Floats, t: float, x: int, T: Floats) -> Floats:
        """Return P(at least m purchases in (T, T + t]) of active customers, (1, n, len(m)).

        The rest of the lifetime is Lomax(s, β+T); given it the count is negative binomial.

        Parameters
        ----------
        m
            Numbers of purchases from 1 on, ascending.
        t
            Units of time.
        x, T
            One x, and (n,) T.
        """
        outlive = np.exp(-self.s * np.log1p(t / (self.beta + T)))[:, None]
        places, weights = legendre(_LIFETIMES)
        survival = outlive + (1 - outlive) * places
        lived = (self.beta + T)[:, None] * np.expm1(-np.log(survival) / self.s)
        lived = np.column_stack([np.minimum(lived, t), np.full(len(T), t)])
        share = (lived / (self.alpha + T[:, None] + lived))[:, :, None]
        weighted = np.column_stack([(1 - outlive) * weights, outlive])
        tails = beta_share(m, self.r + x, share)
        return np.asarray(np.einsum("nl,nlm->nm", weighted, tails)[None])

    def waiting(self, shares: Floats, counts: Counts) -> Floats:
        """Return quantiles, (s, m), of the time to the next purchase, given that there is one.

        Notes
        -----
        Without dropout it is Lomax(r+x, α+T). Its quantiles at evenly spread shares are weighted by
        the chance to live that long, ((β+T) / (β+T+u))^s.
        """
        ages = counts.ages
        events, age = self.r + ages.x, ages.T[:, None]
        even = (np.arange(_WAITS) + 0.5) / _WAITS
        waits = np.minimum(-np.log1p(-even) / events[:, None], _FOREVER)
        until = (self.alpha + age) * np.expm1(waits)
        outlive = -self.s * np.log1p(until / (self.beta + age))
        reached = np.cumsum(np.exp(outlive - outlive[:, :1]), axis=1)
        reached /= reached[:, -1:]
        rows = np.arange(len(events))
        places = [
            np.minimum((reached < share).sum(axis=1), _WAITS - 1) for share in shares.tolist()
        ]
        found = [until[rows, place] for place in places]
        return np.stack(found)[:, ages.place]
