"""How customers are reached: as the customers file says, else as their orders do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.sources import CONTACTS

if TYPE_CHECKING:
    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.engines.relations import Relation
    from repurchase_cli.sources import SideFile, Source
    from repurchase_cli.terms import Terms


def kept_contacts(
    sources: Sequence[Source], side: Sequence[SideFile], terms: Terms
) -> dict[str, str]:
    """Return the contacts that orders keep of their lines, and how: those of one order are one.

    A suppression list may know customers by their phone alone.
    """
    if not terms.needs.contacts and not any(file.kind == "suppress" for file in side):
        return {}
    has = {field for source in sources for field in source.layout.fields}
    return {name: "max" for name in CONTACTS if name in has}


def contacts_of(sales: Reduction, kept: Collection[str], side: Sequence[SideFile]) -> Relation:
    """Return how customers are reached, as orders and the customers file say."""
    known = [name for name in CONTACTS if name in kept]
    latest = "".join(f", latest_text({name}, day) as {name}" for name in known)
    clean = "".join(
        f", clean_text({name}) as {name}" if name in known else f", null::varchar as {name}"
        for name in CONTACTS
    )
    contacts = (
        sales.derive("sales/contacts", {"latest": latest, "clean": clean})
        if known
        else sales.derive("sales/no_contacts")
    )
    if any(file.kind == "customers" for file in side):
        return sales.derive("side/contacts", contacts=contacts)
    return contacts
