"""Random compositions of disguises: read rightly or refused, never wrong in silence."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.disguises.dates import CLOCKS, DATES
from tests.disguises.disguise import IDS, MARKS, Disguise, mended
from tests.disguises.money import MONEY, NEGATIVES
from tests.disguises.outcome import WRONG, tried
from tests.disguises.words import EXTRAS, HEADERS

_CODECS = {
    "zh": ("gb18030",), "tw": ("big5", "gb18030"), "ja": ("cp932",),
    "de": ("cp1252", "mac_roman"), "fr": ("cp1252", "mac_roman"), "es": ("cp1252", "mac_roman"),
    "en": ("cp1252",),
}  # fmt: skip
_UNICODE = ("utf-8", "utf-8", "utf-16-le", "utf-16-be")


def mostly(usual: object, *others: object) -> st.SearchStrategy[object]:
    """Draw the usual choice in half of the cases."""
    return st.one_of(st.just(usual), st.sampled_from(others))


@st.composite
def disguises(draw: st.DrawFn) -> Disguise:
    """Draw a disguise whose choices are independent of one another."""
    headers = draw(st.sampled_from(sorted(HEADERS)))
    language = "en" if headers == "plain" else headers
    amount = draw(st.sampled_from(("line", "line", "order", "first", "price")))
    drawn = {
        "merged": draw(mostly(False, True)),
        "wording": draw(st.integers(0, 11)),
        "ids": draw(mostly("number", *IDS)),
        "id_mark": draw(mostly("", *MARKS)),
        "order_mark": draw(mostly("", *(m for m in MARKS if m != "float"))),
        "guest": draw(
            mostly("", "-", "guest", "散客" if language in ("zh", "tw", "ja") else "n/a")
        ),
        "date": draw(st.sampled_from(sorted(DATES))),
        "clock": draw(mostly("", *CLOCKS)),
        "money": draw(mostly("plain", *MONEY)),
        "negative": draw(mostly("minus", *NEGATIVES)),
        "money_header": draw(st.sampled_from(("either", "exact"))),
        "refund_id": draw(mostly("own", "new")),
        "extras": tuple(
            draw(
                st.lists(
                    st.sampled_from((*EXTRAS["en"], "status", "name")), unique=True, max_size=4
                )
            )
        ),
        "with_items": draw(mostly(True, amount != "line")),
        "shuffle": draw(mostly(0, 1, 2, 3, 4, 5)),
        "delimiter": draw(mostly(",", ";", "\t", "|")),
        "quoting": draw(mostly("needed", "all", "none")),
        "line_end": draw(mostly("\r\n", "\n", "\r")),
        "encoding": draw(st.sampled_from((*_UNICODE, *_CODECS[language]))),
        "bom": draw(st.booleans()),
        "preamble": draw(mostly(0, 1, 2, 5)),
        "blank_above": draw(mostly(False, True)),
        "repeat_header": draw(mostly(0, 25)),
        "footer": draw(
            mostly("", "labelled", "counted", "bare", "total and remark", "label with number")
        ),
        "subtotals": draw(mostly(False, False, True)),
        "blank_lines": draw(mostly(0, 10, 11)),
        "blank_columns": draw(mostly((), (0,), (3,), (99,))),
        "trailing": draw(mostly("", "rows", "all")),
        "sep_line": draw(mostly(False, False, True)),
        "padding": draw(mostly(False, False, True)),
        "short_rows": draw(mostly(False, True)),
        "ending": draw(mostly("", "no line end", "ctrl-z", "nul", "blank lines")),
        "container": draw(
            mostly("", "gz", "zip", "xlsx typed", "xlsx texts", "xls page", "joined")
        ),
        "split": draw(mostly(1, 2, 3)),
        "duplicate_headers": draw(mostly(False, True)),
        "reverse": draw(mostly(False, True)),
    }
    return mended(Disguise(language=language, headers=headers, amount=amount).wears(**drawn))


@given(disguises())
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_any_disguise_is_read_rightly_or_refused(disguise: Disguise) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcome = tried(disguise, Path(folder))
    note(outcome.why)
    assert outcome.what != WRONG, outcome.why
