"""What every analysis needs of a header: customer, date, amount; what to ask without one."""

from __future__ import annotations

from dataclasses import replace

from repurchase_cli.readers.meaning import amounts, date_column
from repurchase_cli.readers.meaning.chains import Chain
from repurchase_cli.readers.meaning.claims import amount_chain
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.customer_column import customer_candidates
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.table import Table


def missing_of(columns: Columns) -> list[str]:
    """Return what every analysis needs and a header lacks: customer, date, amount."""
    has = columns.fields
    priced = "quantity" in has and "unit_price" in has
    lacking = {
        "customer": "customer_id" not in has,
        "date": "order_time" not in has,
        "amount": "amount" not in has and not priced,
    }
    return [name for name, gone in lacking.items() if gone]


def question(name: str, table: Table, columns: Columns, file: str) -> QuestionError:
    """Return the question for what a file lacks: customer, date or amount."""
    what = f"no {name} column found among: {', '.join(table.headers)}"
    field = {"customer": "customer_id", "date": "order_time", "amount": "amount"}[name]
    found = _candidates(name, table, columns)
    hint = "" if found else f"if there is one, name it: --map '{field}=HEADER'"
    if name == "customer" and (people := columns.first("name")) is not None:
        header = table.headers[people]
        hint = f"{header!r} names people, of whom two may share a name; to take it all the same: "
        hint += f"--map 'customer_id={header}'"
    if name == "amount" and not found and (back := amounts.refunds(_chain(table, columns))):
        what = f"{back[0]!r} is what was given back, and no column what was paid: a list of refunds"
        hint = "give the sales, with a column of refunds or with refunds as rows beside them"
    return QuestionError(what, found, hint=hint, file=file)


def _chain(table: Table, columns: Columns) -> Chain:
    """Return the amounts of a file that lacks one: a price without a quantity may be it."""
    priced = {f: found for f, found in columns.fields.items() if f != "unit_price"}
    return amount_chain(table, replace(columns, fields=priced))


def _candidates(name: str, table: Table, columns: Columns) -> list[Candidate]:
    """Return the columns that may hold what a file lacks."""
    if name == "amount":
        return amounts.candidates(_chain(table, columns))
    if name == "customer":
        return customer_candidates(table, columns)
    return date_column.candidates(table, columns)
