"""The key figures of a report as cards: the number, its changes, and a line of the last months."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.writers import cover, values
from repurchase_cli.writers.html import words
from repurchase_cli.writers.svg import sparkline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from repurchase_cli.document import Document, KeyFigure, Language
    from repurchase_cli.writers.cover import Words


class Step(NamedTuple):
    """How far a key figure is from an earlier one."""

    change: str
    earlier: str
    chance: str
    telling: bool  # more than chance


class Card(NamedTuple):
    """A key figure; ``number`` is its value in full."""

    id: str
    label: str
    meaning: str
    value: str
    number: float | None
    unit: str
    steps: list[Step]
    trend: Markup


def cards(document: Document, language: Language) -> Iterator[Card]:
    """Yield the key figures of a report."""
    for figure in document.figures:
        text = cover.words(figure, document.currency, language)
        money, days = figure.kind == "money", figure.kind == "days"
        yield Card(
            figure.id,
            f"{text.label} ({document.currency})" if money and document.currency else text.label,
            values.clean(figure.meaning.say(language)),
            text.value,
            values.real(figure.value),
            words.DAYS.say(language) if days else "",
            list(_steps(figure, text, language)),
            _trend(figure, values.digits(document.currency), language),
        )


def _steps(figure: KeyFigure, text: Words, language: Language) -> Iterator[Step]:
    before, year = words.BEFORE.say(language), words.YEAR_BEFORE.say(language)
    telling = bool(figure.change and figure.change.beyond_chance)
    if text.previous:
        yield Step(text.change, before.format(text.previous), text.chance, telling)
    again = (figure.year_before, figure.change_year_before) == (figure.previous, figure.change)
    if text.year_before and not again:  # of a year, the year before is the period before
        yield Step(text.change_year_before, year.format(text.year_before), "", telling=False)


def _trend(figure: KeyFigure, digits: int, language: Language) -> Markup:
    texts = [cover.amount(number, figure.kind, digits) for _, number in figure.trend]
    days = [day.strftime(words.DAY) for day, _ in figure.trend]
    points = [f"{day}: {text or cover.NOTHING}" for day, text in zip(days, texts, strict=True)]
    title = f"{figure.label.say(language)}, {words.TREND.say(language)}"
    numbers = [values.real(number) for _, number in figure.trend]
    return sparkline.drawn(f"trend-{figure.id}", title, "; ".join(points), numbers, points)
