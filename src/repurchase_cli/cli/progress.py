"""The bar that long work shows on a terminal: what is done, how much of it, and the time left."""

# ruff: noqa: PLC0415 - Rich is loaded by work that is long

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from repurchase_cli import progress

if TYPE_CHECKING:
    from rich.progress import Progress

#: Seconds before anything is shown, and between two looks at the work.
_PATIENCE = 0.3
_PACE = 0.1
#: From this share on, and after so many seconds, the time left can be told.
_TELLING = 0.05
_SECONDS = 1.0
_LEFT = ("{} left", "还需 {}")
_bars: list[Bar] = []


class Clock:
    """Tells the time left of the work that is running, from how far it has come."""

    def __init__(self) -> None:
        self.work: progress.Work | None = None
        self.share = 0.0
        self.begin = 0.0

    def left(self, work: progress.Work, share: float | None, now: float) -> float | None:
        """Return the seconds that are left, None while they cannot be told."""
        if work is not self.work or share is None or share < self.share:
            self.work, self.begin = work, now
        self.share = share or 0.0
        spent = now - self.begin
        if share is None or share < _TELLING or spent < _SECONDS:
            return None
        return spent * (1 - share) / share


class Bar:
    """A thread that shows the work of :mod:`repurchase_cli.progress` until it is told to stop."""

    def __init__(self, *, chinese: bool) -> None:
        self.chinese = chinese
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._show, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take the bar off the screen, for good."""
        self._over.set()
        self._thread.join()

    def _show(self) -> None:
        if self._over.wait(_PATIENCE):
            return
        clock = Clock()
        with _bar() as bar:
            task = bar.add_task("", total=None, per_cent="", left="")
            while not self._over.wait(_PACE):
                if work := progress.current():
                    share = work.share()
                    left = clock.left(work, share, time.monotonic())
                    bar.update(
                        task,
                        description=work.what[self.chinese],
                        total=None if share is None else 1,
                        completed=share or 0,
                        per_cent="" if share is None else f"{share:.0%}",
                        left="" if left is None else _LEFT[self.chinese].format(_minutes(left)),
                    )
                bar.refresh()


def _minutes(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"


def _bar() -> Progress:
    """Return Rich's bar; what is printed on standard error meanwhile stands above it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[per_cent]:>4}", markup=False),
        TextColumn("{task.fields[left]}", markup=False),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
    )


@contextmanager
def shown(*, quiet: bool, chinese: bool) -> Iterator[None]:
    """Show the work of the block on a terminal, unless the user asked for quiet.

    A block within another goes on with its bar, and takes it off the screen at its end.
    """
    if quiet or not sys.stderr.isatty():
        yield
        return
    if not _bars:
        _bars.append(Bar(chinese=chinese))
    try:
        yield
    finally:
        stop()


def stop() -> None:
    """Take the bar off the screen before something else is printed there."""
    while _bars:
        _bars.pop().stop()
