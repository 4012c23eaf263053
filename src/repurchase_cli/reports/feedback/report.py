"""What customers say by class, store and time, what goes with it, and what is left to answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from repurchase_cli.document import Document, Section, Text
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.feedback import reasons, satisfaction
from repurchase_cli.reports.feedback.complaints import Complaints, never_back, pending, response
from repurchase_cli.reports.feedback.notes import feedback_notes
from repurchase_cli.reports.feedback.texts import scored_texts, texts_of, words_section
from repurchase_cli.shop.feedback import feedback_columns, feedback_of, has_feedback
from repurchase_cli.shop.segmentation import private_ids, segment_customers
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.feedback import Feedback
    from repurchase_cli.shop.segmentation import Segmentation

NEEDS = Needs(contacts=True, lines=frozenset({"return_reason", "size", "store"}))


def build(
    sales: Sales, settings: Settings, language: Language, *, least_people: int = 1
) -> Document:
    """Return satisfaction and return, reasons, complaints and lists.

    Groups of fewer people than ``least_people`` are left out of what is told of satisfaction.

    Raises
    ------
    UsageError
        When no feedback file was given.
    TooLittleDataError
        When it has nothing up to the as-of date.
    """
    del language
    if not has_feedback(sales):
        raise UsageError(
            "there is no feedback to read", hint="give it with --feedback PATH: scores, complaints"
        )
    segmentation = segment_customers(sales, settings)
    feedback = feedback_of(sales, settings)
    if feedback.pieces.empty:
        raise TooLittleDataError(
            f"the feedback file has nothing up to {sales.as_of}",
            hint="look at its dates: repurchase check FILES --feedback PATH",
        )
    people = _people(sales, segmentation)
    labels = {rule.name: rule.label for rule in segmentation.rules["class"]}
    texts = texts_of(feedback, people.set_index("customer_id")["name"])
    complaints = Complaints(feedback, sales, settings, feedback_columns(sales))
    return envelope(
        sales,
        settings,
        segmentation,
        command="feedback",
        title=Text("What customers say", "客户反馈"),
        main="feedback",
        sections=_given(
            *_satisfaction(feedback, people, labels, settings, least_people),
            reasons.reasons(sales, feedback),
            reasons.unmet_sizes(sales, feedback),
            response(complaints),
            reasons.solutions(feedback),
            words_section(texts),
        ),
        lists=_private(
            sales,
            pending(complaints, people[["customer_id", "name", "phone"]]),
            never_back(complaints, people, labels, sales),
            scored_texts(texts),
        ),
        notes=feedback_notes(sales, feedback, complaints),
    )


def _given(*sections: Section | None) -> list[Section]:
    """Return those sections that there are."""
    return [section for section in sections if section is not None]


def _private(sales: Sales, *lists: Section | None) -> list[Section]:
    """Return the lists of customers that there are, marked where their ids are contacts."""
    private = private_ids(sales)
    return [
        replace(section, table=section.table and replace(section.table, private_ids=private))
        for section in _given(*lists)
    ]


def _satisfaction(
    feedback: Feedback,
    people: pd.DataFrame,
    labels: Mapping[str, Text],
    settings: Settings,
    least: int,
) -> Iterable[Section | None]:
    """Yield scores by group and by month, and whether they go with coming back."""
    if feedback.scale is None:
        yield satisfaction.nothing()
        return
    scored = _grouped(feedback.scored, people)
    days = settings.feedback.window_days
    yield satisfaction.satisfaction(scored, feedback.scale, labels, days, least)
    yield satisfaction.by_month(scored, feedback.scale, least)
    bands = satisfaction.bands_of(scored)
    if all(c.group.denominator >= least for c in bands.comparisons.values()) and bands.comparisons:
        yield satisfaction.bands_section(bands, days)


def _grouped(scored: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return answers with the groups that they belong to, empty texts for none."""
    classes = people.set_index("customer_id")["class"]
    grouped = scored.assign(
        store=scored["store"].fillna(""),
        channel=scored["channel"].fillna(""),
        month=scored["day"].dt.strftime("%Y-%m"),
        all="all",
    )
    grouped["class"] = scored["customer_id"].map(classes).fillna("").astype(str)
    return grouped


def _people(sales: Sales, segmentation: Segmentation) -> pd.DataFrame:
    """Return the customers with their contacts and classes."""
    columns = ["row", "customer_id", "name", "phone", "n_purchases", "revenue"]
    people = sales.customers(columns)
    labels = segmentation.labels.frame()[["row", "class_index"]]
    names = [rule.name for rule in segmentation.rules["class"]]
    classes = labels.set_index("row")["class_index"].map(dict(enumerate(names)))
    return people.assign(**{"class": people["row"].map(classes)})
