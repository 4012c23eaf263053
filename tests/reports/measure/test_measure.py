"""``repurchase measure``: windows, arms, redemptions, money and conclusions, by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from rich.cells import cell_len

from repurchase_cli import tables
from repurchase_cli.campaigns.ledger import Ledger
from tests.campaigns.contacts import Contact, frame
from tests.running import Done
from tests.targeting.shop import write_settings

DAY = date(2026, 3, 1)
HEADER = "order_id,order_time,customer_id,amount,coupon"
Program = Callable[..., Done]
Row = dict[str, Any]


@dataclass
class Shop:
    """A folder with sales and a ledger; everybody bought on 1 January, the data end on 30 June."""

    folder: Path
    program: Program

    def sell(self, *lines: str, header: str = HEADER, customers: Sequence[str] = ()) -> None:
        """Write the sales: each line is ``date,customer,amount,coupon``."""
        first = [f"0{one},2026-01-01,{one},10," for one in customers]
        rest = [f"{number},{line}" for number, line in enumerate(lines, start=1)]
        end = "end,2026-06-30,end,1,"
        text = "\n".join([header, *first, *rest, end, ""])
        (self.folder / "sales.csv").write_text(text, encoding="utf-8")

    def assign(
        self,
        *contacts: Contact,
        day: date = DAY,
        control: float = 0.5,
        names: Sequence[str] = (),
        written: bool = True,
    ) -> None:
        """Record a run with these contacts."""
        campaigns = {
            name: {"title": {"en": name.title(), "zh": f"活动{name}"}, "control": control}
            for name in dict.fromkeys([*names, *(one.campaign for one in contacts)])
        }
        with Ledger.writing(self.folder / "repurchase-ledger.sqlite") as ledger:
            run = ledger.add(day, day, "0", campaigns, frame(contacts))
            ledger.commit()
            if written:
                ledger.mark_written(run)

    def measure(self, *more: str, status: int = 0) -> dict[str, Any]:
        """Run the command and return its JSON."""
        done = self.program("measure", "sales.csv", "--format", "json", *more)
        assert done.status == status, done.err
        found: dict[str, Any] = json.loads(done.out)
        return found

    def arms(self, *more: str) -> dict[tuple[str, str], Row]:
        """Run the command and return the rows of its main table by campaign and arm."""
        rows = self.measure(*more)["tables"]["campaigns"]
        return {(row["campaign"], row["arm"]): row for row in rows}


@pytest.fixture
def shop(tmp_path: Path, program: Program) -> Shop:
    return Shop(tmp_path, program)


def contact(customer: str, arm: str = "contacted", **other: Any) -> Contact:
    """Return a contact of 1 March, with a coupon of 14 days: measured to 14 April."""
    day = other.pop("day", DAY)
    given = {
        "campaign": "gift", "customer_id": customer, "cycle": "c", "arm": arm, "day": day.isoformat(),
        "channel": "sms", "offer_kind": "amount", "offer": "5 off", "coupon_code": None,
        "coupon_value": 5.0, "min_spend": 0.0, "valid_from": (day + timedelta(days=1)).isoformat(),
        "valid_to": (day + timedelta(days=14)).isoformat(), "expected_value": None,
        "cost": 0.5 if arm == "contacted" else 0.0, "class_": "loyal", "reason": "",
    }  # fmt: skip
    return Contact(**{**given, **other})


def test_arms_lift_and_return_by_hand(shop: Shop) -> None:
    """Contacted: a, b, c, d, of whom a and b buy for 100 + 20 and 40; control: y, z, of whom y for 30.

    Lift 2/4 − 1/2; revenue 160/4 − 30/2 = 25 each, 100 in all; margin 0.6; cost 4 × 0.5.
    """
    shop.sell(
        "2026-03-02,a,100,", "2026-03-20,a,20,", "2026-04-14,b,40,", "2026-03-10,y,30,",
        customers="abcdyz",
    )  # fmt: skip
    shop.assign(*(contact(one) for one in "abcd"), *(contact(one, "control") for one in "yz"))
    found = shop.arms("--set", "clv.margin=0.6")
    contacted, control = found["gift", "contacted"], found["gift", "control"]
    assert (contacted["customers"], contacted["buyers"], contacted["repurchase_rate"]) == (
        4,
        2,
        0.5,
    )
    assert (control["customers"], control["buyers"], control["repurchase_rate"]) == (2, 1, 0.5)
    assert (contacted["revenue_per_customer"], control["revenue_per_customer"]) == (40, 15)
    assert (contacted["cost"], control["cost"]) == (2, 0)
    assert contacted["lift"] == 0
    assert contacted["lift_low"] < 0 < contacted["lift_high"]
    assert contacted["p_value"] == 1
    assert contacted["incremental_revenue"] == 100
    assert contacted["roi"] == pytest.approx((100 * 0.6 - 2) / 2)
    assert {control[name] for name in ("lift", "p_value", "incremental_revenue", "roi")} == {None}


def test_the_window_is_from_the_next_day_to_its_last_day(shop: Shop) -> None:
    days = {"on": "2026-03-01", "next": "2026-03-02", "last": "2026-04-14", "late": "2026-04-15"}
    shop.sell(*(f"{day},{one},7," for one, day in days.items()), customers=list(days))
    shop.assign(*(contact(one) for one in days), contact("z", "control"))
    assert shop.arms()["gift", "contacted"]["buyers"] == 2
    assert shop.arms("--set", "measure_days=1")["gift", "contacted"]["buyers"] == 1
    assert shop.arms("--set", "measure_days=45")["gift", "contacted"]["buyers"] == 3


def test_refunds_are_taken_off_and_a_day_given_back_is_no_purchase(shop: Shop) -> None:
    shop.sell(
        "2026-03-05,a,100,", "2026-03-09,a,-30,", "2026-03-05,b,50,", "2026-05-20,b,-50,",
        customers="abz",
    )  # fmt: skip
    shop.assign(contact("a"), contact("b"), contact("z", "control"))
    row = shop.arms()["gift", "contacted"]
    assert (row["buyers"], row["revenue_per_customer"]) == (1, 35)


def test_who_is_assigned_counts_even_when_the_files_do_not_know_her(shop: Shop) -> None:
    shop.sell("2026-03-05,a,100,", customers="az")
    shop.assign(contact("a"), contact("moved away"), contact("z", "control"))
    found = shop.measure()
    row = found["tables"]["campaigns"][0]
    assert (row["customers"], row["buyers"]) == (2, 1)
    assert any("1 contact with customers who are in none" in note for note in found["notes"])


def test_contacts_whose_window_is_not_complete_are_left_out(shop: Shop) -> None:
    shop.sell("2026-03-05,a,100,", customers="abz")
    shop.assign(contact("a"), contact("z", "control"))
    young = date(2026, 6, 1)
    shop.assign(contact("b", day=young), day=young)
    found = shop.measure()
    assert found["tables"]["campaigns"][0]["customers"] == 1
    (note,) = (note for note in found["notes"] if "window has not passed" in note)
    assert "1 contact left out" in note
    assert "15 Jul 2026 (sooner: --set measure_days=29)" in note
    assert shop.arms("--set", "measure_days=14")["gift", "contacted"]["customers"] == 2


def test_contacts_before_the_data_begin_are_left_out(shop: Shop) -> None:
    old = date(2025, 12, 1)
    shop.sell("2026-03-05,a,100,", customers="abz")
    shop.assign(contact("b", day=old), contact("b", "control", day=old, cycle="d"), day=old)
    shop.assign(contact("a"), contact("z", "control"))
    found = shop.measure()
    assert found["tables"]["campaigns"][0]["customers"] == 1
    assert any("1 contact" in note or "2 contacts" in note for note in found["notes"])
    assert any("2 contacts left out: made before the data" in note for note in found["notes"])


def test_a_campaign_without_control_is_attribution_only(shop: Shop) -> None:
    shop.sell("2026-03-05,a,100,", customers="ab")
    shop.assign(contact("a"), contact("b"), control=0)
    found = shop.measure()
    (row,) = found["tables"]["campaigns"]
    assert (row["buyers"], row["revenue_per_customer"], row["cost"]) == (1, 50, 1)
    assert {row[name] for name in ("lift", "lift_low", "lift_high", "p_value", "roi")} == {None}
    assert row["incremental_revenue"] is None
    (effect,) = found["tables"]["effects"]
    assert effect["conclusion"] == "attribution_only"
    assert any("Attribution only" in note for note in found["notes"])


def test_runs_without_control_do_not_count_beside_runs_with_one(shop: Shop) -> None:
    shop.sell("2026-03-05,a,100,", "2026-03-05,b,100,", customers="abcz")
    shop.assign(contact("a"), contact("b"), control=0)
    shop.assign(contact("c", day=date(2026, 3, 2)), contact("z", "control"), day=date(2026, 3, 2))
    found = shop.measure()
    assert [row["customers"] for row in found["tables"]["campaigns"]] == [1, 1]
    assert found["tables"]["campaigns"][0]["lift"] == 0
    assert any("2 contacts left out: of runs that left nobody" in note for note in found["notes"])


def test_different_shares_are_compared_within_each(shop: Shop) -> None:
    """Share 0.5: 2 of 2 against 1 of 1; share 0.2: 0 of 2 against 0 of 1. Pooled 2/4 against 1/2."""
    shop.sell(*(f"2026-03-15,{one},10," for one in ("a", "b", "y")), customers="abcdyz")
    shop.assign(contact("a"), contact("b"), contact("y", "control"), control=0.5)
    later = date(2026, 3, 2)
    shop.assign(
        contact("c", day=later), contact("d", day=later), contact("z", "control", day=later),
        contact("w", "control", day=later), day=later, control=0.2,
    )  # fmt: skip
    found = shop.measure()
    assert found["tables"]["campaigns"][0]["lift"] == 0  # pooled it were 2/4 − 1/3
    assert found["tables"]["effects"][0]["control_rate"] == 0.5
    assert any("different shares alone: gift" in note for note in found["notes"])


def test_lists_that_were_never_written_are_named(shop: Shop) -> None:
    shop.sell("2026-03-05,a,100,", customers="abz")
    shop.assign(contact("a"), contact("z", "control"))
    late = date(2026, 3, 7)
    shop.assign(contact("b", day=late), day=late, written=False)
    notes = [note for note in shop.measure()["notes"] if "never written" in note]
    assert len(notes) == 1
    assert "7 Mar 2026" in notes[0]


def test_every_cycle_of_a_customer_counts(shop: Shop) -> None:
    shop.sell("2026-03-05,a,100,", "2026-04-05,a,60,", customers="az")
    again = date(2026, 4, 1)
    shop.assign(contact("a"), contact("z", "control"))
    shop.assign(contact("a", day=again, cycle="d"), day=again)
    found = shop.measure("--set", "measure_days=14")
    row = found["tables"]["campaigns"][0]
    assert (row["customers"], row["buyers"], row["revenue_per_customer"]) == (2, 2, 80)
    assert any("1 customer assigned in several cycles" in note for note in found["notes"])


def test_redemptions_are_known_by_code_and_by_the_campaigns_name(shop: Shop) -> None:
    shop.sell(
        "2026-03-05,a,100,abc 123; xyz99",  # her code, small letters, beside another
        "2026-03-06,,80,CO-de G",  # the code of g in groups, used by a guest
        "2026-03-07,c,70,Gift",  # the campaign's title
        "2026-03-07,d,70,活动gift",
        "2026-03-07,e,70,gifted",  # another coupon
        "2026-04-20,f,70,CODEF",  # after the window
        "2026-03-08,z,70,CODEE",  # that of e, passed on to one of control
        customers="abcdefgz",
    )
    shop.assign(
        contact("a", coupon_code="XYZ99"),
        contact("b", coupon_code="CODEB"),
        contact("c", coupon_code="CODEC"),
        contact("d", coupon_code="CODED"),
        contact("e", coupon_code="CODEE"),
        contact("f", coupon_code="CODEF"),
        contact("g", coupon_code="CODEG"),
        contact("z", "control"),
    )
    found = shop.measure()
    assert [row["redeemed"] for row in found["tables"]["campaigns"]] == [5, 1]  # a, c, d, e, g; z
    assert any("1 customer left alone used a coupon" in note for note in found["notes"])


@pytest.mark.parametrize(
    ("cell", "redeemed"),
    [
        ("code:XYZ99|amount:5.00", 1),
        ("code:other|amount:7.00;code:xyz99|amount:5.00", 1),
        ('["XYZ99"]', 1),
        ('["other","xyz-99"]', 1),
        ('{"code": "XYZ99", "amount": "5.00"}', 1),
        ("other, XYZ99", 1),
        ("other|XYZ99", 1),
        ("XYZ99:5.00", 1),
        ("优惠券：XYZ99", 1),
        ('["Gift"]', 1),
        ("code:gift|amount:5", 1),
        ("XYZ999", 0),
        ("code:other|amount:XYZ99", 0),
        ("[]", 0),
    ],
)
def test_codes_are_known_in_whatever_form_a_shop_lists_them(
    shop: Shop, cell: str, redeemed: int
) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    shop.sell(f"2026-03-05,a,100,{quoted}", customers="ab")
    shop.assign(contact("a", coupon_code="XYZ99"), contact("b", coupon_code="CODEB"))
    assert shop.arms()["gift", "contacted"]["redeemed"] == redeemed


def test_what_stands_under_an_old_id_in_the_ledger_is_the_customers(shop: Shop) -> None:
    shop.sell("2026-03-05,new,100,CODEA", "2026-03-06,old,50,", customers=["old", "x", "y"])
    shop.assign(
        contact("old", coupon_code="CODEA"),
        contact("x", coupon_code="CODEX"),
        contact("y", "control"),
    )
    (shop.folder / "aliases.csv").write_text("old_id,new_id\nold,new\n")
    row = shop.arms("--aliases", "aliases.csv")["gift", "contacted"]
    assert (row["customers"], row["buyers"], row["redeemed"]) == (2, 1, 1)
    assert row["revenue_per_customer"] == 75


def test_a_customer_contacted_under_one_id_and_left_alone_under_the_other_was_contacted(
    shop: Shop,
) -> None:
    shop.sell("2026-03-05,new,100,", customers=["old", "x", "y"])
    shop.assign(contact("old", "control"), contact("new"), contact("x"), contact("y", "control"))
    (shop.folder / "aliases.csv").write_text("old_id,new_id\nold,new\n")
    arms = shop.arms("--aliases", "aliases.csv")
    assert arms["gift", "contacted"]["customers"] == 2
    assert arms["gift", "control"]["customers"] == 1


def test_without_a_coupon_column_redemptions_are_unknown(shop: Shop) -> None:
    (shop.folder / "sales.csv").write_text(
        "order_id,order_time,customer_id,amount\n1,2026-01-01,a,10\n2,2026-06-30,z,10\n",
        encoding="utf-8",
    )
    shop.assign(contact("a", coupon_code="XYZ99"), contact("z", "control"))
    found = shop.measure()
    assert found["tables"]["campaigns"][0]["redeemed"] is None
    assert any("--map coupon=HEADER" in note for note in found["notes"])


def test_campaigns_and_days_are_chosen(shop: Shop) -> None:
    later = date(2026, 3, 20)
    shop.sell("2026-03-05,a,100,", customers="abyz")
    shop.assign(contact("a"), contact("z", "control"))
    shop.assign(
        contact("b", campaign="news", day=later), contact("y", "control", campaign="news", day=later),
        contact("b", day=later, cycle="d"), day=later,
    )  # fmt: skip
    assert set(shop.arms("--campaign", "news")) == {("news", "contacted"), ("news", "control")}
    assert shop.arms("--to", "2026-03-01")["gift", "contacted"]["customers"] == 1
    assert shop.arms("--from", "2026-03-02")["gift", "contacted"]["customers"] == 1
    assert shop.arms()["gift", "contacted"]["customers"] == 2


def test_a_large_effect_is_said_to_have_worked_and_a_bad_one_to_have_done_harm(shop: Shop) -> None:
    everyone = [f"c{i:03d}" for i in range(200)]
    shop.sell(
        *(f"2026-03-05,{one},100," for one in everyone[:60]),  # the contacted of gift
        *(f"2026-03-05,{one},100," for one in everyone[160:]),  # half of news' control
        customers=everyone,
    )
    half = [contact(one, "contacted" if at < 100 else "control") for at, one in enumerate(everyone)]
    shop.assign(*half, *(one._replace(campaign="news") for one in half[60:]))
    found = shop.measure()
    effects = {row["campaign"]: row for row in found["tables"]["effects"]}
    assert (effects["gift"]["conclusion"], effects["news"]["conclusion"]) == ("worked", "did_harm")
    one = shop.arms("--campaign", "gift")["gift", "contacted"]
    assert (one["lift"], one["incremental_revenue"]) == (pytest.approx(0.2), pytest.approx(2000))
    assert one["lift_low"] > 0
    done = shop.program("measure", "sales.csv", "--campaign", "gift")
    assert "Gift: worked. Of 100 contacted, 60.0% bought within 44 days" in done.out


@pytest.mark.parametrize("arms", [(4, 5, 6, 19), (10, 10, 6, 9)])
def test_where_test_and_interval_disagree_nothing_can_be_told(
    shop: Shop, arms: tuple[int, int, int, int]
) -> None:
    """p 0.0507 with an interval above zero; p 0.0466 with an interval about it."""
    contacted = [f"a{at}" for at in range(arms[1])]
    control = [f"z{at}" for at in range(arms[3])]
    buyers = [*contacted[: arms[0]], *control[: arms[2]]]
    shop.sell(*(f"2026-03-05,{one},9," for one in buyers), customers=[*contacted, *control])
    shop.assign(*map(contact, contacted), *(contact(one, "control") for one in control))
    (effect,) = shop.measure()["tables"]["effects"]
    assert (effect["p_value"] < 0.05) == (effect["lift_low"] <= 0)
    assert effect["conclusion"] == "unclear"


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        (["--ledger", "no.sqlite"], 2, "there is no such ledger"),
        (["--campaign", "gifts"], 2, "did you mean 'gift'"),
        (["--from", "2026-05-01"], 4, "has no such contacts"),
        (["--set", "measure_days=200"], 4, "complete on 2026-09-17"),
        (["--from", "yesterday"], 2, "is no date"),
        (["--set", "measure_days=0"], 2, "measure_days"),
    ],
)
def test_what_cannot_be_measured_is_said(
    shop: Shop, more: list[str], status: int, said: str
) -> None:
    shop.sell("2026-03-05,a,100,", customers="az")
    shop.assign(contact("a"), contact("z", "control"))
    done = shop.program("measure", "sales.csv", *more)
    assert done.status == status
    assert said in done.err
    assert "hint: " in done.err


@pytest.mark.parametrize(
    ("end", "hint"),
    [
        ("2026-03-01", "give sales of the days after the contacts"),
        ("2026-03-05", "measure sooner with a shorter window: --set measure_days=4"),
    ],
)
def test_the_window_that_is_proposed_has_passed(shop: Shop, end: str, hint: str) -> None:
    shop.sell(f"{end},a,100,", customers="az")
    sales = shop.folder / "sales.csv"
    sales.write_text("".join(sales.read_text().splitlines(keepends=True)[:-1]))
    shop.assign(contact("a"), contact("z", "control"))
    done = shop.program("measure", "sales.csv")
    assert done.status == 4
    assert f"hint: {hint}\n" in done.err
    if "=" in hint:
        shop.measure(*hint.split(": ")[1].split())


def test_the_ledger_of_another_shop_is_refused(shop: Shop) -> None:
    shop.sell("2026-03-05,a,100,", customers="a")
    shop.assign(contact("x"), contact("z", "control"))
    done = shop.program("measure", "sales.csv")
    assert done.status == 4
    assert "know none of the 2 contacted customers" in done.err


def test_an_empty_ledger_is_refused(shop: Shop) -> None:
    shop.sell("2026-03-05,a,100,", customers="a")
    shop.assign(names=["gift"])
    done = shop.program("measure", "sales.csv")
    assert done.status == 4
    assert "the ledger has no contacts" in done.err


def test_the_contract_and_the_workbook(shop: Shop) -> None:
    shop.sell("2026-03-05,a,100,", customers="abz")
    shop.assign(contact("a"), contact("b"), contact("z", "control"))
    done = shop.program("measure", "sales.csv", "-q", "-o", "m.csv", "-o", "m.xlsx")
    assert (done.status, done.out, done.err) == (0, "", "")
    head = (shop.folder / "m.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head == (
        "campaign,arm,customers,buyers,repurchase_rate,revenue_per_customer,redeemed,cost,lift,"
        "lift_low,lift_high,p_value,incremental_revenue,roi"
    )
    assert head.split(",") == [column.id for column in tables.LIFT_COLUMNS]
    book = openpyxl.load_workbook(shop.folder / "m.xlsx")
    assert {"campaigns", "effects"} <= set(book.sheetnames)
    (_,) = book["Summary"]._charts  # type: ignore[attr-defined]


def test_what_targets_recorded_is_measured(shop: Shop) -> None:
    """A list of 30 June, and the same shop half a year later: half of the contacted came back."""
    customers = [f"c{i:03d}" for i in range(120)]
    shop.sell(customers=customers)
    campaign = """
  - name: win_back
    title: {en: Win back, zh: 唤回}
    when: days_since_last >= 100
    offer: {kind: amount, value: 20}
    control: 0.4
    message: "{coupon_code}"
"""
    write_settings(shop.folder, campaign)
    (shop.folder / "members.csv").write_text(
        "\n".join(["customer_id,phone", *(f"{c},1390000{i:04d}" for i, c in enumerate(customers))]),
        encoding="utf-8",
    )
    done = shop.program(
        "targets", "sales.csv", "--customers", "members.csv", "-q", "-o", "list.json"
    )
    assert done.status == 0, done.err
    made = json.loads((shop.folder / "list.json").read_text(encoding="utf-8"))["tables"]
    back = made["targets"][::2]
    shop.sell(
        *(f"2026-07-10,{row['customer_id']},200,{row['coupon_code'].lower()}" for row in back),
        "2026-12-31,late,1,",
        customers=customers,
    )
    found = shop.arms()
    contacted, control = found["win_back", "contacted"], found["win_back", "control"]
    assert contacted["customers"] == len(made["targets"])
    assert control["customers"] == len(made["control"])
    assert contacted["buyers"] == contacted["redeemed"] == len(back)
    assert (control["buyers"], control["redeemed"]) == (0, 0)
    assert contacted["incremental_revenue"] == pytest.approx(200 * len(back))
    assert contacted["p_value"] < 0.001


WINDOW = ("2026-02-02", "2026-03-17")  # 14 days and 30 more
COUPON_DATA = Path(__file__).with_name("coupon_data")
MAPPED = (
    "--map", "customer_id=household_key", "--map", "order_id=basket_id",
    "--map", "amount=sales_value", "--map", "coupon=campaign",
)  # fmt: skip


def test_coupon_data_of_households_is_reproduced(program: Program, tmp_path: Path) -> None:
    """Two campaigns sent on 1 February; redemptions are those of the table of their own.

    The households on the lists, what they bought and redeemed in the windows (validity + 30 days)
    is worked out from the three tables by themselves.
    """
    sales = pd.read_csv(COUPON_DATA / "transactions.csv", dtype={"household_key": str})
    redeemed = pd.read_csv(COUPON_DATA / "coupon_redempt.csv", dtype={"household_key": str})
    houses = sales["household_key"].unique()
    pd.DataFrame({"customer_id": houses, "email": [f"h{one}@x.org" for one in houses]}).to_csv(
        tmp_path / "houses.csv", index=False
    )
    files = (str(COUPON_DATA / "transactions.csv"), "--customers", "houses.csv", *MAPPED)
    config = ("-c", str(COUPON_DATA / "campaigns.yaml"), "-q")
    done = program("targets", *files, *config, "--as-of", "2026-02-01", "-o", "list.json")
    assert done.status == 0, done.err
    made = json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))["tables"]
    done = program("measure", *files, *config, "-o", "m.json")
    assert done.status == 0, done.err
    measured = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["tables"]["campaigns"]
    found = {(row["campaign"], row["arm"]): row for row in measured}
    assert set(found) == {
        ("type_a", "contacted"), ("type_b", "contacted"), ("type_b", "control"),
    }  # fmt: skip
    for (name, arm), row in found.items():
        listed = made["targets" if arm == "contacted" else "control"]
        members = {one["customer_id"] for one in listed if one["campaign"] == name}
        mine = sales[sales["household_key"].isin(members) & sales["day"].between(*WINDOW)]
        title = {"type_a": "Type A", "type_b": "Type B"}[name]
        used = redeemed[
            redeemed["household_key"].isin(members)
            & redeemed["day"].between(*WINDOW)
            & (redeemed["campaign"] == title)
        ]
        assert row["customers"] == len(members)
        assert row["buyers"] == mine["household_key"].nunique()
        assert row["revenue_per_customer"] * len(members) == pytest.approx(
            mine["sales_value"].sum()
        )
        assert row["redeemed"] == used["household_key"].nunique()
    alone = found["type_a", "contacted"]  # no arm is drawn: the same every time
    assert (alone["customers"], alone["buyers"], alone["redeemed"]) == (98, 33, 8)
    both = found["type_b", "contacted"], found["type_b", "control"]
    assert both[0]["lift"] == pytest.approx(both[0]["repurchase_rate"] - both[1]["repurchase_rate"])
    assert found["type_a", "contacted"]["lift"] is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_screen(shop: Shop, screen: Callable[..., Done], language: str) -> None:
    """A campaign that worked, one of which nothing can be said, one without control; 80 wide."""
    everyone = [f"c{number:03d}" for number in range(240)]
    buyers = [*everyone[:90:3], *everyone[150:160], *everyone[180:240:12]]
    shop.sell(*(f"2026-03-1{at % 9},{one},{80 + at}," for at, one in enumerate(buyers)),
              customers=everyone)  # fmt: skip
    arms = ["contacted"] * 90 + ["control"] * 60 + ["contacted"] * 27 + ["control"] * 3
    shop.assign(
        *(
            contact(one, arm, campaign="win_back" if at < 150 else "birthday")
            for at, (one, arm) in enumerate(zip(everyone[:180], arms, strict=True))
        ),
        *(contact(one, campaign="news", cost=0) for one in everyone[180:]),
    )
    done = screen(
        shop.folder, "measure", "sales.csv", "--lang", language, "--set", "clv.margin=0.55"
    )
    assert (done.status, done.err) == (0, "")
    shown = [line.rstrip() for line in done.out.splitlines()]
    golden = Path(__file__).with_name(f"measure_{language}.txt")
    assert shown == golden.read_text(encoding="utf-8").splitlines()
    assert max(map(cell_len, shown)) <= 80
