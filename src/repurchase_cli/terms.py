"""The terms on which sales are loaded: how lines become purchases, what a report needs, limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy.typing as npt

    #: Columns of a table by their names, (n,) each.
    Columns = Mapping[str, npt.NDArray[Any]]


class Limits(NamedTuple):
    """What an engine may use: memory, such as ``4GB``, and threads; by default what it likes."""

    memory: str = ""
    threads: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Needs:
    """What a report needs of the sales besides money; what it does not need costs nothing.

    ``contacts``: how customers are reached. ``items``: what purchases hold. ``last_items``: what
    was bought last. ``lines``: columns of lines that it reads once more, if the files have them.
    """

    contacts: bool = False
    items: bool = False
    last_items: bool = False
    lines: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """How lines become purchases; the settings of the same names explain each.

    ``as_of`` is None for the last day in the data. ``not_customers`` are ids that are no persons.
    ``contact_delay`` is how many days after the as-of date lists are used: the data end yesterday,
    and the list goes out this morning; 0 where the as-of date is today.
    ``aliases`` says that some customers have several ids, which a side file joins;
    ``join_customers`` are the contacts that do (``phone``, ``email``).
    """

    as_of: date | None = None
    purchase: str = "day"
    refunds: str = "match"
    count_zero_purchases: bool = False
    order_days: int = 60
    recent_days: int = 180
    day_ends_at: str = "00:00"
    not_customers: tuple[str, ...] = ()
    aliases: bool = False
    join_customers: tuple[str, ...] = ()
    needs: Needs = Needs(contacts=True)
    contact_delay: int = 1
