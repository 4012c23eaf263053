"""The SQL that reads each field of a line from the scan's columns ``c0, c1, …``.

The macros that it calls (``plain_money``, ``clean_customer`` …) are the engine's; which of them
reads a column is decided here, by the column's values. What the sample shows to be plain is read
the fast way; when the engine then meets a value that cannot be read so, all is read again with
care.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from repurchase_cli.readers import dates, money, statuses
from repurchase_cli.readers.columns import Columns, Table, matches
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sales import CONTACTS, PLAIN_IDS
from repurchase_cli.systems import System

#: Fields that are kept as text, cleaned of the marks that spreadsheets leave.
_TEXTS = (
    "order_id", "sku", "product", "category", "style", "size", "color", "season", "scene",
    "store", "channel", "staff", "coupon", "refunded_order_id", "return_reason", "payment",
    "currency",
)  # fmt: skip
_NUMBERS = ("quantity", "unit_price", "list_price", "discount", "coupon_amount", "cost")
#: A cell that labels a line of totals.
TOTAL = re.compile(
    r"(本页|本頁|本日|本月|当日|總|总|小|合|累)?(合计|总计|小计|总额|共计|合計|總計|小計|總額|共計)[:：]?"
    r"|(grand |sub[- ]?|page |daily |monthly )?totals?[:：]?|zwischensumme|gesamtsumme|summe",
    re.IGNORECASE,
)
_NAMED_PHONE = re.compile(r".*\S\s*[(（]\s*\+?\d[\d -]{5,}\d\s*[)）]\s*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A header whose columns are known, with what decides how they are read.

    ``orders`` maps the separator of a date to the order of its parts, ``outside`` are the columns
    of postage and tax that are taken off the amount. ``takes_back`` says that a line with a
    negative quantity pays its amount back, although that is positive.
    """

    table: Table
    columns: Columns
    system: System | None
    wishes: Wishes
    orders: Mapping[str, str]
    file: str
    outside: tuple[int, ...] = ()
    takes_back: bool = False

    def at(self, field: str) -> str | None:
        """Return the SQL of a field's text: of its first column that is not blank."""
        found = self.columns.fields.get(field, ())
        if len(found) < 2 or field == "order_time":
            return f"c{found[0]}" if found else None
        filled = ", ".join(f"filled(c{i})" for i in found)
        return f"coalesce({filled})"

    def values(self, field: str) -> list[str]:
        """Return the sample of a field's column."""
        return self.table.values(self.columns.fields[field][0])

    def money(self, column: int) -> str:
        """Return the SQL that reads a column of money or numbers."""
        reader = money.reader(
            self.table.values(column),
            header=self.table.headers[column],
            file=self.file,
            decimal=self.wishes.decimal,
            careful=self.wishes.careful,
            others=self.columns.money_samples(self.table, column),
        )
        return f"{reader}(c{column})"

    def part(self, column: int) -> str:
        """Return the SQL of money that is a part of another amount, zero where there is none."""
        return f"coalesce({self.money(column)}, 0)"

    def money_of(self, field: str) -> str | None:
        """Return the SQL that reads a field of money or numbers."""
        found = self.columns.fields.get(field, ())
        if not found:
            return None
        read = [self.money(i) for i in found]
        return read[0] if len(read) == 1 else f"coalesce({', '.join(read)})"


def expressions(reading: Reading) -> dict[str, str]:
    """Return the SQL of every field that the file has."""
    sql = {f: f"clean_text({at})" for f in _TEXTS if (at := reading.at(f))}
    sql |= {f: at for f in CONTACTS if (at := reading.at(f))}  # cleaned once per customer
    sql |= {f: number for f in _NUMBERS if (number := reading.money_of(f))}
    if reading.at("order_id") and _plain(reading, "order_id"):
        sql["order_id"] = f"as_it_stands({reading.at('order_id')})"
    sql |= _customer(reading)
    sql |= {"moment": _moment(reading), "moment_text": str(reading.at("order_time"))}
    sql |= {"amount": _amount(reading), "amount_text": _amount_text(reading)}
    items = [at for field in ("product", "sku") if (at := reading.at(field))]
    sql |= {"item_text": f"coalesce({', '.join([*items, 'null'])})"}
    sql |= {**_standing(reading), "label": _label(reading.table)}
    if at := reading.at("status"):
        sql["status"] = f"trim({at})"
    return sql


def labels_totals(table: Table) -> bool:
    """Whether some of the sample's rows are labelled as totals."""
    return bool(_labelled(table))


def _labelled(table: Table) -> set[int]:
    return {i for row in table.rows for i, cell in enumerate(row) if TOTAL.fullmatch(cell.strip())}


def _label(table: Table) -> str:
    """Return the SQL of the text that would label a line of totals.

    It stands in the first cell, or where the sample has labels. The engine looks at it only when a
    row is not clearly a sale, so it must cost nothing where nothing is labelled.
    """
    elsewhere = sorted(_labelled(table) - {0})
    found = [f"if(is_total(c{i}), c{i}, null)" for i in elsewhere if i < len(table.headers)]
    return f"coalesce({', '.join([*found, 'c0'])})" if found else "c0"


def _plain(reading: Reading, field: str) -> bool:
    """Whether a sample of ids needs no cleaning."""
    plain = PLAIN_IDS[field]
    values = reading.values(field)
    if len(reading.columns.fields[field]) > 1:
        return False
    return not reading.wishes.careful and all(not v or plain.fullmatch(v) for v in values)


def _customer(reading: Reading) -> dict[str, str]:
    """Return the SQL of the customer, and of name and phone where one cell holds them all."""
    at = str(reading.at("customer_id"))
    system = reading.system
    if _plain(reading, "customer_id") and not (system and system.customer_in_brackets):
        return {"customer_id": f"as_it_stands({at})", "customer_text": at}
    if system and system.customer_in_brackets:
        customer = f"clean_customer(in_brackets({at}))"
    else:
        customer = f"clean_customer({at})"
    if system and system.refund_customer and (refund := _is_refund(reading)):
        payee = matches(reading.table.headers, system.refund_customer)[0]
        customer = f"if({refund}, clean_customer(c{payee}), {customer})"
    customer = f"folded({customer})"
    found = {"customer_id": customer, "customer_text": at}
    if any(_NAMED_PHONE.fullmatch(value) for value in reading.values("customer_id")):
        found |= {"phone": reading.at("phone") or f"phone_in_brackets({at})"}
        found |= {"name": reading.at("name") or f"name_before_brackets({at})"}
    return found


def _moment(reading: Reading) -> str:
    """Return the SQL of the purchase's time: the best column that is filled, with its clock."""
    table = reading.table
    found = reading.columns.fields["order_time"]
    moments = [
        dates.expression(f"c{i}", table.values(i), reading.orders, careful=reading.wishes.careful)
        for i in found
        if i == found[0] or dates.share_of_dates(table.values(i)) > 0
    ]
    if zone := reading.wishes.timezone:
        moments.insert(0, f"in_zone(c{found[0]}, '{zone}')")
    moment = moments[0] if len(moments) == 1 else f"coalesce({', '.join(moments)})"
    clock = reading.at("order_clock")
    return f"with_clock({moment}, {clock})" if clock else moment


def _amount(reading: Reading) -> str:
    """Return the SQL of the paid amount: signed by the kind, net of a refund column."""
    system = reading.system
    amount = reading.money_of("amount")
    if amount is None:
        quantity, price = reading.money_of("quantity"), reading.money_of("unit_price")
        amount = f"try_cast(cast({quantity} as decimal(28, 6)) * {price} as decimal(18, 6))"
    if system:
        adds = system.adds if reading.wishes.amount_basis == "paid" else ()
        amount += _plus(reading, (*system.paid_beside, *adds))
    subtracts = system.subtracts if system else ()
    amount = _less(amount, [*_extras(reading, subtracts), *map(reading.part, reading.outside)])
    if refund := _is_refund(reading):
        amount = f"case when {refund} then -abs({amount}) else {amount} end"
    if reading.takes_back:
        quantity = reading.money_of("quantity")
        amount = f"case when {quantity} < 0 then -abs({amount}) else {amount} end"
    refunded = None if _flags_refunds(reading) else reading.money_of("refund")
    if refunded and not (system and system.refund_deducted):
        amount = f"{amount} - coalesce(abs({refunded}), 0)"
    return _converted(amount, reading)


def _flags_refunds(reading: Reading) -> bool:
    """Whether the column of refunds answers yes and no."""
    column = reading.columns.first("refund")
    return any(told.at == f"c{column}" for told in _marked(reading))


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


def _is_refund(reading: Reading) -> str:
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


def _standing(reading: Reading) -> dict[str, str]:
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


def _test(reading: Reading, told: _Told) -> str:
    """Return the SQL of whether a standing holds."""
    return told.test + (_given_back(reading) if told.standing == "refunded" else "")


def _given_back(reading: Reading) -> str:
    """Return what else must hold for a refunded status to take a line out.

    A negative line is the refund itself, and what a refund column says is netted there.
    """
    amount, refund = reading.money_of("amount"), reading.money_of("refund")
    signed = f" and coalesce({amount}, 0) >= 0" if amount else ""
    netted = f" and coalesce({refund}, 0) = 0" if refund and not _flags_refunds(reading) else ""
    return signed + netted


def _any_of(column: str, words: Sequence[str]) -> str:
    return f"word({column}) in ({', '.join(map(_text, words))})"


def _text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"
