"""What customers would take next: likeness, lists and reasons by hand, against a plain count."""

from __future__ import annotations

import math

import numpy as np
import pytest

from repurchase_cli.analysis import next_items as ni

#: Four customers and four items: 0 and 1 are bought together by three, 2 with 1 by one, 3 by nobody.
OWNED = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (3, 0)]


def histories(owned: list[tuple[int, int]], customers: int, items: int) -> ni.Histories:
    customer, item = np.array(owned).T
    return ni.histories(customers, items, customer, item, np.ones(len(owned), dtype=np.int64))


def test_histories_of_lines_in_any_order() -> None:
    # the first customer has item 2 on days -3 and 7, twice on the first; the last has 0 and 2
    customer, item = np.array([3, 0, 0, 3, 0]), np.array([2, 2, 2, 0, 2])
    h = ni.histories(4, 3, customer, item, np.array([5, 7, -3, 5, -3]))
    assert (h.customer.tolist(), h.item.tolist()) == ([0, 3, 3], [2, 0, 2])
    assert h.purchases.tolist() == [2, 1, 1]
    assert (h.first.tolist(), h.last.tolist()) == ([-3, 5, 5], [7, 5, 5])


def test_likeness_by_hand() -> None:
    alike = ni.likeness(histories(OWNED, 4, 4), shrink=2)
    assert alike.scores.toarray()[0] == pytest.approx(
        [0, 3 / (math.sqrt(4 * 3) + 2), 1 / (math.sqrt(4 * 1) + 2), 0]
    )


def test_new_items_and_reasons_by_hand() -> None:
    h = histories(OWNED, 4, 4)
    lists = ni.new_items(h, ni.likeness(h, shrink=2), 10)
    # the last customer has 0 alone; of three who have 1 all have 0: 3 of 4 × 3 / 4 by chance
    last = lists.customer == 3
    assert lists.item[last].tolist() == [1, 2]
    assert lists.rank[last].tolist() == [1, 2]
    assert lists.because[last].tolist() == [0, 0]
    assert lists.together[last].tolist() == [3, 1]
    assert lists.lift[last] == pytest.approx([3 / (4 * 3 / 4), 1 / (4 * 1 / 4)])
    assert lists.customer.tolist() == [0, 1, 3, 3]  # the third has all that there is to like


def test_what_is_barred_is_out_of_stock_or_does_not_fit_is_not_told() -> None:
    h = histories(OWNED, 4, 4)
    barred = ni.pairs(np.array([3]), np.array([1]), (4, 4))
    told = ni.new_items(h, ni.likeness(h), 10, barred=barred)
    assert told.item[told.customer == 3].tolist() == [2]
    offered = np.array([True, False, True, True])
    told = ni.new_items(h, ni.likeness(h, offered=offered), 10)
    assert told.item[told.customer == 3].tolist() == [2]
    told = ni.new_items(h, ni.likeness(h), 10, fits=lambda _, item: item != 2)
    assert told.item[told.customer == 3].tolist() == [1]


def test_lists_are_those_of_a_plain_count() -> None:
    rng = np.random.default_rng(4)
    owned = sorted({(int(u), int(i)) for u, i in zip(rng.integers(0, 60, 500),
                                                     rng.integers(0, 40, 500), strict=True)})  # fmt: skip
    h = histories(owned, 60, 40)
    lists = ni.new_items(h, ni.likeness(h), 5)
    matrix = h.owned.toarray()
    both = matrix.T @ matrix
    alike = both / (np.sqrt(np.outer(np.diag(both), np.diag(both))) + ni.SHRINK)
    np.fill_diagonal(alike, 0)
    for customer in range(60):
        score = np.where(matrix[customer] > 0, -1, matrix[customer] @ alike)
        best = sorted(range(40), key=lambda item: (-round(float(score[item]), 9), item))[:5]
        mine = lists.customer == customer
        assert lists.item[mine].tolist() == best
        assert lists.score[mine] == pytest.approx(score[best])


def test_only_the_nearest_count_in_large_shops(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("_ALL_PRODUCTS", 1), ("_PRODUCTS", 1), ("_LEAST_NEIGHBOURS", 1)):
        monkeypatch.setattr(ni, name, value)
    alike = ni.likeness(histories(OWNED, 4, 4))
    assert (np.diff(alike.scores.indptr) <= 1).all()


def test_what_is_due_again() -> None:
    # bought on days 0 and 20 by one, three times up to day 30 by another, once, and given up
    h = ni.Histories(
        4, 2, *(np.array(x) for x in (
            [0, 1, 2, 3], [0, 0, 0, 1], [2, 3, 1, 2], [0, 0, 30, 0], [20, 30, 30, 6],
        ))
    )  # fmt: skip
    assert ni.intervals(h)[:2].tolist() == [20, 15]
    assert ni.is_due(h, 30).tolist() == [True, False, False, True]
    assert ni.is_due(h, 31).tolist() == [True, False, False, False]
    rows, rank = ni.again_items(h, np.ones(4, dtype=bool), 1)
    assert (rows.tolist(), rank.tolist()) == ([0, 1, 2, 3], [1, 1, 1, 1])


def test_a_shop_without_customers_has_no_lists() -> None:
    empty = np.empty(0, dtype=np.int64)
    h = ni.histories(0, 0, empty, empty, empty)
    assert len(ni.new_items(h, ni.likeness(h), 10).item) == 0
