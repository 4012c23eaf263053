"""Nobody with an open complaint gets an offer, unless the shop wants it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.targeting.shop import ago, funnel, listed, write_customers, write_settings, write_shop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OFFER = """
  - name: offer
    title: {en: Offer, zh: 礼}
    when: days_since_last = 40
    offer: {kind: amount, value: 9}
"""
SERVICE = """
  - name: care
    title: {en: Care, zh: 关怀}
    when: days_since_last = 40 and open_complaint and last_score <= 2
    because: "score {last_score}, open: {open_complaint}"
"""
#: a and b complained, b's complaint is closed; c is content, d said nothing.
FEEDBACK = f"""customer_id,type,score,created_at,closed_at
a,complaint,4,{ago(30)} 10:00:00,
a,survey,2,{ago(20)} 10:00:00,
b,complaint,1,{ago(30)} 10:00:00,{ago(29)} 10:00:00
c,survey,5,{ago(30)} 10:00:00,
"""


@pytest.fixture(autouse=True)
def _shop(tmp_path: Path) -> None:
    write_shop(tmp_path, {one: [40] for one in "abcd"} | {"now": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in "abcd"))
    (tmp_path / "feedback.csv").write_text(FEEDBACK, encoding="utf-8")


def test_an_open_complaint_holds_offers_but_not_service(
    targets: Callable[..., Path], tmp_path: Path
) -> None:
    write_settings(tmp_path, OFFER, SERVICE)
    found = targets("--feedback", "feedback.csv")
    assert listed(found, "offer") == ["b", "c", "d"]
    assert listed(found, "care") == ["a"]
    assert funnel(found, "offer") == {"due": 4, "open_complaint": 1, "listed": 3}


def test_the_hold_is_switched_off(targets: Callable[..., Path], tmp_path: Path) -> None:
    write_settings(tmp_path, OFFER)
    off = ("--set", "feedback.hold_offers=false")
    assert listed(targets("--feedback", "feedback.csv", *off)) == ["a", "b", "c", "d"]


def test_complaints_that_nothing_tells_to_be_open_are_said(
    targets: Callable[..., Path], tmp_path: Path
) -> None:
    write_settings(tmp_path, OFFER)
    (tmp_path / "feedback.csv").write_text(
        f"customer_id,type,created_at\na,complaint,{ago(30)} 10:00:00\n", encoding="utf-8"
    )
    found = targets("--feedback", "feedback.csv")
    assert listed(found) == ["a", "b", "c", "d"]
    assert "Nothing tells whether 1 complaint of the feedback file" in found.read_text("utf-8")
