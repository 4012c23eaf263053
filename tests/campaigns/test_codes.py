"""Codes are unique, checked, reproducible and foretold by nobody; so is the control arm."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from repurchase_cli.campaigns import codes
from repurchase_cli.errors import InputError, TooLittleDataError

SALT = bytes(range(32))


def some(n: int) -> list[str]:
    return [codes.code_of(SALT, "c", str(i), "", set()) for i in range(n)]


def test_a_code_is_the_same_for_the_same_campaign_customer_and_cycle() -> None:
    assert some(3) == some(3)
    kinds = {
        codes.code_of(salt, campaign, customer, cycle, set())
        for salt in (SALT, b"x" * 32)
        for campaign in ("a", "ab")
        for customer in ("1", "b1")
        for cycle in ("", "2026")
    }
    assert len(kinds) == 16


def test_codes_are_unique_and_have_no_letters_that_look_alike() -> None:
    made = some(20_000)
    assert len(set(made)) == len(made)
    assert not set("".join(made)) & set("0O1IL2Z5S8BU")
    assert {len(code) for code in made} == {12}


def test_a_code_that_is_taken_is_not_given_again() -> None:
    (first,) = some(1)
    other = codes.code_of(SALT, "c", "0", "", {first})
    assert other != first
    assert codes.is_valid(other)
    assert codes.code_of(SALT, "c", "0", "", {first}) == other


def test_every_wrong_character_and_nearly_every_swap_is_found() -> None:
    swaps = missed = 0
    for code in some(60):
        assert codes.is_valid(code)
        assert codes.is_valid(f" {code[:4]}-{code[4:8].lower()} {code[8:]}")
        for at, letter in itertools.product(range(12), codes.ALPHABET):
            if letter != code[at]:
                assert not codes.is_valid(code[:at] + letter + code[at + 1 :])
        for at in range(11):
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            swaps += swapped != code
            missed += swapped != code and codes.is_valid(swapped)
    assert missed / swaps < 0.01
    assert not codes.is_valid("")
    assert not codes.is_valid("0" * 12)


def test_the_control_arm_is_a_share_drawn_anew_in_every_cycle() -> None:
    first = [codes.is_control(SALT, "c", str(i), "1", 0.1) for i in range(20_000)]
    second = [codes.is_control(SALT, "c", str(i), "2", 0.1) for i in range(20_000)]
    assert 1_870 < sum(first) < 2_130  # three standard deviations
    assert 140 < sum(a and b for a, b in zip(first, second, strict=True)) < 260
    assert not any(codes.is_control(SALT, "c", str(i), "1", 0) for i in range(100))


def test_a_larger_share_keeps_those_of_a_smaller_one() -> None:
    for i in range(1_000):
        small, large = (codes.is_control(SALT, "c", str(i), "", s) for s in (0.1, 0.5))
        assert large or not small


def test_a_pool_gives_its_codes_in_order_and_runs_dry(tmp_path: Path) -> None:
    path = tmp_path / "pool.txt"
    path.write_text("\ufeffA1\n\n B2 \nA1\nC3\n", encoding="utf-8")
    pool = codes.Pool(path, {"B2"})
    assert pool.draw(1) == ["A1"]
    with pytest.raises(TooLittleDataError, match="2 codes are needed and 1 are left"):
        pool.draw(2)
    with pytest.raises(InputError, match="the codes cannot be read"):
        codes.Pool(tmp_path / "none.txt", set())
