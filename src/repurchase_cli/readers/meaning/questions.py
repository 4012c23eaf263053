"""What a file leaves open, put to the user: all of it at once, with what each answer would mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from repurchase_cli.errors import InputError


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer to a question.

    ``setting`` is what the answer sets: a group of the settings → its names and values, such as
    ``columns`` → field and header; the group of a setting of its own is empty. ``examples`` are
    values of three rows. ``revenue`` and ``customers`` are what the rows that were looked at come
    to by it, None where it is not known.
    """

    option: str
    setting: Mapping[str, Mapping[str, str]]
    examples: tuple[str, ...] = ()
    revenue: float | None = None
    customers: int | None = None
    remark: str = ""

    def __str__(self) -> str:
        """Return the answer as one line of a message."""
        numbers = [
            *([] if self.revenue is None else [f"revenue {self.revenue:,.2f}"]),
            *([] if self.customers is None else [f"{self.customers:,} customers"]),
            *([self.remark] if self.remark else []),
            *([f"such as {', '.join(self.examples)}"] if self.examples else []),
        ]
        return f"{self.option}: {'; '.join(numbers)}" if numbers else self.option


def acceptance(law: str, remark: str, customers: int | None = None) -> Candidate:
    """Return the answer that what a law doubts is as it stands."""
    return Candidate(
        f"--set answers.{law}=accept",
        {"answers": {law: "accept"}},
        customers=customers,
        remark=remark,
    )


class QuestionError(InputError):
    """Something that the file alone does not decide, with the answers that are plausible."""

    def __init__(
        self, what: str, candidates: Sequence[Candidate], *, hint: str = "", file: str | None = None
    ) -> None:
        shown = [candidate for candidate in candidates if str(candidate) != candidate.option]
        listed = "".join(f"\n    {candidate}" for candidate in shown)
        options = " or ".join(_short(candidate.option) for candidate in candidates[:3])
        super().__init__(f"{what}{listed}", hint=hint or f"say which: {options}", file=file)
        self.what = what
        self.candidates = tuple(candidates)


class QuestionsError(InputError):
    """All that the files leave open, in one refusal."""

    def __init__(self, questions: Sequence[InputError]) -> None:
        first, *others = questions
        super().__init__("\n".join(map(str, questions)))
        hints = dict.fromkeys(question.hint for question in (first, *others) if question.hint)
        self.hint = "\n      ".join(hints)
        self.questions = tuple(questions)


def _short(option: str) -> str:
    return f"--map '{option.removeprefix('--map ')}'" if option.startswith("--map ") else option


@dataclass(slots=True)
class Doubts:
    """The questions that reading a header has raised so far."""

    raised: list[InputError] = field(default_factory=list)

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Keep what is raised within for the one refusal, and go on."""
        try:
            yield
        except InputError as error:
            several = error.questions if isinstance(error, QuestionsError) else (error,)
            self.raised += [question for question in several if question not in self.raised]

    def refuse(self) -> None:
        """Raise what was gathered, if there is any.

        Raises
        ------
        InputError
            All in one.
        """
        if self.raised:
            raise self.refusal()

    def refusal(self) -> InputError:
        """Return what was gathered as one error."""
        return self.raised[0] if len(self.raised) == 1 else QuestionsError(self.raised)
