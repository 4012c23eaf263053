"""How customers are reached: as the customers file says, else as their orders do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.sales import CONTACTS

if TYPE_CHECKING:
    from repurchase_cli.engines.duckdb import Engine
    from repurchase_cli.sales import SideFile, Source, Terms


def kept_contacts(
    sources: Sequence[Source], side: Sequence[SideFile], terms: Terms
) -> dict[str, str]:
    """Return the contacts that orders keep of their lines, and how: those of one order are one.

    A suppression list may know customers by their phone alone.
    """
    if not terms.contacts and not any(file.kind == "suppress" for file in side):
        return {}
    has = {field for source in sources for field in source.layout.expressions}
    return {name: "any_value" for name in CONTACTS if name in has}


def make_contacts(engine: Engine, kept: Collection[str], side: Sequence[SideFile]) -> None:
    """Make ``contacts`` out of the orders, which keep some of them, and of the customers file."""
    latest = "".join(
        f", latest_text({name}, day) as {name}" if name in kept else f", null::varchar as {name}"
        for name in CONTACTS
    )
    known = [name for name in CONTACTS if name in kept]
    engine.create("contacts", "contacts" if known else "no_contacts", {"latest": latest})
    engine.drop("orders", known)
    if any(file.kind == "customers" for file in side):
        engine.create("contacts", "side_contacts")
