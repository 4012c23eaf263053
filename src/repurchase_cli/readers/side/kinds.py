"""What each kind of side file must have, and the refusal of a file that is of another kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from repurchase_cli.errors import InputError
from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.readers.side.synonyms import ranks

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
NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "inventory": (("sku",), ("on_hand",)),
    "points": (("customer_id",), ("points",), ("date",)),
    "feedback": (("customer_id",), ("date", "created_at"), ("score", "text", "reason", "type")),
    "customers": (("customer_id",), _ABOUT_CUSTOMERS),
    "suppress": (("customer_id", "phone", "email"),),
    "aliases": (("old_id",), ("new_id",)),
}
#: What a kind may have and would be read wrongly without.
TELLING = {"suppress": (("status", "opted_out", "accepts"),)}
#: Fields that only a customers file has; two of them tell it from a suppression list.
_TELLING = frozenset(_ABOUT_CUSTOMERS) - {"name", "phone", "email", "first_name"}


def refuse_other_kind(kind: str, headers: Sequence[str], found: Found, *, file: str) -> None:
    """Raise when a file lacks what its kind must have, or is clearly of another."""
    missing = missing_of(kind, found)
    looks = looks_like(kind, headers)
    if not missing and not _is_clearly_other(kind, looks, headers):
        return
    lacks = " and ".join(f"no {_listed(group)} column" for group in missing)
    among = " and no header line" if lacks_header(headers) else f" among: {', '.join(headers)}"
    shown = "" if looks else among
    reasons = [f"it has {lacks}{shown}"] if missing else []
    reasons += [f"it looks like {NAMES.get(looks, 'a list of sales')}"] if looks else []
    raise InputError(
        f"this is not {NAMES[kind]}: {'; '.join(reasons)}",
        hint=_hint(kind, looks, missing),
        file=file,
    )


def lacks_header(headers: Sequence[str]) -> bool:
    """Whether a file's columns are only counted, since no line above them names them."""
    return all(header == str(i + 1) for i, header in enumerate(headers))


def missing_of(kind: str, found: Found) -> list[tuple[str, ...]]:
    """Return the groups of fields of which the file has none beside its key."""
    missing = []
    for group in NEEDS[kind]:
        key = found.get("customer_id") if group is _ABOUT_CUSTOMERS else None
        if not any(field in found and found[field] != key for field in group):
            missing.append(group)
    return missing


def looks_like(kind: str, headers: Sequence[str]) -> str:
    """Return ``sales`` or the other kind that a header looks like, empty when it is like none."""
    names = [synonyms.key(header) for header in headers]
    fields = {field for name in names for field, _ in synonyms.field_ranks().get(name, [])}
    if "order_id" in fields and any(name in synonyms.amount_ranks() for name in names):
        return "sales"
    for other, needs in NEEDS.items():
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
    return f"say which column it is: --map '{kind}.{field}=HEADER', or rename it to {field}"
