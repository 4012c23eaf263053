"""``clv`` of tiny shops by hand: counts, margins, small and odd shops, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pandas as pd
import pytest

from tests.reports.clv.clv_shops import answer, customers_of

if TYPE_CHECKING:
    from tests.running import Done

    Run = Callable[..., Done]

SHOP = """\
order_id,date,customer_id,amount,store
A1,2024-01-01,ann,10,east
A2,2024-01-11,ann,20,east
A3,2024-01-11,ann,6,west
A4,2024-01-31,ann,5,east
B1,2024-01-05,bob,12,west
B2,2024-02-04,bob,8,west
B2,2024-02-10,bob,-8,west
C1,2024-01-15,cas,30,east
C2,2024-01-29,cas,40,east
C2,2024-02-20,cas,-10,east
D1,2024-02-01,dee,7,west
E1,2024-01-10,eve,9,east
E2,2024-02-07,eve,0,east
F0,2024-01-08,fay,0,east
F1,2024-01-20,fay,10,east
F2,2024-02-01,fay,30,east
G1,2024-03-01,-,1,east
"""
#: x, days from the first to the last purchase and to 2024-03-01, mean value of the repeats.
BY_DAY = {
    "ann": (2, 30, 60, 15.5),
    "bob": (0, 0, 56, None),  # his second order was given back
    "cas": (1, 14, 46, 30),  # net of what came back
    "dee": (0, 0, 29, None),
    "eve": (0, 0, 51, None),
    "fay": (1, 12, 41, 30),  # what she got for nothing before is no purchase
}
BY_ORDER = {**BY_DAY, "ann": (3, 30, 60, 31 / 3)}
WITH_ZERO = {**BY_DAY, "bob": (1, 30, 56, 0), "eve": (1, 28, 51, 0), "fay": (2, 24, 53, 20)}
COLUMNS = [
    "customer_id", "x", "t_x", "T", "m_x", "p_alive", "expected_purchases",
    "expected_purchase_value", "clv", "clv_low", "clv_high", "next_purchase_date",
    "next_purchase_low", "next_purchase_high",
]  # fmt: skip
HEAD = "customer_id,date,amount\n"


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    path = tmp_path / "shop.csv"
    path.write_text(SHOP, encoding="utf-8")
    return path


def text(rows: Iterable[tuple[str, int, float]]) -> str:
    """Return a file of customers, days from a first one, and amounts."""
    first = date(2024, 1, 1)
    return HEAD + "".join(
        f"{one},{first + timedelta(days=day)},{paid}\n" for one, day, paid in rows
    )


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ((), BY_DAY),
        (("--set=purchase=order",), BY_ORDER),
        (("--set=count_zero_purchases=true",), WITH_ZERO),
    ],
)
def test_counts(sales: Path, settings: tuple[str, ...], expected: dict[str, Any]) -> None:
    found = answer(sales, "--time-unit", "day", *settings)
    assert list(found["tables"]["customers"][0]) == COLUMNS
    counts = {
        row["customer_id"]: tuple(row[name] for name in ("x", "t_x", "T", "m_x"))
        for row in found["tables"]["customers"]
    }
    assert counts == {name: pytest.approx(values) for name, values in expected.items()}
    assert found["as_of"] == "2024-03-01"


@pytest.mark.parametrize(("unit", "days"), [("week", 7), ("month", 365.25 / 12)])
def test_times_in_the_unit(sales: Path, unit: str, days: float) -> None:
    found = customers_of(answer(sales, "--set", f"clv.time_unit={unit}"))
    expected = {name: (t_x / days, age / days) for name, (_, t_x, age, _) in BY_DAY.items()}
    assert dict(zip(found.index, zip(found["t_x"], found["T"], strict=True), strict=True)) == {
        name: pytest.approx(values) for name, values in expected.items()
    }


def test_a_customer_stands_in_every_group_of_her_lines(sales: Path, tmp_path: Path) -> None:
    more = text([(f"c{i}", day, 5) for i in range(60) for day in (i % 9, 20 + i % 30)])
    path = tmp_path / "more.csv"
    path.write_text(
        more.replace("amount\n", "amount,store\n").replace(",5\n", ",5,east\n"), encoding="utf-8"
    )
    found = answer(sales, path, "--model", "bg-nbd", "--group-by", "store", "--time-unit", "day")
    rows = [row for row in found["tables"]["customers"] if not row["customer_id"].startswith("c")]
    counts = {(row["store"], row["customer_id"]): (row["x"], row["m_x"]) for row in rows}
    assert counts == {
        ("east", "ann"): (2, 12.5),
        ("west", "ann"): (0, None),
        ("west", "bob"): (0, None),
        ("west", "dee"): (0, None),
        ("east", "eve"): (0, None),
        ("east", "fay"): (1, 30),
    }
    assert any("west: only 0 customers bought again" in note for note in notes(found))


def notes(found: dict[str, Any]) -> list[str]:
    return [one["en"] if isinstance(one, dict) else one for one in found["notes"]]


def test_class_averages_by_hand(tmp_path: Path) -> None:
    """The last twenty of forty days, looked ahead for forty: twice what was bought in them."""
    path = tmp_path / "shop.csv"
    path.write_text(
        text([("a", 0, 10), ("b", 5, 20), ("a", 30, 40), ("b", 40, 8)]), encoding="utf-8"
    )
    found = answer(path, "--horizon", "40", "--annual-discount-rate", "0")
    assert found["tables"]["models"] == []
    customers = customers_of(found)
    assert customers["expected_purchases"].tolist() == pytest.approx([2, 2])
    assert customers["expected_purchase_value"].tolist() == pytest.approx([24, 24])
    assert customers["clv"].tolist() == pytest.approx([48, 48])
    assert "Fewer than 50 customers bought again: no model is fitted" in notes(found)[0]
    assert "in the 20 days up to 10 Feb 2024" in notes(found)[0]


def test_margin_halves_money_and_nothing_else(tmp_path: Path) -> None:
    sales = tmp_path / "shop.csv"
    sales.write_text(text(_regular(9, 4, 20)), encoding="utf-8")
    whole, half = (customers_of(answer(sales, "--margin", share)) for share in ("1", "0.5"))
    money = ["clv", "clv_low", "clv_high"]
    pd.testing.assert_frame_equal(half[money], whole[money] / 2)
    pd.testing.assert_frame_equal(half.drop(columns=money), whole.drop(columns=money))
    assert whole["clv"].sum() > 0


@pytest.mark.parametrize(
    ("lines", "margin", "said"),
    [
        (["10,1,4", "20,1,8"], 0.6, "60.0% of revenue, from the cost column (cost of the line)"),
        (["10,1,4", "20,2,8"], 0.6, "(cost of the line)"),
        (["10,1,4", "20,2,4", "30,3,4"], 0.6, "(cost of one piece)"),
        (["10,1,4", "50,1,"], 0.6, "(cost of the line)"),  # only where it is known
        (["10,1,25"], 0.0, "Margin: 0.0% of revenue"),
        (["10,1,", "20,1,"], 1.0, "No cost is known"),
        (["10,1,0"], 1.0, "No cost is known"),
    ],
)
def test_margin_from_cost(tmp_path: Path, lines: list[str], margin: float, said: str) -> None:
    path = tmp_path / "shop.csv"
    rows = [f"c{at},2024-01-0{at + 1},{line}" for at, line in enumerate(lines)]
    path.write_text("\n".join(["customer_id,date,amount,quantity,cost", *rows]), encoding="utf-8")
    found = answer(path)
    assert found["settings"]["clv"]["margin"] == pytest.approx(margin)
    assert any(said in note for note in notes(found))


def test_settings_take_effect_and_are_told(sales: Path) -> None:
    found = answer(sales, "--set", "clv.horizon_days=30", "--set", "clv.margin=0.3")["settings"]
    assert found["clv"] == {
        "horizon_days": 30, "annual_discount_rate": 0.1, "margin": 0.3, "time_unit": "week",
    }  # fmt: skip
    given = answer(sales, "--set", "clv.horizon_days=30", "--horizon", "60", "--time-unit", "day",
                   "--annual-discount-rate", "0", "--margin", "0")["settings"]  # fmt: skip
    assert given["clv"] == {
        "horizon_days": 60, "annual_discount_rate": 0, "margin": 0, "time_unit": "day",
    }  # fmt: skip


def _regular(customers: int, times: int, gap: int) -> list[tuple[str, int, float]]:
    """Return customers who buy like clockwork, for different amounts."""
    return [
        (f"c{i}", i % gap + gap * k, 10 + (7 * i + 3 * k) % 11)
        for i in range(customers)
        for k in range(times)
    ]


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        ([("a", 0, 10)], False),  # once
        ([("a", 0, 10), ("a", 10, 20), ("a", 30, 5)], True),  # one customer
        ([(f"c{i}", 0, 10) for i in range(80)], False),  # all on one day
        ([(f"c{i}", i % 70, 10 + i % 7) for i in range(80)], True),  # everybody once
        (_regular(49, 4, 20), True),
    ],
)
def test_too_few_for_a_model(
    tmp_path: Path, rows: list[tuple[str, int, float]], known: bool
) -> None:
    path = tmp_path / "shop.csv"
    path.write_text(text(rows), encoding="utf-8")
    found = answer(path)
    assert found["tables"]["models"] == []
    assert "Fewer than 50 customers bought again: no model is fitted" in notes(found)[0]
    customers = customers_of(found)
    assert customers["clv"].notna().all() == known
    assert customers[["p_alive", "next_purchase_date"]].isna().all(axis=None)
    assert ("too short for averages" in notes(found)[0]) == (not known)


NOBODY_LEAVES = _regular(50, 3, 20)
ALL_ALIKE = [(f"c{i}", day, 10.0) for i in range(60) for day in (0, 30)]
ALL_GONE = [(f"c{i}", day, 10.0 + i % 9) for i in range(60) for day in (0, 3, 7)]


@pytest.mark.parametrize(
    ("rows", "model"),
    [
        (NOBODY_LEAVES, "mbg-nbd"),
        (NOBODY_LEAVES, "pareto-nbd"),
        (ALL_ALIKE, "mbg-cnbd-k"),
        ([*ALL_GONE, ("z", 700, 5.0)], "bg-nbd"),
    ],
    ids=["nobody leaves", "nobody leaves, pareto", "all alike", "all gone"],
)
def test_the_edges_of_the_models_are_told(
    tmp_path: Path, rows: list[tuple[str, int, float]], model: str
) -> None:
    path = tmp_path / "shop.csv"
    path.write_text(text(rows), encoding="utf-8")
    found = answer(path, "--model", model)
    told = " ".join(notes(found))
    assert "no best value for" in told
    customers = customers_of(found)
    assert customers["clv"].between(0, 1e6).all()
    assert (customers["clv_low"] <= customers["clv_high"]).all()
    assert customers["p_alive"].between(0, 1).all()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--calibration-end", "2023-12-31"), 4, "the data run from 2024-01-01 to 2024-03-01"),
        (("--calibration-end", "2024-03-01"), 4, "leaves nothing to fit or to try"),
        (("--calibration-end", "2024-02-01"), 4, "3 customers had bought again by 2024-02-01"),
        (("--calibration-end", "2024-02-30"), 2, "--calibration-end"),
        (("--calibration-end", "2024-02-01", "--group-by", "store"), 2, "fields of the line"),
        (("--group-by", "store"), 4, "too few to fit models by group"),
        (("--group-by", "stor"), 2, "did you mean 'store'"),
        (("--horizon", "0"), 2, "--horizon"),
        (("--margin", "1.5"), 2, "--margin"),
        (("--model", "nbd"), 2, "--model"),
    ],
)  # fmt: skip
def test_what_is_refused(
    program: Run, sales: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = program("clv", str(sales), *arguments)
    assert done.status == status
    assert said in done.err
    assert "Traceback" not in done.err


def test_the_next_purchase_is_after_the_as_of_date(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text(text(_regular(50, 12, 1)), encoding="utf-8")
    found = answer(path, "--model", "pareto-nbd")
    assert found["as_of"] == "2024-01-12"
    assert set(customers_of(found)["next_purchase_low"]) == {"2024-01-13"}


def test_horizons_beyond_the_calendar_are_refused(program: Run, sales: Path) -> None:
    assert program("clv", str(sales), "--horizon", "36500", "-q").status == 0
    assert program("clv", str(sales), "--horizon", "100000000").status == 2


def test_a_shop_of_guests_alone(program: Run) -> None:
    Path("shop.csv").write_text(HEAD + "-,2024-01-01,5\n-,2024-01-02,5\n", encoding="utf-8")
    done = program("clv", "shop.csv")
    assert (done.status, "Traceback" in done.err) == (4, False)


def test_forms(program: Run, sales: Path) -> None:
    names = ("clv.csv", "clv.xlsx", "clv.parquet", "clv.json", "clv.md")
    done = program("clv", str(sales), "-q", *(part for name in names for part in ("-o", name)))
    assert done == (0, "", "")
    customers = pd.read_csv("clv.csv", encoding="utf-8-sig", dtype={"customer_id": str})
    assert list(customers) == COLUMNS
    assert (
        pd.read_excel("clv.xlsx", sheet_name="customers", engine="openpyxl").shape
        == customers.shape
    )
    assert duckdb.read_parquet("clv.parquet").columns == COLUMNS
    assert json.loads(Path("clv.json").read_text(encoding="utf-8"))["command"] == "clv"
    assert "no model is fitted" in Path("clv.md").read_text(encoding="utf-8")


def test_a_workbook_with_a_test(program: Run) -> None:
    rows = [
        (f"c{i}", i % 9 + 11 * k * (1 + i % 3), 10.0 + i % 7) for i in range(70) for k in range(10)
    ]
    Path("shop.csv").write_text(text(rows), encoding="utf-8")
    names = ("clv.xlsx", "clv.md")
    done = program(
        "clv", "shop.csv", "--model", "pareto-nbd", "--calibration-end", "2024-03-31", "-q",
        *(part for name in names for part in ("-o", name)),
    )  # fmt: skip
    assert done == (0, "", "")
    book = openpyxl.load_workbook("clv.xlsx")
    (model, _) = list(book["models"].iter_rows(min_row=2, values_only=True))
    assert model[0] == "pareto-nbd"
    assert {"holdout", "customers", "totals", "tracking"} <= set(book.sheetnames)
    assert len(book["Summary"]._charts) >= 2  # type: ignore[attr-defined]
