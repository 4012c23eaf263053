"""The campaigns of the documents work as they come, on the sample shop."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from repurchase_cli import config
from repurchase_cli.campaigns import texts
from repurchase_cli.campaigns.calendar import window_of
from repurchase_cli.campaigns.ledger import Ledger
from repurchase_cli.campaigns.model import offer_text
from repurchase_cli.document import Language
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.targets.report import build, needs
from repurchase_cli.targeting.run import TargetsRequest, run_campaigns
from repurchase_cli.terms import Terms

SAMPLE = Path(__file__).parents[2] / "sample_data"
SETTINGS = config.load(None)
#: Gifts of a date, and the turn of a season: a day of the sample may have nobody for one.
RARE = {"season_turn", *(one.name for one in SETTINGS.campaigns if one.gift)}


@pytest.mark.parametrize("day", ["2026-06-17", "2025-09-09"])
def test_every_campaign_of_the_day_reaches_somebody_and_adds_up(day: str) -> None:
    as_of = date.fromisoformat(day)
    terms = Terms(as_of=as_of, needs=needs(SETTINGS))
    side = {name: str(SAMPLE / f"{name}.csv") for name in ("customers", "inventory")}
    with (
        open_sales([str(SAMPLE / "sales.csv")], None, terms, side) as sales,
        Ledger.none() as ledger,
    ):
        run = run_campaigns(TargetsRequest(), ledger, bytes(32), sales, SETTINGS, "zh")
        tables = build(run).tables
        steps = (
            tables["funnel"]
            .rows.frame()
            .pivot(index="campaign", columns="step", values="customers")
        )
        targets, control = (tables[name].rows.frame() for name in ("targets", "control"))
    assert (steps.drop(columns="due").sum(axis=1) == steps["due"]).all()
    on = {
        c.name
        for c in SETTINGS.campaigns
        if c.active
        and (not c.windows or window_of(c, SETTINGS.calendar, as_of + timedelta(days=1)))
    }
    assert set(steps.index[steps["due"] > 0]) >= on - RARE
    assert set(steps.index[steps["due"] > 0]) <= on
    assert targets["campaign"].value_counts().to_dict() == {
        name: n for name, n in steps["listed"].items() if n
    }
    pairs = [set(zip(t["campaign"], t["customer_id"], strict=True)) for t in (targets, control)]
    assert not pairs[0] & pairs[1]
    codes = targets["coupon_code"].dropna()
    assert codes.is_unique
    coupons = targets[targets["coupon_code"].notna()]
    assert coupons["customer_id"].is_unique  # one coupon per customer
    assert (targets["valid_from"].dt.date == as_of + timedelta(days=1)).all()
    assert targets["message"].str.len().gt(5).all()


def test_every_campaign_says_what_it_means_in_both_languages() -> None:
    for campaign in SETTINGS.campaigns:
        for pair in (campaign.title, campaign.message, campaign.because):
            assert pair.en and pair.zh and pair.en != pair.zh, campaign.name
        fields = [texts.fields_of(text) for text in campaign.message]
        assert fields[0] == fields[1], campaign.name
        assert ("coupon_code" in fields[0]) == campaign.offer.is_coupon, campaign.name


def test_fans_and_lost_newcomers_are_left_alone_by_routine_campaigns() -> None:
    routine = {one.name: one.when for one in SETTINGS.campaigns if one.cycle == "month"}
    assert all("'fan'" not in when for when in routine.values())
    lost = [one for one in SETTINGS.campaigns if one.name.startswith("lost_")]
    assert all(one.windows for one in lost)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_messages_read_well_when_nothing_is_known_of_the_customer(language: Language) -> None:
    day = date(2026, 6, 30)
    given = dict.fromkeys(("valid_from", "valid_to", "window_from", "window_to"), day)
    for campaign in SETTINGS.campaigns:
        offer = offer_text(campaign.offer).say(language)
        known = {**given, "offer": offer, "coupon_code": "X", "valid_days": 3}
        template = campaign.message.say(language)
        values = {name: [known.get(name)] for name in texts.fields_of(template)}
        (said,) = texts.fill(texts.parts(template), values, 1)
        assert not [sign for sign in ("{", "  ", "，，", " ,", "None") if sign in said], said
        assert said.strip(" ,，") == said
