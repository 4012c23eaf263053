"""The period in one document: what happened, who moved, what to do tomorrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli import document
from repurchase_cli.document import Document, Section, Text
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.notes import age_notes
from repurchase_cli.reports.report.amounts import Amounts
from repurchase_cli.reports.report.chapters import CHAPTERS
from repurchase_cli.reports.report.figures import key_figures
from repurchase_cli.reports.report.notes import period_notes
from repurchase_cli.reports.report.paragraph import sentences
from repurchase_cli.reports.report.periods import Days, Step, comparison, name_of, words_of
from repurchase_cli.reports.report.sections import stores
from repurchase_cli.reports.report.story import (
    Campaigns,
    Chapter,
    LeftOutError,
    Story,
    as_chapter,
    without_customers,
)
from repurchase_cli.rules import did_you_mean
from repurchase_cli.shop.currency import currency_of
from repurchase_cli.targeting import people
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

__all__ = ["Campaigns", "Days", "ReportRequest", "build", "names_of", "needs"]


def needs(settings: Settings) -> Needs:
    """Return what the chapters need of the sales: lines tell stores, channels and redemptions."""
    lines = people.lines_for(settings) | {*stores.FIELDS, "coupon"}
    return Needs(contacts=True, items=True, last_items=True, lines=lines)


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What the user wants: the period, which chapters (none for all), and lists of customers.

    Raises
    ------
    UsageError
        For a chapter that there is not.
    """

    period: Step | Days = "month"
    chapters: tuple[str, ...] = ()
    with_customers: bool = False

    def __post_init__(self) -> None:
        known = [chapter.name for chapter in CHAPTERS]
        for name in self.chapters:
            if name not in known:
                raise UsageError(
                    f"the report has no section {name!r}{did_you_mean(name, known)}",
                    hint=f"choose of: {', '.join(known)}",
                )

    @property
    def chosen(self) -> tuple[Chapter, ...]:
        """The chapters that are wanted, in the order of the report; the numbers always open it."""
        first, *others = CHAPTERS
        return (first, *(c for c in others if not self.chapters or c.name in self.chapters))


def build(
    request: ReportRequest,
    campaigns: Campaigns,
    sales: Sales,
    settings: Settings,
    language: Language,
) -> Document:
    """Return the report of a period.

    Raises
    ------
    TooLittleDataError
        When nobody has a purchase, or no sale lies in the days that were named.
    """
    compared = comparison(sales, request.period)
    purchases = sales.purchases(sales.whole())
    story = Story(sales, settings, language, compared, campaigns, purchases)
    numbers = story.figures
    told = _told(story, request.chosen)
    name = words_of(compared.period, compared.step)
    whole = envelope(
        sales,
        settings,
        story.segmentation,
        command="report",
        title=Text(f"Report: {name.en}", f"报告：{name.zh}"),
        main="summary",
        sections=(),
        notes=(*period_notes(request.period, story), *told.notes),
    )
    sections = told.sections
    if not request.with_customers:
        sections = tuple(filter(None, map(without_customers, sections)))
    early = {*age_notes(sales, 0)} - {*age_notes(sales, settings.stale_days)}  # of its lists
    return replace(
        whole,
        sections=sections,
        notes=tuple(note for note in dict.fromkeys(whole.notes) if note not in early),
        period=_named_period(story),
        paragraph=sentences(compared, numbers, story.series, Amounts(currency_of(sales, settings))),
        figures=key_figures(numbers, story.series),
    )


def names_of(wanted: Step | Days, sales: Sales) -> dict[str, str]:
    """Return what names of files may ask for besides the as-of date."""
    compared = comparison(sales, wanted)
    return {"{period}": name_of(compared.period, compared.step)}


def _named_period(story: Story) -> document.Period:
    period, step = story.period, story.comparison.step
    return document.Period(name_of(period, step), period.first, period.last)


class _Told(NamedTuple):
    """The sections of the chapters, and notes: on what they hold, and why some were left out."""

    sections: tuple[Section, ...]
    notes: tuple[Text, ...]


def _told(story: Story, chapters: Sequence[Chapter]) -> _Told:
    sections: list[Section] = []
    notes: list[Text] = []
    left_out: list[Text] = []
    for chapter in chapters:
        try:
            parts, documents = chapter.build(story)
            if told := [*parts]:
                sections += as_chapter(chapter.title, told)
            notes += _own_notes(documents)
        except LeftOutError as error:
            left_out.append(_left_out(chapter, error.reason))
        except TooLittleDataError as error:
            left_out.append(_left_out(chapter, Text(str(error), f"数据不足（{error}）")))
    return _Told(tuple(sections), (*left_out, *notes))


def _left_out(chapter: Chapter, reason: Text) -> Text:
    return Text(
        f"Left out: {chapter.title.en}: {reason.en}", f"略去“{chapter.title.zh}”：{reason.zh}"
    )


def _own_notes(documents: Iterable[Document]) -> Iterator[Text]:
    for each in documents:
        yield from each.notes
