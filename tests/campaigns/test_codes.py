"""Codes are unique, checked, reproducible and foretold by nobody; so is the control arm."""

from __future__ import annotations

import hashlib
import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.campaigns import codes
from repurchase_cli.errors import InputError, TooLittleDataError

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray

SALT = bytes(range(32))


def codes_of(
    customers: list[str],
    cycles: list[str],
    taken: Collection[str] = (),
    *,
    salt: bytes = SALT,
    campaign: str = "c",
) -> list[str]:
    return codes.codes_of(salt, codes.secrets(salt, campaign, customers, cycles), taken)


def some(n: int) -> list[str]:
    return codes_of([str(i) for i in range(n)], [""] * n)


def test_a_code_is_the_same_for_the_same_campaign_customer_and_cycle() -> None:
    assert some(3) == some(3)
    kinds = {
        code
        for salt in (SALT, b"x" * 32)
        for campaign in ("a", "ab")
        for code in codes_of(
            ["1", "b1"] * 2, ["", "", "2026", "2026"], salt=salt, campaign=campaign
        )
    }
    assert len(kinds) == 16


def test_codes_are_unique_and_have_no_letters_that_look_alike() -> None:
    made = some(20_000)
    assert len(set(made)) == len(made)
    assert not set("".join(made)) & set("0O1IL2Z5S8BU")
    assert {len(code) for code in made} == {12}


def test_a_code_that_is_taken_is_not_given_again() -> None:
    first, second = some(2)
    other, same = codes_of(["0", "1"], ["", ""], {first})
    assert other not in (first, second)
    assert codes.is_valid(other)
    assert same == second
    assert codes_of(["0"], [""], {first}) == [other]
    twice = codes_of(["0", "0"], ["", ""])
    assert twice == [first, other]


def test_a_code_is_the_keyed_hash_in_base_24_and_its_check_character() -> None:
    digest = hashlib.blake2b("1:c1:客4:2026".encode(), key=SALT, digest_size=32).digest()
    number = int.from_bytes(digest[8:16])
    (code,) = codes_of(["客"], ["2026"])
    assert code[:11] == "".join(codes.ALPHABET[number // 24**at % 24] for at in range(11))
    product = 24
    for letter in code[:11]:
        product = ((product + codes.ALPHABET.index(letter)) % 24 or 24) * 2 % 25
    assert (product + codes.ALPHABET.index(code[11])) % 24 == 1
    assert codes_of([], []) == []


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


def drawn(n: int, cycle: str, share: float) -> NDArray[np.bool_]:
    secret = codes.secrets(SALT, "c", [str(i) for i in range(n)], [cycle] * n)
    return codes.controls(secret, share)


def test_the_control_arm_is_a_share_drawn_anew_in_every_cycle() -> None:
    first, second = drawn(20_000, "1", 0.1), drawn(20_000, "2", 0.1)
    assert 1_870 < first.sum() < 2_130  # three standard deviations
    assert 140 < (first & second).sum() < 260
    assert not drawn(100, "1", 0).any()


def test_a_larger_share_keeps_those_of_a_smaller_one() -> None:
    assert not (drawn(1_000, "", 0.1) & ~drawn(1_000, "", 0.5)).any()


def test_a_pool_gives_its_codes_in_order_and_runs_dry(tmp_path: Path) -> None:
    path = tmp_path / "pool.txt"
    path.write_text("\ufeffA1\n\n B2 \nA1\nC3\n", encoding="utf-8")
    pool = codes.Pool(path, {"B2"})
    assert pool.draw(1) == ["A1"]
    with pytest.raises(TooLittleDataError, match="2 codes are needed and 1 are left"):
        pool.draw(2)
    with pytest.raises(InputError, match="the codes cannot be read"):
        codes.Pool(tmp_path / "none.txt", set())


@pytest.mark.parametrize("heading", ["code", "Coupon_Code", "Voucher", "券码", "促销码"])
def test_a_heading_over_the_codes_is_none_of_them(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "pool.csv"
    path.write_bytes(f"{heading}\r\nA-1\r\n夏2026\r\n".encode())
    assert codes.Pool(path, set()).draw(2) == ["A-1", "夏2026"]


@pytest.mark.parametrize("line", ["B2,0", "B2;", "B 2", '"B2"', "B2\u200b", "B2\0", "=B2"])
def test_what_is_no_code_is_given_to_nobody(tmp_path: Path, line: str) -> None:
    path = tmp_path / "pool.txt"
    path.write_text(f"A1\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"pool\.txt:2: .* is no code"):
        codes.Pool(path, set())


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Gutschein\nA1\nB2\n", 1, "looks like a heading"),
        ("券\nA1\nB2\n", 1, "looks like a heading"),
        ("A1\n1.23E+15\n", 2, "what a spreadsheet leaves of a long number"),
        ("A1\n1234567890123450\n1234567890123460\n", 2, "what a spreadsheet leaves"),
        ("A1\n\nab-2\nB3\nAB-2\n", 5, "'AB-2' differs from 'ab-2' (line 3) by case"),
        ("AB2\nAB-2\n", 2, "differs from 'AB2' (line 1) by case or hyphens"),
    ],
)
def test_a_pool_that_holds_other_than_codes_is_refused(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = tmp_path / "pool.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)) as error:
        codes.Pool(path, set())
    assert f"pool.txt:{line}: " in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "ONE\nTWO\n", "A1\nWELCOME\nB2\n", "WELCOME\n", "1234567890123450\n1234567890123456\n", "4E7\nA1\n",
        "123456789012300\n",
    ],
)  # fmt: skip
def test_codes_of_other_looks_are_codes(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pool.txt"
    path.write_text(text, encoding="utf-8")
    assert codes.Pool(path, set()).draw(text.count("\n")) == text.split()


def test_a_code_is_not_given_again_in_another_case(tmp_path: Path) -> None:
    path = tmp_path / "pool.txt"
    path.write_text("ab-1\nab-2\n", encoding="utf-8")
    assert codes.Pool(path, {"AB1"}).draw(1) == ["ab-2"]
