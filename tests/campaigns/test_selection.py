"""Who of the due is contacted: every step, and that all steps add up."""

from __future__ import annotations

from typing import Any

import numpy as np

from repurchase_cli.campaigns import selection
from repurchase_cli.campaigns.model import CHANNELS, Campaign, Channel, Offer
from repurchase_cli.campaigns.selection import People, Selection, Standing
from repurchase_cli.document import Text

COUPON = Offer(kind="amount", value=5)
NEWS = Offer(kind="text")
SERVICE = Offer()


def people(n: int, **without: Any) -> People:
    """Return customers with every contact, but for ``no_sms=[rows]``, ``out_sms=[rows]``, …."""

    def mask(name: str) -> np.ndarray[Any, Any]:
        return np.isin(np.arange(n), without.get(name, []))

    return People(
        mask("suppressed"),
        mask("held"),
        {one: ~mask(f"no_{one}") for one in CHANNELS},
        {one: mask(f"out_{one}") for one in CHANNELS},
    )


def standing(n: int, **caps: int) -> Standing:
    made = {channel: np.zeros(n, np.int32) for channel in CHANNELS}
    known: dict[Channel, int] = {one: caps[one] for one in CHANNELS if one in caps}
    return Standing(np.full(n, -1, np.int32), made, known)


def judged(n: int, issued: tuple[int, ...] = (), closed: bool = False, **more: Any) -> Selection:
    settings = {"channels": ("sms", "email"), "offer": COUPON, **more}
    campaign = Campaign(name="a", title=Text("A", "A"), when="true", **settings)
    cycles = np.array([""] * n, object)
    held = np.isin(np.arange(n), issued)
    rows = np.arange(n)
    return Selection(campaign, rows, cycles, rows * 0, np.arange(n, dtype=float), held, closed)


def steps(found: Selection) -> list[str]:
    return [selection.STEPS[code] if code >= 0 else "open" for code in found.step]


def test_each_is_kept_off_for_the_first_reason_that_holds() -> None:
    who = people(6, suppressed=[1, 2], no_sms=[3, 4], no_email=[3], out_email=[4], out_sms=[5])
    before = standing(6)
    before.cooling[[0, 1]] = 7
    found = judged(6)
    selection.judge(found, who, before, {"sms": 0.05}, 0)
    assert steps(found) == [
        "in_cooldown", "in_cooldown", "suppressed", "no_contact", "opted_out", "open",
    ]  # fmt: skip
    assert CHANNELS[found.channel[5]] == "email"
    assert found.cause[0] == 7


def test_the_next_campaign_leaves_those_with_a_coupon_alone_and_no_others() -> None:
    before = standing(3)
    first = judged(3)
    selection.judge(first, people(3, suppressed=[2]), before, {}, 0)
    second, news = judged(3), judged(3, offer=NEWS)
    selection.judge(second, people(3), before, {}, 1)
    selection.judge(news, people(3), before, {}, 2)
    assert steps(second) == ["in_cooldown", "in_cooldown", "open"]
    assert second.cause.tolist() == [0, 0, -1]
    assert steps(news) == ["open"] * 3


def test_a_channel_that_is_used_up_gives_way_to_the_next() -> None:
    before = standing(2, sms=1, email=1)
    found = [judged(2, offer=NEWS) for _ in range(3)]
    for number, one in enumerate(found):
        selection.judge(one, people(2, no_email=[1]), before, {}, number)
    assert [CHANNELS[c] if c >= 0 else "" for c in found[1].channel] == ["email", ""]
    assert steps(found[1]) == ["open", "over_cap"]
    assert steps(found[2]) == ["over_cap", "over_cap"]


def test_service_uses_up_no_cap_and_is_kept_back_by_none() -> None:
    before = standing(1, sms=1)
    offers = (SERVICE, NEWS, NEWS, SERVICE)
    found = [judged(1, offer=offer, channels=("sms",)) for offer in offers]
    for number, one in enumerate(found):
        selection.judge(one, people(1), before, {}, number)
    assert [steps(one) for one in found] == [["open"], ["open"], ["over_cap"], ["open"]]


def test_a_minimum_value_counts_the_cost() -> None:
    found = judged(4, minimum_value=2, cost=0.5)
    selection.judge(found, people(4), standing(4), {"sms": 0.5}, 0)
    assert steps(found) == ["below_minimum"] * 3 + ["open"]


def test_a_budget_takes_the_best_value_per_cost_first() -> None:
    found = judged(5, budget=2.0)
    selection.judge(found, people(5), standing(5), {"sms": 1.0}, 0)
    assert steps(found) == ["over_budget"] * 3 + ["open"] * 2


def test_a_budget_over_all_campaigns_compares_value_per_cost() -> None:
    cheap, dear = judged(2), judged(2, channels=("phone",))
    cheap.value[:], dear.value[:] = [3, 1], [50, 10]
    for number, one in enumerate((cheap, dear)):
        selection.judge(one, people(2), standing(2), {"sms": 1.0, "phone": 10.0}, number)
    selection.within_budget([cheap, dear], 11)
    assert steps(dear) == ["open", "over_budget"]  # 4 per unit of cost, and 0
    assert steps(cheap) == ["open", "over_budget"]  # 2 and 0


def test_what_was_issued_stands_and_nobody_joins_a_list_that_is_made() -> None:
    found = judged(4, issued=(1, 2), closed=True, budget=0)
    selection.judge(found, people(4, suppressed=[1, 3]), standing(4), {}, 0)
    selection.settle(found, np.array([False] * int(found.open.sum())))
    assert steps(found) == ["list_closed", "listed", "listed", "suppressed"]


def test_the_steps_add_up_to_the_due() -> None:
    rng = np.random.default_rng(3)
    n = 5_000
    who = people(
        n, suppressed=rng.choice(n, 300), no_sms=rng.choice(n, 900), no_email=rng.choice(n, 900)
    )
    found = judged(n, minimum_value=100, budget=150)
    before = standing(n, sms=1, email=1)
    before.cooling[rng.choice(n, 500)] = 3
    selection.judge(found, who, before, {"sms": 0.05, "email": 0.01}, 0)
    selection.settle(found, rng.random(int(found.open.sum())) < 0.1)
    counts = {step: found.count(step) for step in selection.STEPS}
    assert sum(counts.values()) == n
    assert all(counts[s] for s in ("in_cooldown", "suppressed", "no_contact", "below_minimum"))
    assert counts["control"] and counts["listed"] and counts["over_budget"]


def test_no_campaign_and_no_due_is_no_mistake() -> None:
    found = judged(0, budget=1)
    selection.judge(found, people(0), standing(0), {}, 0)
    selection.within_budget([found], 5)
    selection.settle(found, np.array([], bool))
    assert steps(found) == []
