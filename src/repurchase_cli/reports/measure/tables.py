"""The tables of measured campaigns: their arms, and what each changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Column, Table, Text
from repurchase_cli.reports.measure.words import CONCLUSIONS
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import YES_NO

if TYPE_CHECKING:
    from repurchase_cli.reports.measure.effects import Arm, CampaignEffect

_ARMS = {"contacted": Text("contacted", "联系组"), "control": Text("control", "对照组")}
_WHOLE = {"integer": "Int64", "date": "datetime64[us]", "text": "str"}


def arms(effects: Sequence[CampaignEffect], titles: Mapping[str, Text]) -> Table:
    """Return one row per campaign and arm; what was changed stands with the contacted."""
    rows = []
    for effect in effects:
        rows.append({**_arm(effect.name, "contacted", effect.contacted), **_changed(effect)})
        if effect.control.customers:
            rows.append(_arm(effect.name, "control", effect.control))
    title = Text("Campaigns", "活动")
    return _table("campaigns", title, tables.LIFT_COLUMNS, rows, titles, {"arm": _ARMS})


def _arm(campaign: str, name: str, arm: Arm) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "arm": name,
        "customers": arm.customers,
        "buyers": arm.buyers,
        "repurchase_rate": arm.rate,
        "revenue_per_customer": arm.revenue_per_customer,
        "redeemed": arm.redeemed,
        "cost": arm.cost,
    }


def _changed(effect: CampaignEffect) -> dict[str, Any]:
    if effect.lift is None or effect.incremental_revenue is None:
        return {}
    return {
        "lift": effect.lift.rate.value,
        "lift_low": effect.lift.rate.low,
        "lift_high": effect.lift.rate.high,
        "p_value": effect.lift.p_value,
        "incremental_revenue": effect.incremental_revenue.value,
        "roi": effect.roi.value if effect.roi else None,
    }


def changes(effects: Sequence[CampaignEffect], titles: Mapping[str, Text]) -> Table:
    """Return one row per campaign: what it changed, with intervals, power and conclusion."""
    title = Text("What campaigns changed", "活动效果")
    rows = [_effect(effect) for effect in effects]
    names = {"conclusion": CONCLUSIONS, "holds": YES_NO}
    return _table("effects", title, tables.EFFECT_COLUMNS, rows, titles, names, shown=False)


def _effect(effect: CampaignEffect) -> dict[str, Any]:
    row = {
        "campaign": effect.name,
        "conclusion": effect.conclusion,
        "first_contact": effect.first,
        "last_contact": effect.last,
        "contacted": effect.contacted.customers,
        "control": effect.control.customers,
        "contacted_rate": effect.contacted.rate,
        "cost": effect.contacted.cost,
        **_changed(effect),
    }
    if effect.lift is not None:
        gained = effect.lift.revenue
        row |= {
            "control_rate": effect.lift.control_rate,
            "p_adjusted": effect.p_adjusted,
            "holds": "yes" if effect.holds else "no",
            "detectable_lift": effect.lift.detectable,
            "customers_needed": effect.lift.customers_needed,
            "revenue_lift": gained.value,
            "revenue_lift_low": gained.low,
            "revenue_lift_high": gained.high,
            "incremental_margin": gained.value * effect.contacted.customers * effect.margin,
        }
    if effect.roi is not None:
        row |= {"roi_low": effect.roi.low, "roi_high": effect.roi.high}
    return row


def _table(
    name: str,
    title: Text,
    columns: tuple[Column, ...],
    rows: Sequence[Mapping[str, Any]],
    titles: Mapping[str, Text],
    names: Mapping[str, Mapping[Any, Text]],
    *,
    shown: bool = True,
) -> Table:
    frame = pd.DataFrame(rows, columns=[column.id for column in columns])
    typed = frame.astype({c.id: _WHOLE.get(c.kind, "float64") for c in columns})
    return Table(
        name, title, columns, FrameRows(typed), shown=shown, names={"campaign": titles, **names}
    )
