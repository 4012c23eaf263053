"""What a reader hands to an engine: decisions, which the engine turns into SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.grammars.dates import DAY_FIRST
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.values.conditions import Among
from repurchase_cli.values.moments import Dated, InZone
from repurchase_cli.values.numbers import Amount, Number
from repurchase_cli.values.texts import Cell, First, Id, Label, Text

if TYPE_CHECKING:
    from pathlib import Path

    from repurchase_cli.sources import Layout

SALES = """\
customer_id;order_id;order date;amount;status
c1;A1;05.03.2024 23:15;1.250,50;paid
c2;A2;25.03.2024 10:00;12,00;cancelled
c3;A 3;26.03.2024 10:00;13,00;paid
"""


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    path: Path = tmp_path_factory.mktemp("layout") / "sales.csv"
    path.write_text(SALES)
    wishes = Wishes(timezone="Asia/Shanghai", timezone_of_files="Europe/Berlin")
    with open_sales([str(path)], wishes) as sales:
        assert sales.intake.books.used == 2
        return sales.sources[0].layout


def test_ids_are_plain_where_the_sample_is(layout: Layout) -> None:
    customer = Text("folded", Text("clean_customer", Cell(0)))
    assert layout.fields["customer_id"] == Id(Cell(0), customer, plain=True)
    assert layout.fields["order_id"] == Id(Cell(1), Text("clean_text", Cell(1)))


def test_an_amount_has_its_decimal_mark(layout: Layout) -> None:
    assert layout.fields["amount"] == Amount(First((Number(3, "comma"),)))


def test_dates_have_their_order_and_zone(layout: Layout) -> None:
    moment = layout.fields["moment"]
    assert isinstance(moment, First)
    (zoned,) = moment.values
    assert isinstance(zoned, InZone)
    assert (zoned.zone, zoned.there, zoned.minutes) == ("Asia/Shanghai", "Europe/Berlin", None)
    assert isinstance(zoned.moment, Dated)
    assert zoned.moment.forms.orders == {".": DAY_FIRST}
    assert zoned.moment.forms.unseen == zoned.moment.forms.shapes


def test_labels_of_totals_are_looked_for_in_the_first_cell(layout: Layout) -> None:
    assert layout.fields["label"] == Label((), frozenset(), Cell(0))


def test_care_expects_more_than_the_sample_shows() -> None:
    plain = Id(Cell(0), Text("clean_text", Cell(0)), plain=True)
    assert (plain.sql(), plain.sql(careful=True)) == ("as_it_stands(c0)", "clean_text(c0)")
    number = Number(1, "point", bare=True, scale="10000")
    assert number.sql() == "as_number(c1) * 10000"
    assert number.sql(careful=True) == "plain_money(c1) * 10000"


def test_a_word_is_no_sql() -> None:
    assert Among(Cell(2), ("o'clock",)).sql() == "word(c2) in ('o''clock')"
