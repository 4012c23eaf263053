"""Which column of a side file is which: what the user says, names, the sales, what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.wishes import Wishes
from tests.readers.side.conftest import write

IDS = [f"000{n}" for n in range(11, 21)]
SALES = "order_id,customer_id,date,sku,amount,phone,email\n" + "".join(
    f"A{n},{one},2024-01-1{n},S{n},{50 + n}.00,138000000{n:02d},n{n}@x.com\n"
    for n, one in enumerate(IDS)
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def columns(kind: str, text: str, asked: Mapping[str, str] = {}) -> tuple[dict[str, str], int, str]:
    """Return the columns of a side file, how many of its records matched, and the notes."""
    write("sales.csv", SALES)
    wishes = Wishes(columns=asked)
    with open_sales(["sales.csv"], wishes, side={kind: write("side.csv", text)}) as sales:
        (side,) = sales.intake.side_files
        notes = "\n".join(en for en, _ in sales.intake.notes)
        return dict(side.file.source.layout.columns), side.matched, notes


def lines(header: str, *cells: str) -> str:
    """Return a file with a record for each customer; ``{i}`` is the customer, ``{n}`` its number."""
    rows = (",".join(cells).format(i=one, n=n) for n, one in enumerate(IDS))
    return "\n".join([header, *rows, ""])


def test_columns_without_known_names_are_told_by_the_sales_and_by_their_values() -> None:
    found, matched, notes = columns("points", lines("c1,c2,c3", "{n} 分", "2024-05-01", "{i}"))
    assert found == {"customer_id": "c3", "points": "c1", "date": "c2"}
    assert matched == 10
    assert "takes 'c3' as the customer id by what stands in it" in notes
    found, *_ = columns("feedback", lines("a,b,c", "{i}", "2024-05-01", "4星"))
    assert found == {"customer_id": "a", "date": "b", "score": "c"}
    found, matched, _ = columns("suppress", lines("x", "{i}"))
    assert (found, matched) == ({"customer_id": "x"}, 10)


@pytest.mark.parametrize(
    ("kind", "text", "options"),
    [
        ("points", lines("id,date,plus,minus", "{i}", "2024-05-01", "{n}", "1"),
         ["--map points.points=plus", "--map points.points=minus"]),
        ("customers", lines("客户编号,会员号,name", "{i}", "M{n}", "Ann"),
         ["--map customers.customer_id=客户编号", "--map customers.customer_id=会员号"]),
        ("inventory", lines("sku,b,c", "S{n}", "{n}", "5"),
         ["--map inventory.on_hand=b", "--map inventory.on_hand=c"]),
    ],
)  # fmt: skip
def test_two_columns_that_fit_are_asked_and_the_answer_decides(
    kind: str, text: str, options: list[str]
) -> None:
    with pytest.raises(InputError) as refusal:
        columns(kind, text)
    assert all(option in str(refusal.value) for option in options)
    field, _, header = options[1].removeprefix("--map ").partition("=")
    found, *_ = columns(kind, text, {field: header})
    assert found[field.partition(".")[2]] == header


def test_what_the_user_says_goes_before_names() -> None:
    text = lines("customer_id,Created,date,points", "{i}", "2024-04-01", "2024-05-01", "{n}")
    found, *_ = columns("points", text, {"points.date": "Created", "amount": "amount"})
    assert found["date"] == "Created"


def test_columns_that_are_exchanged_are_refused_or_tell_themselves() -> None:
    exchanged = lines("customer_id,name,phone", "{i}", "138000000{n:02d}", "Ann")
    with pytest.raises(InputError, match="'phone' holds no phones, and 'name' does"):
        columns("customers", exchanged)
    _, matched, _ = columns("suppress", lines("email,phone", "13800000000", "n1@x.com"))
    assert matched == 10


def test_points_without_a_day_are_no_ledger() -> None:
    with pytest.raises(InputError, match="this is not a points ledger: it has no date column"):
        columns("points", lines("customer_id,points", "{i}", "{n}00"))


def test_values_that_cannot_be_read_are_said() -> None:
    *_, notes = columns("feedback", lines("customer_id,date,score", "{i}", "2024-05-01", "B"))
    assert "10 values of 'score' cannot be read, such as 'B'" in notes


@pytest.mark.parametrize("sales", [SALES, SALES.replace("order_id,customer_id", "order_id,who")])
def test_all_files_are_asked_about_in_one_refusal(sales: str) -> None:
    """What the sales leave open stands beside what each side file does, the sales first."""
    write("sales.csv", sales.replace("sku,amount", "sku,rest").replace("phone,email", "p,e"))
    points = write("points.csv", lines("id,date,plus,minus", "{i}", "2024-05-01", "{n}", "1"))
    members = write("members.csv", lines("客户编号,会员号,name", "{i}", "M{n}", "Ann"))
    with (
        pytest.raises(InputError) as refused,
        open_sales(["sales.csv"], side={"points": points, "customers": members}),
    ):
        pass
    said = str(refused.value)
    parts = ["no amount column", "--map points.points=plus", "--map customers.customer_id=会员号"]
    assert [part in said for part in parts] == [True, True, True]
    assert sorted(parts, key=said.index) == parts


def test_a_side_file_is_not_blamed_for_what_the_sales_leave_open() -> None:
    """Which of its columns has customers the sales tell, once they are understood."""
    write("sales.csv", SALES.replace("amount", "rest"))
    members = write("members.csv", lines("c1,city", "{i}", "Rome"))
    with (
        pytest.raises(InputError) as refused,
        open_sales(["sales.csv"], side={"customers": members}),
    ):
        pass
    assert "members.csv" not in str(refused.value)
