"""What is being done, and how much of it is: for whoever shows it, such as the command line.

Long work says so by :func:`doing`; another thread asks how far it is. Nothing is shown here, and
work that nobody asks costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

#: Tells the share that is done, 0 to 1, and None while that is not known.
Share = Callable[[], float | None]


@dataclass(frozen=True, slots=True)
class Work:
    """Some work: what it is, in English and Chinese, and how much of it is done."""

    what: tuple[str, str]
    share: Share


@dataclass(slots=True)
class Count:
    """Counts what is done of a known number."""

    total: int
    done: int = 0

    def share(self) -> float:
        """Return the share that is done."""
        return min(1.0, self.done / self.total) if self.total else 1.0


_running: list[Work] = []


def unknown() -> None:
    """Return that the share is not known."""


@contextmanager
def doing(what: tuple[str, str], share: Share | None = None) -> Iterator[None]:
    """Say what is being done within the block; work within work stands before it.

    Work that names no share of its own is told by that of the work around it.
    """
    around = current()
    _running.append(Work(what, share or (around.share if around else unknown)))
    try:
        yield
    finally:
        _running.pop()


def current() -> Work | None:
    """Return what is being done now."""
    running = _running[-1:]  # taken at once: the work may end meanwhile
    return running[0] if running else None
