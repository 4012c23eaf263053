"""Satisfaction, return, reasons and complaints of a tiny shop, by hand."""

from __future__ import annotations

import math
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from scipy import stats  # type: ignore[import-untyped]

from repurchase_cli import config
from repurchase_cli.campaigns.ledger import Ledger
from repurchase_cli.reports.explain import report as explain
from repurchase_cli.reports.feedback.report import build
from repurchase_cli.shop.feedback import scale_of
from tests.reports.feedback.shop import opened, report, rows, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from repurchase_cli.document import Document
    from tests.running import Done

#: a came back within 90 days after its answer, b on the day of it only, c after 100 days, d never.
SALES = """
    order_id,customer_id,date,store,product,size,amount,status,refunded_order_id,return_reason,name,phone
    1,a,2024-01-01,North,Coat,M,50.00,completed,,,Ann Lee,13800000001
    2,a,2024-03-01,North,Coat,M,50.00,completed,,,Ann Lee,13800000001
    3,b,2024-01-02,North,Coat,L,50.00,completed,,,Bob,13800000002
    4,c,2024-01-03,South,Coat,L,50.00,completed,,,Cid,13800000003
    5,c,2024-04-20,South,Coat,L,50.00,completed,,,Cid,13800000003
    6,d,2024-01-04,South,Coat,L,50.00,completed,,,Dan,13800000004
    7,d,2024-01-04,South,Coat,L,30.00,completed,,,Dan,13800000004
    8,d,2024-01-08,South,Coat,L,-30.00,refunded,7,too small,Dan,13800000004
    9,e,2024-06-30,South,Coat,L,50.00,completed,,,Eve,13800000005
"""
FEEDBACK = """
    customer_id,date,type,channel,store,score,text,reason,size,created_at,first_reply_at,closed_at,followup_at
    a,2024-01-05,survey,wechat,,5,Lovely,,,,,,
    b,2024-01-02,survey,wechat,,4,,,,,,,
    c,2024-01-06,survey,phone,,2,,,,,,,
    d,2024-01-09,complaint,phone,Kiosk,1,"Ann Lee said call 138 0000 0001, or ann@x.com",torn,,2024-01-09 23:50:00,2024-01-10 00:05:00,2024-01-10 10:00:00,2024-01-11 10:00:00
    d,2024-02-09,complaint,wechat,,,Me Dan again,torn,,2024-02-09 09:00:00,2024-02-09 10:01:00,,
    e,2024-06-30,complaint,wechat,,,,late,,2024-06-30 23:30:00,,,
    e,2024-06-30,complaint,phone,,,,late,,2024-06-30 23:30:00,,,
    b,2024-02-01,not_bought,store,,,Wanted XL,size,,,,,
    c,2024-02-01,not_bought,store,,,,size,,,,,
    a,2024-02-01,not_bought,store,,,Too dear,price,S,,,,
    z,2024-02-01,consult,store,,,Washable?,care,,,,,
    a,2024-07-09,survey,wechat,,5,Tomorrow,,,,,,
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("feedback")
        yield report(stack.enter_context(opened(folder, SALES, FEEDBACK)))


def value(document: Document, group: str, name: str, column: str) -> float:
    (row,) = [
        row for row in rows(document, "feedback") if (row["group"], row["value"]) == (group, name)
    ]
    return float(row[column])


def test_mean_scores_have_students_interval(document: Document) -> None:
    scores = [5, 4, 2, 1]
    assert value(document, "all", "all", "mean_score") == 3.0
    low, high = stats.t.interval(0.95, 3, 3.0, stats.sem(scores))
    assert value(document, "all", "all", "low") == max(low, 1)
    assert value(document, "all", "all", "high") == min(high, 5)
    assert value(document, "month", "2024-01", "answers") == 4
    assert math.isnan(value(document, "store", "Kiosk", "low"))  # one answer tells no spread


def test_stores_are_those_of_the_feedback_else_of_the_last_purchase(document: Document) -> None:
    means = {
        r["value"]: r["mean_score"] for r in rows(document, "feedback") if r["group"] == "store"
    }
    assert means == {"Kiosk": 1.0, "North": 4.5, "South": 2.0}


def test_groups_of_few_people_are_left_out_where_that_is_asked(tmp_path: Path) -> None:
    """Of two people or more: North has two, South one with a score, the low and high bands two."""
    with opened(tmp_path, SALES, FEEDBACK) as sales:
        found = build(sales, config.load(None, []), "en", least_people=2)
        stores = [r["value"] for r in rows(found, "feedback") if r["group"] == "store"]
        assert stores == ["North"]
        assert "Groups of fewer than 2 people are not shown" in said(found)
        assert len(rows(found, "bands")) == 2
        assert "bands" not in build(sales, config.load(None, []), "en", least_people=3).tables


def test_coming_back_is_counted_within_the_window(document: Document) -> None:
    assert value(document, "band", "high", "repurchase_rate") == 0.5
    assert value(document, "band", "low", "repurchase_rate") == 0.0
    assert value(document, "band", "low", "repurchase_rate_others") == 0.5
    (low, high) = rows(document, "bands")
    assert (low["customers"], low["came_back"], high["customers"]) == (2, 0, 2)
    assert "no connection with their score beyond chance" in said(document)
    assert "This is no experiment" in said(document)


def test_a_longer_window_sees_later_purchases(tmp_path: Path) -> None:
    with opened(tmp_path, SALES, FEEDBACK) as sales:
        longer = report(sales, "feedback.window_days=120")
        assert value(longer, "band", "low", "repurchase_rate") == 0.5


def test_reasons_have_shares_within_what_they_are_about(document: Document) -> None:
    found = {(r["about"], r["reason"]): (r["n"], r["share"]) for r in rows(document, "reasons")}
    assert found == {
        ("complaint", "late"): (2, 0.5), ("complaint", "torn"): (2, 0.5),
        ("not_bought", "size"): (2, 2 / 3), ("not_bought", "price"): (1, 1 / 3),
        ("sent_back", "too small"): (1, 1.0), ("consult", "care"): (1, 1.0),
    }  # fmt: skip


def test_wanting_sizes_are_named_or_the_usual_ones(document: Document) -> None:
    found = [(r["size"], r["n"], r["named"]) for r in rows(document, "unmet_sizes")]
    assert found == [("L", 1, 0), ("XL", 1, 1)]  # whoever came for S found it too dear


def test_reply_times_over_midnight_and_complaints_still_in_time(document: Document) -> None:
    found = {r["channel"]: r for r in rows(document, "response")}
    phone, wechat = found["phone"], found["wechat"]
    # 15 minutes over midnight are just in time; the other phone call has 15 minutes until 23:45
    assert (phone["n"], phone["within_limit"], phone["median_minutes"]) == (2, 1, 15.0)
    assert phone["unanswered"] == 1
    # 61 minutes are late; what came at 23:30 may be answered until half past midnight
    assert (wechat["n"], wechat["within_limit"], wechat["median_minutes"]) == (1, 0, 61.0)
    assert "1 of 1 closed complaints were followed up within 24 hours (100%)" in said(document)


def test_complaints_that_wait(document: Document) -> None:
    found = [(r["customer_id"], r["channel"], r["state"], r["overdue"], r["waiting_hours"])
             for r in rows(document, "complaints")]  # fmt: skip
    days = (date(2024, 7, 1) - date(2024, 2, 9)).days
    assert found == [
        ("e", "wechat", "reply", "no", 0.5), ("e", "phone", "reply", "yes", 0.5),
        ("d", "wechat", "end", "yes", days * 24 - 9.0),
    ]  # fmt: skip


def test_names_and_contacts_within_texts_are_masked(document: Document) -> None:
    (again,) = [r["text"] for r in rows(document, "complaints") if r["customer_id"] == "d"]
    assert again == "Me D*** again"


def test_who_complained_and_never_came_back(document: Document) -> None:
    (gone,) = rows(document, "never_back")
    assert (gone["customer_id"], gone["name"], gone["n_purchases"]) == ("d", "Dan", 1)
    assert "1 of 1 customer whose last complaint is 90 days old or older" in said(document)


def test_what_is_later_than_the_as_of_date_is_not_known(document: Document) -> None:
    assert "1 record of the feedback file after 2024-06-30: left out" in said(document)


def test_a_reply_after_the_as_of_date_is_not_known_yet(tmp_path: Path) -> None:
    with opened(tmp_path, SALES, FEEDBACK, as_of=date(2024, 1, 9)) as sales:
        (row,) = rows(report(sales), "complaints")
        assert (row["customer_id"], row["state"], row["overdue"]) == ("d", "reply", "no")


TWO_ZONES = """
    customer_id,type,channel,created_at,first_reply_at,closed_at
    a,complaint,wechat,2024-01-05T20:00:00+08:00,2024-01-05T12:30:00Z,2024-01-05T23:30:00+08:00
    b,complaint,wechat,2024-01-05T23:50:00+08:00,2024-01-05T18:00:00Z,
"""


@pytest.mark.parametrize("timezone", ["", "Europe/Berlin"])
def test_reply_times_across_zones(tmp_path: Path, timezone: str) -> None:
    with opened(tmp_path, SALES, TWO_ZONES, timezone=timezone) as sales:
        (row,) = rows(report(sales), "response")
    assert (row["n"], row["within_limit"], row["median_minutes"]) == (2, 1, (30 + 130) / 2)


def test_times_of_which_only_some_carry_a_zone_are_asked_about(
    program: Callable[..., Done], tmp_path: Path
) -> None:
    (tmp_path / "sales.csv").write_text("customer_id,date,amount\na,2024-01-09,5\n")
    (tmp_path / "f.csv").write_text(
        "customer_id,type,created_at,first_reply_at\n"
        "a,complaint,2024-01-05 20:00:00,2024-01-05T12:30:00Z\n"
    )
    done = program("feedback", "sales.csv", "--feedback", "f.csv")
    assert done.status == 3
    assert "first_reply_at carry a time zone and those of created_at do not" in done.err
    assert "--set timezone" in done.err
    zone = ("--set", "timezone=Asia/Shanghai", "--format", "json")
    done = program("feedback", "sales.csv", "--feedback", "f.csv", *zone)
    assert done.status == 0, done.err
    assert '"median_minutes":30' in done.out


def test_the_command_asks_for_its_file(program: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text("customer_id,date,amount\na,2024-01-01,5\n")
    done = program("feedback", "sales.csv")
    assert done.status == 2
    assert "--feedback PATH" in done.err


@pytest.mark.parametrize(
    ("scores", "scale"),
    [([1, 3, 5], (1, 5, 2, 4)), ([0, 7, 10], (0, 10, 6, 9)), ([40, 70, 95], (0, 100, 60, 80))],
)
def test_scales_are_told_by_their_scores(
    scores: list[float], scale: tuple[float, float, float, float]
) -> None:
    assert scale_of(pd.Series(scores), config.load(None)) == scale


def test_a_slip_does_not_change_the_scale(tmp_path: Path) -> None:
    text = "customer_id,date,score\n" + "a,2024-01-05,4\n" * 99 + "b,2024-01-05,50\n"
    with opened(tmp_path, SALES, text) as sales:
        document = report(sales)
    assert value(document, "all", "all", "answers") == 99
    assert "1 score not from 1 to 5, the scale of the others: left out" in said(document)


def test_chinese_kinds_and_channels(tmp_path: Path) -> None:
    text = """
        客户编号,反馈类型,渠道,满意度,原因,创建时间,首次回复时间,关闭时间
        a,产品投诉,门店,1,质量,2024-01-05 10:00:00,2024-01-05 10:14:00,
        b,售后投诉,微信小程序,2,尺码,2024-01-05 10:00:00,2024-01-05 10:59:00,2024-01-06 10:00:00
        c,未购买登记,门店,,想要大码款但没有,2024-01-05 10:00:00,,
        d,满意度调查,线下,5,,2024-01-05 10:00:00,,
    """
    with opened(tmp_path, SALES, text) as sales:
        document = report(sales)
    limits = {r["channel"]: (r["limit_minutes"], r["share"]) for r in rows(document, "response")}
    assert limits == {"门店": (15, 1.0), "微信小程序": (60, 1.0)}
    assert [r["size"] for r in rows(document, "unmet_sizes")] == ["大码"]
    assert [r["customer_id"] for r in rows(document, "complaints")] == ["a"]


def claims(seed: int, folder: Path) -> bool:
    """Whether an effect is claimed in a shop in which satisfaction does nothing to return.

    Some customers buy more often than others; 200 such shops gave a claim in 8 (seeds 0 to 199).
    """
    rng = np.random.default_rng(seed)
    sales, feedback = ["customer_id,date,amount"], ["customer_id,date,score"]
    start = np.datetime64("2024-01-01")
    for customer in range(300):
        often = rng.random() < 0.3
        days = np.cumsum(rng.exponential(60 if often else 200, 12)).astype(int)
        days = days[days < 540]
        sales += [f"{customer},{start + day},10" for day in days]
        if len(days):
            score = rng.choice([1, 2, 3, 4, 5])
            feedback.append(f"{customer},{start + rng.choice(days) + 1},{score}")
    with opened(folder, "\n".join(sales) + "\n", "\n".join(feedback) + "\n") as shop:
        return "more than chance" in said(report(shop))


def test_where_satisfaction_does_nothing_no_effect_is_claimed(tmp_path: Path) -> None:
    assert sum(claims(seed, tmp_path) for seed in range(2)) == 0


def test_explain_tells_what_a_customer_said(tmp_path: Path) -> None:
    with opened(tmp_path, SALES, FEEDBACK) as sales, Ledger.none() as ledger:
        request = explain.ExplainRequest("d")
        settings = config.load(None)
        told = explain.build(request, ledger, bytes(32), sales, settings, "en")
        pieces = rows(told, "feedback")
    assert [(p["date"].day, p["score"], p["state"]) for p in pieces[1:]] == [(9, 1.0, "closed")]
    assert pieces[0]["state"] == "open"
    assert pieces[1]["text"] == "Ann Lee said call 138****0001, or a***@x.com"
    assert "1 open complaint: no offer until it is closed" in said(told)


WORDS = {5: "非常舒服 面料很好", 1: "洗后起球 颜色太差"}


def written(n: int) -> str:
    """Return feedback of two kinds of customers in texts that all differ, and two without score."""
    lines = ["customer_id,date,type,score,text"]
    for i in range(n):
        score = 5 if i % 3 else 1
        lines.append(f"a,2024-01-05,survey,{score},{WORDS[score]} 第{chr(0x4E00 + i)}件")
    lines += [
        "b,2024-01-05,review,,洗后起球了 电话13800000002 Bob",
        "c,2024-01-05,review,,面料很好 舒服",
    ]
    return "\n".join(lines) + "\n"


def test_texts_without_a_score_are_scored_by_those_that_have(tmp_path: Path) -> None:
    with opened(tmp_path, SALES, written(330)) as sales:
        document = report(sales)
    assert "told apart in 100% of texts that the model has not seen" in said(document)
    bad, good = rows(document, "scored_texts")
    assert (bad["customer_id"], good["customer_id"]) == ("b", "c")
    assert bad["text"] == "洗后起球了 电话138****0002 B***"
    assert bad["dissatisfied"] > 0.8
    assert good["dissatisfied"] < 0.2
    words = {row["goes_with"]: row["word"] for row in rows(document, "words")}
    assert words["low"] in WORDS[1]
    assert words["high"] in WORDS[5]


def test_ids_that_are_phones_are_masked_where_contacts_are(tmp_path: Path) -> None:
    sales = "phone,date,amount\n13800000001,2024-01-01,5\n13800000002,2024-01-09,5\n"
    talks = "phone,type,created_at,closed_at\n13800000001,complaint,2024-01-05 10:00,\n"
    with opened(tmp_path, sales, talks) as found:
        document = report(found)
        assert document.tables["complaints"].private_ids
        assert [r["customer_id"] for r in rows(document, "complaints")] == ["13800000001"]


def test_few_texts_are_counted_alone(tmp_path: Path) -> None:
    with opened(tmp_path, SALES, written(30)) as sales:
        document = report(sales)
    assert "that takes 300 different texts with scores (30 low and 30 high), here are 30" in said(
        document
    )
    assert "scored_texts" not in document.tables
