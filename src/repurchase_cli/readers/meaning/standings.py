"""The SQL of a line's standing: what marks, flags and words of its status and kind say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from repurchase_cli.errors import settings_line
from repurchase_cli.grammars.grammar import sql_text
from repurchase_cli.grammars.money import number
from repurchase_cli.readers.meaning import dates, looks, statuses, stored_value, synonyms, tenders
from repurchase_cli.readers.meaning.claims import matches
from repurchase_cli.readers.meaning.documents import documents_of
from repurchase_cli.readers.meaning.money import mark_of
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.roles import Role, any_of
from repurchase_cli.readers.meaning.table import Table

#: So many words that nobody knows are named.
_MOST_WORDS = 8
#: A column of states has few different words.
_MOST_STATES = 12
#: How a column is called that may tell the state of an order; the latter surely does.
_A_STATE = re.compile(
    r"状态|狀態|类型|類型|类别|標識|标识|ステータス|種別|상태|유형|\b(status|state|type|mode|kind|stage|flag|statut|estado|stato|tipo|typ|art|durum|stan|stav|статус|тип)\b",
    re.IGNORECASE,
)
_OUT = ("cancelled", "refunded", "not_a_sale")
_A_STATUS = re.compile(
    r"状态|狀態|ステータス|상태|status|statut|\b(estado|stato|durum|статус)\b", re.IGNORECASE
)
#: A time at which something was done, unless it is one of those that stand for never.
_A_TIME, _NO_TIME = "[1-9]", r"^\D*(0000|1900|1970)"


def counting(reading: Reading) -> Table:
    """Return the sample's rows that words do not take out: attempts, orders cancelled, payments."""
    return reading.once("counting", _counting)


def _counting(reading: Reading) -> Table:
    table, columns = reading.table, reading.columns
    out = {
        columns.fields[field][0]: {
            word
            for standing in ("cancelled", "unpaid", "refunded", "not_a_sale")
            for word in _words(reading, field, standing)
        }
        for field in ("status", "kind")
        if field in columns.fields
    }
    documents = documents_of(reading)
    if documents.column is not None:
        out.setdefault(documents.column, set()).update(documents.others)
    out = {column: words - _own(reading).keys() for column, words in out.items()}
    paying = tenders.tenders_of(reading)
    rows = [
        row
        for row in sales_alone(reading).rows
        if not any(statuses.folded(row[i]) in words for i, words in out.items() if i < len(row))
        and not (paying is not None and paying.has(row))
    ]
    return Table(table.headers, rows) if rows else table


def sales_alone(reading: Reading) -> Table:
    """Return a sample without the lines that the user's own words take out, or call refunds."""
    own = _own(reading)
    out = {word for word, standing in own.items() if standing != "sale"}
    told = [column for column, _ in _of_states(reading)] if out else []
    rows = (
        row
        for row in reading.table.rows
        if not any(statuses.folded(row[i]) in out for i in told if i < len(row))
    )
    return Table(reading.table.headers, list(rows))


def _own(reading: Reading) -> dict[str, str]:
    """Return what the user says of words, as words compare."""
    return {statuses.folded(word): means for word, means in reading.wishes.statuses.items()}


def _of_states(reading: Reading) -> list[tuple[int, str]]:
    """Return the columns that the user's words concern, each with the SQL of its text."""
    known = [
        (reading.columns.fields[field][0], at)
        for field in ("status", "kind")
        if (at := reading.at(field))
    ]
    return [*known, *((i, f"c{i}") for i, _ in _look_alikes(reading))]


def is_refund(reading: Reading) -> str:
    """Return the SQL of whether a line pays money back, empty when no column tells."""
    told = [mark.test for mark in _marked(reading) if mark.standing == "refund"]
    if kind := reading.at("kind"):
        told.append(any_of(kind, [*_words(reading, "kind", "refund"), *_reversals(reading)]))
    own = [word for word, means in _own(reading).items() if means == "refund"]
    told += [any_of(at, own) for _, at in _of_states(reading) if own]
    if (words := _returned(reading)) and _have_lines_of_their_own(reading, words):
        told.append(any_of(str(reading.at("status")), words))
    return " or ".join(told)


def _reversals(reading: Reading) -> Sequence[str]:
    """Return the words of a kind that take back another row: most of these have such a row.

    A word without such rows is what became of the row itself.
    """
    return reading.once("reversals", _reversing)


def _reversing(reading: Reading) -> Sequence[str]:
    words = _words(reading, "kind", "cancelled")
    fields = reading.columns.fields
    same = [fields[f][0] for f in ("customer_id", "amount", "product", "sku") if f in fields]
    kind = fields["kind"][0]
    rows = [row for row in reading.table.rows if max(kind, *same) < len(row)]
    keys = [tuple(row[i].strip(" -−") for i in same) for row in rows]
    voids = [statuses.folded(row[kind]) in words for row in rows]
    sold = {key for key, void in zip(keys, voids, strict=True) if not void}
    found = [key in sold for key, void in zip(keys, voids, strict=True) if void]
    return words if 2 * sum(found) > len(found) else []


def _returned(reading: Reading) -> Sequence[str]:
    """Return the words by which a status says that goods came back, unless the user says which."""
    if reading.at("status") is None:
        return ()
    return _words(reading, "status", "refund")


def _have_lines_of_their_own(reading: Reading, words: Sequence[str]) -> bool:
    """Whether what came back names its sale, or stands beside it: of the order, item and amount.

    Else the status is that of the sale itself.
    """
    fields = reading.columns.fields
    original = reading.columns.first("refunded_order_id")
    status = fields["status"][0]
    if original is not None and any(
        row[original].strip() and statuses.folded(row[status]) in words
        for row in reading.table.rows
        if max(original, status) < len(row)
    ):
        return True
    names = ("order_id", "product", "sku", "amount")
    same = [fields[name][0] for name in names if name in fields]
    if "order_id" not in fields:
        return False
    rows = [row for row in reading.table.rows if max(status, *same) < len(row)]
    back = [statuses.folded(row[status]) in words for row in rows]
    keys = [tuple(row[i].strip(" -") for i in same) for row in rows]
    sold = {key for key, returned in zip(keys, back, strict=True) if not returned}
    found = [key in sold for key, returned in zip(keys, back, strict=True) if returned]
    return bool(found) and 2 * sum(found) > len(found)


def _marked(reading: Reading) -> list[Role]:
    """Return what the marks of the system say, of those that the file has a column for.

    A file of no known system may have columns of yes and no, of times, and more than one status.
    """
    headers = reading.table.headers
    if reading.system is None:
        return [*_flagged(reading), *_timed(reading), *_beside(reading)]
    return [
        Role(
            f"regexp_full_match(word(c{i}), {sql_text(mark.value)}, 'i')",
            mark.standing,
            headers[i],
            f"c{i}",
        )
        for mark in reading.system.marks
        for i in matches(headers, mark.header)[:1]
    ]


def _flagged(reading: Reading) -> list[Role]:
    """Return what columns of yes and no say."""
    headers = reading.table.headers
    return [
        Role(any_of(f"c{i}", words), standing, headers[i], f"c{i}")
        for flags, words in (
            (statuses.FLAGS, statuses.YES),
            (statuses.DENYING_FLAGS, statuses.NO[:-1]),
        )
        for standing, names in flags.items()
        for name in names.split("|")
        for i in matches(headers, name.strip())
        if statuses.is_flag(reading.table.values(i))
    ]


def _timed(reading: Reading) -> list[Role]:
    """Return what columns say that hold the time at which an order was cancelled, or nothing."""
    values = reading.table.values
    return [
        Role(
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
        Role(any_of(f"c{i}", _words_of(reading, i, standing)), standing, headers[i], f"c{i}")
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


def _by_look(reading: Reading) -> list[Role]:
    """Return what columns say that no table of names knows, whose words are those of a state.

    What such a column calls open may be anything but the payment.
    """
    return [
        Role(any_of(f"c{i}", _words_of(reading, i, standing)), standing, header, f"c{i}")
        for i, header in _look_alikes(reading)
        for standing in _OUT
        if any(_meaning(word, ()) == standing for word in _said(reading, i) - _own(reading).keys())
    ]


def look_notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of columns that take lines out by their look."""
    notes = []
    for i, header in dict.fromkeys((int(role.at[1:]), role.header) for role in _by_look(reading)):
        undecided = _said(reading, i) - _own(reading).keys()
        words = sorted(word for word in undecided if _meaning(word, ()) in _OUT)
        rows = sum(statuses.folded(value) in words for value in reading.table.values(i))
        line = settings_line(statuses=dict.fromkeys(words, "sale"))
        notes.append(
            (
                f"{header}: lines that say {', '.join(words)} do not count ({rows:,} of the rows "
                f"looked at); if they do, say so in repurchase.yaml: {line}",
                f"“{header}”为 {'、'.join(words)} 的行不计入（所查行中 {rows:,} 行）；"
                f"若应计入，请在 repurchase.yaml 中说明：{line}",
            )
        )
    return tuple(notes)


def reversal_notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of words for rows that take other rows back."""
    words = _reversals(reading) if "kind" in reading.columns.fields else ()
    said = [word for word in words if word in _said(reading, reading.columns.fields["kind"][0])]
    if not said:
        return ()
    header = reading.table.headers[reading.columns.fields["kind"][0]]
    line = settings_line(statuses=dict.fromkeys(said, "cancelled"))
    return (
        (
            f"{header}: {', '.join(said)} takes back another line of the same customer and amount; "
            f"if it is the state of the line itself, say so in repurchase.yaml: {line}",
            f"“{header}”中的 {'、'.join(said)} 冲销同一客户同一金额的另一行；若为该行自身状态，"
            f"请在 repurchase.yaml 中说明：{line}",
        ),
    )


def _look_alikes(reading: Reading) -> list[tuple[int, str]]:
    """Return the columns of no field that have the name of an order's state, and few words."""
    if reading.system is not None:
        return []
    taken = {i for found in reading.columns.fields.values() for i in found}
    return [
        (i, header)
        for i, header in enumerate(reading.table.headers)
        if i not in taken
        and not looks.OF_OTHERS.search(header)
        and _A_STATE.search(header.replace("_", " "))
        and 0 < len(_said(reading, i)) <= _MOST_STATES
    ]


def _said(reading: Reading, column: int) -> set[str]:
    """Return the words that a column has."""
    return reading.table.words(column).keys() - {""}


def standing(reading: Reading) -> dict[str, str]:
    """Return the SQL of a line's standing, NULL for a plain sale or refund, and what tells."""
    told = [
        *_marked(reading),
        *_worded(reading),
        *documents_of(reading).roles(),
        *tenders.roles(reading),
        *stored_value.roles(reading),
        *_by_look(reading),
    ]
    cases = [(_test(reading, t), t) for t in told if t.standing != "refund"]

    def case(result: Callable[[Role], str]) -> str:
        whens = " ".join(f"when {test} then {result(t)}" for test, t in cases)
        return f"case {whens} end" if cases else "null"

    return {
        "standing": f"nullif({case(lambda t: sql_text(t.standing))}, 'sale')",
        "standing_column": case(lambda t: sql_text(t.header)),
        "standing_value": case(lambda t: f"trim({t.at})"),
    }


def _worded(reading: Reading) -> list[Role]:
    """Return what words of the status and of the kind say, the user's own words first."""
    headers, fields = reading.table.headers, reading.columns.fields
    columns = {f: at for f in ("status", "kind") if (at := reading.at(f))}
    own = [
        (standing, [word], i, at)
        for word, standing in _own(reading).items()
        for i, at in _of_states(reading)
    ]
    known = [
        (standing, _words(reading, field, standing), fields[field][0], at)
        for standing in ("cancelled", "unpaid", "refunded", "not_a_sale")
        for field, at in columns.items()
        if standing != "unpaid" or field == "kind" or _tells_payment(reading)
    ]
    if (words := _returned(reading)) and not _have_lines_of_their_own(reading, words):
        known.append(("refunded", words, fields["status"][0], columns["status"]))
    return [
        Role(any_of(at, words), standing, headers[i], at)
        for standing, words, i, at in (*own, *known)
    ]


def _words(reading: Reading, field: str, standing: str) -> Sequence[str]:
    """Return the words of the table for a standing, and those of a field's sample that mean it."""
    return _words_of(reading, reading.columns.fields[field][0], standing)


def _words_of(reading: Reading, column: int, standing: str) -> Sequence[str]:
    """Return the words for a standing that a column may have, without those the user decides."""
    said = sorted(reading.table.words(column))
    known = [w for w in statuses.words(standing) if w != "credit" or not _pays(said)]
    more = (w for w in said if w not in known and _meaning(w, said) == standing)
    decided = _own(reading)
    return [w for w in (*known, *more) if w not in decided and not stored_value.counts(reading, w)]


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
    columns = [i for f in ("status", "kind") if (i := reading.columns.first(f)) is not None]
    columns += [
        i
        for i, header in _look_alikes(reading)
        if _A_STATUS.search(header.replace("_", " "))
        or any(_meaning(w, ()) for w in _said(reading, i))
    ]
    found = [(i, _unknown(reading, i)) for i in columns]
    return tuple(_unknown_note(reading, i, rows) for i, rows in found if rows)


def _unknown(reading: Reading, column: int) -> dict[str, list[float]]:
    """Return the words of a column that nobody knows, each with the amounts of its rows."""
    own = _own(reading).keys()
    said = _said(reading, column)
    documents = {word for words in documents_of(reading).words.values() for word in words}
    amount = reading.columns.first("amount")
    mark = "point" if amount is None else mark_of(reading.table, amount)
    found: dict[str, list[float]] = {}
    for row in reading.table.rows:
        word = row[column].strip() if column < len(row) else ""
        plain = statuses.folded(word)
        if plain and plain not in own | documents and not _meaning(plain, said):
            value = row[amount] if amount is not None and amount < len(row) else ""
            found.setdefault(word, []).append(float(number(value, mark) or 0))
    return found


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _unknown_note(
    reading: Reading, column: int, found: Mapping[str, Sequence[float]]
) -> tuple[str, str]:
    """Return the sentence on words that nobody knows, with their rows and money, most first."""
    header = reading.table.headers[column]
    words = sorted(found, key=lambda word: (-len(found[word]), word))
    shown = words[:_MOST_WORDS]
    listed = ", ".join(f"{w} ({_rows(len(found[w]))}, {sum(found[w]):,.2f})" for w in shown)
    listed_zh = "、".join(f"{w}（{len(found[w]):,} 行，{sum(found[w]):,.2f}）" for w in shown)
    more = len(words) - len(shown)
    and_more = f" and {more:,} more words" if more else ""
    and_more_zh = f"等（另有 {more:,} 个词）" if more else ""
    line = settings_line(statuses=dict.fromkeys(shown, "ignored"))
    return (
        f"{header}: {listed}{and_more} not known, such lines "
        f"count as sales; if they are none, say so in repurchase.yaml: {line}",
        f"“{header}”中的 {listed_zh}{and_more_zh} 含义未知，按销售计；"
        f"若不是销售，请在 repurchase.yaml 中说明：{line}",
    )


def flags_refunds(reading: Reading) -> bool:
    """Whether the column of refunds answers yes and no instead of holding money."""
    column = reading.columns.first("refund")
    flags = _flagged(reading) if reading.system is None else []
    return any(told.at == f"c{column}" for told in flags)


def _test(reading: Reading, told: Role) -> str:
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
