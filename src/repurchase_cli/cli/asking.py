"""Questions that files leave open, put to the person at the terminal; the answers as options."""

# ruff: noqa: PLC0415 - what is heavy is loaded when a command runs, not for --help

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from repurchase_cli.cli.options import Request

if TYPE_CHECKING:
    from repurchase_cli.errors import InputError
    from repurchase_cli.readers.meaning.questions import Candidate, QuestionError


def can_ask() -> bool:
    """Whether somebody sits at a terminal, who sees a question and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def answered(request: Request, error: InputError) -> tuple[Request, list[str]] | None:
    """Return a request with the answers to what the files leave open, and the evidence in words.

    None when something is wrong that no answer mends.
    """
    from repurchase_cli.readers.meaning.questions import QuestionError, QuestionsError

    raised = error.questions if isinstance(error, QuestionsError) else (error,)
    questions = [q for q in raised if isinstance(q, QuestionError) and q.candidates]
    if len(questions) < len(raised):
        return None
    evidence = []
    for question in questions:
        candidate = _ask(question)
        request = _with(request, candidate)
        evidence.append(f"{question.what}: {candidate}")
    return request, evidence


def _ask(question: QuestionError) -> Candidate:
    """Return the answer that the person chooses; Enter takes the first, which is the likelier."""
    typer.echo(f"\n{question.what}", err=True)
    for number, candidate in enumerate(question.candidates, start=1):
        typer.echo(f"  {number}  {candidate}", err=True)
    last = len(question.candidates)
    while True:
        key = typer.prompt(f"1 to {last}", default="1", err=True).strip()
        if key.isdecimal() and 1 <= int(key) <= last:
            return question.candidates[int(key) - 1]


def _with(request: Request, candidate: Candidate) -> Request:
    """Return a request with an answer among its options."""
    maps, settings = [*request.map_], [*request.set_]
    for group, values in candidate.setting.items():
        for name, value in values.items():
            option = f"{name}={value}"
            if group == "columns":
                maps.append(option)
            else:
                settings.append(f"{group}.{option}" if group else option)
    return replace(request, map_=maps, set_=settings)
