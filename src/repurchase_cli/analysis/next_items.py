"""What a customer would take next: again what it buys regularly, new what others bought with it.

*Again*: items by the number of purchases that held them; of equal ones those first of which more
buyers come back for more, and which more have bought lately. *New*: cosine of items over customers,
shrunk towards zero,

    likeness(i, j) = customers of both / (sqrt(customers of i · customers of j) + shrink),

summed over what the customer has (Sarwar et al. 2001, WWW 10, 285; the shrinkage after Bell & Koren
2007, ICDM, 43). Items are numbers in the order of their names, so that ties are settled by these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from repurchase_cli.analysis.sparse_rows import blocks, entries, highest, ranks

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

#: What takes the weight from likenesses that few customers make.
SHRINK = 10.0
#: How ties of what is bought again are settled; see :func:`again_scores`.
_HALF_LIFE, _RATE_WEIGHT = 20.0, 3.0
#: Customers' items times all items: beyond that items have as many like ones as make the second
#: number of products of a history's item with one of them, but never fewer than the third.
_ALL_PRODUCTS, _PRODUCTS, _LEAST_NEIGHBOURS = 400_000_000, 60_000_000, 50
#: So many products are made at once.
_AT_ONCE = 1_500_000


class Histories(NamedTuple):
    """What customers bought: a row per customer and item, (n,) each, ordered by both.

    ``purchases`` is how many held the item, ``first`` and ``last`` are the days of the first and
    the last of these.
    """

    customers: int
    items: int
    customer: Ints
    item: Ints
    purchases: Ints
    first: Ints
    last: Ints

    @property
    def owned(self) -> sparse.csr_matrix:
        """Which items every customer has, as (customers, items) of ones."""
        ends = np.searchsorted(self.customer, np.arange(self.customers + 1))
        shape = self.customers, self.items
        return sparse.csr_matrix((np.ones(len(self.item)), self.item, ends), shape=shape)


def histories(customers: int, items: int, customer: Ints, item: Ints, day: Ints) -> Histories:
    """Return what customers bought, of lines in any order, (n,) each.

    What a customer bought several times in a day is one purchase. Lines are sorted as single
    numbers, which takes a seventh of what grouping them by three columns does.
    """
    begin = day.min(initial=0)
    days = int(day.max(initial=0) - begin) + 1
    bought = np.unique((customer.astype(np.int64) * items + item) * days + (day - begin))
    pair, day_of = np.divmod(bought, days)
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    purchases = np.diff(np.append(starts, len(pair)))
    first, last = day_of[starts] + begin, day_of[starts + purchases - 1] + begin
    return Histories(customers, items, *np.divmod(pair[starts], items), purchases, first, last)


class Lists(NamedTuple):
    """Lists of customers, (n,) each, ordered by customer and rank, which begins with 1.

    ``because`` is the item that speaks most for a new one, ``together`` how many customers bought
    both, ``lift`` how many times as many as chance would make.
    """

    customer: Ints
    rank: Ints
    item: Ints
    score: Floats
    because: Ints
    together: Ints
    lift: Floats


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike items are: ``scores`` and ``together`` as (items, items), and buyers of each."""

    scores: sparse.csr_matrix
    together: sparse.csr_matrix
    buyers: Ints


def pairs(customer: Ints, item: Ints, shape: tuple[int, int]) -> sparse.csr_matrix:
    """Return pairs of customers and items as a matrix of ones."""
    ones = np.ones(len(customer), dtype=np.float64)
    matrix = sparse.csr_matrix((ones, (customer, item)), shape=shape)
    matrix.data[:] = 1
    return matrix


def likeness(
    histories: Histories, shrink: float = SHRINK, offered: Flags | None = None
) -> Likeness:
    """Return how alike items are.

    Parameters
    ----------
    shrink
        See above.
    offered
        (items,) whether an item may be told to anybody; None for all.
    """
    owned = histories.owned
    of_item = owned.T.tocsr()
    buyers = np.diff(of_item.indptr).astype(np.int64)
    most = _neighbours(histories)
    parts = [
        _alike(of_item[rows] @ owned, rows, buyers, shrink, offered, most)
        for rows in blocks(of_item @ np.diff(owned.indptr), _AT_ONCE)
    ]
    scores, together = (
        sparse.vstack(matrices, format="csr") for matrices in zip(*parts, strict=True)
    )
    return Likeness(scores, together, buyers)


def _neighbours(histories: Histories) -> int:
    """Return how many like items of each are looked at."""
    n = len(histories.item)
    all_ = n * histories.items <= _ALL_PRODUCTS
    return histories.items if all_ else max(_PRODUCTS // n, _LEAST_NEIGHBOURS)


def _alike(
    both: sparse.csr_matrix,
    rows: slice,
    buyers: Ints,
    shrink: float,
    offered: Flags | None,
    most: int,
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return how alike some items are to all, and how many customers have both."""
    both.sort_indices()
    item = np.repeat(np.arange(rows.start, rows.stop), np.diff(both.indptr))
    may = item != both.indices
    if offered is not None:
        may &= offered[both.indices]
    together = _of_rows(both, item[may] - rows.start, both.indices[may], both.data[may])
    item, other = item[may], together.indices
    values = together.data / (np.sqrt(buyers[item] * buyers[other]) + shrink)
    scores = sparse.csr_matrix((values, other, together.indptr), shape=both.shape)
    if np.diff(scores.indptr).max(initial=0) <= most:
        return scores, together
    row, entry = highest(scores, most)
    order = np.lexsort((other[entry], row))
    row, entry = row[order], entry[order]
    return tuple(_of_rows(both, row, other[entry], x.data[entry]) for x in (scores, together))


def _of_rows(like: sparse.csr_matrix, row: Ints, column: Ints, data: Floats) -> sparse.csr_matrix:
    """Return a matrix of entries in the order of their rows."""
    ends = np.searchsorted(row, np.arange(like.shape[0] + 1))
    return sparse.csr_matrix((data, column, ends), shape=like.shape)


def new_items(
    histories: Histories,
    alike: Likeness,
    most: int,
    *,
    barred: sparse.csr_matrix | None = None,
    fits: Callable[[Ints, Ints], Flags] | None = None,
) -> Lists:
    """Return the items that every customer has not and would take, at most ``most`` of each.

    Parameters
    ----------
    histories, alike
        What customers bought, and how alike items are.
    barred
        (customers, items) of ones where an item must not be told to a customer.
    fits
        Tells of customers and items, (n,) each, whether the item fits the customer; None: all do.
    """
    owned = histories.owned
    closed = owned if barred is None else owned + barred
    parts = []
    for rows in blocks(owned @ np.diff(alike.scores.indptr), _AT_ONCE):
        wanted = (owned[rows] @ alike.scores).tocsr()
        row, entry = highest(wanted, most, _open(closed[rows], rows.start, fits))
        item = wanted.indices[entry].astype(np.int64)
        because = _reasons(owned[rows], alike, row, item)
        parts.append((row + rows.start, item, wanted.data[entry], because))
    customer, item, score, because = map(np.concatenate, zip(*parts, strict=True))
    together = entries(alike.together, because, item)
    chance = alike.buyers[because] * alike.buyers[item] / histories.customers
    return Lists(
        customer, ranks(customer), item, score, because, together.astype(np.int64),
        together / chance,
    )  # fmt: skip


def _open(
    closed: sparse.csr_matrix, begin: int, fits: Callable[[Ints, Ints], Flags] | None
) -> Callable[[Ints, Ints], Flags]:
    """Return what tells of rows of customers, from ``begin`` on, what may be told to them."""

    def is_open(row: Ints, item: Ints) -> Flags:
        free: Flags = entries(closed, row, item) == 0
        return free if fits is None else free & fits(row + begin, item)

    return is_open


def _reasons(owned: sparse.csr_matrix, alike: Likeness, row: Ints, item: Ints) -> Ints:
    """Return of what customers own the item that speaks most for each of some others."""
    count = np.diff(owned.indptr)[row]
    begins = np.cumsum(count) - count
    shift = np.repeat(owned.indptr[row] - begins, count)
    source = owned.indices[np.arange(len(shift)) + shift]
    scores = entries(alike.scores, source, np.repeat(item, count))
    top = np.maximum.reduceat(scores, begins) if len(count) else scores
    best = np.flatnonzero(scores == np.repeat(top, count))
    entry = np.searchsorted(begins, best, side="right") - 1
    reasons: Ints = source[best[np.diff(entry, prepend=-1) > 0]].astype(np.int64)
    return reasons


def again_scores(histories: Histories) -> Floats:
    """Return how much speaks for each row of the histories to be bought again, (n,).

    The number of purchases, and for ties, as less than one: the share of the item's buyers who came
    back for it, with twenty who never did besides, and how many bought it lately, each counting
    half as much for every twenty days that its last purchase lies back.
    """
    item, n = histories.item, histories.items
    buyers = np.bincount(item, minlength=n)
    returned = np.bincount(item, histories.purchases > 1, minlength=n)
    ago = histories.last.max(initial=0) - histories.last
    lately = np.bincount(item, 0.5 ** (ago / _HALF_LIFE), minlength=n)
    rate = (returned + 1) / (buyers + 20)
    ties = _RATE_WEIGHT * rate + lately / lately.max(initial=1e-300)
    scores: Floats = histories.purchases + ties[item] / (_RATE_WEIGHT + 1)
    return scores


def intervals(histories: Histories) -> Floats:
    """Return the mean days between a customer's purchases of an item, (n,), NaN for one alone."""
    gaps = histories.purchases - 1
    days = (histories.last - histories.first).astype(np.float64)
    every: Floats = np.full(len(days), np.nan)
    np.divide(days, gaps, out=every, where=gaps > 0)
    return every


def is_due(histories: Histories, as_of: int) -> Flags:
    """Return whether a customer is due to buy an item again, (n,).

    It has bought it twice at least, half its own interval has passed since, and not four of them:
    what it has not bought for so long it has given up.
    """
    every, since = intervals(histories), as_of - histories.last
    with np.errstate(invalid="ignore"):
        return (histories.purchases > 1) & (since >= every / 2) & (since <= 4 * every)


def again_items(histories: Histories, rows: Flags, most: int) -> tuple[Ints, Ints]:
    """Return which rows of the histories make the lists of what is bought again, and their ranks.

    ``rows`` are those that may.
    """
    scores = again_scores(histories)
    chosen = np.flatnonzero(rows)
    order = np.lexsort((histories.item[chosen], -scores[chosen], histories.customer[chosen]))
    chosen = chosen[order]
    rank = ranks(histories.customer[chosen])
    return chosen[rank <= most], rank[rank <= most]
