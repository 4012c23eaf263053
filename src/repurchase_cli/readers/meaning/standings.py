"""The SQL of a line's standing: what marks, flags and words of its status and kind say of it."""

from __future__ import annotations

from collections.abc import Callable

from repurchase_cli.grammars.grammar import sql_text
from repurchase_cli.readers.meaning import statuses, stored_value, tenders
from repurchase_cli.readers.meaning.documents import documents_of
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.returns import have_lines_of_their_own, returned, reversals
from repurchase_cli.readers.meaning.roles import Role, any_of
from repurchase_cli.readers.meaning.state_columns import (
    by_look,
    flags_refunds,
    marked,
    of_states,
    tells_payment,
)
from repurchase_cli.readers.meaning.state_words import own, words_for
from repurchase_cli.readers.meaning.table import Table


def counting(reading: Reading) -> Table:
    """Return the sample's rows that words do not take out: attempts, orders cancelled, payments."""
    return reading.once("counting", _counting)


def _counting(reading: Reading) -> Table:
    table, columns = reading.table, reading.columns
    out = {
        columns.fields[field][0]: {
            word
            for standing in ("cancelled", "unpaid", "refunded", "not_a_sale")
            for word in words_for(reading, field, standing)
        }
        for field in ("status", "kind")
        if field in columns.fields
    }
    documents = documents_of(reading)
    if documents.column is not None:
        out.setdefault(documents.column, set()).update(documents.others)
    out = {column: words - own(reading).keys() for column, words in out.items()}
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
    out = {word for word, standing in own(reading).items() if standing != "sale"}
    told = of_states(reading) if out else []
    rows = (
        row for row in reading.table.rows if not any(column.word(row) in out for column in told)
    )
    return Table(reading.table.headers, list(rows))


def is_refund(reading: Reading) -> str:
    """Return the SQL of whether a line pays money back, empty when no column tells."""
    told = [mark.test for mark in marked(reading) if mark.standing == "refund"]
    if kind := reading.at("kind"):
        told.append(any_of(kind, [*words_for(reading, "kind", "refund"), *reversals(reading)]))
    mine = [word for word, means in own(reading).items() if means == "refund"]
    told += [any_of(column.at, mine) for column in of_states(reading) if mine]
    if (words := returned(reading)) and have_lines_of_their_own(reading, words):
        told.append(any_of(str(reading.at("status")), words))
    return " or ".join(told)


def standing(reading: Reading) -> dict[str, str]:
    """Return the SQL of a line's standing, NULL for a plain sale or refund, and what tells."""
    told = [
        *marked(reading),
        *_worded(reading),
        *documents_of(reading).roles(),
        *tenders.roles(reading),
        *stored_value.roles(reading),
        *by_look(reading),
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
    mine = [
        (standing, [word], column.column, column.at)
        for word, standing in own(reading).items()
        for column in of_states(reading)
    ]
    known = [
        (standing, words_for(reading, field, standing), fields[field][0], at)
        for standing in ("cancelled", "unpaid", "refunded", "not_a_sale")
        for field, at in columns.items()
        if standing != "unpaid" or field == "kind" or tells_payment(reading)
    ]
    if (words := returned(reading)) and not have_lines_of_their_own(reading, words):
        known.append(("refunded", words, fields["status"][0], columns["status"]))
    return [
        Role(any_of(at, words), standing, headers[i], at)
        for standing, words, i, at in (*mine, *known)
    ]


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
