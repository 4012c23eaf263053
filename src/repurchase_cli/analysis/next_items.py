"""What a customer would take next: again what it buys regularly, new what others bought with it.

*Again*: items by the number of purchases that held them; of equal ones those first of which more
buyers come back for more. *New*: cosine of items over customers, shrunk towards zero,

    likeness(i, j) = customers of both / (sqrt(customers of i · customers of j) + shrink),

summed over what the customer has (Sarwar et al. 2001, WWW 10, 285; the shrinkage after Bell & Koren
2007, ICDM, 43). Items are numbers in the order of their names, so that ties are settled by these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

#: What takes the weight from likenesses that few customers make.
SHRINK = 10.0
#: So many products of a history's item with a like item are summed as they are; beyond that items
#: have as many like ones as fit into the second number, but never fewer than the third.
_ALL_PRODUCTS, _PRODUCTS, _LEAST_NEIGHBOURS = 120_000_000, 30_000_000, 50
#: Customers times items whose lists are made at once.
_BLOCK_CELLS = 20_000_000


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
        return pairs(self.customer, self.item, (self.customers, self.items))


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
    together = (owned.T @ owned).tocsr()
    buyers = together.diagonal()
    together.setdiag(0)
    if offered is not None:
        together = together @ sparse.diags(offered.astype(np.float64))
    together = together.tocsr()
    together.eliminate_zeros()
    together.sort_indices()
    row = np.repeat(np.arange(histories.items), np.diff(together.indptr))
    expected = np.sqrt(buyers[row] * buyers[together.indices])
    scores = sparse.csr_matrix(
        (together.data / (expected + shrink), together.indices, together.indptr), together.shape
    )
    products = int(np.diff(scores.indptr) @ buyers)
    if products > _ALL_PRODUCTS:
        scores = _nearest(scores, max(_PRODUCTS // owned.nnz, _LEAST_NEIGHBOURS))
    return Likeness(scores, together, buyers.astype(np.int64))


def _nearest(scores: sparse.csr_matrix, most: int) -> sparse.csr_matrix:
    """Return only so many of the likest items of each."""
    lengths = np.diff(scores.indptr)
    if lengths.max(initial=0) <= most:
        return scores
    kept = np.ones(scores.nnz, dtype=bool)
    for line in np.flatnonzero(lengths > most):
        begin, end = scores.indptr[line], scores.indptr[line + 1]
        order = np.argsort(-scores.data[begin:end], kind="stable")
        kept[begin + order[most:]] = False
    row = np.repeat(np.arange(scores.shape[0]), lengths)
    nearest = sparse.csr_matrix(
        (scores.data[kept], (row[kept], scores.indices[kept])), shape=scores.shape
    )
    nearest.sort_indices()
    return nearest


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
    block = max(_BLOCK_CELLS // max(histories.items, 1), 1)
    found = []
    for begin in range(0, max(histories.customers, 1), block):
        rows = slice(begin, begin + block)
        wanted = (owned[rows] @ alike.scores).tocsr()
        local = np.repeat(np.arange(wanted.shape[0]), np.diff(wanted.indptr))
        open_ = ~closed[rows].astype(bool).toarray()[local, wanted.indices]
        if fits is not None:
            open_ &= fits(local + begin, wanted.indices)
        local, item, score = (x[open_] for x in (local, wanted.indices, wanted.data))
        top = _top(local, item, score, most)
        found.append((local[top] + begin, item[top].astype(np.int64), score[top]))
    customer, item, score = map(np.concatenate, zip(*found, strict=True))
    return _with_reasons(histories, alike, customer, item, score)


def _top(customer: Ints, item: Ints, score: Floats, most: int) -> Ints:
    """Return the rows with the highest scores of every customer, ordered, ties by item.

    Scores that differ by less than a billionth of the highest are ties.
    """
    rows = _above_mean(customer, score, np.arange(len(score)), most)
    rows = _above_mean(customer, score, rows, most)
    highest, items = score.max(initial=1e-300), item.max(initial=0) + 1
    order = rows[
        np.argsort(customer[rows] - 0.5 * score[rows] / highest + 1e-9 * item[rows] / items)
    ]
    best: Ints = order[ranks(customer[order]) <= most]
    return best


def _above_mean(customer: Ints, score: Floats, rows: Ints, most: int) -> Ints:
    """Return rows without those below their customer's mean, where enough are above it: quickly."""
    who, values = customer[rows], score[rows]
    mean = np.bincount(who, values) / np.bincount(who).clip(min=1)
    above = values > mean[who]
    enough = np.bincount(who[above], minlength=len(mean)) >= most
    kept: Ints = rows[above | ~enough[who]]
    return kept


def _with_reasons(
    histories: Histories, alike: Likeness, customer: Ints, item: Ints, score: Floats
) -> Lists:
    """Return lists with the item that speaks most for each of theirs."""
    starts = np.searchsorted(histories.customer, np.arange(histories.customers + 1))
    count = np.diff(starts)[customer]
    entry = np.repeat(np.arange(len(customer)), count)
    place = np.arange(len(entry)) - (np.cumsum(count) - count)[entry]
    source = histories.item[starts[customer][entry] + place]
    scores = _values(alike.scores, source, item[entry])
    highest = np.zeros(len(count))
    np.maximum.at(highest, entry, scores)
    best = np.flatnonzero(scores == highest[entry])
    first = best[np.diff(entry[best], prepend=-1) > 0]
    because = source[first]
    together = _values(alike.together, because, item)
    chance = alike.buyers[because] * alike.buyers[item] / histories.customers
    return Lists(
        customer, ranks(customer), item, score, because, together.astype(np.int64),
        together / chance,
    )  # fmt: skip


def _values(matrix: sparse.csr_matrix, row: Ints, column: Ints) -> Floats:
    """Return entries of a matrix, zero where it has none."""
    if not len(row):
        return np.empty(0)
    return np.asarray(matrix[row, column], dtype=np.float64).ravel()


def ranks(customer: Ints) -> Ints:
    """Return the places of rows among those of their customer, from 1; rows stand together."""
    begin = np.flatnonzero(np.diff(customer, prepend=-1))
    lengths = np.diff(np.append(begin, len(customer)))
    return np.arange(len(customer)) - np.repeat(begin, lengths) + 1


def again_scores(histories: Histories) -> Floats:
    """Return how much speaks for each row of the histories to be bought again, (n,).

    The number of purchases, and for ties the share of the item's buyers who came back for it, with
    twenty buyers who never did besides.
    """
    buyers = np.bincount(histories.item, minlength=histories.items)
    returned = np.bincount(histories.item, histories.purchases > 1, minlength=histories.items)
    rate = (returned + 1) / (buyers + 20)
    scores: Floats = histories.purchases + rate[histories.item]
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
