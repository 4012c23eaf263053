"""A line's standing: what marks, flags and words of its status and kind say of it."""

from __future__ import annotations

from repurchase_cli.readers.meaning import packages, statuses, stored_value, tenders
from repurchase_cli.readers.meaning.documents import documents_of
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.returns import have_lines_of_their_own, returned, reversals
from repurchase_cli.readers.meaning.roles import Role
from repurchase_cli.readers.meaning.state_columns import (
    by_look,
    flags_refunds,
    marked,
    of_states,
    tells_payment,
)
from repurchase_cli.readers.meaning.state_words import own, words_for
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.values.conditions import Among, AnyOf, Case, GivenBack
from repurchase_cli.values.texts import Text, Value


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


def is_refund(reading: Reading) -> Value | None:
    """Return the condition on which a line pays money back, None when no column tells."""
    told = [mark.condition for mark in marked(reading) if mark.standing == "refund"]
    if kind := reading.text("kind"):
        words = (*words_for(reading, "kind", "refund"), *reversals(reading))
        told.append(Among(kind, words))
    mine = tuple(word for word, means in own(reading).items() if means == "refund")
    told += [Among(column.cell, mine) for column in of_states(reading) if mine]
    status = reading.text("status")
    if status and (words := tuple(returned(reading))) and have_lines_of_their_own(reading, words):
        told.append(Among(status, words))
    return AnyOf(tuple(told)) if told else None


def standing(reading: Reading) -> dict[str, Value]:
    """Return a line's standing, none for a plain sale or refund, and what tells."""
    roles = [
        *marked(reading),
        *_worded(reading),
        *documents_of(reading).roles(),
        *tenders.roles(reading),
        *stored_value.roles(reading),
        *packages.roles(reading),
        *by_look(reading),
    ]
    told = [(_condition(reading, role), role) for role in roles if role.standing != "refund"]
    standings = [(when, None if r.standing == "sale" else r.standing) for when, r in told]
    return {
        "standing": Case(tuple(standings)),
        "standing_column": Case(tuple((when, role.header) for when, role in told)),
        "standing_value": Case(tuple((when, Text("trim", role.text)) for when, role in told)),
    }


def _worded(reading: Reading) -> list[Role]:
    """Return what words of the status and of the kind say, the user's own words first."""
    headers, fields = reading.table.headers, reading.columns.fields
    texts = {field: text for field in ("status", "kind") if (text := reading.text(field))}
    mine = [
        (standing, [word], column.column, column.cell)
        for word, standing in own(reading).items()
        for column in of_states(reading)
    ]
    known = [
        (standing, words_for(reading, field, standing), fields[field][0], text)
        for standing in ("cancelled", "unpaid", "refunded", "not_a_sale")
        for field, text in texts.items()
        if standing != "unpaid" or field == "kind" or tells_payment(reading)
    ]
    if (words := returned(reading)) and not have_lines_of_their_own(reading, words):
        known.append(("refunded", words, fields["status"][0], texts["status"]))
    return [
        Role(Among(text, tuple(words)), standing, headers[i], text)
        for standing, words, i, text in (*mine, *known)
    ]


def _condition(reading: Reading, role: Role) -> Value:
    """Return the condition on which a standing holds."""
    if role.standing != "refunded":
        return role.condition
    refund = None if flags_refunds(reading) else reading.number_of("refund")
    return GivenBack(role.condition, reading.number_of("amount"), refund)
