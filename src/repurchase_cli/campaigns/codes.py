"""Coupon codes and the draw of the control arm, from a secret, so that nobody can foretell them.

A code is HMAC-SHA256 of campaign, customer and cycle under the secret salt, written in 24 letters
and digits that are not mistaken for one another (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U), and a check
character by ISO 7064, hybrid system MOD 25,24: one wrong character is always found, and so are
nearly all swaps of two neighbours.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterator
from pathlib import Path

from repurchase_cli.errors import InputError, TooLittleDataError

ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
#: Characters before the check character: 24 ** 11 codes, of which a million are one in a billion.
LENGTH = 11
_BASE = len(ALPHABET)


def code_of(salt: bytes, campaign: str, customer: str, cycle: str, taken: Collection[str]) -> str:
    """Return the code of a customer in a cycle of a campaign, another one where it is taken."""
    attempt = 0
    while True:
        number = int.from_bytes(_digest(salt, "code", campaign, customer, cycle, str(attempt)))
        body = "".join(ALPHABET[number // _BASE**at % _BASE] for at in range(LENGTH))
        code = body + check_character(body)
        if code not in taken:
            return code
        attempt += 1


def check_character(body: str) -> str:
    """Return the character that makes a code valid."""
    product = _BASE
    for character in body:
        total = (product + ALPHABET.index(character)) % _BASE or _BASE
        product = total * 2 % (_BASE + 1)
    return ALPHABET[(1 - product) % _BASE]


def is_valid(code: str) -> bool:
    """Tell whether a code of our own is written rightly; blanks and hyphens are no part of it."""
    plain = code.strip().upper().replace("-", "").replace(" ", "")
    if len(plain) != LENGTH + 1 or not set(plain) <= set(ALPHABET):
        return False
    return check_character(plain[:-1]) == plain[-1]


def is_control(salt: bytes, campaign: str, customer: str, cycle: str, share: float) -> bool:
    """Draw whether a customer is left alone in a cycle: the same answer every time."""
    drawn = int.from_bytes(_digest(salt, "control", campaign, customer, cycle)[:8])
    return drawn < share * 2**64


def _digest(salt: bytes, *parts: str) -> bytes:
    """Return the HMAC of some texts, each with its length, so that no two lists are alike."""
    raw = [text.encode("utf-8", "surrogatepass") for text in parts]
    message = b"".join(len(part).to_bytes(4) + part for part in raw)
    return hmac.digest(salt, message, hashlib.sha256)


class Pool:
    """Ready-made codes of a file, one a line, given out in the order in which they stand there."""

    def __init__(self, path: Path, taken: Collection[str]) -> None:
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            raise InputError(
                f"the codes cannot be read: {getattr(problem, 'strerror', None) or 'no UTF-8'}",
                hint="name a text file with one code a line in the offer's `codes:`",
                file=str(path),
            ) from problem
        codes = dict.fromkeys(line.strip() for line in lines if line.strip())
        self.path = path
        self._free = [code for code in codes if code not in taken]
        self._given: Iterator[str] = iter(self._free)

    def draw(self, wanted: int) -> list[str]:
        """Return so many codes.

        Raises
        ------
        TooLittleDataError
            When there are not enough of them left.
        """
        found = [code for _, code in zip(range(wanted), self._given, strict=False)]
        if len(found) < wanted:
            raise TooLittleDataError(
                f"{wanted:,} codes are needed and {len(found):,} are left",
                hint="add codes to the file, or lower the number of contacts with --budget",
                file=str(self.path),
            )
        return found
