"""The columns of a side file by its kind, and the refusal of a file that is of another kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.contacts import contacts_in, hides_part, is_phone
from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.side.synonyms import SIDE_SYNONYMS, ranks
from repurchase_cli.sales import Source

#: Field → positions of its columns, best first.
Found = Mapping[str, tuple[int, ...]]

#: How the kinds are called in a sentence.
NAMES = {
    "customers": "a customers file",
    "inventory": "an inventory file",
    "feedback": "a feedback file",
    "points": "a points ledger",
    "suppress": "a suppression list",
    "aliases": "a list of aliases",
}
_CONTACTS = ("name", "phone", "email", "wechat", "first_name")
_ABOUT_CUSTOMERS = (
    *_CONTACTS, "sex", "birthday", "join_date", "level",
    "opt_out_sms", "opt_out_email", "opt_out_wechat", "opt_out_phone", "opt_out_all",
    "accepts_sms", "accepts_email", "accepts_wechat", "accepts_phone",
)  # fmt: skip
#: What each kind must have: of each group of fields at least one.
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "inventory": (("sku",), ("on_hand",)),
    "points": (("customer_id",), ("points",)),
    "feedback": (("customer_id",), ("date", "created_at"), ("score", "text", "reason", "type")),
    "customers": (("customer_id",), _ABOUT_CUSTOMERS),
    "suppress": (("customer_id", "phone", "email"),),
    "aliases": (("old_id",), ("new_id",)),
}
#: Fields that only a customers file has; two of them tell it from a suppression list.
_TELLING = frozenset(_ABOUT_CUSTOMERS) - {"name", "phone", "email", "first_name"}
#: Fields in which a wrong column would match nothing, or other things, in silence.
_KEYS = ("customer_id", "sku", "old_id", "new_id")


def find(kind: str, table: Table, sources: Sequence[Source], *, file: str) -> Found:
    """Return the columns of each field of a kind that the file has.

    Raises
    ------
    InputError
        When two columns could both be the customer or the item.
    """
    if _lacks_header(table.headers):
        return _by_values(table) if kind == "suppress" else {}
    ordered = _by_rank(kind, table.headers)
    found = {field: tuple(columns[0] for columns in groups) for field, groups in ordered.items()}
    for field in _KEYS:
        if field in ordered:
            found[field] = (_clear(field, ordered[field][0], table, sources, file),)
    return found


def _by_rank(kind: str, headers: Sequence[str]) -> dict[str, list[list[int]]]:
    """Return the columns of each field by rank, best rank first."""
    found: dict[str, dict[int, list[int]]] = {}
    for i, header in enumerate(headers):
        for field, rank in ranks(kind).get(synonyms.key(header), []):
            columns = found.setdefault(field, {}).setdefault(rank, [])
            if i not in columns:
                columns.append(i)
    return {field: [by_rank[rank] for rank in sorted(by_rank)] for field, by_rank in found.items()}


def _clear(
    field: str, columns: Sequence[int], table: Table, sources: Sequence[Source], file: str
) -> int:
    """Return the one column: by the field's own name, by the sales' header, or the only one."""
    in_sales = {source.layout.columns.get(field) for source in sources}
    for column in columns:
        if table.headers[column] == field:
            return column
    for column in columns:
        if table.headers[column] in in_sales:
            return column
    first = columns[0]
    for other in columns[1:]:
        if table.values(first) != table.values(other):
            one, two = table.headers[first], table.headers[other]
            raise InputError(
                f"both {one!r} and {two!r} could be the {field.replace('_', ' ')}",
                hint=f"rename the right one to {field}",
                file=file,
            )
    return first


def _by_values(table: Table) -> Found:
    """Return the columns of a list without a header by what stands in them."""
    found: dict[str, tuple[int, ...]] = {}
    for i in range(len(table.headers)):
        values = [value for value in table.values(i) if value.strip()]
        if values and all("@" in value for value in values):
            found["email"] = (*found.get("email", ()), i)
        elif values and all(map(_holds_phones, values)):
            found["phone"] = (*found.get("phone", ()), i)
        elif len(table.headers) == 1:
            found["customer_id"] = (i,)
    return found


def _holds_phones(value: str) -> bool:
    """Whether a cell holds a phone, perhaps beside others, or what an export has left of it."""
    return hides_part(value) or any(map(is_phone, contacts_in(value)))


def refuse_other_kind(kind: str, headers: Sequence[str], found: Found, *, file: str) -> None:
    """Raise when a file lacks what its kind must have, or is clearly of another."""
    missing = _missing(kind, found)
    looks = _looks_like(kind, headers)
    if not missing and not _is_clearly_other(kind, looks, headers):
        return
    lacks = " and ".join(f"no {_listed(group)} column" for group in missing)
    among = " and no header line" if _lacks_header(headers) else f" among: {', '.join(headers)}"
    shown = "" if looks else among
    reasons = [f"it has {lacks}{shown}"] if missing else []
    reasons += [f"it looks like {NAMES.get(looks, 'a list of sales')}"] if looks else []
    raise InputError(
        f"this is not {NAMES[kind]}: {'; '.join(reasons)}",
        hint=_hint(kind, looks, missing),
        file=file,
    )


def _lacks_header(headers: Sequence[str]) -> bool:
    """Whether a file's columns are only counted, since no line above them names them."""
    return all(header == str(i + 1) for i, header in enumerate(headers))


def _missing(kind: str, found: Found) -> list[tuple[str, ...]]:
    """Return the groups of fields of which the file has none beside its key."""
    missing = []
    for group in _NEEDS[kind]:
        key = found.get("customer_id") if group is _ABOUT_CUSTOMERS else None
        if not any(field in found and found[field] != key for field in group):
            missing.append(group)
    return missing


def _looks_like(kind: str, headers: Sequence[str]) -> str:
    """Return ``sales`` or the other kind that a header looks like, empty when it is like none."""
    names = [synonyms.key(header) for header in headers]
    fields = {field for name in names for field, _ in synonyms.field_ranks().get(name, [])}
    if "order_id" in fields and any(name in synonyms.amount_ranks() for name in names):
        return "sales"
    for other, needs in _NEEDS.items():
        known = {field for name in names for field, _ in ranks(other).get(name, [])}
        if other not in (kind, "suppress") and all(known.intersection(group) for group in needs):
            return other
    return ""


def _is_clearly_other(kind: str, looks: str, headers: Sequence[str]) -> bool:
    """Whether a file that has what its kind needs is another all the same."""
    if kind == "suppress" and looks == "customers":
        names = {synonyms.key(header) for header in headers}
        known = {f for name in names for f, _ in ranks("customers").get(name, [])}
        return len(known.intersection(_TELLING)) > 1
    if kind == "customers" and looks in ("feedback", "points"):
        names = {synonyms.key(header) for header in headers}
        known = {f for name in names for f, _ in ranks("customers").get(name, [])}
        return not known.intersection(_CONTACTS)
    if kind in ("customers", "suppress"):
        return looks in ("sales", "inventory")
    return kind == "inventory" and looks == "sales"


def _listed(group: Sequence[str]) -> str:
    return ", ".join(group[:4]) + (" …" if len(group) > 4 else "")


def _hint(kind: str, looks: str, missing: Sequence[tuple[str, ...]]) -> str:
    if looks == "sales":
        return f"give sales without an option: repurchase segment FILES --{kind} PATH"
    if looks:
        return f"give it with --{looks}"
    if kind == "aliases":
        return "give it two columns and a first line that names them: old_id,new_id"
    field = missing[0][0]
    names = SIDE_SYNONYMS[kind][field][0].split(" | ")
    return f"rename the column to {field}, or to another name that is known, such as {names[-1]}"
