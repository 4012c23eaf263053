"""Files that cannot be read: all of them are named at once, or each is left out and said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from repurchase_cli.errors import InputError
from repurchase_cli.readers.meaning.questions import Doubts, QuestionError, QuestionsError

Note = tuple[str, str]


@dataclass(slots=True)
class BadFiles:
    """What is wrong with the files of a run.

    With ``skip``, files that cannot be read are left out and ``notes`` say so; what can be answered
    is asked all the same.
    """

    skip: bool = False
    doubts: Doubts = field(default_factory=Doubts)
    notes: list[Note] = field(default_factory=list)

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Keep what is raised within, and go on with the next file."""
        with self.doubts.gather():
            try:
                yield
            except InputError as error:
                parts = error.questions if isinstance(error, QuestionsError) else (error,)
                faults = [part for part in parts if not _can_be_answered(part)]
                if not self.skip or not faults:
                    raise
                self.notes.append((f"left out: {faults[0]}", f"已略去无法读取的文件：{faults[0]}"))

    def refuse(self, *, left: bool) -> None:
        """Raise what was gathered, if there is any; all that was left out when nothing is ``left``.

        Raises
        ------
        InputError
            All in one.
        """
        self.doubts.refuse()
        if not left and self.notes:
            raise InputError(
                "\n".join(said for said, _ in self.notes),
                hint="none of the files can be read: repurchase check FILE says more of each",
            )


def _can_be_answered(error: InputError) -> bool:
    return isinstance(error, QuestionError) and bool(error.candidates)
