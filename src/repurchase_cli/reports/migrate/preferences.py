"""What the lost bought last, beside those who stayed: category, size, store, discount, refunds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.rules import position
from repurchase_cli.sales import Clause
from repurchase_cli.shop.fields import DISCOUNT_FIELDS, fields_of

if TYPE_CHECKING:
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.segmentation import Segmentation

_LINE_PREFERENCES = ("category", "size", "store")
_PREFERENCES = {
    "category": Text("Category", "品类"),
    "size": Text("Size", "尺码"),
    "store": Text("Store", "门店"),
    "discount": Text("On discount", "折扣购买"),
    "refund": Text("Ever refunded", "有过退款"),
}
_YES_NO = {"true": Text("yes", "是"), "false": Text("no", "否")}
#: A refund that is a column of the line, for files that have it: it asks for a pass of its own.
_REFUNDED_IN_COLUMN = "union select customer_id from {used_lines} where refund <> 0"
#: Values of fewer customers than this say nothing.
_FEW = 10
_SHOWN_EACH = 5


def preference_sections(sales: Sales, segmentation: Segmentation) -> Iterator[Section]:
    """Yield how the last purchases of the lost differ from those of the others, if they do.

    ``segmentation`` is how the customers of ``sales`` are labelled.
    """
    lost = position(segmentation.rules["class"], "lost")
    if lost is None:
        return
    frame = _frame(sales, segmentation, str(lost))
    if frame.empty:
        return
    heading = Text("What the lost bought last", "流失客户的最后购买")
    title = Text("Most over- and under-represented", "差异最大的取值")
    whole = Table(
        "preferences", heading, tables.PREFERENCE_COLUMNS, FrameRows(frame), shown=False,
        names={"field": _PREFERENCES},
    )  # fmt: skip
    distance = np.log(frame["index"].clip(lower=1) / 100).abs()
    top = frame.assign(distance=distance).sort_values("distance", ascending=False, kind="stable")
    shown = top.groupby("field", sort=False).head(_SHOWN_EACH)
    order = {name: at for at, name in enumerate(_PREFERENCES)}
    shown = shown.sort_values(
        ["field", "index"], key=lambda c: c.map(order) if c.name == "field" else -c
    )
    table = Table(
        "preferences_shown", title, tables.PREFERENCE_COLUMNS,
        FrameRows(shown.drop(columns="distance").reset_index(drop=True)),
        names={"field": _PREFERENCES, "value": _YES_NO},
    )  # fmt: skip
    yield Section(heading, (), whole)
    yield Section(heading, (), table)


def _frame(sales: Sales, segmentation: Segmentation, lost: str) -> pd.DataFrame:
    has = fields_of(sales)
    known: list[str] = [name for name in _LINE_PREFERENCES if name in has]
    if has & DISCOUNT_FIELDS:
        known.append("discount")
    words = {"lost": lost, "in_column": Clause(_REFUNDED_IN_COLUMN if "refund" in has else "")}
    last_lines = sales.derive("migrate/last_lines", words, labels=segmentation.labels)
    frames = [
        sales.derive("migrate/preferences", {"field": name}, last_lines=last_lines).frame()
        for name in known
    ]
    refunded = sales.derive("migrate/refunded_customers", words, labels=segmentation.labels)
    frames.append(refunded.frame())
    frame = pd.concat(frames, ignore_index=True)
    for side in ("lost", "stayed"):
        frame[f"{side}_share"] = frame[side] / frame[f"{side}_all"].where(frame[f"{side}_all"] > 0)
    frame["index"] = 100 * frame["lost_share"] / frame["stayed_share"].where(frame["stayed"] > 0)
    said = frame["lost"] + frame["stayed"] >= _FEW
    said &= (frame["lost_all"] > 0) & (frame["stayed_all"] > 0)
    said &= (frame["lost_share"] < 1) | (frame["stayed_share"] < 1)  # what all have says nothing
    return frame.loc[said, [c.id for c in tables.PREFERENCE_COLUMNS]].reset_index(drop=True)
