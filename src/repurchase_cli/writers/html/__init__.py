"""A web page in one file: no network, no script but its own, complete without it.

The template escapes by itself whatever it is given; texts pass :func:`values.clean` before, so that
nothing from a file turns the direction of writing or hides. Contacts are always masked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from repurchase_cli.writers.html import page

if TYPE_CHECKING:
    from repurchase_cli.document import Document, Language, Table


def write(
    document: Document, out: BinaryIO, *, table: Table, language: Language, masked: bool
) -> None:
    """Write the page; see :class:`repurchase_cli.writers.Writer`."""
    del table, masked
    out.write(page.rendered(document, language).encode())
