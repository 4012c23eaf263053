"""The ledger of a run: opened to be written or looked at, and the run recorded in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from repurchase_cli import __version__
from repurchase_cli.campaigns import salt
from repurchase_cli.campaigns.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from repurchase_cli.targeting.run import Run


@contextmanager
def opened_ledger(path: Path | None, *, dry_run: bool) -> Iterator[Ledger]:
    """Open the ledger: to write it, in a dry run to look at it; without a path one in memory."""
    if path is None or (dry_run and not path.exists()):
        with Ledger.none() as ledger:
            yield ledger
    elif dry_run:
        with Ledger.reading(path) as ledger:
            yield ledger
    else:
        with Ledger.writing(path) as ledger:
            yield ledger


def salt_of(ledger: Path, *, dry_run: bool) -> bytes:
    """Return the secret of codes and control arms beside a ledger; a dry run makes none."""
    path = salt.salt_path(ledger)
    return salt.read(path) or b"" if dry_run else salt.read_or_make(path)


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
