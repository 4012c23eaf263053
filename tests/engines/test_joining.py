"""Ids of a till and a web shop that are one customer: joined by contacts, never by name."""

from __future__ import annotations

import random
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.opening import open_sales
from repurchase_cli.reports.check.joins import join_sections
from repurchase_cli.terms import Needs, Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repurchase_cli.sales import Sales

TILL = """order_id,member_no,date,amount,phone,name
1,T1,2024-01-01,10,13800000001,Ann Lee
2,T2,2024-01-02,10,13800000002,Bob
3,T3,2024-01-03,10,13800000003,Cid
4,T4,2024-01-03,10,13800000003,Dan
5,T5,2024-01-04,10,,Eve
6,T6,2024-01-05,10,,
7,T7,2024-01-05,10,13800000007,
8,T8,2024-01-05,10,13800000007,
9,T9,2024-01-06,10,138****0009,Gus
10,TA,2024-01-06,10,11111111111,
11,TB,2024-01-07,10,13800000021,Hal
12,TC,2024-01-07,10,13800000022,Ida
"""
WEB = """Order No,Customer ID,Created,Total,Mobile,Email,Customer Name
a1,W1,2024-02-01,20,+86 138-0000-0001,ANN@x.com,"LEE, Ann"
a2,W2,2024-02-02,20,13800000002,bob@x.com,Robert
a3,W3,2024-02-03,20,13800000003,,Cid
a5,W5,2024-02-04,20,,,Eve
a6,W6,2024-02-05,20,,fay@x.com,
a7,W7,2024-02-05,20,13800000007,,
a9,W9,2024-02-06,20,138****0009,,Gus
aa,WA,2024-02-06,20,11111111111,,
ab,WB,2024-02-07,20,13800000021,,
ac,WC,2024-02-07,20,13800000022,,
ad,WD,2024-02-08,20,,,Ida
"""
CUSTOMERS = "customer_id,name,email\nT6,Fay,Fay@X.com\n"


@contextmanager
def shop(
    folder: Path, *ways: str, texts: tuple[str, ...] = (TILL, WEB), **side: str
) -> Iterator[Sales]:
    """Open the sales of some texts, their ids joined by contacts."""
    files = [folder / f"sales{i}.csv" for i in range(len(texts))]
    paths = {kind: folder / f"{kind}.csv" for kind in side}
    for path, text in zip([*files, *paths.values()], [*texts, *side.values()], strict=True):
        path.write_text(text, encoding="utf-8")
    terms = Terms(needs=Needs(contacts=True), join_customers=ways)
    sides = {kind: str(path) for kind, path in paths.items()}
    with open_sales([str(path) for path in files], None, terms, sides) as sales:
        sales.audit()
        yield sales


def revenue(sales: Sales) -> dict[str, float]:
    frame = sales.customers(["customer_id", "revenue"])
    return dict(zip(frame["customer_id"], frame["revenue"], strict=True))


def notes(sales: Sales) -> str:
    return "\n".join(en for en, _ in sales.intake.notes)


def test_phones_and_emails_join_and_what_is_doubtful_is_left_apart(tmp_path: Path) -> None:
    with shop(tmp_path, "phone", "email", customers=CUSTOMERS) as sales:
        assert sales.aliases == {"W1": "T1", "W6": "T6", "WB": "TB", "WC": "TC"}
        assert revenue(sales)["T1"] == revenue(sales)["T6"] == 30.0
        apart = {(a.way, a.reason): (a.contacts, a.ids) for a in sales.joins.apart}
        assert apart == {
            ("phone", "several_names"): (2, 5),  # Bob and Robert; Cid and Dan
            ("phone", "several_ids"): (1, 3),  # T7 and T8 without names
        }
        report, joined = (s.table for s in join_sections(sales))
        assert report and joined
        assert joined.rows.frame()["way"].tolist() == ["phone", "email_of_member", *2 * ["phone"]]
        assert "4 further ids became those of 4 customers (phone 3, e-mail of the" in notes(sales)


def test_nobody_is_joined_unless_it_is_said_so(tmp_path: Path) -> None:
    with shop(tmp_path, customers=CUSTOMERS) as sales:
        assert not sales.aliases
        assert len(revenue(sales)) == 23
        assert "--set 'join_customers=[phone, email]'" in notes(sales)
    with shop(tmp_path, "email", customers=CUSTOMERS) as sales:
        assert sales.aliases == {"W6": "T6"}


def test_what_hangs_together_is_one_customer_or_left_apart_as_a_whole(tmp_path: Path) -> None:
    till = "customer_id,date,amount,phone,name\nT1,2024-01-01,10,13800000001,Ann\n"
    till += "T2,2024-01-01,10,13800000002,Bob\n"
    web = "buyer,day,paid,phone,email\nW1,2024-01-02,10,13800000001,a@x.com\n"
    app = "user id,date,amount,phone,email\nA1,2024-01-03,10,,a@x.com\n"
    with shop(tmp_path, "phone", "email", texts=(till, web, app)) as sales:
        assert sales.aliases == {"W1": "T1", "A1": "T1"}
    app = app.replace("A1,2024-01-03,10,,", "A1,2024-01-03,10,13800000002,")
    with shop(tmp_path, "phone", "email", texts=(till, web, app)) as sales:
        assert not sales.aliases
        assert [a.reason for a in sales.joins.apart] == ["chain"]


def test_the_joined_ids_are_a_file_of_aliases(tmp_path: Path) -> None:
    with shop(tmp_path, "phone", "email", customers=CUSTOMERS) as sales:
        (_, joined) = (s.table for s in join_sections(sales))
        assert joined
        text, before = joined.rows.frame().to_csv(index=False), revenue(sales)
    bare = "\n".join(",".join(line.split(",")[:4]) for line in TILL.splitlines()) + "\n"
    with shop(tmp_path, texts=(bare, WEB), aliases=text) as sales:  # once merged, always
        assert revenue(sales) == before


def test_aliases_and_contacts_work_together(tmp_path: Path) -> None:
    with shop(tmp_path, "phone", aliases="old_id,new_id\nW6,W1\nT1,N1\n") as sales:
        assert {old: new for old, new in sales.aliases.items() if new == "N1"} == {
            "T1": "N1", "W1": "N1", "W6": "N1",
        }  # fmt: skip


def test_neither_order_of_files_nor_of_rows_matters_and_no_two_names_meet(
    tmp_path: Path,
) -> None:
    draw = random.Random(1)  # noqa: S311 - no secret
    rows: dict[str, list[str]] = {"T": [], "W": []}
    names = {}
    for system, place in ((s, i) for s in rows for i in range(40)):
        names[f"{system}{place}"] = name = draw.choice(["", "Ann", "Bob", "Cid"])
        phone = draw.choice(["", *(f"138000000{n:02d}" for n in range(25))])
        email = draw.choice(["", *(f"m{n}@x.com" for n in range(25))])
        rows[system].append(f"{system}{place},2024-01-01,10,{phone},{email},{name}\n")
    heads = {"T": "customer_id,date,amount,phone,email,name\n",
             "W": "buyer,day,paid,phone,email,name\n"}  # fmt: skip

    def groups(order: str) -> set[frozenset[str]]:
        texts = tuple(heads[s] + "".join(draw.sample(rows[s], 40)) for s in order)
        with shop(tmp_path, "phone", "email", texts=texts) as sales:
            together: dict[str, set[str]] = {}
            for old, new in sales.aliases.items():
                together.setdefault(new, {new}).add(old)
            return {frozenset(ids) for ids in together.values()}

    found = groups("TW")
    assert found == groups("WT")
    for ids in found:
        assert len({names[one] for one in ids} - {""}) <= 1


def test_the_ledger_follows_a_joined_customer(targets: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "repurchase.yaml").write_text(
        "control_share: 0\ncampaigns:\n  - name: hello\n    title: Hello\n    when: 'true'\n"
        "    cycle: customer\n    offer: {kind: text, text: hi}\n",
        encoding="utf-8",
    )
    web = "customer_id,date,amount,phone\nW1,2024-01-02,10,13800000001\n"
    (tmp_path / "sales.csv").write_text(web, encoding="utf-8")
    assert '"customer_id":"W1"' in targets().read_text("utf-8")
    (tmp_path / "till.csv").write_text(
        "member_no,day,paid,mobile\nT1,2024-01-01,10,138 0000 0001\nT1,2024-01-03,10,\n",
        encoding="utf-8",
    )
    (tmp_path / "customers.csv").write_text("customer_id,name\nT1,Ann\n", encoding="utf-8")
    both = targets("till.csv", "--set", "join_customers=phone").read_text("utf-8")
    assert '"customers":1' in both.replace(" ", "")
    assert '"campaign":"hello","customer_id"' not in both.replace(" ", "")


def test_ids_that_two_sources_gave_to_different_people_are_said(tmp_path: Path) -> None:
    till = """order_id,customer_id,date,amount,name,phone
1,1001,2024-01-05,10,Ann Lee,13800000001
2,1002,2024-01-06,20,Bob,13800000002
3,1003,2024-01-06,20,Cid,13800000003
"""
    web = """Order No,Buyer ID,Paid At,Amount Paid,Mobile,Customer Name
a1,1001,2024-02-05,10,13900000001,Zoe
a2,1002,2024-02-06,20,13900000002,Yan
a3,1003,2024-02-06,20,13800000003,cid
"""
    with shop(tmp_path, texts=(till, web)) as sales:
        assert "2 of 3 ids that stand in several sources are different people" in notes(sales)
        assert "--map 'customer_id=Mobile' --set 'join_customers=[phone]'" in notes(sales)
    same = web.replace("Zoe", "ann  lee").replace("Yan", "Bob")
    with shop(tmp_path, texts=(till, same)) as sales:
        assert "different people" not in notes(sales)
