"""Files by the thousand: each counts, the bad ones are named, and one look tells a kind of header."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.text import dialect
from repurchase_cli.readers.text.shape import Looks
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.terms import Terms

HEADER = "order_id,order_time,customer_id,amount\n"
OTHER = "Kunde;Bestellnummer;Betrag;Datum\n"
BAD = ("store3/2024-01-20.csv", "store7/2024-02-09.csv")


def row(store: int, day: int) -> tuple[str, str, str, str]:
    """Return the order of a store and a day, of one of 40 customers of the store."""
    date = f"2024-{day // 28 + 1:02}-{day % 28 + 1:02}"
    return f"S{store}-{day}", date, f"c{store}-{day * 7 % 40}", f"{day % 90 + 1}.50"


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of 2,000 exports, ten stores and 200 days, two of them no tables."""
    folder = tmp_path_factory.mktemp("exports")
    for store in range(10):
        (folder / f"store{store}").mkdir()
        for day in range(200):
            order, date, customer, amount = row(store, day)
            path = folder / f"store{store}" / f"{date}.csv"
            path.write_text(f"{HEADER}{order},{date},{customer},{amount}\n")
    for name in BAD:
        (folder / name).write_bytes(b"%PDF-1.7 of the day")
    return folder


def test_all_bad_files_of_2000_are_named_at_once(exports: Path) -> None:
    with pytest.raises(InputError) as caught, open_sales([f"{exports}/*/*.csv"]):
        pass
    said = str(caught.value)
    assert all(name in said for name in BAD)
    assert said.count("PDF document") == 2


def test_bad_files_of_2000_are_left_out_and_said(exports: Path) -> None:
    with open_sales([f"{exports}/*/*.csv"], Wishes(skip_bad_files=True)) as sales:
        intake = sales.intake
        assert len(intake.sources) == len(intake.records_by_file) == 1998
        assert set(intake.records_by_file.values()) == {1}
        left = {str(exports / name) for name in BAD}
        rows = [row(store, day) for store in range(10) for day in range(200)]
        paths = [f"{exports}/store{i // 200}/{date}.csv" for i, (_, date, _, _) in enumerate(rows)]
        used = [r for r, path in zip(rows, paths, strict=True) if path not in left]
        assert intake.books.amount_used == sum(Decimal(amount) for *_, amount in used)
        assert intake.customers == len({customer for _, _, customer, _ in used})
        notes = [en for en, _ in intake.notes if "left out" in en]
        assert [any(name in note for note in notes) for name in BAD] == [True, True]


def daily(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Write 305 daily files, one of them of another program; yield their orders."""
    for day in range(305):
        order, date, customer, amount = row(0, day)
        yield order, date, customer, amount
        text = f"{HEADER}{order},{date},{customer},{amount}\n"
        if day == 200:
            text = f"{OTHER}{customer};{order};{amount.replace('.', ',')};{date}\n"
        (folder / f"{date}.csv").write_text(text)


def test_a_day_of_another_layout_counts_as_the_others(tmp_path: Path) -> None:
    rows = list(daily(tmp_path))
    with open_sales([str(tmp_path)], Wishes(decimal="")) as sales:
        frame = sales.customers(["customer_id", "revenue", "n_purchases"])
        assert len({id(source.layout) for source in sales.sources}) == 2
    found = dict(zip(frame["customer_id"], frame["revenue"], strict=True))
    expected: dict[str, float] = {}
    for _, _, customer, amount in rows:
        expected[customer] = expected.get(customer, 0) + float(amount)
    assert found == expected
    assert int(frame["n_purchases"].sum()) == len({(c, date) for _, date, c, _ in rows})


def test_problems_name_the_line_in_each_of_many_files(tmp_path: Path) -> None:
    lines = 'A{0},2024-01-0{0},c1,5.00\n\n"B\n{0}",2024-01-02,c2,6.00\nC{0},never,c1,7.00\n'
    other = "c1;D4;1,00;2024-01-03\nc1;E4;2,00;never\n"
    for day in (1, 2, 4, 5):
        text = OTHER + other if day == 4 else HEADER + lines.format(day)
        (tmp_path / f"{day}.csv").write_text(text)
    with open_sales([str(tmp_path)], None, Terms()) as sales:
        found = sales.problems(actions=["rejected"])
    places = [
        (Path(file).name, line) for file, line in zip(found["file"], found["line"], strict=True)
    ]
    assert places == [("1.csv", 6), ("2.csv", 6), ("4.csv", 3), ("5.csv", 6)]


def test_files_without_records_and_copies_are_said_in_a_note_each(tmp_path: Path) -> None:
    for day in range(1, 10):
        rows = f"A{day},2024-01-0{day},c{day % 2},5.00\n" if day < 5 else "\n" * day
        (tmp_path / f"{day}.csv").write_text(HEADER + rows)
        (tmp_path / f"closed{day}.csv").write_text(HEADER)
    with open_sales([str(tmp_path)]) as sales:
        (note,) = [en for en, _ in sales.intake.notes if "no records" in en]
        (copies,) = [en for en, _ in sales.intake.notes if "the same as" in en]
    assert note.startswith("6 files (")
    assert "5.csv" in note
    assert "9.csv" not in note
    assert copies.startswith("8 files (")


@pytest.mark.parametrize(
    "later",
    [
        "order_id,order_time,customer_id,amount\nA,2024-01-01,c,5\n",
        "order_id,order_time,customer_id,amount\nA;2024-01-01;c;5\nB;2024-01-02;c;5\n",
        'order_id,order_time,customer_id,amount\n"A,2024-01-01,c,5\n',
        "order_id,order_time,customer_id,amount\nA 2024-01-01 c 5\n",
        "order_id,order_time,customer_id,amount\n",
    ],
)
def test_a_file_that_begins_alike_is_cut_as_it_would_be_alone(later: str) -> None:
    looks = Looks()
    first = f"{HEADER}A,2024-01-01,c,5\nB,2024-01-02,d,6\n"
    assert looks.dialect(first) == dialect.sniff(first)
    assert looks.dialect(later) == dialect.sniff(later)
