"""The tables of a run of campaigns: lists, control, funnel, exclusions, and the cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.campaigns.model import ranked
from repurchase_cli.campaigns.selection import STEPS, Judged
from repurchase_cli.document import Column, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.targeting import words as target_words

if TYPE_CHECKING:
    from repurchase_cli.campaigns.model import Campaign
    from repurchase_cli.document import Language
    from repurchase_cli.targeting.due import Shop

_LEFT_OUT = STEPS[: STEPS.index("control")]


def targets(rows: pd.DataFrame, *, private: bool) -> Table:
    """Return the contacts of all campaigns."""
    columns = tables.TARGET_COLUMNS
    title = Text("Contacts", "联系名单")
    listed = rows[rows["arm"] == "contacted"]
    return _table("targets", title, columns, listed, private=private)


def control(rows: pd.DataFrame, *, private: bool) -> Table:
    """Return those who are left alone."""
    title = Text("Control: not to be contacted", "对照组：请勿联系")
    left = rows[rows["arm"] == "control"]
    return _table("control", title, tables.CONTROL_COLUMNS, left, private=private)


def sheet(campaign: Campaign, rows: pd.DataFrame, *, private: bool) -> Table:
    """Return the contacts of one campaign; calls with columns to be filled in."""
    columns = tables.TARGET_COLUMNS
    listed = rows[(rows["arm"] == "contacted") & (rows["campaign"] == campaign.name)]
    if campaign.channels == ("phone",):
        columns = (*columns, *tables.CALL_COLUMNS)
        listed = listed.assign(reached=None, why_away=None)
    return _table(campaign.name, campaign.title, columns, listed, private=private)


def _table(
    name: str, title: Text, columns: tuple[Column, ...], rows: pd.DataFrame, *, private: bool
) -> Table:
    frame = rows.reindex(columns=[column.id for column in columns]).reset_index(drop=True)
    typed = {c.id: _typed(frame[c.id], c.kind) for c in columns}
    return Table(
        name, title, columns, FrameRows(pd.DataFrame(typed)), shown=False, private_ids=private
    )


def _typed(values: pd.Series, kind: str) -> pd.Series:
    """Return a column in the type of its kind, also when it is empty."""
    if kind == "date":
        return pd.to_datetime(values)
    if kind in ("money", "number"):
        return pd.to_numeric(values).astype("float64")
    return values.astype("str")


def funnel(judged: Sequence[Judged]) -> Table:
    """Return what became of the due: the steps below ``due`` add up to it."""
    rows = []
    for one in judged:
        rows.append((one.campaign.name, "due", len(one.rows)))
        rows += [(one.campaign.name, step, one.count(step)) for step in STEPS]
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.FUNNEL_COLUMNS])
    return Table(
        "funnel",
        Text("Funnel", "漏斗"),
        tables.FUNNEL_COLUMNS,
        FrameRows(frame.astype({"campaign": "str", "step": "str", "customers": "int64"})),
        shown=False,
        names={"step": target_words.STEP_NAMES},
    )


def cover(judged: Sequence[Judged], rows: pd.DataFrame) -> Table:
    """Return what campaigns with somebody due come to."""
    found = []
    listed = dict(iter(rows[rows["arm"] == "contacted"].groupby("campaign", sort=False)))
    for one in judged:
        mine = listed.get(one.campaign.name, rows[:0])
        face = (mine["offer_kind"] == "amount") * mine["coupon_value"].fillna(0).astype(float)
        found.append(
            {
                "campaign": one.campaign.name,
                "due": len(one.rows),
                "left_out": sum(one.count(step) for step in _LEFT_OUT),
                "control": one.count("control"),
                "listed": one.count("listed"),
                "cost": float(mine["cost"].sum()),
                "coupons": float(face.sum()),
                "expected_value": float(mine["expected_value"].fillna(0).astype(float).sum()),
            }
        )
    frame = pd.DataFrame(found, columns=[column.id for column in tables.COVER_COLUMNS])
    return Table(
        "campaigns",
        Text("Campaigns", "活动"),
        tables.COVER_COLUMNS,
        FrameRows(frame),
        shown=bool(found),
        names={"campaign": {one.campaign.name: one.campaign.title for one in judged}},
    )


def excluded(shop: Shop, judged: Sequence[Judged], language: Language, *, private: bool) -> Table:
    """Return everyone who is due and on no list, with the reason."""
    names = [one.name for one in ranked(shop.settings.campaigns)]  # by the numbers of cooldowns
    frames = []
    for one in judged:
        for step in _LEFT_OUT:
            places = np.flatnonzero(one.has(step))
            causes = one.cause[places] if step == "in_cooldown" else np.full(len(places), -1)
            for cause in np.unique(causes):
                at = places[causes == cause]
                name = names[cause] if 0 <= cause < len(names) else "–"
                said = target_words.reason(one, step, shop.settings, name).say(language)
                frames.append(
                    pd.DataFrame(
                        {"row": one.rows[at], "campaign": one.campaign.name, "step": step,
                         "reason": said}
                    )
                )  # fmt: skip
    columns = [column.id for column in tables.EXCLUDED_COLUMNS]
    found = pd.concat(frames) if frames else pd.DataFrame(columns=["row", *columns])
    title = Text("Due and not on a list", "应联系但未入选")
    return Table(
        "excluded",
        title,
        tables.EXCLUDED_COLUMNS,
        FrameRows(_with_customers(shop, found).reindex(columns=columns)),
        names={"step": target_words.STEP_NAMES},
        private_ids=private,
    )


def _with_customers(shop: Shop, found: pd.DataFrame) -> pd.DataFrame:
    people = shop.customers.frame({"customer_id", "class"}, tail="order by c.row")
    rows = found["row"].to_numpy(np.int64)
    picked = people.iloc[rows].reset_index(drop=True)
    return found.reset_index(drop=True).assign(
        customer_id=picked["customer_id"], **{"class": picked["class"].astype(str)}
    )
