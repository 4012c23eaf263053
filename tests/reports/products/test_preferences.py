"""What customers like: by hand, and in shops with favourites that are known, or none."""

from __future__ import annotations

import pytest

from tests.reports.products.likes import (
    STYLES,
    document,
    file_of,
    lines_of_favourites,
    records,
    shuffled,
)

BY_HAND = file_of(
    [
        "1,2024-01-06,ann,A1,coat,vintage,M,red,2,20,west",
        "2,2024-01-13,ann,A2,coat,sweet,M,blue,1,10,west",
        "3,2024-01-20,ann,A3,hat,vintage,L,red,2,20,east",
        "4,2024-01-20,bob,A1,coat,vintage,M,red,1,10,west",
        "5,2024-01-21,bob,A2,coat,sweet,S,blue,1,10,west",
        "6,2024-01-22,bob,A2,coat,sweet,M,blue,1,10,west",
        "7,2024-01-25,bob,A2,coat,sweet,S,blue,-1,-10,west",  # the small one did not fit
        "8,2024-01-23,cas,POSTAGE,,,,,1,5,west",
    ]
)


def of(customer: str, field: str) -> list[tuple[object, ...]]:
    found = records(document(BY_HAND), "preferences")
    return [row[2:] for row in found if row[:2] == (customer, field)]


def test_shares_by_hand() -> None:
    assert of("ann", "style") == [("vintage", 0.8, 4, True), ("sweet", 0.2, 1, False)]
    assert of("ann", "size") == [("M", 0.6, 3, True), ("L", 0.4, 2, False)]
    assert of("ann", "weekday") == [("saturday", 1, 5, True)]
    # two of three items, on one of two Saturdays and Wednesdays: a visit is one choice
    assert of("ann", "store") == [("west", 0.6, 3, True), ("east", 0.4, 2, False)]


def test_what_was_given_back_counts_for_nothing() -> None:
    assert of("bob", "size") == [("M", 1, 2, True)]
    assert of("bob", "style") == [("sweet", 0.5, 1, False), ("vintage", 0.5, 1, False)]


def test_what_is_no_item_is_no_preference() -> None:
    assert {row[0] for row in records(document(BY_HAND), "preferences")} == {"ann", "bob"}


def mains(lines: list[str]) -> dict[str, str]:
    found = records(document(file_of(lines)), "preferences")
    return {who: value for who, field, value, *_, main in found if field == "style" and main}


def test_planted_favourites_are_found() -> None:
    found = mains(lines_of_favourites())
    planted = {f"c{i:03}": STYLES[i % len(STYLES)] for i in range(100)}
    assert len(found) >= 95
    assert found.items() <= planted.items()


@pytest.mark.parametrize("seed", [2, 3])
def test_nothing_is_found_where_items_are_dealt_out_anew(seed: int) -> None:
    assert mains(shuffled(lines_of_favourites(), seed)) == {}


def test_order_of_lines_and_splitting_of_files_change_nothing() -> None:
    lines = lines_of_favourites(40, 6)
    whole = document(file_of(lines))
    parts = document(file_of(lines[::-1][:100]), file_of(lines[::-1][100:]))
    for table in ("preferences", "preference_fields"):
        assert records(whole, table) == records(parts, table)


def test_drift_is_the_one_of_metrics() -> None:
    lines = []
    for i in range(12):
        for week in range(8):
            category = "coat" if week < 4 else "hat"
            day = f"2024-0{1 + week // 4}-{1 + 7 * (week % 4):02}"
            lines.append(f"{i}-{week},{day},c{i:02},{category},{category},plain,M,red,1,10,west")
    found = document(file_of(lines))
    assert [row[:4] for row in records(found, "drifted")] == [
        (f"c{i:02}", 8, "coat", "hat") for i in range(12)
    ]
    assert "drifted" not in document(file_of(shuffled(lines))).tables
