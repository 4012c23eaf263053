"""The SQL of a line's standing: what marks, flags and words of its status and kind say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from repurchase_cli.errors import settings_line
from repurchase_cli.readers.meaning import dates, statuses, synonyms
from repurchase_cli.readers.meaning.claims import Columns, Table, matches
from repurchase_cli.readers.meaning.reading import Reading

#: From this many words on that nobody knows a column tells something else.
_MOST_WORDS = 8
#: A time at which something was done, unless it is one of those that stand for never.
_A_TIME, _NO_TIME = "[1-9]", r"^\D*(0000|1900|1970)"


def sales_alone(table: Table, columns: Columns, own: Mapping[str, str]) -> Table:
    """Return a sample without the lines that the user's own words take out, or call refunds."""
    out = {statuses.folded(word) for word, standing in own.items() if standing != "sale"}
    told = [columns.fields[field][0] for field in ("status", "kind") if field in columns.fields]
    rows = (
        row
        for row in table.rows
        if not any(statuses.folded(row[i]) in out for i in told if i < len(row))
    )
    return Table(table.headers, list(rows))


def is_refund(reading: Reading) -> str:
    """Return the SQL of whether a line pays money back, empty when no column tells."""
    told = [mark.test for mark in _marked(reading) if mark.standing == "refund"]
    meant = {statuses.folded(word): means for word, means in reading.wishes.statuses.items()}
    if kind := reading.at("kind"):
        told.append(_any_of(kind, [w for w in _words(reading, "kind", "refund") if w not in meant]))
    own = [word for word, means in meant.items() if means == "refund"]
    told += [_any_of(at, own) for field in ("status", "kind") if own and (at := reading.at(field))]
    if (words := _returned(reading)) and _have_lines_of_their_own(reading, words):
        told.append(_any_of(str(reading.at("status")), words))
    return " or ".join(told)


def _returned(reading: Reading) -> Sequence[str]:
    """Return the words by which a status says that goods came back, unless the user says which."""
    if reading.at("status") is None:
        return ()
    own = {statuses.folded(word) for word in reading.wishes.statuses}
    return [word for word in _words(reading, "status", "refund") if word not in own]


def _have_lines_of_their_own(reading: Reading, words: Sequence[str]) -> bool:
    """Whether what came back stands beside the sale of the same order, item and amount.

    Else the status is that of the sale itself.
    """
    fields = reading.columns.fields
    names = ("order_id", "product", "sku", "amount")
    same = [fields[name][0] for name in names if name in fields]
    status = fields["status"][0]
    if "order_id" not in fields:
        return False
    rows = [row for row in reading.table.rows if max(status, *same) < len(row)]
    back = [statuses.folded(row[status]) in words for row in rows]
    keys = [tuple(row[i].strip(" -") for i in same) for row in rows]
    sold = {key for key, returned in zip(keys, back, strict=True) if not returned}
    found = [key in sold for key, returned in zip(keys, back, strict=True) if returned]
    return bool(found) and 2 * sum(found) > len(found)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a column says of a line: the test of its value (SQL), and the standing if it holds."""

    test: str
    standing: str
    header: str
    at: str


def _marked(reading: Reading) -> list[_Told]:
    """Return what the marks of the system say, of those that the file has a column for.

    A file of no known system may have columns of yes and no, of times, and more than one status.
    """
    headers = reading.table.headers
    if reading.system is None:
        return [*_flagged(reading), *_timed(reading), *_beside(reading)]
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
        _Told(_any_of(f"c{i}", words), standing, headers[i], f"c{i}")
        for flags, words in (
            (statuses.FLAGS, statuses.YES),
            (statuses.DENYING_FLAGS, statuses.NO[:-1]),
        )
        for standing, names in flags.items()
        for name in names.split("|")
        for i in matches(headers, name.strip())
        if statuses.is_flag(reading.table.values(i))
    ]


def _timed(reading: Reading) -> list[_Told]:
    """Return what columns say that hold the time at which an order was cancelled, or nothing."""
    values = reading.table.values
    return [
        _Told(
            f"regexp_matches(c{i}, '{_A_TIME}') and not regexp_matches(c{i}, '{_NO_TIME}')",
            standing,
            reading.table.headers[i],
            f"c{i}",
        )
        for standing, names in statuses.TIMES.items()
        for name in names.split("|")
        for i in matches(reading.table.headers, name.strip())
        if dates.share_of_dates(values(i)) > 0
        and not all(re.search(_A_TIME, v) and not re.search(_NO_TIME, v) for v in values(i))
    ]


def _beside(reading: Reading) -> list[_Told]:
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
        _Told(_any_of(f"c{i}", _words_of(reading, i, standing)), standing, headers[i], f"c{i}")
        for i, standing in asked
        if i != status
    ]


def _payments(reading: Reading) -> list[int]:
    """Return the columns that tell whether an order is paid."""
    if reading.system is not None:
        return []
    headers = reading.table.headers
    return [i for name in statuses.PAYMENTS.split("|") for i in matches(headers, name.strip())]


def _tells_payment(reading: Reading) -> bool:
    """Whether the status tells what is unpaid, as no column of payments does beside it."""
    payments = _payments(reading)
    return not payments or reading.columns.first("status") in payments


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
        (standing, [statuses.folded(word)], field)
        for word, standing in reading.wishes.statuses.items()
        for field in columns
    ]
    known = [
        (standing, _words(reading, field, standing), field)
        for standing in ("cancelled", "unpaid", "refunded", "not_a_sale")
        for field in columns
        if standing != "unpaid" or field == "kind" or _tells_payment(reading)
    ]
    if (words := _returned(reading)) and not _have_lines_of_their_own(reading, words):
        known.append(("refunded", words, "status"))
    return [
        _Told(
            _any_of(columns[field], words),
            standing,
            reading.table.headers[reading.columns.fields[field][0]],
            columns[field],
        )
        for standing, words, field in (*own, *known)
    ]


def _words(reading: Reading, field: str, standing: str) -> Sequence[str]:
    """Return the words of the table for a standing, and those of a field's sample that mean it."""
    return _words_of(reading, reading.columns.fields[field][0], standing)


def _words_of(reading: Reading, column: int, standing: str) -> Sequence[str]:
    said = sorted({statuses.folded(value) for value in reading.table.values(column)})
    known = [w for w in statuses.words(standing) if w != "credit" or not _pays(said)]
    return [*known, *(w for w in said if w not in known and _meaning(w, said) == standing)]


def _pays(said: Collection[str]) -> bool:
    """Whether a column says how was paid: what is sold on credit is no credit note."""
    return not statuses.PAYING.isdisjoint(said)


def _meaning(word: str, said: Collection[str]) -> str | None:
    """Return the standing that a word stands for among the words of its column."""
    if _pays(said) and (word == "credit" or word in statuses.PAYING):
        return "sale"
    return statuses.meaning(word)


def unknown_words(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of words for the state of an order that nobody knows."""
    if reading.system is not None and reading.system.marks:
        return ()
    notes = []
    own = {statuses.folded(word) for word in reading.wishes.statuses}
    for field in ("status", "kind"):
        column = reading.columns.first(field)
        said = {v.strip() for v in reading.table.values(column)} if column is not None else set()
        folded = {w: statuses.folded(w) for w in said if w}
        words = sorted(
            w for w, f in folded.items() if f not in own and not _meaning(f, {*folded.values()})
        )
        if column is None or not words or len(words) > _MOST_WORDS:
            continue
        header = reading.table.headers[column]
        line = settings_line(statuses=dict.fromkeys(words, "ignored"))
        notes.append(
            (
                f"{header}: {', '.join(words)} not known, such lines count as sales; if they are "
                f"none, say so in repurchase.yaml: {line}",
                f"“{header}”中的 {'、'.join(words)} 含义未知，按销售计；若不是销售，"
                f"请在 repurchase.yaml 中说明：{line}",
            )
        )
    return tuple(notes)


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
