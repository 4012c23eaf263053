"""What the chapters of the report are made of: the commands' documents, each made once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.clv import report as clv
from repurchase_cli.reports.cohorts import report as cohorts
from repurchase_cli.reports.feedback import report as feedback
from repurchase_cli.reports.intervals import report as intervals
from repurchase_cli.reports.measure import report as measure
from repurchase_cli.reports.members import report as members
from repurchase_cli.reports.members.people import LEAST as LEAST_PEOPLE
from repurchase_cli.reports.metrics import report as metrics
from repurchase_cli.reports.migrate import report as migrate
from repurchase_cli.reports.products import report as products
from repurchase_cli.reports.products.scope import ProductsRequest
from repurchase_cli.reports.report.figures import Figure, figures
from repurchase_cli.reports.report.measured import Measured, measured
from repurchase_cli.reports.report.periods import Comparison
from repurchase_cli.reports.segment import report as segment
from repurchase_cli.reports.targets import report as targets
from repurchase_cli.shop.segmentation import Segmentation, segment_customers
from repurchase_cli.targeting.run import TargetsRequest, run_campaigns

if TYPE_CHECKING:
    from datetime import date

    from repurchase_cli.analysis.periods import Period
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Document, Language, Table
    from repurchase_cli.sales import Relation, Sales

#: For so many days the report says who is due.
DUE_DAYS = 7
_DAY = timedelta(days=1)


class Campaigns(NamedTuple):
    """The ledger of past campaigns, and the secret of codes and control arms beside it."""

    ledger: Ledger
    salt: bytes


class LeftOutError(Exception):
    """A chapter that the data cannot fill, and why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True)
class Story:
    """The sales of a run and the period that is told of; a document is made when it is read.

    ``purchases`` are all of them: as long as they are held, the chapters read the same ones.
    """

    sales: Sales
    settings: Settings
    language: Language
    comparison: Comparison
    campaigns: Campaigns
    purchases: Relation

    @property
    def period(self) -> Period:
        """The days that the report is about."""
        return self.comparison.period

    @cached_property
    def segmentation(self) -> Segmentation:
        """The classes as of today."""
        return segment_customers(self.sales, self.settings)

    @cached_property
    def series(self) -> list[Measured]:
        """The numbers of the period, and before it those of the periods of the series."""
        wanted = self.comparison
        compared = {wanted.period, wanted.previous, wanted.year_before} - {None}
        return self._measured(wanted.series, compared)

    @cached_property
    def year_before(self) -> Measured | None:
        """The numbers of the same period a year before, where the data reach so far."""
        period = self.comparison.year_before
        if period is None:
            return None
        of_series = (each for each in self.series if each.period == period)
        return next(of_series, None) or self._measured([period], [period])[0]

    @cached_property
    def figures(self) -> list[Figure]:
        """The ten numbers of the period."""
        return figures(self.series, self.year_before, self.settled)

    @property
    def settled(self) -> date:
        """The day from which on the files reach back as far as classes look."""
        begin = self.sales.intake.first or self.period.first
        return begin + timedelta(days=self.settings.recent_days)

    def _measured(
        self, periods: Sequence[Period], compared: Collection[Period | None]
    ) -> list[Measured]:
        return measured(self.sales, self.settings, self.segmentation, periods, compared)

    @cached_property
    def segment(self) -> Document:
        """What ``segment`` gives."""
        return segment.build(self.sales, self.settings, self.language)

    @cached_property
    def metrics(self) -> Document:
        """What ``metrics`` gives for the days of the period."""
        return self.metrics_by()

    def metrics_by(self, *groups: str) -> Document:
        """Return what ``metrics`` gives for the days of the period by some groups."""
        request = metrics.MetricsRequest(self.period.first, self.period.last, groups=groups)
        return metrics.build(request, *self._given)

    @cached_property
    def migrate(self) -> Document:
        """What ``migrate`` gives from the day before the period to its last day."""
        request = migrate.MigrateRequest(
            first=self.period.first - _DAY, last=self.period.last, preferences=False
        )
        return migrate.build(request, *self._given)

    @cached_property
    def intervals(self) -> Document:
        """What ``intervals`` gives, with who is due in the days to come."""
        return intervals.build(intervals.IntervalsRequest(due_within=DUE_DAYS), *self._given)

    @cached_property
    def cohorts(self) -> Document:
        """What ``cohorts`` gives."""
        return cohorts.build(cohorts.CohortsRequest(), *self._given)

    @cached_property
    def clv(self) -> Document:
        """What ``clv`` gives."""
        return clv.build(clv.ClvRequest(), *self._given)

    @cached_property
    def products(self) -> Document:
        """What ``products`` gives of goods."""
        return products.build(ProductsRequest(), *self._given, parts=products.OF_GOODS)

    @cached_property
    def likes(self) -> Document:
        """What ``products`` gives of what customers like and would take next."""
        return products.build(ProductsRequest(), *self._given, parts=products.OF_LIKES)

    @cached_property
    def feedback(self) -> Document:
        """What ``feedback`` gives, of groups in which nobody can be told apart."""
        return feedback.build(*self._given, least_people=LEAST_PEOPLE)

    @cached_property
    def measure(self) -> Document:
        """What ``measure`` gives."""
        return measure.build(measure.MeasureRequest(), self.campaigns.ledger, *self._given)

    @cached_property
    def members(self) -> Document:
        """What ``members`` gives, with who moved between tiers since the day before the period."""
        begin = self.sales.intake.first or self.period.first
        since = max(self.period.first - _DAY, begin)
        request = members.MembersRequest(since if since < self.sales.as_of else None)
        return members.build(request, self.campaigns.ledger, *self._given)

    @cached_property
    def targets(self) -> Document:
        """What a dry run of ``targets`` gives."""
        request = TargetsRequest(dry_run=True)
        ledger, salt = self.campaigns
        return targets.build(run_campaigns(request, ledger, salt, *self._given))

    @property
    def _given(self) -> tuple[Sales, Settings, Language]:
        return self.sales, self.settings, self.language

    def sections(self, document: Document, *tables: str) -> Iterator[Section]:
        """Yield the sections of a command with these tables, in the command's order.

        Without names, all but what is common to all documents. Tables are called
        ``COMMAND.TABLE``.
        """
        for section in document.sections:
            name = section.table.name if section.table else ""
            if (name in tables) if tables else not section.common:
                yield named(section, document.command)


def named(section: Section, command: str, suffix: str = "") -> Section:
    """Return a section whose table is called ``COMMAND.TABLE``, its chart's as well."""

    def name_of(table: str) -> str:
        return f"{command}.{table}{suffix}"

    table, chart = section.table, section.chart
    return replace(
        section,
        table=table and replace(table, name=name_of(table.name)),
        chart=chart and replace(chart, table=name_of(chart.table)),
    )


def behind(sections: Iterable[Section], *tables: str) -> Iterator[Section]:
    """Yield sections of which these tables are not shown: who wants them finds them in files."""
    for section in sections:
        table = section.table
        hide = table is not None and table.name in tables
        yield replace(section, table=replace(table, shown=False)) if table and hide else section


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the report: its name for ``--sections``, its heading, and what it holds.

    ``build`` gives its sections and the documents whose notes hold for them; no sections where the
    file that it is about is not given.
    """

    name: str
    title: Text
    build: Callable[[Story], tuple[Iterable[Section], Iterable[Document]]]


def as_chapter(title: Text, sections: Iterable[Section]) -> Iterator[Section]:
    """Yield sections as parts of one chapter under a heading of its own."""
    yield Section(title)
    for section in sections:
        yield replace(section, part_of_last=True)


def without_customers(section: Section) -> Section | None:
    """Return a section without its table where that lists customers; None where nothing is left."""
    table = section.table
    if table is None or not lists_customers(table):
        return section
    return replace(section, table=None, chart=None) if section.lines else None


def lists_customers(table: Table) -> bool:
    """Whether the rows of a table are customers by name or id."""
    return any(column.id == "customer_id" for column in table.columns)
