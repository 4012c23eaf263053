"""What is known about the files before they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from repurchase_cli.systems import System


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line and the settings say; the settings of the same names explain each.

    Parameters
    ----------
    columns
        Field to header; the fields of side files stand behind their kind: ``points.customer_id``.
    date_order
        ``day first`` or ``month first``; empty leaves it to the values.
    decimal
        ``point`` or ``comma``; empty leaves it to the values.
    answers
        Law of reading to ``accept``: its doubt is settled (:mod:`repurchase_cli.laws`).
    rates
        Value of one unit of a currency in the shop's own.
    systems
        Shop systems that the user describes.
    timezone
        Zone into which times of other zones are converted; empty leaves them as written.
    timezone_of_files
        Zone of times that carry no offset, where neither header nor shop system tells it.
    skip_bad_files
        Leave out files that cannot be read, and say so.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    encoding: str = ""
    decimal: str = ""
    currency: str = ""
    amount_basis: str = "paid"
    stored_value: str = "spent"
    answers: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=dict)
    timezone: str = ""
    timezone_of_files: str = ""
    systems: tuple[System, ...] = ()
    skip_bad_files: bool = False

    @property
    def of_sales(self) -> dict[str, str]:
        """What is said of the columns of sales."""
        return {field: header for field, header in self.columns.items() if "." not in field}

    def of_side(self, kind: str) -> dict[str, str]:
        """Return what is said of the columns of a kind of side file."""
        named = ((field.partition("."), header) for field, header in self.columns.items())
        return {field: header for (of, dot, field), header in named if dot and of == kind}
