"""The chapters of the report in their order: a further one is a file and a line here."""

from __future__ import annotations

from repurchase_cli.reports.report.sections import (
    campaigns,
    classes,
    clv,
    cohorts,
    definitions,
    due,
    feedback,
    intervals,
    likes,
    members,
    products,
    quality,
    revenue,
    stores,
    summary,
)
from repurchase_cli.reports.report.story import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    summary.CHAPTER,
    classes.CHAPTER,
    intervals.CHAPTER,
    cohorts.CHAPTER,
    revenue.CHAPTER,
    clv.CHAPTER,
    members.CHAPTER,
    campaigns.CHAPTER,
    due.CHAPTER,
    stores.CHAPTER,
    products.CHAPTER,
    likes.CHAPTER,
    feedback.CHAPTER,
    quality.CHAPTER,
    definitions.CHAPTER,
)
