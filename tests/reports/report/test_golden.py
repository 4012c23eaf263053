"""The whole report on the sample shop, chapter by chapter, in both languages."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from repurchase_cli import config
from repurchase_cli.campaigns.ledger import Ledger
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.report import report
from repurchase_cli.reports.report.chapters import CHAPTERS
from repurchase_cli.terms import Terms
from tests.reports.list_reports import record_lists
from tests.reports.report.dumped import chapters
from tests.reports.report.sample import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.document import Document, Language
    from repurchase_cli.sales import Sales

GOLDEN = Path(__file__).parent / "golden"
#: Chapters about files that are not given here.
UNTOLD = {"feedback"}
NAMES = ("cover", *(c.name for c in CHAPTERS if c.name not in UNTOLD), "notes")


@pytest.fixture(scope="module")
def sales() -> Iterator[Sales]:
    """The sample shop, read where it lies, so that its files have the same names everywhere."""
    with ExitStack() as stack:
        stack.callback(os.chdir, Path.cwd())
        os.chdir(SAMPLE)
        terms, side = Terms(needs=report.needs(config.load(None))), {"customers": "customers.csv"}
        yield stack.enter_context(open_sales(["sales.csv"], terms=terms, side=side))


@pytest.fixture(scope="module")
def documents(sales: Sales) -> dict[Language, Document]:
    settings = config.load(None, ["catch_up_days=0"])
    request = report.ReportRequest(with_customers=True)
    with Ledger.none() as ledger:
        record_lists(ledger, sales, settings)
        campaigns = report.Campaigns(ledger, bytes(32))
        return {
            language: report.build(request, campaigns, sales, settings, language)
            for language in ("en", "zh")
        }


@pytest.fixture(scope="module")
def texts(documents: dict[Language, Document]) -> dict[Language, dict[str, str]]:
    return {
        language: dict(zip(NAMES, chapters(document, language).values(), strict=True))
        for language, document in documents.items()
    }


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", NAMES)
def test_chapter(name: str, language: Language, texts: dict[Language, dict[str, str]]) -> None:
    golden = GOLDEN / f"{name}_{language}.txt"
    assert texts[language][name].splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_no_table_stands_twice_and_every_chart_has_its_table(
    documents: dict[Language, Document],
) -> None:
    document = documents["en"]
    names = [section.table.name for section in document.sections if section.table]
    assert len(names) == len(set(names))
    assert {each.chart.table for each in document.sections if each.chart} <= {*names}


def test_the_paragraph_has_at_most_five_sentences(documents: dict[Language, Document]) -> None:
    for language, document in documents.items():
        sentences = [sentence.say(language) for sentence in document.paragraph]
        assert 0 < len(sentences) <= 5
        assert all(sentence.endswith("." if language == "en" else "。") for sentence in sentences)
