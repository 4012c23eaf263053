"""Delimiters and header rows, told from the first lines."""

from __future__ import annotations

import io

import pytest

from repurchase_cli.readers.text.dialect import BLANKS, records, sniff


@pytest.mark.parametrize(
    ("text", "delimiter", "header"),
    [
        ("date,customer_id,amount\n2024-01-01,ann,10\n", ",", 0),
        ("date;customer_id;amount\n2024-01-01;ann;10,50\n2024-01-02;bob;3,20\n", ";", 0),
        ("date\tcustomer_id\tamount\n2024-01-01\tann, the\t10\n", "\t", 0),
        ("date|customer_id|amount\n2024-01-01|ann|10\n", "|", 0),
        (" customer_id  date   amount\n 00001 19970101   11.77\n 00002 19970112 12\n", BLANKS, 0),
        ("Sales report\n\ndate,customer_id,amount\n2024-01-01,ann,10\n", ",", 1),
        ('date,customer_id,amount\n2024-01-01,"a;b;c;d",10\n2024-01-01,"a;b;c;d",1\n', ",", 0),
        ("00001 19970101 1 11.77\n00002 19970112 1 12.00\n", BLANKS, -1),
    ],
)
def test_how_a_text_is_cut(text: str, delimiter: str, header: int) -> None:
    found = sniff(text)
    assert (found.delimiter, found.header) == (delimiter, header)


def test_records_start_on_the_lines_where_they_stand() -> None:
    text = 'a,b\n\n"1\n2",3\n4,5\n'
    assert list(records(io.StringIO(text, newline=""), ",")) == [
        (1, ["a", "b"]),
        (3, ["1\n2", "3"]),
        (5, ["4", "5"]),
    ]
