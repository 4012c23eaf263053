"""Old and new ids of one customer: joined wherever a record names it, and said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from repurchase_cli.opening import open_sales
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.terms import Terms
from tests.readers.side.conftest import Answer, side, write

if TYPE_CHECKING:
    from tests.running import Done

SALES = """
    order_id,customer_id,date,amount
    1,a,2024-01-05,10.00
    2,b,2024-02-05,20.00
    3,c,2024-03-05,30.00
    4,d,2024-03-06,40.00
    5,,2024-03-07,5.00
"""
CHAIN = "old_id,new_id\na,b\nb,c\nz,c\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def bought(found: dict[str, Any]) -> dict[str, tuple[int, float]]:
    """Return purchases and revenue of each customer."""
    rows = found["tables"]["customers"]
    return {row["customer_id"]: (row["n_purchases"], row["revenue"]) for row in rows}


def read(*sales: str, aliases: str, wishes: Wishes | None = None, **terms: Any) -> dict[str, Any]:
    """Return the customers of some files with a file of aliases, and what is said of it."""
    files = [write(f"sales{i}.csv", text) for i, text in enumerate(sales)]
    side_files = {"aliases": write("aliases.csv", aliases)}
    with open_sales(files, wishes, Terms(**terms), side_files) as found:
        found.audit()
        customers = found.customers(["customer_id", "n_purchases", "revenue"])
        return {
            "customers": {c: (int(n), r) for c, n, r in customers.itertuples(index=False)},
            "notes": "\n".join(en for en, _ in found.intake.notes),
            "side": found.intake.side_files[0],
        }


def test_chains_are_followed_and_the_books_balance(answer: Answer) -> None:
    found = answer("--aliases", write("aliases.csv", CHAIN), sales=SALES)
    assert bought(found) == {"c": (3, 60.0), "d": (1, 40.0)}
    intake = found["intake"]
    assert (intake["customers"], intake["records"], intake["used"]) == (2, 5, 4)
    assert (side(found)["matched"], side(found)["unmatched"]) == (2, 1)
    said = "aliases: 3 ids of the sales became 1 customer; 1 of the old ids occur nowhere in them"
    assert said in found["notes"]


def test_the_settings_may_name_the_file(answer: Answer) -> None:
    write("aliases.csv", CHAIN)
    write("repurchase.yaml", "inputs: {aliases: aliases.csv}\n")
    assert bought(answer(sales=SALES)) == {"c": (3, 60.0), "d": (1, 40.0)}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_an_old_id_may_be_told_twice_where_both_come_to_one(order: tuple[int, ...]) -> None:
    lines = ["a,b", "b,c", "a,c"]
    text = "\n".join(["old_id,new_id", *(lines[i] for i in order), "c,c", ""])
    assert read(SALES, aliases=text)["customers"] == {"c": (3, 60.0), "d": (1, 40.0)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("old_id,new_id\nx,y\na,b\nb,a\n", "aliases.csv:4: these ids stand for one another in a circle"),
        ("old_id,new_id\na,b\nx,y\na,c\n", "aliases.csv:4: a has two new ids, b (line 2) and c"),
        ("old_id,new_id\n13800138000,b\nb,13800138000\n", "138****8000"),
        ("old_id\na\n", "no new_id column among: old_id"),
        ("customer_id\na\n", "no old_id column among: customer_id"),
        ("a,b\nb,c\n", "no old_id column and no new_id column among: a, b"),
        ("1001,2001\n1002,2001\n", "and no header line"),
        (SALES, "looks like a list of sales"),
        ("customer_id,phone,birthday\na,13800138000,2000-01-01\n", "give it with --customers"),
    ],
)  # fmt: skip
def test_what_cannot_be_joined_is_refused(
    program: Callable[..., Done], text: str, message: str
) -> None:
    write("sales.csv", SALES)
    done = program("segment", "sales.csv", "--aliases", write("aliases.csv", text))
    assert done.status == 3
    assert message in done.err
    assert "13800138000" not in done.err


def test_a_file_is_told_apart_from_others_and_named_once(program: Callable[..., Done]) -> None:
    write("sales.csv", SALES)
    write("aliases.csv", CHAIN)
    done = program("segment", "sales.csv", "--aliases", "aliases.csv", "--aliases", "sales.csv")
    assert done.status == 2
    assert "--aliases is given 2 times: aliases.csv, sales.csv" in done.err
    done = program("segment", "sales.csv", "--customers", "aliases.csv")
    assert (done.status, "give it with --aliases" in done.err) == (3, True)


def test_rows_that_name_no_two_ids_are_left_out(answer: Answer) -> None:
    text = "old_id,new_id\na,\n,b\n-,c\n4.08E+18,c\nold_id,new_id\nb,c\n"
    found = answer(
        "--aliases", write("aliases.csv", text), "--set", "rejected_share_limit=1", sales=SALES
    )
    assert bought(found) == {"a": (1, 10.0), "c": (2, 50.0), "d": (1, 40.0)}
    assert side(found)["excluded"] == {"repeated_header": 1, "no_id": 3}
    assert side(found)["rejected"] == 1


def test_e_mails_compare_without_case() -> None:
    sales = """
        order_id,email,date,amount
        1,Ann@X.com,2024-01-05,10
        2,ann@y.com,2024-02-05,20
        3,bob@x.com,2024-02-06,30
    """
    found = read(sales, aliases="old_email,new_email\nANN@x.com,Ann@Y.COM\n")
    assert found["customers"] == {"ann@y.com": (2, 30.0), "bob@x.com": (1, 30.0)}


@pytest.mark.parametrize("phone", ["13800138000", "+86 138 0013 8000"])
def test_phones_compare_as_they_are_dialled(phone: str) -> None:
    sales = f"order_id,phone,date,amount\n1,{phone},2024-01-05,10\n2,13900139000,2024-02-05,20\n"
    found = read(sales, aliases="old_id,new_id\n0086 138-0013-8000,+86 139 0013 9000\n")
    assert found["customers"] == {"13900139000": (2, 30.0)}


def test_leading_zeros_tell_ids_apart() -> None:
    sales = "order_id,customer_id,date,amount\n1,00011,2024-01-05,10\n2,11,2024-02-05,20\n"
    found = read(sales, aliases="old_id,new_id\n00011,00012\n")
    assert found["customers"] == {"00012": (1, 10.0), "11": (1, 20.0)}


@pytest.mark.parametrize("new", ["C-9", "New Ann (VIP)", "ann@x.com"])
def test_ids_beyond_the_sample_are_cleaned_and_then_joined(new: str) -> None:
    rows = [f"A{i:05},C-{i % 500 + 1},2024-01-{i % 28 + 1:02} 10:00:00,10,Mug" for i in range(9000)]
    odd = [
        "x1,'D-5,2024-02-01 10:00:00,5,Mug",
        "x2,D-6,2024-02-02 10:00:00,6,Mug",
        f"x3,{new.upper() if '@' in new else new},2024-02-03 10:00:00,7,Mug",
        "x4,1700.0,2024-02-04 10:00:00,8,Mug",
    ]
    header = "order_id,customer_id,date,amount,item"
    sales = "\n".join([header, *rows[:5500], *odd, *rows[5500:], ""])
    found = read(sales, aliases=f'old_id,new_id\nD-5,D-6\nD-6,"{new}"\n1700,"{new}"\n')
    more = (7, 180.0) if new == "C-9" else (0, 0)
    assert found["customers"][new] == (4 + more[0], 26.0 + more[1])
    assert len(found["customers"]) == 501 - (new == "C-9")
    assert "4 ids of the sales became 1 customer" in found["notes"]


def test_an_orders_total_counts_once_for_a_customer_under_two_ids() -> None:
    sales = """
        order_id,customer_id,date,item,order_amount
        1,a,2024-01-05,Mug,30
        1,b,2024-01-05,Cup,30
        2,d,2024-01-06,Cup,40
        2,d,2024-01-06,Mug,40
    """
    wishes = Wishes(columns={"order_amount": "order_amount"})
    found = read(sales, aliases="old_id,new_id\na,b\n", wishes=wishes)
    assert found["customers"] == {"b": (1, 30.0), "d": (1, 40.0)}


def test_a_refund_under_the_new_id_is_of_the_sale_under_the_old_one() -> None:
    sales = SALES + "    9,c,2024-03-07,-10.00\n"
    found = read(sales, aliases=CHAIN)
    assert found["customers"]["c"] == (2, 50.0)


def test_files_of_two_systems_are_one_customer() -> None:
    old = "order_id,customer_id,date,amount\nA1,17,2024-01-05,10\nA2,18,2024-01-06,10\n"
    new = "order_id,email,date,amount\nB1,Ann@x.com,2024-02-05,20\n"
    found = read(old, new, aliases="old_id,new_id\n17,ann@x.com\n")
    assert found["customers"] == {"18": (1, 10.0), "ann@x.com": (2, 30.0)}


def test_phones_of_some_files_compare_as_they_are_dialled_too() -> None:
    old = "order_id,phone,date,amount\n1,13800138000,2024-01-05,10\n2,13900139000,2024-01-06,10\n"
    new = "order_id,customer_id,date,amount\nB1,2024-0017,2024-02-05,20\n"
    found = read(old, new, aliases="old_id,new_id\n+86 138 0013 8000,2024-0017\n")
    assert found["customers"] == {"13900139000": (1, 10.0), "2024-0017": (2, 30.0)}


def test_who_is_no_customer_is_none_under_the_other_id_either() -> None:
    found = read(SALES, aliases=CHAIN, not_customers=("a",))
    assert found["customers"] == {"d": (1, 40.0)}


def test_old_ids_of_the_customers_file_are_the_new_customer(answer: Answer) -> None:
    members = """
        customer_id,name,phone,referred_by
        a,Old Ann,13800000001,
        c,New Ann,13800000003,
        b,Middle Ann,13800000002,
        d,Dan,13800000004,a
        y,Old Yu,13800000005,
    """
    aliases = write("aliases.csv", CHAIN + "y,x\n")
    found = answer("--customers", write("members.csv", members), "--aliases", aliases, sales=SALES)
    names = {row["customer_id"]: row["name"] for row in found["tables"]["customers"]}
    assert names == {"c": "New Ann", "d": "Dan"}
    assert side(found)["excluded"] == {"old_id": 2}
    assert any("2 records stand under an old id" in note for note in found["notes"])
    files = {"customers": "members.csv", "aliases": "aliases.csv"}
    with open_sales(["sales.csv"], side=files) as sales:
        rows = sales.engine.rows("select customer_id, referred_by from side_customers order by 1")
    assert rows == [("c", None), ("d", "c"), ("x", None)]


def test_points_and_feedback_are_of_the_new_customer() -> None:
    write("sales.csv", SALES)
    files = {
        "points": write("points.csv", "customer_id,date,points\na,2024-01-05,10\nc,2024-01-06,5\n"),
        "feedback": write("talks.csv", "customer_id,date,score\nb,2024-01-05,5\n"),
        "aliases": write("aliases.csv", CHAIN),
    }
    with open_sales(["sales.csv"], side=files) as sales:
        rows = sales.engine.rows("select customer_id, sum(points) from side_points group by 1")
        talks = sales.engine.rows("select customer_id from side_feedback")
        matched = {books.file.kind: books.matched for books in sales.intake.side_files}
    assert (rows, talks) == ([("c", 15)], [("c",)])
    assert matched == {"points": 2, "feedback": 1, "aliases": 2}


@pytest.mark.parametrize(
    "command",
    ["check", "segment", "metrics", "cohorts", "intervals", "migrate", "clv", "targets", "init"],
)
def test_every_command_takes_them(program: Callable[..., Done], command: str) -> None:
    write("sales.csv", SALES)
    write("aliases.csv", CHAIN)
    done = program(command, "sales.csv", "--aliases", "aliases.csv", *_more(command))
    assert done.status == 0, done.err
    if command == "init":
        assert '  aliases: "aliases.csv"' in Path("repurchase.yaml").read_text(encoding="utf-8")
    else:
        found = json.loads(done.out)
        assert found["intake"]["customers"] == 2
        assert any(note.startswith("aliases: 3 ids") for note in found["notes"])


def _more(command: str) -> list[str]:
    if command == "init":
        return []
    dry = ["--ledger", "none"] if command == "targets" else []
    return [*dry, "--format", "json"]


def test_groups_of_lines_know_the_new_customer_alone(program: Callable[..., Done]) -> None:
    sales = "order_id,customer_id,date,amount,store\n1,a,2024-01-05,10,S\n2,b,2024-02-05,20,S\n"
    write("sales.csv", sales)
    write("aliases.csv", "old_id,new_id\na,b\n")
    arguments = ("--aliases", "aliases.csv", "--group-by", "store", "--format", "json")
    done = program("metrics", "sales.csv", *arguments)
    rows = json.loads(done.out)["tables"]["metrics"]
    (rate,) = [r for r in rows if r["metric"] == "repurchase_rate" and r["store"] == "S"]
    assert (rate["numerator"], rate["denominator"]) == (1, 1)


def test_a_customer_is_explained_by_its_old_id_too(program: Callable[..., Done]) -> None:
    write("sales.csv", SALES)
    write("aliases.csv", CHAIN)
    arguments = ("--aliases", "aliases.csv", "--customer", "a", "--format", "json")
    done = program("explain", "sales.csv", *arguments)
    assert done.status == 0, done.err
    assert bought(json.loads(done.out)) == {"c": (3, 60.0)}


def test_contacts_are_masked_among_the_problems(program: Callable[..., Done]) -> None:
    write("sales.csv", SALES)
    write("aliases.csv", "old_id,new_id\na,b\n13800138000,\n")
    write("never.csv", "phone\n13800138000/138****8001\n13900139000\n")
    arguments = ("--aliases", "aliases.csv", "--suppress", "never.csv", "--problems", "rows.csv")
    done = program("segment", "sales.csv", *arguments)
    assert done.status == 0, done.err
    text = Path("rows.csv").read_text(encoding="utf-8")
    assert [code in text for code in ("no_id", "hidden_beside")] == [True, True]
    assert "13800138000" not in text
