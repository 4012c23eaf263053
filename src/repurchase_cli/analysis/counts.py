"""Counts: what the lifetime-value models need of each customer, each different triple once.

A customer is ``x`` repeat purchases, ``t_x`` from the first to the last purchase, and ``T`` from
the first purchase to the as-of date. The likelihood of these models depends on nothing else, so
equal triples are kept once, with their number ``n``, and every result is worked out once for each.
"""

# ruff: noqa: N802, N803 - T is the paper's letter

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Days up to 2^21 (5,700 years) and purchases up to 2^21 pack into one integer.
_BITS = 21
#: Whole numbers up to this many are looked up in a table, more are sorted.
_TABLE = 20_000_000


@dataclass(frozen=True)
class Counts:
    """Different triples ``(x, t_x, T)``, ascending by x, and how many customers have each.

    Attributes
    ----------
    x
        (m,) int, repeat purchases.
    times
        (u,) float, all different t_x and T, ascending, in units of ``unit_days`` days.
    last, age
        (m,) int, where t_x and T stand in ``times``.
    n
        (m,) float, customers of the triple.
    inverse
        (N,) int, the triple of each of the N customers.
    unit_days
        Days of one unit of time: 1, 7 for weeks, 365.25 / 12 for months.
    log_gaps
        Sum over all customers of ln(gap), gaps in the unit; only the models with regular
        purchases need it, and None leaves them out.
    """

    x: Ints
    times: Floats
    last: Ints
    age: Ints
    n: Floats
    inverse: Ints
    unit_days: float = 1.0
    log_gaps: float | None = None

    @cached_property
    def t_x(self) -> Floats:
        """From the first to the last purchase, (m,)."""
        return self.times[self.last]

    @cached_property
    def T(self) -> Floats:
        """From the first purchase to the as-of date, (m,)."""
        return self.times[self.age]

    @property
    def customers(self) -> int:
        """The number of customers."""
        return round(float(self.n.sum()))

    @property
    def repeats(self) -> int:
        """The number of repeat purchases of all customers."""
        return round(float(self.n @ self.x))

    @property
    def repeat_customers(self) -> int:
        """The number of customers with at least one repeat purchase."""
        return round(float(self.n[self.x > 0].sum()))

    @cached_property
    def knots(self) -> Knots:
        """The different points in time at each x."""
        base = self.x * len(self.times)
        keys, places = _different(np.concatenate([base + self.last, base + self.age]))
        x, time = np.divmod(keys, len(self.times))
        start, end = np.split(places, 2)
        return Knots(x.astype(float), self.times[time], start, end)

    @cached_property
    def ages(self) -> Ages:
        """The different pairs (x, T): all that the future of active customers depends on."""
        keys, place = _different(self.x * len(self.times) + self.age)
        x, time = np.divmod(keys, len(self.times))
        n = np.bincount(place, self.n).astype(float)
        return Ages(x, self.times[time], n, place)

    def scatter(self, values: Floats) -> Floats:
        """Return values of triples, (m,), as values of customers, (N,)."""
        return values[self.inverse]

    def later(self, time: float) -> Counts:
        """Return the same customers after some more time without a purchase."""
        if not time:
            return self
        times = np.concatenate([self.times, self.times + time])
        return replace(self, times=times, age=self.age + len(self.times))

    def in_unit(self, days: float) -> Counts:
        """Return the same customers in another unit of time."""
        factor = self.unit_days / days
        gaps = self.log_gaps
        if gaps is not None:
            gaps += float(self.n @ self.x) * float(np.log(factor))
        return replace(self, times=self.times * factor, unit_days=days, log_gaps=gaps)

    def part(self, where: slice | NDArray[np.bool_] | Ints) -> Counts:
        """Return some of the triples alone; which customers they are is left out."""
        x, last, age = (values[where] for values in (self.x, self.last, self.age))
        nobody = np.empty(0, np.int64)
        return Counts(x, self.times, last, age, self.n[where], nobody, self.unit_days)

    def of_customers(self, rows: Ints) -> Counts:
        """Return the counts of some of the customers, in the order of ``rows``."""
        places, inverse = np.unique(self.inverse[rows], return_inverse=True)
        found = self.part(places)
        return replace(found, n=np.bincount(inverse).astype(float), inverse=inverse)

    def thin(self, limit: int) -> Counts:
        """Return about ``limit`` triples spread evenly over all, or these when they are fewer.

        The sample is one for a first look: weights are scaled to the same number of customers, and
        the sum of logarithms is left out.
        """
        step = len(self.x) // max(limit, 1)
        if step <= 1:
            return self
        found = self.part(slice(step // 2, None, step))
        return replace(found, n=found.n * (self.n.sum() / found.n.sum()))


@dataclass(frozen=True)
class Knots:
    """Different pairs (x, time) of all t_x and T, ascending, and where each triple's own stand.

    Attributes
    ----------
    x, time
        (k,) each.
    start, end
        (m,) places of (x, t_x) and (x, T).
    """

    x: Floats
    time: Floats
    start: Ints
    end: Ints

    @cached_property
    def longest(self) -> int:
        """The largest number of knots with the same x."""
        return int(np.bincount(self.x.astype(np.int64)).max(initial=0))


@dataclass(frozen=True, slots=True)
class Ages:
    """Different pairs (x, T), ascending, how many customers have each, and the pair of each triple.

    ``x``, ``T`` and ``n`` are (n,), ``place`` is (m,).
    """

    x: Ints
    T: Floats
    n: Floats
    place: Ints


def from_days(
    *,
    x: Ints,
    t_x: Ints,
    T: Ints,
    unit_days: float = 7.0,
    log_gaps: float | None = None,
    n: Floats | None = None,
) -> Counts:
    """Return the counts of customers given in whole days.

    Parameters
    ----------
    x
        (N,) int, repeat purchases.
    t_x, T
        (N,) int, days from the first to the last purchase, and to the as-of date.
    unit_days
        Days of the unit of time that the models are to work in.
    log_gaps
        Sum over all customers of ln(gap in days).
    n
        (N,) how many customers each row stands for; one by default.
    """
    packed = (np.asarray(x, np.int64) << 2 * _BITS) | (np.asarray(t_x, np.int64) << _BITS) | T
    keys, inverse = np.unique(packed, return_inverse=True)
    mask = (1 << _BITS) - 1
    last, age = (keys >> _BITS) & mask, keys & mask
    days, places = _different(np.concatenate([last, age]))
    found = Counts(
        x=keys >> 2 * _BITS,
        times=days.astype(float),
        last=places[: len(keys)],
        age=places[len(keys) :],
        n=np.bincount(inverse, weights=n, minlength=len(keys)).astype(float),
        inverse=inverse,
        log_gaps=log_gaps,
    )
    return found.in_unit(unit_days)


def of_times(x: Ints, t_x: Floats, T: Floats, *, unit_days: float = 1.0) -> Counts:
    """Return the counts of customers, (N,) each, whose times are in the unit already, and exact."""
    rows = np.stack([np.asarray(values, float) for values in (x, t_x, T)], axis=1)
    triples, inverse, n = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    times, places = np.unique(triples[:, 1:], return_inverse=True)
    last, age = places.reshape(-1, 2).T
    whole = triples[:, 0].astype(np.int64)
    return Counts(whole, times, last, age, n.astype(float), inverse.ravel(), unit_days)


def runs_of_x(x: Ints) -> Iterator[tuple[int, slice]]:
    """Yield each different ``x`` of ascending ones with the slice where it stands."""
    values, starts = np.unique(x, return_index=True)
    ends = [*starts[1:].tolist(), len(x)]
    for value, start, end in zip(values.tolist(), starts.tolist(), ends, strict=True):
        yield value, slice(start, end)


def _different(numbers: Ints) -> tuple[Ints, Ints]:
    """Return the different whole numbers from 0 on, ascending, and where each number stands."""
    most = int(numbers.max(initial=0))
    if most > _TABLE:
        keys, places = np.unique(numbers, return_inverse=True)
        return keys, places
    seen = np.zeros(most + 1, bool)
    seen[numbers] = True
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[numbers]
