"""Who would take what: slow items given to the customers whom they suit best.

A customer's score for an item is 0.4 × its share of the item's style + 0.3 × that of its category
+ 0.2 where a size in which it buys is left + 0.1 × how near the item's price is to what it pays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd
    from numpy.typing import NDArray

_STYLE, _CATEGORY, _SIZE, _PRICE = 0.4, 0.3, 0.2, 0.1
#: A taste is one from so many items on, and from this share of them.
LEAST_ITEMS, LEAST_SHARE = 2, 0.4


class Item(NamedTuple):
    """A slow item: what it is, its price, the sizes left, how many customers it may have."""

    sku: str
    style: str | None
    category: str | None
    price: float
    sizes: tuple[str, ...]
    most: int


class Match(NamedTuple):
    """A customer for an item, with the parts of its score."""

    sku: str
    customer: int
    score: float
    style_share: float
    category_share: float
    size: bool


class Holding(NamedTuple):
    """The customers with a value: their rows, its share of their items, and of how many."""

    rows: NDArray[np.int64]
    shares: NDArray[np.float64]
    items: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tastes:
    """What customers buy: shares by style, category and size, and the price of a piece ``(n,)``.

    ``shares`` has the holdings by field and value.
    """

    n: int
    shares: Mapping[str, Mapping[str, Holding]]
    price: NDArray[np.float64]

    def share(self, field: str, value: str | None) -> NDArray[np.float64]:
        """Return the share of a value of every customer ``(n,)``."""
        share = np.zeros(self.n)
        if value is not None and value in self.shares[field]:
            rows, shares, _ = self.shares[field][value]
            share[rows] = shares
        return share

    def devoted(self, field: str, value: str | None) -> NDArray[np.bool_]:
        """Return which customers have a taste for a value."""
        devoted = np.zeros(self.n, bool)
        if value is not None and value in self.shares[field]:
            rows, shares, items = self.shares[field][value]
            devoted[rows[(shares >= LEAST_SHARE) & (items >= LEAST_ITEMS)]] = True
        return devoted

    def buys_size(self, sizes: Iterable[str]) -> NDArray[np.bool_]:
        """Return which customers have bought one of some sizes."""
        buys = np.zeros(self.n, bool)
        for size in sizes:
            if size in self.shares["size"]:
                buys[self.shares["size"][size].rows] = True
        return buys

    def has_size(self) -> NDArray[np.bool_]:
        """Return of which customers a size is known."""
        return self.buys_size(self.shares["size"])


def tastes(frames: Mapping[str, pd.DataFrame], price: NDArray[np.float64]) -> Tastes:
    """Return tastes of frames by field: ``customer, value, items, of_all``."""
    shares = {
        field: {
            str(value): Holding(
                part["customer"].to_numpy(np.int64),
                (part["items"] / part["of_all"]).to_numpy(np.float64),
                part["items"].to_numpy(np.float64),
            )
            for value, part in frame.groupby("value")
        }
        for field, frame in frames.items()
    }
    return Tastes(len(price), shares, price)


def matches(
    items: Iterable[Item],
    tastes: Tastes,
    bought: Mapping[str, NDArray[np.int64]],
    per_customer: int,
) -> Iterator[Match]:
    """Yield customers for items, the best of each first; items are served in their order.

    ``bought`` holds by item the rows of who has it already. A customer must have a taste for the
    item's style or category, and buy a size that is left where its sizes are known.
    """
    given = np.zeros(tastes.n, np.int64)
    known = tastes.has_size()
    for item in items:
        style, category = tastes.share("style", item.style), tastes.share("category", item.category)
        fits = tastes.buys_size(item.sizes)
        suits = tastes.devoted("style", item.style) | tastes.devoted("category", item.category)
        sized = any(size in tastes.shares["size"] for size in item.sizes)
        suits &= (given < per_customer) & (fits | ~known | (not sized))
        suits[bought.get(item.sku, np.empty(0, np.int64))] = False
        near = np.exp(-np.abs(np.log(tastes.price / item.price)))
        near = np.nan_to_num(near, nan=0.0)
        score = _STYLE * style + _CATEGORY * category + _SIZE * (fits & sized) + _PRICE * near
        rows = np.flatnonzero(suits)
        best = rows[np.lexsort((rows, -score[rows]))][: item.most]
        given[best] += 1
        for row in best:
            yield Match(
                item.sku, int(row), float(score[row]), float(style[row]), float(category[row]),
                bool(fits[row] & sized),
            )  # fmt: skip
