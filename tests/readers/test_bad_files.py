"""Files that cannot be read: named all at once, or left out and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.wishes import Wishes

GOOD = "order_id,date,customer_id,amount\n1,2024-01-05,ann,5.00\n2,2024-02-05,bob,6.00\n"
BAD = {
    "damaged.xlsx": b"PK\x03\x04junk",
    "report.pdf": b"%PDF-1.4",
    "other.csv": b"x,y\n1,2\n3,4\n",
}
SAID = {"damaged.xlsx": "damaged", "report.pdf": "PDF", "other.csv": "no customer column"}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "good.csv").write_text(GOOD)
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    return [*(str(tmp_path / name) for name in ("good.csv", *BAD)), str(tmp_path / "none.csv")]


def test_all_are_named_at_once(files: list[str]) -> None:
    with pytest.raises(InputError) as error, open_sales(files):
        pass
    for name, words in (SAID | {"none.csv": "no such file"}).items():
        assert any(name in line and words in line for line in str(error.value).splitlines())


def test_the_others_are_read_without_them(files: list[str]) -> None:
    with open_sales(files, Wishes(skip_bad_files=True)) as sales:
        assert sales.customers(["customer_id"])["customer_id"].tolist() == ["ann", "bob"]
        said = [en for en, _ in sales.intake.notes]
    for name in (*BAD, "none.csv"):
        assert sum(line.startswith("left out: ") and name in line for line in said) == 1


def test_where_none_can_be_read_the_run_ends(files: list[str]) -> None:
    with pytest.raises(InputError) as error, open_sales(files[1:], Wishes(skip_bad_files=True)):
        pass
    assert all(name in str(error.value) for name in BAD)


def test_what_can_be_answered_is_asked_all_the_same(files: list[str], tmp_path: Path) -> None:
    asked = tmp_path / "dates.csv"
    asked.write_text("order_id,date,customer_id,amount\n1,03/04/2024,ann,5\n2,05/06/2024,bob,6\n")
    given = [files[0], str(asked)]
    with pytest.raises(InputError) as error, open_sales(given, Wishes(skip_bad_files=True)):
        pass
    assert "--day-first" in f"{error.value}{error.value.hint}"
