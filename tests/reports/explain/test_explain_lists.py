"""``explain`` says which lists a customer is on, by the code that makes them, and records nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from repurchase_cli.campaigns.ledger import Ledger
from tests.campaigns.contacts import Contact, frame
from tests.running import Done
from tests.targeting.shop import (
    DAY,
    GIFT,
    NEWS,
    STATE,
    ago,
    write_customers,
    write_settings,
    write_shop,
)

Program = Callable[..., Done]
SALE = NEWS.replace("news", "sale").replace("cycle", "windows: shop_anniversary\n    cycle")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write_shop(tmp_path, {"a": [30], "b": [40, 35], "c": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in "abc"))
    write_settings(tmp_path, STATE, GIFT, NEWS, SALE, cooldown_days="3")
    return tmp_path


def explain(program: Program, customer: str, *more: str) -> Done:
    files = ("sales.csv", "--customers", "customers.csv", "--customer", customer)
    return program("explain", *files, *more)


def lists(done: Done) -> list[tuple[str, str, str]]:
    rows = json.loads(done.out)["tables"].get("lists", [])
    return [(row["campaign"], row["step"], row["reason"]) for row in rows]


def test_lists_are_those_of_targets_with_what_kept_the_customer_off(
    program: Program, shop: Path
) -> None:
    before = {path.name for path in shop.iterdir()}
    assert lists(explain(program, "a", "--format", "json")) == [
        ("gift", "listed", "days_since_first = 30"),
        ("state", "in_cooldown", "a coupon within the cooldown of 3 days: gift"),
        ("news", "listed", "true"),
    ]
    assert lists(explain(program, "b", "--format", "json")) == [
        ("state", "listed", "days_since_last >= 20"),
        ("news", "listed", "true"),
    ]
    assert {path.name for path in shop.iterdir()} == before


def test_what_is_not_due_and_the_expected_purchase_are_said(program: Program, shop: Path) -> None:
    said = " ".join(explain(program, "b").out.split())
    assert "Not due today, or contacted already: gift" in said
    assert "Outside their windows of the calendar: sale" in said
    assert "Next purchase was expected on 31 May 2026, 30 days ago" in said
    soon = " ".join(explain(program, "c").out.split())
    assert "Next purchase expected on 5 Jul 2026, to be woken up on 2 Jul 2026" in soon


def test_the_ledger_is_looked_at(program: Program, shop: Path) -> None:
    files = ("sales.csv", "--customers", "customers.csv")
    assert program("targets", *files, "--as-of", ago(-1), "-q", "-o", "l.csv").status == 0
    (shop / "repurchase.yaml").write_text(
        (shop / "repurchase.yaml").read_text().replace("name: state", "name: other")
    )
    tomorrow = ("--as-of", ago(-2), "--format", "json")
    found = dict(row[:2] for row in lists(explain(program, "b", *tomorrow)))
    assert found == {"other": "in_cooldown"}
    found = dict(row[:2] for row in lists(explain(program, "b", *tomorrow, "--ledger", "none")))
    assert found == {"other": "listed", "news": "listed"}


def test_a_shop_without_campaigns_is_explained_too(program: Program, shop: Path) -> None:
    done = explain(program, "a", "--set", "campaigns=[]")
    assert done.status == 0
    assert "Campaigns today" not in done.out


@pytest.fixture
def prospects(shop: Path) -> Path:
    write_customers(
        shop,
        *({"customer_id": one} for one in "abc"),
        {"customer_id": "p", "join_date": ago(9), "referred_by": "a", "opt_out_email": "1"},
        {"customer_id": "later", "join_date": ago(-1)},
    )
    welcome = NEWS.replace("news", "welcome").replace("cycle: month", "audience: prospects")
    write_settings(shop, STATE, welcome)
    return shop


def facts(done: Done) -> dict[str, str]:
    return {row["what"]: row["value"] for row in json.loads(done.out)["tables"]["facts"]}


def test_what_is_known_of_a_prospect_and_her_lists(program: Program, prospects: Path) -> None:
    done = explain(program, " p ", "--format", "json")
    assert lists(done) == [("welcome", "listed", "true")]
    known = facts(done)
    assert (known["Joined"], known["Referred by"]) == (ago(9), "a")
    assert (known["Has phone"], known["Birthday known"]) == ("yes", "no")
    assert known["Opted out of"] == "e-mail"
    said = " ".join(explain(program, "p").out.split())
    assert "Prospect: in the customers file, without a purchase up to 30 Jun 2026" in said
    assert "Not due" not in said  # of campaigns for customers nothing is said
    assert "1390000" not in said and "Np" not in said
    assert "潜在会员" in explain(program, "p", "--lang", "zh").out
    assert "Campaigns today" not in explain(program, "p", "--set", "campaigns=[]").out


def test_who_registers_later_or_only_gave_back_is_no_prospect(
    program: Program, prospects: Path
) -> None:
    assert "stands in the customers file" in explain(program, "later").err
    with (prospects / "sales.csv").open("a") as out:
        out.write(f"p-1,{ago(3)},p,-5\n")
    assert explain(program, "p").status == 2


def test_contacts_of_the_past_are_named(program: Program, shop: Path) -> None:
    def contact(campaign: str, arm: str, day: str) -> Contact:
        return Contact(
            campaign,
            "a",
            "",
            arm,
            day,
            "sms",
            "text",
            "",
            None,
            None,
            None,
            day,
            day,
            None,
            0,
            "",
            "",
        )

    made = frame([contact("gift", "control", ago(3)), contact("news", "contacted", ago(1))])
    with Ledger.writing(shop / "repurchase-ledger.sqlite") as ledger:
        ledger.add(DAY, DAY, "0", {}, made)
        ledger.commit()
    said = " ".join(explain(program, "a").out.split())
    assert f"In the ledger: news {ago(1)}, gift {ago(3)} (control) Campaign" in said
    assert "In the ledger" not in explain(program, "b").out
    assert f"台账中：news {ago(1)}、gift" in explain(program, "a", "--lang", "zh").out
