"""The ledger of a run: opened to be written or looked at, and the run recorded in it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli import __version__
from repurchase_cli.campaigns import LEDGER
from repurchase_cli.campaigns.ledger import Ledger, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repurchase_cli.targeting.run import Run


@contextmanager
def opened_ledger(place: Place | None, *, dry_run: bool) -> Iterator[Ledger]:
    """Open the ledger: to write it, in a dry run to look at it; without a place one in memory."""
    if place is None:
        with Ledger.none(Path(LEDGER)) as ledger:
            yield ledger
    elif dry_run:
        with Ledger.reading(place, required=False) as ledger:
            yield ledger
    else:
        with Ledger.writing(place) as ledger:
            yield ledger


@contextmanager
def recorded(run: Run, ledger: Ledger, *, dry_run: bool) -> Iterator[Callable[[], None]]:
    """Record a run; gives what commits it, to be called when its files are complete.

    Whatever fails before that leaves no trace, and what is lost after it can be written again by
    the same command. When the block ends well, the run's files are noted as written.
    """
    if dry_run:
        yield lambda: None
        return
    sales = run.shop.sales
    last = sales.intake.last or sales.as_of
    number = ledger.add(sales.as_of, last, __version__, run.definitions, run.contacts.new)
    yield ledger.commit
    ledger.mark_written(number)
