"""From a header and its values to a :class:`Layout`: the SQL that reads each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from repurchase_cli.errors import InputError
from repurchase_cli.readers import dates, meaning, statuses
from repurchase_cli.readers.columns import Columns, Table, find, matches
from repurchase_cli.readers.systems import System
from repurchase_cli.sales import CONTACTS, PLAIN_IDS, Layout, Scan, Scanner

#: Fields that are kept as text, cleaned of the marks that spreadsheets leave.
_TEXTS = (
    "order_id", "sku", "product", "category", "style", "size", "color", "season", "scene",
    "store", "channel", "staff", "coupon", "refunded_order_id", "return_reason", "payment",
    "currency",
)  # fmt: skip
_MONEY = ("unit_price", "list_price", "discount", "coupon_amount", "cost")
#: The customer's key when the file has none, in this order.
_STAND_INS = ("email", "phone")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is known about the files beforehand, from the command line and the settings.

    ``clean_ids`` cleans every id, also where the sample shows only plain ones.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    encoding: str = ""
    currency: str = ""
    amount_basis: str = "paid"
    statuses: Mapping[str, str] = field(default_factory=dict)
    clean_ids: bool = False


def decide(
    table: Table,
    system: System | None,
    scans: Sequence[Scan],
    wishes: Wishes,
    scanner: Scanner,
    *,
    file: str,
) -> Layout:
    """Decide the meaning of one header over all files that carry it."""
    if system is not None and system.refuse:
        raise InputError(f"this is {system.name}: {system.refuse}", file=file)
    columns = find(table, system, wishes.columns, file=file, basis=wishes.amount_basis)
    notes: list[tuple[str, str]] = []
    columns = _with_customer(columns, notes)
    _refuse_missing(table, columns, file)
    order = _date_order(table, columns, scans, wishes, scanner, file)
    totals = _order_totals(table, system, columns, wishes, file)
    expressions = _expressions(table, system, columns, order, wishes)
    return Layout(
        headers=table.headers,
        system=system.name if system else "",
        columns={f: table.headers[found[0]] for f, found in columns.fields.items()},
        expressions=expressions,
        order_totals=totals,
        date_order=order,
        currency=wishes.currency or _currency(table, columns, system),
        samples={f: _example(table.values(found[0])) for f, found in columns.fields.items()},
        notes=tuple(notes),
    )


def _example(values: Sequence[str]) -> str:
    return next((value.strip() for value in values if value.strip()), "")


def _with_customer(columns: Columns, notes: list[tuple[str, str]]) -> Columns:
    """Let e-mail, then phone, stand in for a missing customer id, and say so."""
    if "customer_id" in columns.fields:
        return columns
    for stand_in in _STAND_INS:
        if stand_in in columns.fields:
            notes.append(
                (
                    f"no customer id in the file: the {stand_in} is the customer",
                    f"文件中没有客户编号，以{'邮箱' if stand_in == 'email' else '手机号'}作为客户",
                )
            )
            fields = {**columns.fields, "customer_id": columns.fields[stand_in]}
            return Columns(fields, columns.amount_level)
    return columns


def _refuse_missing(table: Table, columns: Columns, file: str) -> None:
    """Raise when the file lacks what every analysis needs, naming what was found."""
    has = columns.fields
    lacking = {
        "customer": "customer_id" not in has,
        "date": "order_time" not in has,
        "amount": "amount" not in has and not ("quantity" in has and "unit_price" in has),
    }
    missing = [name for name, gone in lacking.items() if gone]
    if not missing:
        return
    field_of = {"customer": "customer_id", "date": "order_time", "amount": "amount"}
    raise InputError(
        f"no {' and no '.join(missing)} column found among: {', '.join(table.headers)}",
        hint=f"if there is one, name it: --map '{field_of[missing[0]]}=HEADER'",
        file=file,
    )


def _date_order(
    table: Table,
    columns: Columns,
    scans: Sequence[Scan],
    wishes: Wishes,
    scanner: Scanner,
    file: str,
) -> str:
    """Return the order of day and month, by the user's word or the evidence of the whole column."""
    column = columns.fields["order_time"][0]
    if not dates.needs_order(table.values(column)):
        return ""
    if wishes.date_order:
        return wishes.date_order
    question = dates.ORDER_EVIDENCE.format(x=f"c{column}").format(scan="{scan}")
    first, second = scanner.ask(scans, question)[0]
    order = dates.order_from_evidence(first or 0, second or 0)
    if order:
        return order
    example = next(v for v in table.values(column) if dates.PARTS.match(v))
    contradiction = (first or 0) > 12 and (second or 0) > 12
    raise InputError(
        f"the dates of {table.headers[column]!r} (such as {example}) "
        + ("mix both orders of day and month" if contradiction else "may be day or month first"),
        hint="say which with --day-first or --month-first",
        file=file,
    )


def _order_totals(
    table: Table, system: System | None, columns: Columns, wishes: Wishes, file: str
) -> bool:
    if "amount" in wishes.columns:
        return False
    if "order_amount" in wishes.columns:
        return True
    if system is not None and system.order_totals is not None:
        return system.order_totals
    return meaning.are_order_totals(table, columns, file=file)


def _currency(table: Table, columns: Columns, system: System | None) -> str:
    column = columns.first("currency")
    if column is not None:
        named = {value.strip().upper() for value in table.values(column) if value.strip()}
        if len(named) == 1:
            return named.pop()
    return system.currency if system else ""


def _expressions(
    table: Table,
    system: System | None,
    columns: Columns,
    order: str,
    wishes: Wishes,
) -> dict[str, str]:
    """Return the SQL of each field over the scan's columns."""
    at = {f: f"c{found[0]}" for f, found in columns.fields.items()}
    sql = {f: f"clean_text({at[f]})" for f in _TEXTS if f in at}
    sql |= {f: at[f] for f in CONTACTS if f in at}  # cleaned once per customer
    if "order_id" in at and not wishes.clean_ids and _plain(table, columns, "order_id"):
        sql["order_id"] = f"as_it_stands({at['order_id']})"
    sql |= {f: f"plain_money({at[f]})" for f in _MONEY if f in at}
    if not wishes.clean_ids and _plain(table, columns, "customer_id"):
        sql["customer_id"] = f"as_it_stands({at['customer_id']})"
    else:
        sql["customer_id"] = _customer(at["customer_id"], at, system)
    sql["customer_text"] = at["customer_id"]
    sql["moment"] = _moment(table, columns, order)
    sql["moment_text"] = at["order_time"]
    if "quantity" in at:
        sql["quantity"] = f"plain_money({at['quantity']})"
    sql["amount"] = _amount(table, at, system, wishes)
    sql["amount_text"] = at.get("amount") or f"{at['quantity']} || ' × ' || {at['unit_price']}"
    sql["standing"] = _standing(table, system, at, wishes)
    if "status" in at:
        sql["status"] = f"trim({at['status']})"
    return sql


def _plain(table: Table, columns: Columns, field: str) -> bool:
    """Whether a sample of ids needs no cleaning; the engine checks the rest and comes back if not."""
    values = table.values(columns.fields[field][0])
    return all(not value or PLAIN_IDS[field].fullmatch(value) for value in values)


def _customer(column: str, at: Mapping[str, str], system: System | None) -> str:
    if system is not None and system.customer_in_brackets:
        column = f"in_brackets({column})"
    is_email = column == at.get("email")
    return f"lower(clean_customer({column}))" if is_email else f"clean_customer({column})"


def _moment(table: Table, columns: Columns, order: str) -> str:
    """Return the SQL of the purchase's time: the best column that is filled, with its clock."""
    found = columns.fields["order_time"]
    moments = [
        dates.expression(f"c{i}", table.values(i), order)
        for i in found
        if i == found[0] or dates.share_of_dates(table.values(i)) > 0
    ]
    moment = moments[0] if len(moments) == 1 else f"coalesce({', '.join(moments)})"
    clock = columns.first("order_clock")
    return f"with_clock({moment}, c{clock})" if clock is not None else moment


def _amount(table: Table, at: Mapping[str, str], system: System | None, wishes: Wishes) -> str:
    """Return the SQL of the paid amount: signed by the kind, net of a refund column."""
    if "amount" in at:
        amount = f"plain_money({at['amount']})"
    else:
        product = f"plain_money({at['quantity']}) * plain_money({at['unit_price']})"
        amount = f"cast({product} as decimal(18, 6))"
    if system:
        adds = system.adds if wishes.amount_basis == "paid" else ()
        amount += "".join(f" + {money}" for money in _extras(table, adds))
        amount += "".join(f" - abs({money})" for money in _extras(table, system.subtracts))
    if refund := _is_refund(table, at, system, wishes):
        amount = f"case when {refund} then -abs({amount}) else {amount} end"
    if "refund" in at and not (system and system.refund_deducted):
        amount = f"{amount} - coalesce(abs(plain_money({at['refund']})), 0)"
    return amount


def _extras(table: Table, headers: Sequence[str]) -> list[str]:
    columns = (i for header in headers for i in matches(table.headers, header))
    return [f"coalesce(plain_money(c{i}), 0)" for i in columns]


def _is_refund(table: Table, at: Mapping[str, str], system: System | None, wishes: Wishes) -> str:
    """Return the SQL of whether a line pays money back, empty when no column tells."""
    told = [f"{test}" for test, standing in _marked(table, system) if standing == "refund"]
    if "kind" in at:
        told.append(_any_of(at["kind"], statuses.words("refund")))
    own = tuple(word.casefold() for word, means in wishes.statuses.items() if means == "refund")
    if own and "status" in at:
        told.append(_any_of(at["status"], own))
    return " or ".join(told)


def _marked(table: Table, system: System | None) -> list[tuple[str, str]]:
    """Return the SQL of each mark that the file has a column for, with its standing."""
    found = []
    for mark in system.marks if system else ():
        value = mark.value.replace("'", "''")
        found += [
            (f"regexp_full_match(coalesce(trim(c{i}), ''), '{value}', 'i')", mark.standing)
            for i in matches(table.headers, mark.header)[:1]
        ]
    return found


def _standing(table: Table, system: System | None, at: Mapping[str, str], wishes: Wishes) -> str:
    """Return the SQL of a line's standing, NULL for a plain sale or refund."""
    marked = [(test, s) for test, s in _marked(table, system) if s != "refund"]
    cases = [f"when {test} then '{standing}'" for test, standing in marked]
    for word, standing in wishes.statuses.items():
        if "status" in at and standing != "refund":
            cases.append(f"when {_any_of(at['status'], (word.casefold(),))} then '{standing}'")
    for standing in ("cancelled", "unpaid", "refunded", "not_a_sale"):
        for column in ("status", "kind"):
            if column in at:
                words = _any_of(at[column], statuses.words(standing))
                cases.append(f"when {words}{_given_back(standing, at)} then '{standing}'")
    return f"nullif(case {' '.join(cases)} end, 'sale')" if cases else "null"


def _given_back(standing: str, at: Mapping[str, str]) -> str:
    """Return what else must hold for a refunded status to take a line out.

    A negative line is the refund itself, and what a refund column says is netted there.
    """
    if standing != "refunded":
        return ""
    signed = f" and coalesce(plain_money({at['amount']}), 0) >= 0" if "amount" in at else ""
    netted = f" and coalesce(plain_money({at['refund']}), 0) = 0" if "refund" in at else ""
    return signed + netted


def _any_of(column: str, words: Sequence[str]) -> str:
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"coalesce(lower(trim({column})) in ({listed}), false)"
