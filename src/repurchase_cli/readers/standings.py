"""The SQL of a line's standing: what marks, flags and words of its status and kind say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from repurchase_cli.readers import statuses
from repurchase_cli.readers.columns import matches
from repurchase_cli.readers.reading import Reading


def is_refund(reading: Reading) -> str:
    """Return the SQL of whether a line pays money back, empty when no column tells."""
    told = [mark.test for mark in _marked(reading) if mark.standing == "refund"]
    if kind := reading.at("kind"):
        told.append(_any_of(kind, statuses.words("refund")))
    own = [w.casefold() for w, means in reading.wishes.statuses.items() if means == "refund"]
    if own and (status := reading.at("status")):
        told.append(_any_of(status, own))
    return " or ".join(told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a column says of a line: the test of its value (SQL), and the standing if it holds."""

    test: str
    standing: str
    header: str
    at: str


def _marked(reading: Reading) -> list[_Told]:
    """Return what the marks of the system say, of those that the file has a column for.

    A file of no known system may have columns of yes and no.
    """
    headers = reading.table.headers
    if reading.system is None:
        return _flagged(reading)
    return [
        _Told(
            f"regexp_full_match(word(c{i}), {_text(mark.value)}, 'i')",
            mark.standing,
            headers[i],
            f"c{i}",
        )
        for mark in reading.system.marks
        for i in matches(headers, mark.header)[:1]
    ]


def _flagged(reading: Reading) -> list[_Told]:
    """Return what columns of yes and no say."""
    headers = reading.table.headers
    return [
        _Told(_any_of(f"c{i}", statuses.flag_words(standing)), standing, headers[i], f"c{i}")
        for standing, names in statuses.FLAGS.items()
        for name in names.split("|")
        for i in matches(headers, name.strip())
        if statuses.is_flag(reading.table.values(i))
    ]


def standing(reading: Reading) -> dict[str, str]:
    """Return the SQL of a line's standing, NULL for a plain sale or refund, and what tells."""
    told = [*_marked(reading), *_worded(reading)]
    cases = [(_test(reading, t), t) for t in told if t.standing != "refund"]

    def case(result: Callable[[_Told], str]) -> str:
        whens = " ".join(f"when {test} then {result(t)}" for test, t in cases)
        return f"case {whens} end" if cases else "null"

    return {
        "standing": f"nullif({case(lambda t: _text(t.standing))}, 'sale')",
        "standing_column": case(lambda t: _text(t.header)),
        "standing_value": case(lambda t: f"trim({t.at})"),
    }


def _worded(reading: Reading) -> list[_Told]:
    """Return what words of the status and of the kind say, the user's own words first."""
    columns = {f: at for f in ("status", "kind") if (at := reading.at(f))}
    own = [
        (standing, [word.casefold()], "status")
        for word, standing in reading.wishes.statuses.items()
        if "status" in columns
    ]
    known = [
        (standing, statuses.words(standing), field)
        for standing in ("cancelled", "unpaid", "refunded", "not_a_sale")
        for field in columns
    ]
    return [
        _Told(
            _any_of(columns[field], words),
            standing,
            reading.table.headers[reading.columns.fields[field][0]],
            columns[field],
        )
        for standing, words, field in (*own, *known)
    ]


def flags_refunds(reading: Reading) -> bool:
    """Whether the column of refunds answers yes and no instead of holding money."""
    column = reading.columns.first("refund")
    flags = _flagged(reading) if reading.system is None else []
    return any(told.at == f"c{column}" for told in flags)


def _test(reading: Reading, told: _Told) -> str:
    """Return the SQL of whether a standing holds."""
    return told.test + (_given_back(reading) if told.standing == "refunded" else "")


def _given_back(reading: Reading) -> str:
    """Return what else must hold for a refunded status to take a line out.

    A negative line is the refund itself, and what a refund column says is netted there.
    """
    amount, refund = reading.money_of("amount"), reading.money_of("refund")
    signed = f" and coalesce({amount}, 0) >= 0" if amount else ""
    netted = f" and coalesce({refund}, 0) = 0" if refund and not flags_refunds(reading) else ""
    return signed + netted


def _any_of(column: str, words: Sequence[str]) -> str:
    return f"word({column}) in ({', '.join(map(_text, words))})"


def _text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"
