"""The share of loyal customers beside revenue, group by group."""

from __future__ import annotations

import numpy as np
import pytest

from tests.reports.metrics.measured import document, rows
from tests.reports.metrics.test_metrics import SHOP


def test_stores_by_hand() -> None:
    # ann alone is loyal; cas is a buyer of both, and paid back in B what she had bought in A
    found = document(SHOP, groups=("store",))
    assert rows(found, "loyalty") == [
        ("A", 3, 1, pytest.approx(1 / 3), 180 + 130 + 30),
        ("B", 4, 1, 1 / 4, 60 + 130 - 10 + 98),
    ]
    assert not loyal_lines(SHOP)  # two stores are too few for a correlation


def test_labels_say_nothing_of_it() -> None:
    assert "loyalty" not in document(SHOP, groups=("class",)).tables
    assert "loyalty" not in document(SHOP, groups=("store",), by="month").tables


def test_correlation_over_six_stores() -> None:
    lines = []
    for k in range(1, 7):  # in store k one customer of k + 1 is loyal, and each visit costs k
        lines += [f"2024-06-0{day},loyal{k},S{k},{k}" for day in (1, 2, 3)]
        lines += [f"2023-06-01,{k}other{i},S{k},{k}" for i in range(k)]
    shares, paid = [1 / (k + 1) for k in range(1, 7)], [k * (3 + k) for k in range(1, 7)]
    text = "\n".join(["date,customer_id,store,amount", *lines]) + "\n"
    (line,) = loyal_lines(text)
    r = np.corrcoef(shares, paid)[0, 1]
    assert line.startswith(
        f"Share of loyal customers and revenue, over 6 groups: correlation {r:.2f} ("
    )


def loyal_lines(text: str) -> list[str]:
    found = document(text, groups=("store",))
    (section,) = [one for one in found.sections if one.table and one.table.name == "loyalty"]
    return [line.en for line in section.lines]
