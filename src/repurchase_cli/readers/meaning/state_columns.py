"""Columns that tell the state of an order: marks of systems, flags, times, statuses, looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from repurchase_cli.readers.meaning import dates, looks, statuses, synonyms
from repurchase_cli.readers.meaning.evidence import MOST_WORDS
from repurchase_cli.readers.meaning.headers import matches
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.roles import Role
from repurchase_cli.readers.meaning.state_words import meaning, own, said, words_of
from repurchase_cli.values.conditions import A_TIME, NO_TIME, Among, Matching, Timed
from repurchase_cli.values.texts import Cell, Letters, Value

#: How a column is called that may tell the state of an order.
_A_STATE = re.compile(
    r"环境|状态|狀態|类型|類型|类别|標識|标识|ステータス|種別|상태|유형|\b(status|state|type|mode|environment|kind|stage|flag|statut|estado|stato|tipo|typ|art|durum|stan|stav|статус|тип)\b",
    re.IGNORECASE,
)
#: Standings that a column which no name tells may take a line out by.
OUT = ("cancelled", "refunded", "not_a_sale")


def marked(reading: Reading) -> list[Role]:
    """Return what the marks of the system say, of those that the file has a column for.

    A file of no known system may have columns of yes and no, of times, and more than one status.
    """
    headers = reading.table.headers
    marks = [
        Role(Matching(Cell(i), mark.value, any_case=True), mark.standing, headers[i], Cell(i))
        for mark in reading.system.marks
        for i in matches(headers, mark.header)[:1]
    ]
    told = [*_flagged(reading), *_timed(reading), *_beside(reading)]
    free = {Cell(i) for i in reading.free(*reading.columns.fields)}
    return [*marks, *(role for role in told if role.text in free)]


def _flagged(reading: Reading) -> list[Role]:
    """Return what columns of yes and no say, by their name or a word for a state that it is."""
    headers = reading.table.headers
    taken = {i for found in reading.columns.fields.values() for i in found}
    taken |= {i for name in _flags() for i in matches(headers, name)}
    return [
        Role(Among(Cell(i), tuple(words)), standing, headers[i], Cell(i))
        for flags, words in (
            (statuses.FLAGS, statuses.YES),
            (statuses.DENYING_FLAGS, statuses.NO[:-1]),
        )
        for standing, names in flags.items()
        for name in names.split("|")
        for i in matches(headers, name.strip())
        if statuses.is_flag(reading.table.values(i))
    ] + [
        Role(Among(Cell(i), tuple(statuses.YES)), standing, header, Cell(i))
        for i, header in enumerate(headers)
        if i not in taken and not re.search(r"[\s_]", header.strip())
        if (standing := statuses.meaning(header)) in OUT
        and statuses.is_flag(reading.table.values(i))
    ]


def _flags() -> list[str]:
    """Return the names of the columns of yes and no that are known."""
    names = [*statuses.FLAGS.values(), *statuses.DENYING_FLAGS.values()]
    return [name.strip() for listed in names for name in listed.split("|")]


def _timed(reading: Reading) -> list[Role]:
    """Return what columns say that hold the time at which an order was cancelled, or nothing."""
    values = reading.table.values
    return [
        Role(Timed(Cell(i)), standing, reading.table.headers[i], Cell(i))
        for standing, names in statuses.TIMES.items()
        for name in names.split("|")
        for i in matches(reading.table.headers, name.strip())
        if dates.share_of_dates(values(i)) > 0
        and not all(re.search(A_TIME, v) and not re.search(NO_TIME, v) for v in values(i))
    ]


def _beside(reading: Reading) -> list[Role]:
    """Return what other columns than that of the status say of cancelled and refunded orders."""
    headers = reading.table.headers
    ranks = synonyms.field_ranks()
    also = [i for i, h in enumerate(headers) if ("status", 0) in ranks.get(synonyms.key(h), [])]
    back = [i for name in statuses.GIVEN_BACK.split("|") for i in matches(headers, name.strip())]
    asked = [(i, s) for i in also for s in ("cancelled", "refunded")] + [
        *((i, "refunded") for i in back),
        *((i, "unpaid") for i in _payments(reading)),
    ]
    status = reading.columns.first("status")
    return [
        Role(Among(Cell(i), tuple(words_of(reading, i, standing))), standing, headers[i], Cell(i))
        for i, standing in asked
        if i != status
    ]


def _payments(reading: Reading) -> list[int]:
    """Return the columns that tell whether an order is paid."""
    headers, free = reading.table.headers, reading.free(*reading.columns.fields)
    named = (i for name in statuses.PAYMENTS.split("|") for i in matches(headers, name.strip()))
    return [i for i in named if i in free]


def tells_payment(reading: Reading) -> bool:
    """Whether the status tells what is unpaid, as no column of payments does beside it."""
    payments = _payments(reading)
    return not payments or reading.columns.first("status") in payments


def by_look(reading: Reading) -> list[Role]:
    """Return what columns say that no table of names knows, whose words are those of a state.

    What such a column calls open may be anything but the payment.
    """
    return [
        Role(Among(Cell(i), tuple(words_of(reading, i, standing))), standing, header, Cell(i))
        for i, header, standing in out_by_look(reading)
    ] + [
        Role(Matching(Cell(i), statuses.TRIED), "not_a_sale", reading.table.headers[i], Cell(i))
        for i in tried_out(reading)
    ]


def tried_out(reading: Reading) -> dict[int, set[str]]:
    """Return the columns of ways of paying that have words for tries of the till, and these."""
    ranks = synonyms.field_ranks()
    headers, mine = reading.table.headers, own(reading).keys()
    columns = (
        i
        for i in reading.free("payment")
        if "payment" in {field for field, _ in ranks.get(synonyms.key(headers[i]), [])}
        or i == reading.columns.first("payment")
    )
    found = {
        i: {word for word in said(reading, i) - mine if re.fullmatch(statuses.TRIED, word)}
        for i in columns
    }
    return {i: words for i, words in found.items() if words}


def out_by_look(reading: Reading) -> list[tuple[int, str, str]]:
    """Return the columns that take lines out by their look: each with its header and standing."""
    return [
        (i, header, standing)
        for i, header in look_alikes(reading)
        for standing in OUT
        if any(meaning(word, ()) == standing for word in said(reading, i) - own(reading).keys())
    ]


def look_alikes(reading: Reading) -> list[tuple[int, str]]:
    """Return the columns of no field that have the name of an order's state, and few words."""
    headers = reading.table.headers
    return [
        (i, header)
        for i, header in ((i, headers[i]) for i in reading.free())
        if not looks.OF_OTHERS.search(header)
        and _A_STATE.search(header.replace("_", " "))
        and 0 < len(said(reading, i)) <= MOST_WORDS
    ]


class Telling(NamedTuple):
    """A column whose words the user may decide, or the letters before the numbers of one.

    ``cell`` is its text.
    """

    column: int
    cell: Value
    prefix: bool = False

    def text(self, row: Sequence[str]) -> str:
        """Return what a row says."""
        text = row[self.column].strip() if self.column < len(row) else ""
        return prefix_of(text) if self.prefix else text

    def word(self, row: Sequence[str]) -> str:
        """Return the word of a row, folded."""
        return statuses.folded(self.text(row))


def prefix_of(id_: str) -> str:
    """Return what stands before the number of an id."""
    found = re.match(r"\D+(?=\d)", id_)
    return found[0] if found else ""


def of_states(reading: Reading) -> list[Telling]:
    """Return the columns that the user's words concern."""
    known = [
        Telling(reading.columns.fields[field][0], text)
        for field in ("status", "kind")
        if (text := reading.text(field))
    ]
    mine = own(reading).keys()
    paying = [i for i in reading.free("payment") if i == reading.columns.first("payment")]
    others = [i for i in (*elsewhere(reading), *paying) if said(reading, i) & mine]
    found = [*known, *(Telling(i, Cell(i)) for i in (*dict(look_alikes(reading)), *others))]
    return found + [p for p in numbered(reading) if mine & {*map(p.word, reading.table.rows)}]


def numbered(reading: Reading) -> list[Telling]:
    """Return the columns of numbers whose letters may tell kinds: INV-1, PAY-1."""
    table = reading.table
    columns = [
        Telling(i, Letters(Cell(i)), prefix=True)
        for i in reading.free("order_id")
        if len({*table.values(i)}) > MOST_WORDS
    ]
    return [c for c in columns if 1 < len({*map(c.word, table.rows)} - {""}) <= MOST_WORDS]


def elsewhere(reading: Reading) -> list[int]:
    """Return the columns of few words, not called one of states, that may tell what a line is."""
    table, looking = reading.table, dict(look_alikes(reading))
    return [
        i
        for i in reading.free("channel", "store")
        if i not in looking
        and i not in tried_out(reading)
        and not looks.OF_OTHERS.search(table.headers[i])
        and 0 < len(said(reading, i)) <= MOST_WORDS
        and not any(any(map(str.isdigit, word)) for word in said(reading, i))
    ]


def flags_refunds(reading: Reading) -> bool:
    """Whether the column of refunds answers yes and no instead of holding money."""
    column = reading.columns.first("refund")
    if column not in reading.free("refund"):
        return False
    return any(told.text == Cell(column) for told in _flagged(reading))
