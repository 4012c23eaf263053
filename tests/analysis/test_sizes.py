"""Sizes as they follow one another, in letters and in numbers."""

from __future__ import annotations

import pytest

from repurchase_cli.analysis.sizes import fits_all, neighbours, read


@pytest.mark.parametrize(
    "sizes",
    [
        ["XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL"],
        ["Small", "Medium", "Large", "X-Large"],
        ["小个子S", "小个子M", "小个子L"],
        ["2XL Plus", "3XL Plus"],
        ["35", "36", "36.5", "38", "40"],
        ["160/84A", "165/88A", "170/92A"],
    ],
)
def test_sizes_follow_one_another(sizes: list[str]) -> None:
    marks = [read(size) for size in sizes]
    assert None not in marks
    places = [mark.place for mark in marks if mark]
    assert places == sorted(places)
    assert len({(mark.kind, mark.run) for mark in marks if mark}) == 1
    near = neighbours(reversed(sizes))
    assert near[sizes[0]] == (sizes[1],)
    assert near[sizes[1]] == tuple(sizes[:1] + sizes[2:3])


def test_runs_are_kept_apart() -> None:
    near = neighbours(["S", "M", "S Petite", "M Petite", "14", "36", "均码", "One Size", "red"])
    assert near == {
        "S": ("M",), "M": ("S",), "S Petite": ("M Petite",), "M Petite": ("S Petite",),
        "14": (), "36": (),
    }  # fmt: skip


def test_two_names_of_one_size_have_the_same_neighbours() -> None:
    near = neighbours(["XL", "XXL", "2XL", "3XL"])
    assert near["XXL"] == near["2XL"] == ("XL", "3XL")


def test_what_fits_all() -> None:
    assert all(map(fits_all, ["均码", "One Size", "free size", "OS", "F"]))
    assert not any(map(fits_all, ["S", "38", "Fit"]))
