"""Coupon codes and the draw of the control arm, from a secret, so that nobody can foretell them.

Campaign, customer and cycle give a BLAKE2b hash keyed with the secret salt (RFC 7693), in a third
of the time of an HMAC-SHA256. Its first 8 bytes draw the control arm. The next 8 are the code,
written in 24 letters and digits that are not mistaken for one another (no 0 O, 1 I L, 2 Z, 5 S, 8 B
or U), and a check character by ISO 7064, hybrid system MOD 25,24: one wrong character is always
found, and so are nearly all swaps of two neighbours.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli.errors import InputError, TooLittleDataError
from repurchase_cli.grammars.coupons import compared
from repurchase_cli.grammars.ids import is_destroyed, is_long_number, is_rounded

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
#: Characters before the check character: 24 ** 11 codes, of which a million are one in a billion.
LENGTH = 11
_BASE = len(ALPHABET)
#: What stands over the codes of a file, and what a code of a file is made of.
_HEADINGS = frozenset({
    "code", "codes", "coupon", "coupons", "coupon_code", "couponcode", "voucher", "vouchers",
    "voucher_code", "discount_code", "promo_code", "number", "券码", "券号", "优惠码", "优惠券",
    "优惠券码", "兑换码", "折扣码", "促销码",
})  # fmt: skip
_DIGIT = re.compile(r"\d")
_READY_MADE = re.compile(r"[\w.#*+/-]+")


def secrets(
    salt: bytes, campaign: str, customers: Sequence[str], cycles: Sequence[str]
) -> NDArray[np.uint64]:
    """Return the (n, 4) secret numbers of customers in their cycles of a campaign.

    The first draws the control arm, the second is the code.
    """
    return _numbers(b"".join(_digests(salt, campaign, customers, cycles)))


def _numbers(digests: bytes) -> NDArray[np.uint64]:
    return np.frombuffer(digests, ">u8").reshape(-1, 4).astype(np.uint64)


def codes_of(salt: bytes, secret: NDArray[np.uint64], taken: Collection[str]) -> list[str]:
    """Return a code for each row of :func:`secrets`, another one where it is taken."""
    made = _written(secret)
    given: set[str] = set()
    for at, code in enumerate(made):
        other, numbers = code, secret[at]
        while other in taken or other in given:
            numbers = _numbers(_keyed(salt, numbers.tobytes()))
            (other,) = _written(numbers)
        made[at] = other
        given.add(other)
    return made


def _written(secret: NDArray[np.uint64]) -> list[str]:
    """Return the codes that (n, 4) secret numbers are."""
    numbers = (secret[:, 1] % np.uint64(_BASE**LENGTH)).astype(np.int64)
    digits = numbers[:, np.newaxis] // _BASE ** np.arange(LENGTH) % _BASE
    digits = np.column_stack([digits, _check_digits(digits)])
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)[digits]
    found: list[str] = letters.view(f"S{LENGTH + 1}").ravel().astype(str).tolist()
    return found


def _check_digits(bodies: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the (n,) digits that make codes valid, of their (n, length) other digits."""
    product = np.full(len(bodies), _BASE)
    for digits in bodies.T:
        total = (product + digits) % _BASE
        product = np.where(total, total, _BASE) * 2 % (_BASE + 1)
    return (1 - product) % _BASE


def is_valid(code: str) -> bool:
    """Tell whether a code of our own is written rightly; blanks and hyphens are no part of it."""
    plain = code.strip().upper().replace("-", "").replace(" ", "")
    if len(plain) != LENGTH + 1 or not set(plain) <= set(ALPHABET):
        return False
    *body, check = map(ALPHABET.index, plain)
    return bool(_check_digits(np.array([body]))[0] == check)


def controls(secret: NDArray[np.uint64], share: float) -> NDArray[np.bool_]:
    """Draw by :func:`secrets` which customers are left alone: the same answer every time."""
    return np.asarray(secret[:, 0] < share * 2.0**64)


def _digests(
    salt: bytes, campaign: str, customers: Sequence[str], cycles: Sequence[str]
) -> Iterator[bytes]:
    """Yield the keyed hash of each customer and cycle of a campaign."""
    head = _framed(campaign)
    last, tail = None, ""
    for customer, cycle in zip(customers, cycles, strict=True):
        if cycle != last:  # most have the cycle of the one before
            last, tail = cycle, _framed(cycle)
        message = f"{head}{len(customer)}:{customer}{tail}"
        yield _keyed(salt, message.encode("utf-8", "surrogatepass"))


def _keyed(salt: bytes, message: bytes) -> bytes:
    return hashlib.blake2b(message, key=salt, digest_size=32).digest()


def _framed(text: str) -> str:
    """Return a text after its length, so that no two lists of texts are alike."""
    return f"{len(text)}:{text}"


class Pool:
    """Ready-made codes of a file, one a line, given out in the order in which they stand there.

    A code that was ``taken`` is not given again, in whatever case it is written.

    Raises
    ------
    InputError
        When the file holds what cannot be a code, or what tills do not tell apart.
    """

    def __init__(self, path: Path, taken: Collection[str]) -> None:
        codes = list(_ready_made(path))
        _refuse_heading(codes, path)
        _refuse_damaged(codes, path)
        _refuse_alike(codes, path)
        given = set(map(compared, taken))
        self.path = path
        unlike = dict.fromkeys(code for _, code in codes)
        self._free = [code for code in unlike if compared(code) not in given]
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


def _refuse_heading(codes: Sequence[tuple[int, str]], path: Path) -> None:
    """Refuse a first line that is unlike all others: it would be sent to somebody."""
    if len(codes) < 2:
        return
    (line, first), *others = codes
    if not _DIGIT.search(first) and all(_DIGIT.search(code) for _, code in others):
        raise InputError(
            f"{first!r} looks like a heading: all other lines have digits",
            hint="take the line out; if it is a code, put it below another",
            file=str(path),
            line=line,
        )


def _refuse_damaged(codes: Sequence[tuple[int, str]], path: Path) -> None:
    """Refuse codes of which a spreadsheet has kept the first digits alone."""
    long = [code for _, code in codes if is_long_number(code)]
    rounded = bool(long) and all(map(is_rounded, long))
    for line, code in codes:
        if is_destroyed(code) or (rounded and is_rounded(code)):
            raise InputError(
                f"{code!r} is what a spreadsheet leaves of a long number",
                hint="take the codes from where they were made, as text, past the spreadsheet",
                file=str(path),
                line=line,
            )


def _refuse_alike(codes: Sequence[tuple[int, str]], path: Path) -> None:
    """Refuse codes that tills take for one another."""
    known: dict[str, tuple[int, str]] = {}
    for line, code in codes:
        before, other = known.setdefault(compared(code), (line, code))
        if code != other:
            raise InputError(
                f"{code!r} differs from {other!r} (line {before}) by case or hyphens alone",
                hint="tills do not tell them apart: leave one of them",
                file=str(path),
                line=line,
            )


def _ready_made(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the codes of a file with their lines."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(
            f"the codes cannot be read: {getattr(problem, 'strerror', None) or 'no UTF-8'}",
            hint="name a text file with one code a line, saved as UTF-8, in the offer's `codes:`",
            file=str(path),
        ) from problem
    for number, code in enumerate(map(str.strip, lines), start=1):
        if not code or (number == 1 and code.lower() in _HEADINGS):
            continue
        if not _READY_MADE.fullmatch(code):
            raise InputError(
                f"{code!r} is no code",
                hint="leave one code a line, of letters, digits and . # * + / - _, nothing else",
                file=str(path),
                line=number,
            )
        yield number, code
