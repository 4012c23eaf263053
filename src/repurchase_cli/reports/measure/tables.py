"""The tables of measured campaigns: their arms, and what each changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Column, Table, Text
from repurchase_cli.reports.measure.words import CONCLUSIONS
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from repurchase_cli.reports.measure.effects import Arm, Measured

_ARMS = {"contacted": Text("contacted", "联系组"), "control": Text("control", "对照组")}
_WHOLE = {"integer": "Int64", "date": "datetime64[us]", "text": "str"}


def arms(measured: Sequence[Measured], titles: Mapping[str, Text]) -> Table:
    """Return one row per campaign and arm; what was changed stands with the contacted."""
    rows = []
    for one in measured:
        rows.append({**_arm(one.name, "contacted", one.contacted), **_changed(one)})
        if one.control.customers:
            rows.append(_arm(one.name, "control", one.control))
    title = Text("Campaigns", "活动")
    return _table("campaigns", title, tables.LIFT_COLUMNS, rows, titles, {"arm": _ARMS})


def _arm(name: str, arm: str, found: Arm) -> dict[str, Any]:
    return {
        "campaign": name,
        "arm": arm,
        "customers": found.customers,
        "buyers": found.buyers,
        "repurchase_rate": found.rate,
        "revenue_per_customer": found.revenue_per_customer,
        "redeemed": found.redeemed,
        "cost": found.cost,
    }


def _changed(one: Measured) -> dict[str, Any]:
    if one.lift is None or one.incremental_revenue is None:
        return {}
    return {
        "lift": one.lift.rate.value,
        "lift_low": one.lift.rate.low,
        "lift_high": one.lift.rate.high,
        "p_value": one.lift.p_value,
        "incremental_revenue": one.incremental_revenue.value,
        "roi": one.roi.value if one.roi else None,
    }


def effects(measured: Sequence[Measured], titles: Mapping[str, Text]) -> Table:
    """Return one row per campaign: what it changed, with intervals, power and conclusion."""
    title = Text("What campaigns changed", "活动效果")
    rows = [_effect(one) for one in measured]
    names = {"conclusion": CONCLUSIONS}
    return _table("effects", title, tables.EFFECT_COLUMNS, rows, titles, names, shown=False)


def _effect(one: Measured) -> dict[str, Any]:
    row = {
        "campaign": one.name,
        "conclusion": one.conclusion,
        "first_contact": one.first,
        "last_contact": one.last,
        "contacted": one.contacted.customers,
        "control": one.control.customers,
        "contacted_rate": one.contacted.rate,
        "cost": one.contacted.cost,
        **_changed(one),
    }
    if one.lift is not None:
        gained = one.lift.revenue
        row |= {
            "control_rate": one.lift.control_rate,
            "detectable_lift": one.lift.detectable,
            "customers_needed": one.lift.customers_needed,
            "revenue_lift": gained.value,
            "revenue_lift_low": gained.low,
            "revenue_lift_high": gained.high,
            "incremental_margin": gained.value * one.contacted.customers * one.margin,
        }
    if one.roi is not None:
        row |= {"roi_low": one.roi.low, "roi_high": one.roi.high}
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
