"""A tiny shop with what its customers say, and the report on it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from repurchase_cli import config
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.reports.feedback.report import NEEDS, build
from repurchase_cli.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from repurchase_cli.document import Document
    from repurchase_cli.sales import Sales


@contextmanager
def opened(
    folder: Path, sales: str, feedback: str, *, as_of: date | None = None, **more: str
) -> Iterator[Sales]:
    """Open a shop whose files stand in a test as texts; ``timezone`` is a wish, the rest files."""
    wishes = Wishes(timezone=more.pop("timezone", ""))
    side = {"feedback": feedback, **more}
    paths = {name: folder / f"{name}.csv" for name in ("sales", *side)}
    for name, text in {"sales": sales, **side}.items():
        paths[name].write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    sides = {name: str(paths[name]) for name in side}
    terms = Terms(as_of=as_of, needs=NEEDS)
    with open_sales([str(paths["sales"])], wishes, terms, sides) as found:
        yield found


def report(sales: Sales, *given: str) -> Document:
    """Return the report by the usual settings but for some, written as ``--set`` takes them."""
    return build(sales, config.load(None, list(given)), "en")


def rows(document: Document, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table as mappings."""
    records = document.tables[table].rows.frame().to_dict("records")
    return [{str(name): value for name, value in record.items()} for record in records]


def said(document: Document) -> str:
    """Return all that a report says in sentences."""
    lines = [line.en for section in document.sections for line in section.lines]
    return "\n".join([*lines, *(note.en for note in document.notes)])
