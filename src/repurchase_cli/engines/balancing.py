"""The books of a run: every record and every cent that the pass has counted is booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from repurchase_cli.books import Booking, Books
from repurchase_cli.engines import states
from repurchase_cli.errors import BooksError


class Count(NamedTuple):
    """Records by the index of their file, and the money of all."""

    records: Mapping[int, int]
    amount: Decimal


def balance(records: int, amount_in: Decimal, booked: Sequence[tuple[str, int, Decimal]]) -> Books:
    """Return the books of a run.

    Raises
    ------
    BooksError
        When a record or a cent is unaccounted for.
    """
    by_state = {state: (int(n), amount) for state, n, amount in booked}
    books = Books(
        records,
        amount_in,
        {
            name: Booking(state.action, *by_state[name], state.reason)
            for name, state in states.STATES.items()
            if name in by_state
        },
    )
    if not books.balanced:
        raise BooksError(f"the books do not balance: {books}")
    return books
