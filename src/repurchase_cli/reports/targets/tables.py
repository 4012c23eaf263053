"""The tables of a run of campaigns: lists, control, funnel, exclusions, and the cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.campaigns.model import ranked
from repurchase_cli.campaigns.selection import STEPS, Selection
from repurchase_cli.document import Column, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.targeting import words

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


def funnel(selections: Sequence[Selection]) -> Table:
    """Return what became of the due: the steps below ``due`` add up to it."""
    rows = []
    for selection in selections:
        name = selection.campaign.name
        rows.append((name, "due", len(selection.rows)))
        rows += [(name, step, selection.count(step)) for step in STEPS]
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.FUNNEL_COLUMNS])
    return Table(
        "funnel",
        Text("Funnel", "漏斗"),
        tables.FUNNEL_COLUMNS,
        FrameRows(frame.astype({"campaign": "str", "step": "str", "customers": "int64"})),
        shown=False,
        names={"step": words.STEP_NAMES},
    )


def cover(selections: Sequence[Selection], rows: pd.DataFrame) -> Table:
    """Return what campaigns with somebody due come to."""
    sums = []
    listed = dict(iter(rows[rows["arm"] == "contacted"].groupby("campaign", sort=False)))
    for selection in selections:
        own = listed.get(selection.campaign.name, rows[:0])
        face = (own["offer_kind"] == "amount") * own["coupon_value"].fillna(0).astype(float)
        sums.append(
            {
                "campaign": selection.campaign.name,
                "due": len(selection.rows),
                "left_out": sum(selection.count(step) for step in _LEFT_OUT),
                "control": selection.count("control"),
                "listed": selection.count("listed"),
                "cost": float(own["cost"].sum()),
                "coupons": float(face.sum()),
                "expected_value": float(own["expected_value"].fillna(0).astype(float).sum()),
            }
        )
    frame = pd.DataFrame(sums, columns=[column.id for column in tables.COVER_COLUMNS])
    return Table(
        "campaigns",
        Text("Campaigns", "活动"),
        tables.COVER_COLUMNS,
        FrameRows(frame),
        shown=bool(sums),
        names={"campaign": {each.campaign.name: each.campaign.title for each in selections}},
    )


def excluded(
    shop: Shop, selections: Sequence[Selection], language: Language, *, private: bool
) -> Table:
    """Return everyone who is due and on no list, with the reason."""
    frames = [frame for each in selections for frame in _left_out(shop, each, language)]
    columns = [column.id for column in tables.EXCLUDED_COLUMNS]
    rows = pd.concat(frames) if frames else pd.DataFrame(columns=["row", *columns])
    title = Text("Due and not on a list", "应联系但未入选")
    return Table(
        "excluded",
        title,
        tables.EXCLUDED_COLUMNS,
        FrameRows(_with_customers(shop, rows).reindex(columns=columns)),
        names={"step": words.STEP_NAMES},
        private_ids=private,
    )


def _left_out(shop: Shop, selection: Selection, language: Language) -> Iterator[pd.DataFrame]:
    """Yield those of a campaign who are on no list, by step and cause."""
    names = [campaign.name for campaign in ranked(shop.settings.campaigns)]
    for step in _LEFT_OUT:
        places = np.flatnonzero(selection.has(step))
        causes = selection.cause[places] if step == "in_cooldown" else np.full(len(places), -1)
        for cause in np.unique(causes):
            name = names[cause] if 0 <= cause < len(names) else "–"
            reason = words.reason(selection, step, shop.settings, name).say(language)
            rows = selection.rows[places[causes == cause]]
            yield pd.DataFrame(
                {"row": rows, "campaign": selection.campaign.name, "step": step, "reason": reason}
            )


def _with_customers(shop: Shop, excluded: pd.DataFrame) -> pd.DataFrame:
    people = shop.customers.frame({"customer_id", "class"}, tail="order by c.row")
    rows = excluded["row"].to_numpy(np.int64)
    picked = people.iloc[rows].reset_index(drop=True)
    return excluded.reset_index(drop=True).assign(
        customer_id=picked["customer_id"], **{"class": picked["class"].astype(str)}
    )
