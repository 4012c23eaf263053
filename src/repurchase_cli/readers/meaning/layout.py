"""The meaning of one header, decided over all files that carry it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from repurchase_cli.errors import InputError, settings_line
from repurchase_cli.grammars.dates import evidence
from repurchase_cli.grammars.money import currency_mark, is_bare, mixed
from repurchase_cli.readers.files import merged
from repurchase_cli.readers.meaning import (
    amounts,
    calendars,
    damaged_ids,
    dates,
    decisions,
    doubtful_customers,
    foreign_tables,
    goods,
    ledgers,
    levels,
    people,
    refund_columns,
    repeated,
    standings,
    stored_value,
    tenders,
    zones,
)
from repurchase_cli.readers.meaning.claims import amount_chain, find
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.customer_column import customer_candidates, with_customer
from repurchase_cli.readers.meaning.documents import documents_of
from repurchase_cli.readers.meaning.doubles import refuse_doubles
from repurchase_cli.readers.meaning.expressions import (
    expressions,
    labels_totals,
    plain_ids,
    without_totals,
)
from repurchase_cli.readers.meaning.questions import Candidate, Doubts, QuestionError
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sales import Layout, Scan, Scanner
from repurchase_cli.systems import System

_TAKES_BACK = (
    "lines with a negative quantity count as paid back, although their amount is positive",
    "数量为负的行按退款计，尽管其金额为正",
)


_DISCOUNT = (
    "the amount is {quantity} × {price}; {discount} is not taken off: the price counts as net",
    "金额按 {quantity} × {price} 计算，未再扣减 {discount}（视单价为折后价）",
)


def columns_of(
    table: Table, system: System | None, wishes: Wishes, *, file: str
) -> tuple[Columns, tuple[tuple[str, str], ...]]:
    """Return the columns of a header, with what must be said about them.

    Raises
    ------
    InputError
        For an export that is no list of sales.
    """
    if system is not None and system.refuse:
        raise InputError(f"this is {system.name}: {system.refuse}", file=file)
    columns = find(table, system, wishes.columns, file=file, basis=wishes.amount_basis)
    columns, notes = with_customer(table, columns)
    if system is None:
        columns, said = refund_columns.with_refund(table, columns)
        notes += said + refund_columns.note(table, columns)
    return columns, notes


def decide(
    table: Table,
    system: System | None,
    scans: Sequence[Scan],
    wishes: Wishes,
    scanner: Scanner,
    *,
    file: str,
) -> Layout:
    """Decide the meaning of one header, asking the engine about whole columns where needed.

    Raises
    ------
    InputError
        For all that only the user can decide, at once; or when this is no list of sales.
    """
    columns, notes = columns_of(table, system, wishes, file=file)
    doubts = Doubts()
    missing = missing_of(columns)
    if missing:
        foreign_tables.refuse(table, file=file)
    foreign_tables.refuse_formulas(table, columns, file=file)
    for name in missing:
        with doubts.gather():
            raise _missing(name, table, columns, file)
    doubts.raised += columns.doubts.values()
    orders: dict[str, str] = {}
    if "date" not in missing:
        with doubts.gather():
            orders = _date_orders(table, columns, scans, wishes, scanner, file)
    if missing:
        doubts.refuse()
    reading = Reading(table, columns, system, wishes, orders, file)
    with doubts.gather():
        return _decided(reading, scans, scanner, notes, doubts)
    raise doubts.refusal()


def _decided(
    reading: Reading,
    scans: Sequence[Scan],
    scanner: Scanner,
    notes: tuple[tuple[str, str], ...],
    doubts: Doubts,
) -> Layout:
    """Return the meaning of a header that has all that an analysis needs."""
    table, columns, wishes, file = reading.table, reading.columns, reading.wishes, reading.file
    dated = columns.fields["order_time"][0]
    notes += calendars.note(table.headers[dated], table.values(dated))
    notes += merged.doubt(table, columns, file=file)
    ledgers.refuse_account(reading)
    notes += zones.notes(reading)
    with doubts.gather():
        damaged_ids.refuse(reading)
    order_totals, currency, decimal = False, "", "point"
    with doubts.gather():
        order_totals = _order_totals(reading)
    with doubts.gather():
        decimal = reading.decimal(_money_columns(reading)[0])
    with doubts.gather():
        currency = _currency(reading, scans, scanner)
    reading = replace(reading, order_totals=order_totals)
    documents = documents_of(reading)
    with doubts.gather():
        notes += documents.notes()
    with doubts.gather():
        refuse_doubles(reading, standings.counting(reading))
    with doubts.gather():
        notes += people.notes(reading)
    doubts.refuse()
    reading = replace(reading, nobodies=people.nobodies(reading, scans, scanner))
    notes += people.nobodies_note(reading.nobodies, _header(reading, "customer_id"))
    if not order_totals and not (len(scans) > 1 and "order_id" in columns.fields):
        notes += repeated.notes(table, columns)
    if wishes.amount_basis == "goods":
        reading = replace(reading, outside=goods.outside_goods(reading, order_totals=order_totals))
        notes += goods.note(reading)
    if not order_totals and levels.takes_back(table, columns):
        reading = replace(reading, takes_back=True)
        notes += (_TAKES_BACK,)
    decided = decisions.of(reading)
    notes += doubtful_customers.notes(reading) + decisions.notes(decided)
    notes += stored_value.notes(reading) + tenders.notes(reading)
    notes += standings.reversal_notes(reading) + standings.look_notes(reading)
    notes += (*standings.unknown_words(reading), *_discount_note(reading))
    return Layout(
        headers=table.headers,
        system=reading.system.name if reading.system else "",
        columns={f: table.headers[found[0]] for f, found in columns.fields.items()},
        expressions=expressions(reading),
        careful=expressions(replace(reading, careful=True)),
        order_totals=order_totals,
        total_labels=labels_totals(table),
        date_order=", ".join(dict.fromkeys(reading.orders.values())),
        decimal=decimal,
        currency=currency,
        samples={f: _example(table.values(found[0])) for f, found in columns.fields.items()},
        plain_ids=plain_ids(reading),
        has_clock="order_clock" in columns.fields or dates.have_clock(table.values(dated)),
        notes=notes,
        decisions=decided,
    )


def _header(reading: Reading, field: str) -> str:
    return reading.table.headers[reading.columns.fields[field][0]]


def _discount_note(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of a discount beside a price, in a file without an amount."""
    fields = reading.columns.fields
    if "amount" in fields or "discount" not in fields or reading.system is not None:
        return ()
    if not any(re.search("[1-9]", value) for value in reading.values("discount")):
        return ()
    names = {
        "quantity": reading.table.headers[fields["quantity"][0]],
        "price": reading.table.headers[fields["unit_price"][0]],
        "discount": reading.table.headers[fields["discount"][0]],
    }
    return ((_DISCOUNT[0].format(**names), _DISCOUNT[1].format(**names)),)


def _example(values: Sequence[str]) -> str:
    return next((value.strip() for value in values if value.strip()), "")


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


def _missing(name: str, table: Table, columns: Columns, file: str) -> InputError:
    """Return the question for what a file lacks: customer, date or amount."""
    what = f"no {name} column found among: {', '.join(table.headers)}"
    field = {"customer": "customer_id", "date": "order_time", "amount": "amount"}[name]
    found = _candidates(name, table, columns)
    hint = "" if found else f"if there is one, name it: --map '{field}=HEADER'"
    if name == "customer" and (people := columns.first("name")) is not None:
        header = table.headers[people]
        hint = f"{header!r} names people, of whom two may share a name; to take it all the same: "
        hint += f"--map 'customer_id={header}'"
    return QuestionError(what, found, hint=hint, file=file)


def _candidates(name: str, table: Table, columns: Columns) -> list[Candidate]:
    """Return the columns that may hold what a file lacks."""
    if name == "amount":
        return amounts.candidates(amount_chain(table, columns))
    if name == "customer":
        return customer_candidates(table, columns)
    return []


def _date_orders(
    table: Table,
    columns: Columns,
    scans: Sequence[Scan],
    wishes: Wishes,
    scanner: Scanner,
    file: str,
) -> dict[str, str]:
    """Return the order of day and month by separator: the user's word, or the whole column's.

    Raises
    ------
    InputError
        For dates of no calendar that is read, or that may be of two orders.
    """
    column = columns.fields["order_time"][0]
    calendars.refuse(table.headers[column], table.values(column), file=file)
    if not wishes.date_order and (example := dates.half_swapped(table.values(column))):
        raise InputError(
            f"a spreadsheet has read half of the dates of {table.headers[column]!r} (such as "
            f"{example}), probably with day and month swapped",
            hint="export again and give the file as it comes, without opening and saving it; "
            "if they are right, say --day-first or --month-first",
            file=file,
        )
    return {
        mark: wishes.date_order or _proven(table, column, mark, scans, scanner, file)
        for mark in dates.separators(table.values(column))
    }


def _proven(
    table: Table, column: int, mark: str, scans: Sequence[Scan], scanner: Scanner, file: str
) -> str:
    """Return the order of dates with a separator that their values prove, or refuse."""
    answer = scanner.ask(scans, evidence(f"c{column}", mark))[0]
    order = dates.order_from_evidence(answer)
    if order:
        return order
    example = dates.example_in_parts(table.values(column), mark)
    mixed = answer[0] > 12 and answer[2] > 12
    raise QuestionError(
        f"the dates of {table.headers[column]!r} (such as {example}) "
        + ("mix both orders of day and month" if mixed else "may be day or month first"),
        [
            Candidate(option, {"": {"date_order": option[2:].replace("-", "_")}})
            for option in ("--day-first", "--month-first")
        ],
        hint="say which with --day-first or --month-first",
        file=file,
    )


def _order_totals(reading: Reading) -> bool:
    if "amount" in reading.wishes.columns:
        return False
    if "order_amount" in reading.wishes.columns:
        return True
    if reading.system is not None and reading.system.order_totals is not None:
        return reading.system.order_totals
    counting = standings.counting(reading)
    levels.refuse_heads(without_totals(counting), reading.columns, file=reading.file)
    return levels.are_order_totals(counting, reading.columns, file=reading.file)


def _currency(reading: Reading, scans: Sequence[Scan], scanner: Scanner) -> str:
    """Return the currency of the amounts, refusing several that cannot be added up.

    Raises
    ------
    InputError
        When the files name several currencies and the settings have no rate for one of them.
    """
    wishes = reading.wishes
    column = reading.at("currency")
    named: list[str] = []
    if column is not None:
        question = f"select distinct upper(trim({column})) from {{scan}} where trim({column}) <> ''"
        named = sorted(code for (code,) in scanner.ask(scans, question))
    if column is None:
        _refuse_marks(reading, scans, scanner)
    own = wishes.currency or (reading.system.currency if reading.system else "")
    foreign = [code for code in named if code != own and code not in wishes.rates]
    if len(named) > 1 and foreign:
        raise InputError(
            f"the amounts are in {', '.join(named)}, which cannot be added up",
            hint="give your currency and what others are worth in it in repurchase.yaml: "
            f"{settings_line(currency=named[0])} and {settings_line(rates={named[1]: 1.0})}",
            file=reading.file,
        )
    return own or (named[0] if len(named) == 1 else "")


def _money_columns(reading: Reading) -> tuple[int, ...]:
    """Return the columns that the amount is made of: its own, else the price."""
    fields = reading.columns.fields
    return fields.get("amount") or fields["unit_price"]


def _refuse_marks(reading: Reading, scans: Sequence[Scan], scanner: Scanner) -> None:
    """Raise when the amounts are marked with several currencies.

    Where the sample has bare numbers alone, the engine looks at the rows that have another form.
    """
    columns = _money_columns(reading)
    values = (value for column in columns for value in reading.table.values(column))
    if not reading.careful and all(map(is_bare, values)):
        return
    asked = (f"select distinct {currency_mark(f'c{i}')} from {{scan}}" for i in columns)
    answer = scanner.ask(scans, " union ".join(asked))
    refusal = mixed(reading.table.headers[columns[0]], [mark for (mark,) in answer])
    if refusal:
        raise InputError(refusal[0], hint=refusal[1], file=reading.file)
