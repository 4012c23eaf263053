"""The SQL that reads each field of a line from the scan's columns ``c0, c1, …``.

The macros that it calls (``plain_money``, ``clean_customer`` …) are the engine's; which of them
reads a column is decided here, by the column's values. What the sample shows to be plain is read
the fast way; when the engine then meets a value that cannot be read so, all is read again with
care.
"""

from __future__ import annotations

from collections.abc import Sequence

from repurchase_cli.grammars import ids
from repurchase_cli.grammars.texts import word
from repurchase_cli.grammars.totals import is_total
from repurchase_cli.readers.meaning import dates, levels, prices, standings, zones
from repurchase_cli.readers.meaning.claims import matches
from repurchase_cli.readers.meaning.people import without
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.state_columns import flags_refunds
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.sales import CONTACTS

#: Fields that are kept as text, cleaned of the marks that spreadsheets leave.
_TEXTS = (
    "order_id", "sku", "product", "category", "style", "size", "color", "season", "scene",
    "store", "channel", "staff", "coupon", "refunded_order_id", "return_reason", "payment",
    "currency",
)  # fmt: skip
#: What tells items and places of sale apart: lines are taken by these texts as they stand, of which
#: the few that differ can be cleaned later.
_GOODS = ("sku", "product", "category", "style", "season", "scene", "size", "color")
_PLACES = ("store", "channel", "staff")
_NUMBERS = ("quantity", "unit_price", "list_price", "discount", "coupon_amount", "cost")


def expressions(reading: Reading) -> dict[str, str]:
    """Return the SQL of every field that the file has."""
    sql = {f: f"clean_text({at})" for f in _TEXTS if (at := reading.at(f))}
    sql |= {f: at for f in CONTACTS if (at := reading.at(f))}  # cleaned once per customer
    sql |= {f: number for f in _NUMBERS if (number := reading.money_of(f))}
    if "order_id" in plain_ids(reading):
        sql["order_id"] = f"as_it_stands({reading.at('order_id')})"
    sql |= _customer(reading)
    sql["customer_id"] = without(sql["customer_id"], reading.nobodies)
    if refunded := _refunded(reading):
        sql["refund"] = refunded
    sql |= {"moment": _moment(reading), "moment_text": str(reading.at("order_time"))}
    sql |= {"amount": _amount(reading), "amount_text": _amount_text(reading)}
    items = [f"unless_blank({at})" for field in ("product", "sku") if (at := reading.at(field))]
    sql |= {"item_text": f"coalesce({', '.join([*items, 'null'])})"}
    sql |= {f"{f}_text": f"unless_blank({at})" for f in _PLACES if (at := reading.at(f))}
    sql |= {f"{f}_text": at for f in _GOODS if (at := reading.at(f))}
    sql |= {**standings.standing(reading), "label": _label(reading)}
    if at := reading.at("status"):
        sql["status"] = f"trim({at})"
    return sql


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


def _label(reading: Reading) -> str:
    """Return the SQL of the text that would label a line of totals.

    It stands in the first cell, or where the sample has labels; in a column of no field, such as
    one of notes to the right, it labels only a row without a customer. The engine looks at it only
    when a row is not clearly a sale, so it must cost nothing where nothing is labelled.
    """
    table = reading.table
    fields = {i for columns in reading.columns.fields.values() for i in columns}
    nobody = f" and filled({reading.at('customer_id')}) is null"
    found = [
        f"if(is_total(c{i}){'' if i in fields else nobody}, c{i}, null)"
        for i in sorted(_labelled(table) - {0})
        if i < len(table.headers)
    ]
    return f"coalesce({', '.join([*found, 'c0'])})" if found else "c0"


def plain_ids(reading: Reading) -> dict[str, int]:
    """Return the ids of which none is expected to need cleaning, going by the sample.

    They are fields with their columns.
    """
    fields = reading.columns.fields
    return {field: fields[field][0] for field in ids.PLAIN if _is_plain(reading, field)}


def _is_plain(reading: Reading, field: str) -> bool:
    if reading.careful or len(reading.columns.fields.get(field, ())) != 1:
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
    return reading.system is not None and reading.system.customer_in_brackets


def _customer(reading: Reading) -> dict[str, str]:
    """Return the SQL of the customer, and of name and phone where one cell holds them all."""
    at = str(reading.at("customer_id"))
    system = reading.system
    if _dialled(reading):
        return {"customer_id": f"dialled(clean_customer({at}))", "customer_text": at}
    if "customer_id" in plain_ids(reading):
        uuids = any(map(ids.is_uuid, reading.values("customer_id")))
        return {
            "customer_id": f"as_it_stands({f'folded({at})' if uuids else at})",
            "customer_text": at,
        }
    if _in_brackets(reading):
        customer = f"clean_customer(in_brackets({at}))"
    else:
        customer = f"clean_customer({at})"
    if system and system.refund_customer and (refund := standings.is_refund(reading)):
        payee = matches(reading.table.headers, system.refund_customer)[0]
        customer = f"if({refund}, clean_customer(c{payee}), {customer})"
    customer = f"folded({customer})"
    found = {"customer_id": customer, "customer_text": at}
    if any(map(ids.names_phone, reading.values("customer_id"))):
        found |= {"phone": reading.at("phone") or f"phone_in_brackets({at})"}
        found |= {"name": reading.at("name") or f"name_before_brackets({at})"}
    return found


def _moment(reading: Reading) -> str:
    """Return the SQL of the purchase's time: the best column that is filled, with its clock."""
    table = reading.table
    found = reading.columns.fields["order_time"]
    dated = [i for i in found if i == found[0] or dates.share_of_dates(table.values(i)) > 0]
    moments = [
        dates.forms(table.values(i), reading.orders, careful=reading.careful).sql(f"c{i}")
        for i in dated
    ]
    clock = reading.columns.first("order_clock")
    if clock is None:
        moments = [
            zones.converted(reading, moment, i) for moment, i in zip(moments, dated, strict=True)
        ]
    moment = moments[0] if len(moments) == 1 else f"coalesce({', '.join(moments)})"
    if clock is None:
        return moment
    return zones.converted(reading, f"with_clock({moment}, c{clock})", clock)


def _amount(reading: Reading) -> str:
    """Return the SQL of the paid amount: signed by the kind, net of a refund column."""
    system, table, columns = reading.system, reading.table, reading.columns
    amount = reading.money_of("amount")
    if amount is None:
        quantity, price = reading.money_of("quantity"), reading.money_of("unit_price")
        amount = f"try_cast(cast({quantity} as decimal(28, 6)) * {price} as decimal(18, 6))"
        amount = prices.less(amount, reading)
    if system:
        adds = system.adds if reading.wishes.amount_basis == "paid" else ()
        amount += _plus(reading, (*system.paid_beside, *adds))
    subtracts = system.subtracts if system else ()
    amount = _less(amount, [*_extras(reading, subtracts), *map(reading.part, reading.outside)])
    if refund := standings.is_refund(reading):
        amount = f"case when {refund} then -abs({amount}) else {amount} end"
    if reading.takes_back:
        quantity = reading.money_of("quantity")
        amount = f"case when {quantity} < 0 then -abs({amount}) else {amount} end"
    refunded = _refunded(reading)
    deducted = system.refund_deducted if system else levels.is_net_of_refunds(table, columns)
    if refunded and not deducted:
        amount = f"{amount} - coalesce(abs({refunded}), 0)"
    return _converted(amount, reading)


def _refunded(reading: Reading) -> str | None:
    """Return the SQL of the money that a column of its own says was given back."""
    return None if flags_refunds(reading) else reading.money_of("refund")


def _converted(amount: str, reading: Reading) -> str:
    """Return the SQL of an amount in the shop's currency."""
    currency = reading.at("currency")
    if not currency or not reading.wishes.rates:
        return amount
    cases = " ".join(
        f"when '{code}' then {rate:.10f}" for code, rate in reading.wishes.rates.items()
    )
    rate = f"cast((case upper(trim({currency})) {cases} else 1 end) as decimal(18, 10))"
    return f"try_cast(cast({amount} as decimal(28, 6)) * {rate} as decimal(18, 6))"


def _amount_text(reading: Reading) -> str:
    at = reading.at("amount")
    return at or f"{reading.at('quantity')} || ' × ' || {reading.at('unit_price')}"


def _plus(reading: Reading, headers: Sequence[str]) -> str:
    return "".join(f" + {money}" for money in _extras(reading, headers))


def _less(amount: str, extras: Sequence[str]) -> str:
    """Return the SQL of an amount nearer to zero by what it contains, paid or paid back."""
    sign = f"sign(coalesce({amount}, 0))"
    return amount + "".join(f" - {sign} * abs({money})" for money in extras)


def _extras(reading: Reading, headers: Sequence[str]) -> list[str]:
    columns = (i for header in headers for i in matches(reading.table.headers, header))
    return [reading.part(i) for i in columns]
