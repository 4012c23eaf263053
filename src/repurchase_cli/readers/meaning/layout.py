"""The meaning of one header, decided over all files that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files import merged
from repurchase_cli.readers.meaning import (
    calendars,
    damaged_ids,
    dates,
    decisions,
    doubtful_customers,
    foreign_tables,
    goods,
    guests,
    hidden_numbers,
    ledgers,
    levels,
    missing,
    pack_sizes,
    packages,
    people,
    prices,
    refund_columns,
    repeated,
    short_amounts,
    standings,
    state_notes,
    stored_value,
    tenders,
    zones,
)
from repurchase_cli.readers.meaning.claims import find
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.currencies import currency_of, money_columns, with_currency
from repurchase_cli.readers.meaning.customer_column import with_customer
from repurchase_cli.readers.meaning.date_column import with_date
from repurchase_cli.readers.meaning.date_orders import date_orders
from repurchase_cli.readers.meaning.documents import documents_of
from repurchase_cli.readers.meaning.doubles import refuse_doubles
from repurchase_cli.readers.meaning.fields import fields_of, labels_totals, without_totals
from repurchase_cli.readers.meaning.questions import Doubts
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.meaning.typed import typed_columns
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sources import Layout, Scan, Scanner
from repurchase_cli.systems import System

Notes = tuple[tuple[str, str], ...]

_TAKES_BACK = (
    "lines with a negative quantity count as paid back, although their amount is positive",
    "数量为负的行按退款计，尽管其金额为正",
)


def columns_of(table: Table, system: System, wishes: Wishes, *, file: str) -> tuple[Columns, Notes]:
    """Return the columns of a header, with what must be said about them.

    Raises
    ------
    InputError
        For an export that is no list of sales.
    """
    if system.refuse:
        raise InputError(f"this is {system.name}: {system.refuse}", file=file)
    columns = find(table, system, wishes.columns, file=file, basis=wishes.amount_basis)
    columns, notes = with_customer(table, with_currency(table, columns))
    columns, said = with_date(table, columns)
    notes += said
    if not system.name:
        columns, said = refund_columns.with_refund(table, columns)
        notes += said + refund_columns.note(table, columns)
        columns, said = prices.with_lower(table, columns)
        notes += said
    return columns, notes


def decide(
    table: Table,
    system: System,
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
    lacking = missing.missing_of(columns)
    if lacking:
        foreign_tables.refuse(table, file=file)
    foreign_tables.refuse_formulas(table, columns, file=file)
    foreign_tables.refuse_days_in_parts(table, columns, file=file)
    for name in lacking:
        with doubts.gather():
            raise missing.question(name, table, columns, file)
    doubts.raised += columns.doubts.values()
    orders: dict[str, str] = {}
    if "date" not in lacking:
        with doubts.gather():
            orders = date_orders(table, columns, scans, wishes, scanner, file)
    if lacking:
        doubts.refuse()
    reading = Reading(table, columns, system, wishes, orders, file)
    with doubts.gather():
        return _decided(reading, scans, scanner, notes, doubts)
    raise doubts.refusal()


def _decided(
    reading: Reading,
    scans: Sequence[Scan],
    scanner: Scanner,
    notes: Notes,
    doubts: Doubts,
) -> Layout:
    """Return the meaning of a header that has all that an analysis needs."""
    if not reading.accepts("payments_cancel"):
        ledgers.refuse_account(reading)
    with doubts.gather():
        damaged_ids.refuse(reading)
    order_totals, currency, decimal = False, "", "point"
    with doubts.gather():
        order_totals = _order_totals(reading)
    with doubts.gather():
        decimal = reading.decimal(money_columns(reading)[0])
    with doubts.gather():
        currency = currency_of(reading, scans, scanner)
    reading = replace(reading, order_totals=order_totals)
    with doubts.gather():
        notes += documents_of(reading).notes()
    with doubts.gather():
        if not reading.accepts("same_sales"):
            refuse_doubles(reading, standings.counting(reading))
    with doubts.gather():
        notes += people.notes(reading)
        notes += people.number_notes(reading)
    with doubts.gather():
        reading = replace(reading, off=prices.off(reading))
    with doubts.gather():
        if not reading.accepts("pack_sizes"):
            pack_sizes.refuse(reading)
    doubts.refuse()
    reading = _settled(reading, scans, scanner)
    return _layout(reading, decimal, currency, notes + _notes(reading, several=len(scans) > 1))


def _settled(reading: Reading, scans: Sequence[Scan], scanner: Scanner) -> Reading:
    """Return a reading with what is decided without asking anybody."""
    reading = replace(reading, nobodies=hidden_numbers.nobodies(reading, scans, scanner))
    if reading.wishes.amount_basis == "goods":
        outside = goods.outside_goods(reading, order_totals=reading.order_totals)
        reading = replace(reading, outside=outside)
    back = not reading.order_totals and levels.takes_back(reading.table, reading.columns)
    return replace(reading, takes_back=back)


def _notes(reading: Reading, *, several: bool) -> Notes:
    """Return what must be said of a header; ``several`` files have it."""
    table, columns = reading.table, reading.columns
    dated = columns.fields["order_time"][0]
    apart = reading.order_totals or (several and "order_id" in columns.fields)
    return (
        *calendars.note(table.headers[dated], table.values(dated)),
        *(
            ()
            if reading.accepts("blank_customers")
            else merged.doubt(table, columns, file=reading.file)
        ),
        *guests.notes(reading),
        *zones.notes(reading),
        *hidden_numbers.note(reading.nobodies, reading.header("customer_id")),
        *(() if apart or reading.accepts("repeated_rows") else repeated.notes(table, columns)),
        *(goods.note(reading) if reading.wishes.amount_basis == "goods" else ()),
        *((_TAKES_BACK,) if reading.takes_back else ()),
        *doubtful_customers.notes(reading),
        *decisions.notes(decisions.of(reading)),
        *short_amounts.notes(reading),
        *stored_value.notes(reading),
        *packages.notes(reading),
        *tenders.notes(reading),
        *state_notes.reversal_notes(reading),
        *state_notes.taken_back_notes(reading),
        *state_notes.look_notes(reading),
        *state_notes.elsewhere_notes(reading),
        *state_notes.unknown_words(reading),
        *prices.notes(reading),
    )


def _layout(
    reading: Reading, decimal: Literal["point", "comma"], currency: str, notes: Notes
) -> Layout:
    table, fields = reading.table, reading.columns.fields
    values = fields_of(reading)
    return Layout(
        headers=table.headers,
        system=reading.system.name,
        columns={f: table.headers[found[0]] for f, found in fields.items()},
        fields=values,
        order_totals=reading.order_totals,
        total_labels=labels_totals(table),
        date_order=", ".join(dict.fromkeys(reading.orders.values())),
        decimal=decimal,
        currency=currency,
        samples={f: _example(table.values(found[0])) for f, found in fields.items()},
        has_clock="order_clock" in fields
        or dates.have_clock(table.values(fields["order_time"][0])),
        notes=notes,
        decisions=decisions.of(reading),
        typed=typed_columns(table, values),
    )


def _example(values: Sequence[str]) -> str:
    return next((value.strip() for value in values if value.strip()), "")


def _order_totals(reading: Reading) -> bool:
    said = {field: field in reading.wishes.columns for field in ("amount", "order_amount")}
    if said["order_amount"]:
        return True
    if reading.system.order_totals is not None:
        return not said["amount"] and reading.system.order_totals
    counting = without_totals(standings.counting(reading))
    if not reading.accepts("heads_of_orders"):
        levels.refuse_heads(counting, reading.columns, file=reading.file)
    if "order_id" not in reading.columns.fields and not reading.accepts("totals_without_ids"):
        levels.refuse_totals_without_ids(counting, reading.columns, file=reading.file)
    if said["amount"]:
        return False
    return levels.are_order_totals(counting, reading.columns, file=reading.file)
