"""Files that were cut off, rows with fewer cells, two delimiters in one file, files without records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,amount\n"


def rows(many: int = 1, first: int = 1) -> str:
    """Return five lines, each an order of its own, so many times."""
    return "".join(f"{n},2024-01-05,c{n},10.00\n" for n in range(first, first + 5 * many))


ROWS = rows()


@pytest.mark.parametrize("many", [1, 3000])
@pytest.mark.parametrize("cut", ["6,2024-01-06,ann", "6,2024-01-06", "6", '6,2024-01-06,"an'])
def test_a_record_within_which_the_file_ends_is_rejected(
    shop: OpenShop, cut: str, many: int
) -> None:
    found = shop(HEAD + rows(many) + cut)
    assert found.books.rejected == 1
    assert found.codes == [(5 * many + 2, "cut_row")]
    assert "fewer cells" not in found.notes


def test_a_last_record_that_is_whole_needs_no_line_end(shop: OpenShop) -> None:
    found = shop(HEAD + ROWS.rstrip("\n"))
    assert found.books.rejected == 0
    assert found.books.used == 5


@pytest.mark.parametrize("many", [1, 3000])
def test_short_rows_are_said(shop: OpenShop, many: int) -> None:
    head = "order_id,date,customer_id,amount,store\n"
    lines = rows(many).replace("\n", ",east\n")
    found = shop(head + lines + "A,2024-01-06,ann,5.00\nB,2024-01-06,bob,5.00\n")
    assert "1.csv: 2 rows have fewer cells than the header" in found.notes
    assert found.bought["ann"] == (1, 5)
    assert [code for _, code in found.codes] == ["short_row", "short_row"]


@pytest.mark.parametrize("many", [1, 3000])
@pytest.mark.parametrize(("first", "then"), [(",", ";"), (";", ","), (",", "\t"), ("\t", "|")])
def test_a_delimiter_that_changes_is_refused_with_its_line(
    shop: OpenShop, first: str, then: str, many: int
) -> None:
    text = (HEAD + rows(many)).replace(",", first) + rows(1, 20_000).replace(",", then)
    with pytest.raises(InputError, match=f"1.csv:{5 * many + 2}: from here on cells are parted by"):
        shop(text)


def test_a_delimiter_that_changes_beside_decimal_commas(shop: OpenShop) -> None:
    german = ROWS.replace(",", ";").replace("10.00", "10,50")
    with pytest.raises(InputError, match=r"1\.csv:7: from here on cells are parted by ';'"):
        shop(HEAD + ROWS + german)


def test_a_day_without_sales_among_several_files_is_said(shop: OpenShop) -> None:
    for texts in ((HEAD + ROWS, HEAD), (HEAD, HEAD + ROWS)):
        found = shop(*texts)
        assert len(found.bought) == 5
        assert f"{texts.index(HEAD) + 1}.csv: a header and no records" in found.notes
    with pytest.raises(InputError, match="no records below the header"):
        shop(HEAD, HEAD.replace("amount", "total"))
