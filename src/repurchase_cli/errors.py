"""The program's errors: what is wrong, what to do, and the exit status that a script sees.

One layout for all: ``FILE:LINE: what is wrong`` and a hint. They are raised where a mistake is
understood and caught in one place, the command line. Nothing here prints. A bad row of an export
is no error but a row of the problems table.
"""

from __future__ import annotations

from typing import ClassVar


def settings_line(**settings: object) -> str:
    """Return settings as one writes them into the settings file, for hints: ``rates: {USD: 7.1}``.

    Several are lines of their own.
    """
    import yaml  # noqa: PLC0415 - only for hints

    lines: str = yaml.safe_dump(
        settings, default_flow_style=None, allow_unicode=True, width=1e9, sort_keys=False
    )
    return lines.rstrip("\n")


class RepurchaseError(Exception):
    """A mistake that the user can mend.

    Parameters
    ----------
    what
        What is wrong, in one sentence without a final full stop.
    hint
        What to do about it, as an instruction.
    file, line
        Where it is; ``line`` is the physical line, the first one being 1.
    """

    status: ClassVar[int] = 2

    def __init__(
        self, what: str, *, hint: str = "", file: str | None = None, line: int | None = None
    ) -> None:
        place = ":".join(str(part) for part in (file, line) if part is not None)
        super().__init__(f"{place}: {what}" if place else what)
        self.hint = hint


class UsageError(RepurchaseError):
    """Wrong usage of the command line."""

    status = 2


class SettingsError(RepurchaseError):
    """A settings file or a ``--set`` that cannot be accepted; one sentence a mistake."""

    status = 2

    def __init__(self, mistakes: list[str], *, hint: str = "") -> None:
        super().__init__("\n".join(mistakes), hint=hint)
        self.mistakes = mistakes


class InputError(RepurchaseError):
    """A file that cannot be read or understood."""

    status = 3


class TooLittleDataError(RepurchaseError):
    """Too little data for what was asked."""

    status = 4


class OutputError(RepurchaseError):
    """An output that could not be written, or that another run holds."""

    status = 5


class BooksError(Exception):
    """The books of a run do not balance: a bug, shown with its traceback (exit 1)."""
