"""How each field of a line is read from the scan's columns, as decided by their samples.

What the sample shows to be plain is read the fast way; a value that cannot be read so is read with
care (:mod:`repurchase_cli.values`).
"""

from __future__ import annotations

from collections.abc import Sequence

from repurchase_cli.grammars import ids
from repurchase_cli.grammars.texts import word
from repurchase_cli.grammars.totals import is_total
from repurchase_cli.readers.meaning import dates, levels, prices, standings, zones
from repurchase_cli.readers.meaning.customer_column import are_in_brackets
from repurchase_cli.readers.meaning.headers import matches
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.state_columns import flags_refunds
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.sources import CONTACTS
from repurchase_cli.values.conditions import Case
from repurchase_cli.values.moments import Clocked, Dated
from repurchase_cli.values.numbers import Amount, Product, ProductText, Rates
from repurchase_cli.values.texts import Cell, First, Id, Label, Text, Value

#: Fields that are kept as text, cleaned of the marks that spreadsheets leave.
_TEXTS = (
    "sku", "product", "category", "style", "size", "color", "season", "scene", "store", "channel",
    "staff", "coupon", "refunded_order_id", "return_reason", "payment", "currency",
)  # fmt: skip
#: What tells items and places of sale apart: lines are taken by these texts as they stand, of which
#: the few that differ can be cleaned later.
_GOODS = ("sku", "product", "category", "style", "season", "scene", "size", "color")
_PLACES = ("store", "channel", "staff")
_NUMBERS = ("quantity", "unit_price", "list_price", "discount", "coupon_amount", "cost")


def fields_of(reading: Reading) -> dict[str, Value]:
    """Return every field that the file has, and the texts of some."""
    texts = {field: text for field in reading.columns.fields if (text := reading.text(field))}
    items = [Text("unless_blank", texts[f]) for f in ("product", "sku") if f in texts]
    fields: dict[str, Value] = {f: Text("clean_text", texts[f]) for f in _TEXTS if f in texts}
    fields |= {f: texts[f] for f in CONTACTS if f in texts}  # cleaned once per customer
    fields |= {f: number for f in _NUMBERS if (number := reading.number_of(f))}
    if "order_id" in texts:
        clean, plain = Text("clean_text", texts["order_id"]), _is_plain(reading, "order_id")
        fields["order_id"] = Id(texts["order_id"], clean, plain=plain)
    fields |= _customer(reading, texts["customer_id"])
    if refunded := _refunded(reading):
        fields["refund"] = refunded
    fields |= {"moment": _moment(reading), "moment_text": texts["order_time"]}
    fields |= {"amount": _amount(reading), "amount_text": _amount_text(texts)}
    fields |= {"item_text": First(tuple(items))}
    fields |= {f"{f}_text": Text("unless_blank", texts[f]) for f in _PLACES if f in texts}
    fields |= {f"{f}_text": texts[f] for f in _GOODS if f in texts}
    fields |= {**standings.standing(reading), "label": _label(reading, texts["customer_id"])}
    if "status" in texts:
        fields["status"] = Text("trim", texts["status"])
    return fields


def labels_totals(table: Table) -> bool:
    """Whether some of the sample's rows are labelled as totals."""
    return bool(_labelled(table))


def without_totals(table: Table) -> Table:
    """Return a sample without the rows that are labelled as totals."""
    return Table(table.headers, [row for row in table.rows if not any(map(is_total, row))])


def _labelled(table: Table) -> set[int]:
    """Return the columns that have labels of totals, those of a repeated header apart."""
    headers = {*map(word, table.headers)}

    def labelled() -> set[int]:
        cells = {(i, cell) for row in table.rows for i, cell in enumerate(row) if cell}
        return {i for i, cell in cells if is_total(cell) and word(cell) not in headers}

    return table.once("labelled", labelled)


def _label(reading: Reading, customer: Value) -> Label:
    """Return what would label a line of totals: the first cell, or where the sample has labels."""
    table = reading.table
    fields = {i for columns in reading.columns.fields.values() for i in columns}
    labelled = [i for i in sorted(_labelled(table) - {0}) if i < len(table.headers)]
    return Label(tuple(labelled), frozenset(labelled) - fields, customer)


def _is_plain(reading: Reading, field: str) -> bool:
    """Whether none of a field's ids is expected to need cleaning, going by the sample."""
    if len(reading.columns.fields[field]) != 1:
        return False
    if field == "customer_id" and (_dialled(reading) or _in_brackets(reading)):
        return False
    return all(not value or ids.is_plain(field, value) for value in reading.values(field))


def _dialled(reading: Reading) -> bool:
    """Whether customers are known by phones that other lines may write otherwise."""
    fields = reading.columns.fields
    phones = fields["customer_id"] == fields.get("phone")
    return phones and any(map(ids.is_dialled, reading.values("phone")))


def _in_brackets(reading: Reading) -> bool:
    """Whether the customer is what stands in brackets behind a name."""
    if reading.system.name:
        return reading.system.customer_in_brackets
    return reading.once("in brackets", lambda r: are_in_brackets(r.values("customer_id")))


def _customer(reading: Reading, text: Value) -> dict[str, Value]:
    """Return the customer, and name and phone where one cell holds them all."""
    values, is_dialled = reading.values("customer_id"), _dialled(reading)
    customer = Id(
        text,
        Text("dialled", Text("clean_customer", text)) if is_dialled else _payer(reading, text),
        plain=_is_plain(reading, "customer_id"),
        is_uuid=any(map(ids.is_uuid, values)),
        nobodies=reading.nobodies,
    )
    fields: dict[str, Value] = {"customer_id": customer, "customer_text": text}
    has_phones = not is_dialled and any(map(ids.names_phone, values))
    if has_phones:
        fields["phone"] = reading.text("phone") or Text("phone_in_brackets", text)
    if has_phones or _in_brackets(reading):
        fields["name"] = reading.text("name") or Text("name_before_brackets", text)
    return fields


def _payer(reading: Reading, text: Value) -> Value:
    """Return the customer's id, cleaned: of a refund it may be whom the money goes to."""
    system = reading.system
    payer: Value = Text(
        "clean_customer", Text("in_brackets", text) if _in_brackets(reading) else text
    )
    if system.refund_customer and (refund := standings.is_refund(reading)):
        payee = Cell(matches(reading.table.headers, system.refund_customer)[0])
        payer = Case(((refund, Text("clean_customer", payee)),), payer)
    return Text("folded", payer)


def _moment(reading: Reading) -> Value:
    """Return the purchase's time: the best column that is filled, with its clock."""
    values, columns = reading.table.values, reading.columns.fields["order_time"]
    dated = [
        Dated(i, dates.forms(values(i), reading.orders))
        for i in columns
        if i == columns[0] or dates.share_of_dates(values(i)) > 0
    ]
    clock = reading.columns.first("order_clock")
    if clock is None:
        return First(tuple(zones.converted(reading, day, day.column) for day in dated))
    return zones.converted(reading, Clocked(First(tuple(dated)), clock), clock)


def _amount(reading: Reading) -> Amount:
    """Return the paid amount: signed by the kind, net of a refund column."""
    system, table, columns = reading.system, reading.table, reading.columns
    adds = system.adds if reading.wishes.amount_basis == "paid" else ()
    added = (*system.paid_beside, *adds)
    within = _numbers(reading, system.subtracts)
    deducted = system.refund_deducted or (
        not system.name and levels.is_net_of_refunds(table, columns)
    )
    return Amount(
        reading.number_of("amount") or _product(reading),
        added=_numbers(reading, added),
        within=(*within, *map(reading.number, reading.outside)),
        paid_back=standings.is_refund(reading),
        turned_by=reading.number_of("quantity") if reading.takes_back else None,
        refunded=None if deducted else _refunded(reading),
        rates=_rates(reading),
    )


def _product(reading: Reading) -> Value:
    """Return quantity × price, which a file without an amount has, less what comes off it."""
    fields = reading.columns.fields
    quantity, price = (
        First(tuple(map(reading.number, fields[name]))) for name in ("quantity", "unit_price")
    )
    return prices.less(Product(quantity, price), reading)


def _refunded(reading: Reading) -> Value | None:
    """Return the money that a column of its own says was given back."""
    return None if flags_refunds(reading) else reading.number_of("refund")


def _rates(reading: Reading) -> Rates | None:
    """Return the rates by which an amount becomes one in the shop's currency."""
    currency, rates = reading.text("currency"), reading.wishes.rates
    return Rates(currency, tuple(rates.items())) if currency and rates else None


def _amount_text(texts: dict[str, Value]) -> Value:
    return texts.get("amount") or ProductText(texts["quantity"], texts["unit_price"])


def _numbers(reading: Reading, headers: Sequence[str]) -> tuple[Value, ...]:
    """Return the numbers of the columns of some headers that the file has."""
    columns = (i for header in headers for i in matches(reading.table.headers, header))
    return tuple(map(reading.number, columns))
