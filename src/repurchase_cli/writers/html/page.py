"""What the template shows: the cover, the sections with their tables and charts, the appendix."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from repurchase_cli import __version__
from repurchase_cli.writers import cover, flat, small, values
from repurchase_cli.writers.chapters import chapters
from repurchase_cli.writers.html import cards, cells, words
from repurchase_cli.writers.svg import charts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.document import Chart, Document, Language, Section, Table
    from repurchase_cli.writers.html.cells import View
    from repurchase_cli.writers.svg.charts import Drawing

#: Settings that are nobody's business who opens a page.
_PRIVATE = ("mail.", "not_customers")
TAGS = {"en": "en", "zh": "zh-CN"}


class Picture(NamedTuple):
    """A chart with its title, the numbers behind it, and what is left out."""

    title: str
    drawing: Drawing | None
    behind: View | None


class Part(NamedTuple):
    """A section; ``table`` and ``picture`` where it has them."""

    key: str
    heading: str
    chapter: bool
    lines: list[str]
    table: View | None
    picture: Picture | None


def rendered(document: Document, language: Language) -> str:
    """Return the page."""
    environment = Environment(
        loader=PackageLoader("repurchase_cli.writers.html", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _asset("style.css"), _asset("tables.js")
    parts = list(_parts(document, language))
    figures = cover.rows(document, language)
    return environment.get_template("page.html").render(
        tag=TAGS[language],
        title=values.clean(document.title.say(language)),
        subtitle=values.subtitle_parts(document, language),
        paragraph=cover.paragraph(document, language),
        cards=list(cards.cards(document, language)),
        parts=parts,
        notes=[values.clean(note.say(language)) for note in document.notes],
        columns=_columns(parts),
        settings=[
            (values.clean(key), values.shown(value, "text"))
            for key, value in flat.rows(document.settings)
            if not key.startswith(_PRIVATE)
        ],
        say=lambda name: getattr(words, name).say(language),
        notes_heading=values.NOTES.say(language),
        nothing=values.NOTHING.say(language),
        no_rows=values.NO_ROWS.say(language),
        figures=cells.plain("figures", "", figures) if figures else None,
        figures_heading=cover.FIGURES.say(language),
        version=__version__,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _asset(name: str) -> str:
    return files("repurchase_cli.writers.html").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """Return a text's hash as a Content-Security-Policy names it."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _parts(document: Document, language: Language) -> Iterator[Part]:
    def has_content(section: Section) -> bool:
        return bool(section.lines or section.chart or _rows_shown(section, document))

    sections = chain.from_iterable(chapters(document, has_content))
    for number, section in enumerate(sections, 1):
        table, chart = _table(section, document, language), section.chart
        heading = values.clean(section.heading.say(language))
        if table and table.title == heading:
            table = table._replace(title="")
        lines = [values.clean(line.say(language)) for line in section.lines]
        picture = _picture(f"chart-{number}", chart, section, document, language) if chart else None
        yield Part(f"part-{number}", heading, not section.part_of_last, lines, table, picture)


def _rows_shown(section: Section, document: Document) -> int:
    """Return how many rows of its table the page shows: the first ones of a list for files."""
    table = section.table
    if table is None:
        return 0
    main = table.name == document.main and not document.figures
    listed = main or any(column.id == "customer_id" for column in table.columns)
    return cells.ROWS if table.shown else cells.PREVIEW if listed else 0


def _table(section: Section, document: Document, language: Language) -> View | None:
    rows = _rows_shown(section, document)
    return cells.view(section.table, document, language, rows) if section.table and rows else None


def _picture(
    key: str, chart: Chart, section: Section, document: Document, language: Language
) -> Picture:
    table = document.tables[chart.table]
    digits = values.digits(document.currency)
    drawing = charts.drawn(key, chart, table, language, digits)
    title = values.clean(chart.title.say(language))
    behind = _behind(chart, table, document, language) if drawing else None
    return Picture(title, drawing, behind)


def _behind(chart: Chart, table: Table, document: Document, language: Language) -> View | None:
    """Return the numbers of a chart; a table that stands on the page has them."""
    if chart.kind in {"heatmap", "curve"} or chart.series:
        rows, _ = small.rows(chart, table, language, values.digits(document.currency))
        return cells.plain(table.name, "", rows) if rows else None
    return None if table.shown else cells.view(table, document, language)


def _columns(parts: list[Part]) -> list[tuple[str, str]]:
    """Return what the columns of the tables on the page mean, each once."""
    heads = [head for part in parts if part.table for head in part.table.heads]
    return list(dict.fromkeys((head.label, head.meaning) for head in heads if head.meaning))
