"""Words for the state of an order as columns have them: known ones, told by stems, the user's."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from repurchase_cli.readers.meaning import statuses, stored_value
from repurchase_cli.readers.meaning.reading import Reading


def own(reading: Reading) -> dict[str, str]:
    """Return what the user says of words, as words compare."""
    return {statuses.folded(word): means for word, means in reading.wishes.statuses.items()}


def words_for(reading: Reading, field: str, standing: str) -> Sequence[str]:
    """Return the words of the table for a standing, and those of a field's sample that mean it."""
    return words_of(reading, reading.columns.fields[field][0], standing)


def words_of(reading: Reading, column: int, standing: str) -> Sequence[str]:
    """Return the words for a standing that a column may have, without those the user decides."""
    heard = sorted(reading.table.words(column))
    known = [w for w in statuses.words(standing) if not _is_sold(w, heard)]
    more = (w for w in heard if w not in known and meaning(w, heard) == standing)
    decided = own(reading)
    return [w for w in (*known, *more) if w not in decided and not stored_value.counts(reading, w)]


def _is_sold(word: str, heard: Collection[str]) -> bool:
    """Whether a word is a sale by those beside it, and none alone: sold on credit, a deposit."""
    if word == "credit":
        return not statuses.PAYING.isdisjoint(heard)
    return word == "deposit" and statuses.are_instalments(heard)


def meaning(word: str, heard: Collection[str]) -> str | None:
    """Return the standing that a word stands for among the words of its column."""
    if _is_sold(word, heard) or word in statuses.PAYING & {*heard}:
        return "sale"
    return statuses.meaning(word)


def said(reading: Reading, column: int) -> set[str]:
    """Return the words that a column has."""
    return reading.table.words(column).keys() - {""}
