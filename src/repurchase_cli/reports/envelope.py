"""What all documents have in common: what was read, in which currency, by which settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.document import Document
from repurchase_cli.reports.notes import age_notes, data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_section
from repurchase_cli.shop.currency import currency_of
from repurchase_cli.shop.segmentation import effective_settings

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Section, Text
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.segmentation import Segmentation


def envelope(
    sales: Sales,
    settings: Settings,
    segmentation: Segmentation | None = None,
    *,
    command: str,
    title: Text,
    main: str,
    sections: Iterable[Section],
    lists: Sequence[Section] = (),
    notes: Iterable[Text] = (),
    fresh_days: int | None = None,
) -> Document:
    """Return the document of a command.

    Parameters
    ----------
    segmentation
        How customers were labelled, where they were: its thresholds and cuts are the settings in
        force.
    main
        Name of the table that forms with one table hold.
    sections, lists
        What stands before and after what was read: long lists come last.
    notes
        Doubts of this report, which stand before those about the data.
    fresh_days
        So many days before the as-of date the data may end without a note; by default as many as
        the settings say.
    """
    fresh = settings.stale_days if fresh_days is None else fresh_days
    return Document(
        command=command,
        title=title,
        main=main,
        sections=(
            *sections,
            reading_section(sales),
            *lists,
        ),
        as_of=sales.as_of,
        currency=currency_of(sales, settings),
        intake=intake_mapping(sales.intake),
        settings=effective_settings(settings, segmentation),
        notes=(*age_notes(sales, fresh), *notes, *data_notes(sales, settings)),
    )
