"""The cover of a report in words: its opening paragraph, and its key figures with their changes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.document import Text
from repurchase_cli.writers import values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repurchase_cli.document import Change, Document, KeyFigure, Kind, Language

FIGURES = Text("Key figures", "关键指标")
NOTHING = "–"
CHANCE = {
    True: Text("more than chance", "超出随机波动"),
    False: Text("may be chance", "可能只是随机波动"),
}
UNITS: Mapping[Kind, Text] = {
    "share": Text(" points", " 个百分点"),
    "days": Text(" days", " 天"),
}
WHOLE_FROM = 1000  # money from there on is read without its cents


class Words(NamedTuple):
    """A key figure as people read it; what is not there is empty, but for its value, a dash."""

    label: str
    value: str
    previous: str
    change: str
    chance: str
    year_before: str
    change_year_before: str
    interval: str


HEADINGS = (
    Text("Key figure", "关键指标"),
    Text("Value", "数值"),
    Text("Before", "上期"),
    Text("Change", "变化"),
    Text("Chance?", "是否随机"),
    Text("Year before", "去年同期"),
    Text("Change in a year", "同比变化"),
    Text("Change, 95% interval", "变化的 95% 区间"),
)


def paragraph(document: Document, language: Language) -> str:
    """Return the sentences with which a report opens as one text."""
    between = "" if language == "zh" else " "
    return between.join(values.clean(sentence.say(language)) for sentence in document.paragraph)


def rows(document: Document, language: Language) -> list[list[str]]:
    """Return the key figures as rows of text, headings first; no rows where there are none."""
    if not document.figures:
        return []
    body = [list(words(figure, document.currency, language)) for figure in document.figures]
    return [[heading.say(language) for heading in HEADINGS], *body]


def words(figure: KeyFigure, currency: str, language: Language) -> Words:
    """Return a key figure in words."""
    digits = values.digits(currency)
    change, year = (
        "" if step is None else _differences([step.value], step, figure.kind, digits, language)
        for step in (figure.change, figure.change_year_before)
    )
    return Words(
        label=values.clean(figure.label.say(language)),
        value=amount(figure.value, figure.kind, digits) or NOTHING,
        previous=amount(figure.previous, figure.kind, digits),
        change=change,
        year_before=amount(figure.year_before, figure.kind, digits),
        change_year_before=year,
        chance=_chance(figure.change, language),
        interval=_interval(figure.change, figure.kind, digits, language),
    )


def amount(value: object, kind: Kind, digits: int) -> str:
    """Return a key figure's number, large money without its cents."""
    number = values.real(value)
    if kind == "money" and number is not None and abs(number) >= WHOLE_FROM:
        digits = 0
    return values.shown(value, kind, digits, whole=kind == "days")


def _chance(change: Change | None, language: Language) -> str:
    if change is None or change.beyond_chance is None:
        return ""
    return CHANCE[change.beyond_chance].say(language)


def _interval(change: Change | None, kind: Kind, digits: int, language: Language) -> str:
    if change is None or change.low is None or change.high is None:
        return ""
    return _differences([change.low, change.high], change, kind, digits, language)


def _differences(
    numbers: Sequence[float], change: Change, kind: Kind, digits: int, language: Language
) -> str:
    """Return differences with their signs and their unit."""
    if change.relative:
        return " … ".join(
            _sign(number) + amount(abs(number), "share", digits) for number in numbers
        )
    if kind == "share":
        points = [f"{values.rounded(Decimal(str(abs(number) * 100)), 1)}" for number in numbers]
    else:
        points = [amount(abs(number), kind, digits) for number in numbers]
    text = " … ".join(_sign(number) + point for number, point in zip(numbers, points, strict=True))
    return text + UNITS[kind].say(language) if kind in UNITS else text


def _sign(value: float) -> str:
    return "−" if value < 0 else "+" if value > 0 else "±"
