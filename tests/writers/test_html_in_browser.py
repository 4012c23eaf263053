"""The page in a real browser: silent, drawn, sortable, narrow, dark, printable, accessible.

Skipped where there is no Chromium; ``.ci/run`` installs Debian's.
"""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from repurchase_cli.writers import html
from tests.writers.report import SCRIPT, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from repurchase_cli.document import Language

    Open = Callable[..., Page]

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium: apt-get install chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as started:
        yield started.chromium.launch(executable_path=CHROMIUM, args=ARGS)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    document, folder = report(), tmp_path_factory.mktemp("pages")
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        out = io.BytesIO()
        main = document.tables[document.main]
        html.write(document, out, table=main, language=language, masked=True)
        (folder / f"{language}.html").write_bytes(out.getvalue())
    return {language: folder / f"{language}.html" for language in languages}


@pytest.fixture
def opened(browser: Browser, files: dict[str, Path]) -> Iterator[Open]:
    """Open the page; at the end, nothing was said on the console, asked of the network, or shown."""
    heard: list[str] = []
    contexts = []

    def load(language: str = "en", width: int = 1200, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        page.on("request", lambda request: heard.append(request.url))
        page.goto(files[language].as_uri())
        assert heard.pop() == files[language].as_uri()
        return page

    yield load
    for context in contexts:
        context.close()
    assert heard == []


def column(page: Page, table: str, number: int) -> list[str]:
    cells = f'[data-name="{table}"] tbody tr:not([hidden]) > :nth-child({number})'
    return page.locator(cells).all_inner_texts()


def test_charts_are_drawn_and_a_customer_named_as_a_script_is_a_name(opened: Open) -> None:
    page = opened()
    sizes = page.eval_on_selector_all(
        "svg.picture", "all => all.map(one => one.getBoundingClientRect()).map(one => one.height)"
    )
    assert len(sizes) == 5 + 10
    assert min(sizes) > 20
    marks = "rect.bar, rect[class^=q], path.curve"
    drawn = page.eval_on_selector_all(
        f"svg.picture :is({marks})", "all => all.filter(one => one.getTotalLength() > 0).length"
    )
    assert drawn > 4 + 13 + 91 + 4
    assert column(page, "top", 1)[0] == SCRIPT


def test_tables_sort_and_filter(opened: Open) -> None:
    page = opened()
    head = page.locator('[data-name="top"] thead th')
    before = column(page, "top", 5)
    head.nth(4).get_by_role("button").click()
    assert column(page, "top", 5) == sorted(before, key=number, reverse=True)
    assert head.nth(4).get_attribute("aria-sort") == "descending"
    head.nth(4).get_by_role("button").press("Enter")
    assert column(page, "top", 5) == sorted(before, key=number)
    head.nth(4).get_by_role("button").click()
    assert column(page, "top", 5) == before
    head.nth(1).get_by_role("button").click()  # days: the latest first, none last
    assert column(page, "top", 2) == ["30 Jun 2023", *["1 May 2023"] * 5, "2 Jan 2023", ""]
    assert head.nth(4).get_attribute("aria-sort") is None
    box = page.get_by_role("searchbox", name="Filter rows").nth(0)
    box.fill("2026-0")
    assert column(page, "metrics.months", 1) == [f"2026-0{month}" for month in range(1, 7)]
    assert page.locator("output").nth(0).inner_text() == "6 of 13"
    box.fill("")
    assert len(column(page, "metrics.months", 1)) == 13


def number(text: str) -> float:
    return float(text.replace(",", ""))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_phone_scrolls_the_page_down_only(opened: Open, language: str) -> None:
    page = opened(language, width=360)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    narrow = page.eval_on_selector_all(
        ".picture:not(.grid)", "all => all.every(one => one.getBoundingClientRect().right <= 360)"
    )
    assert narrow


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(opened: Open, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(color_scheme=scheme)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")


def test_prints_to_pdf_without_what_is_pressed(opened: Open) -> None:
    page = opened(color_scheme="dark")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("nav").is_visible()
    assert not page.locator("input").nth(0).is_visible()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


def test_no_other_script_runs_and_none_is_needed(
    opened: Open, browser: Browser, files: dict[str, Path]
) -> None:
    whole = opened(java_script_enabled=False)
    assert len(column(whole, "top", 1)) == 8
    assert whole.locator("button, input").count() == 0
    context = browser.new_context()
    page = context.new_page()
    page.goto(files["en"].as_uri())
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'foreign = 1'}))"
    )
    assert page.evaluate("typeof foreign") == "undefined"
    context.close()
