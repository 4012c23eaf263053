"""Messages take plain fields of a list and nothing else."""

from __future__ import annotations

import math
from datetime import date

import pytest

from repurchase_cli.campaigns import texts


def filled(template: str, **values: object) -> str:
    columns = {name: [value] for name, value in values.items()}
    (text,) = texts.fill(texts.parts(template), columns, 1)
    return text


def test_everyone_gets_a_text_with_the_own_values() -> None:
    found = texts.fill(texts.parts("{a}-{b|x}"), {"a": [1, 2], "b": [None, "y"]}, 2)
    assert found == ["1-x", "2-y"]
    assert texts.fill(texts.parts("so"), {}, 3) == ["so"] * 3
    assert texts.fill(texts.parts(""), {}, 2) == ["", ""]


def test_fields_are_filled_with_values_as_people_read_them() -> None:
    values = {"name": "李", "coupon_value": 20.0, "valid_to": date(2026, 7, 1), "min_spend": 9.5}
    text = "{name}: {coupon_value} from {min_spend} until {valid_to} {{x}}"
    assert filled(text, **values) == "李: 20 from 9.5 until 2026-07-01 {x}"


@pytest.mark.parametrize("missing", [None, math.nan, "", "  "])
def test_what_is_missing_has_a_word_of_its_own(missing: object) -> None:
    assert filled("Dear {name|friend}{style}", name=missing, style=missing) == "Dear friend"


def test_what_customers_are_called_is_no_template_and_stays_on_one_line() -> None:
    assert filled("{name}", name="{coupon_code}\r\n\tX", coupon_code="SECRET") == "{coupon_code} X"


@pytest.mark.parametrize(
    ("template", "wrong"),
    [
        ("{name", "has a brace too many or too few"),
        ("}", "has a brace too many or too few"),
        ("{name:>9999999}", "{name} takes no format"),
        ("{name!r}", "{name} takes no format"),
        ("{name.__class__}", "unknown name {name.__class__}"),
        ("{name[0]}", "unknown name {name[0]}"),
        ("{}", "unknown name {}"),
        ("{0}", "unknown name {0}"),
        ("{nmae}", "unknown name {nmae}; did you mean 'name'?"),
    ],
)
def test_everything_else_is_refused(template: str, wrong: str) -> None:
    assert texts.check(template, {"name"})[0].startswith(wrong)


def test_what_is_right_is_not_refused() -> None:
    assert texts.check("{{x}} {name|x.y}", {"name"}) == []
