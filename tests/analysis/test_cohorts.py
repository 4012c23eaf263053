from __future__ import annotations

import pandas as pd
import pytest

from repurchase_cli.analysis.cohorts import followed

CELL = ["cohort", "period", "active", "repeated", "revenue"]
END = ["cohort", "period", "customers", "repeated", "revenue"]


def test_cohorts_followed_by_hand() -> None:
    # five customers of cohort a: two are seen for 1 period, three for 3; b has none that is over
    cells = pd.DataFrame(
        [["a", 0, 5, 1, 50.0], ["a", 1, 2, 1, 7.1], ["a", 2, 1, 0, 0.2]], columns=CELL
    )
    ends = pd.DataFrame(
        [["a", 3, 3, 1, 37.3], ["a", 1, 2, 1, 20.0], ["b", 0, 4, 0, 0.0]], columns=END
    )
    found = followed(cells, ends, ("cohort",))
    assert found.cells.to_dict("list") == {
        "cohort": ["a", "a", "a"],
        "period": [0, 1, 2],
        "customers": [5, 3, 3],
        "active": [5, 2, 1],
        "retention": [1, 2 / 3, 1 / 3],
        "repeated": [1, 1, 1],  # one of the two who are lost sight of had come back
        "repeat_rate": [1 / 5, 1 / 3, 1 / 3],
        "revenue": [50, 7.1, 0.2],
        "cumulative_revenue_per_customer": [10, 37.1 / 3, 37.3 / 3],
    }
    assert found.sizes.to_dict("list") == {"cohort": ["a", "b"], "customers": [5, 4]}


def test_the_summary_shows_the_last_period_that_half_of_the_customers_have_behind_them() -> None:
    cells = pd.DataFrame(
        [["a", 0, 4, 0, 4.0], ["a", 1, 2, 2, 2.0], ["a", 2, 1, 0, 1.0]], columns=CELL
    )
    ends = pd.DataFrame(
        [["a", 1, 2, 0, 2.0], ["a", 2, 1, 1, 2.0], ["a", 3, 1, 1, 3.0], ["b", 0, 9, 0, 0.0]],
        columns=END,
    )
    summary = followed(cells, ends, ("cohort",)).summary()
    columns = ["cohort", "customers", "period", "customers_seen", "repeat_rate"]
    one, other = summary[columns].to_numpy().tolist()
    assert one == ["a", 4, 1, 2, 1.0]
    assert other[:2] == ["b", 9]
    assert pd.isna(other[2:]).all()


def test_sums_of_money_carry_no_dust() -> None:
    cells = pd.DataFrame([["a", 0, 1, 0, 0.1], ["a", 1, 1, 1, 0.2]], columns=CELL)
    ends = pd.DataFrame([["a", 2, 1, 1, 0.3]], columns=END)
    found = followed(cells, ends, ("cohort",)).cells
    assert found["cumulative_revenue_per_customer"].tolist() == [0.1, 0.3]


@pytest.mark.parametrize("keys", [("part",), ("part", "cohort")])
def test_no_customers_are_no_cohorts(keys: tuple[str, ...]) -> None:
    cells = pd.DataFrame(columns=[*keys, *CELL[1:]])
    ends = pd.DataFrame(columns=[*keys, *END[1:]])
    found = followed(cells, ends, keys)
    assert (len(found.cells), len(found.sizes), len(found.summary())) == (0, 0, 0)
