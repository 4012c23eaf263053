"""What customers like: who keeps to one value of what, and whose preferences have changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop import spans
from repurchase_cli.shop.drift import drift_of
from repurchase_cli.shop.preferences import (
    FIELDS,
    LEAST_ITEMS,
    LEAST_SHARE,
    VALUE_NAMES,
    Preference,
)
from repurchase_cli.shop.segmentation import private_ids

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope

_HEADING = Text("What customers like", "客户偏好")
_NAMES = {name: kind.label for name, kind in FIELDS.items()}
_RULE = Text(
    f"A customer's main value is that of at least {LEAST_ITEMS} of its items and {LEAST_SHARE:.0%} "
    "of them. Where it bought little, the shop's own shares count besides, so that a few items "
    "prove nothing. What was given back counts for nothing",
    f"主要取值：至少 {LEAST_ITEMS} 件且占该客户商品的 {LEAST_SHARE:.0%}；"
    "购买较少时以全店占比作参照，避免凭少数商品下结论。退回的商品不计",
)


def preference_sections(scope: Scope) -> Iterator[Section]:
    """Yield how many customers have a main value of each field, all shares, and who changed."""
    likes = scope.likes
    rows = [_summary(name, likes[name]) for name in likes.names]
    columns = tables.LIKING_SUMMARY_COLUMNS
    summary = pd.DataFrame(rows, columns=[column.id for column in columns])
    shown = Table(
        "preference_fields", _HEADING, columns, FrameRows(summary),
        names={"field": _NAMES, "most_frequent": VALUE_NAMES},
    )  # fmt: skip
    yield Section(_HEADING, (_RULE,), shown)
    title = Text("All preferences", "全部偏好")
    whole = Table(
        "preferences", title, tables.LIKING_COLUMNS, likes.rows(), shown=False,
        names={"field": _NAMES, "value": VALUE_NAMES}, private_ids=private_ids(scope.sales),
    )  # fmt: skip
    yield Section(title, (), whole, part_of_last=True)
    if "category" in likes.names:
        yield from _drift(scope)


def _summary(name: str, preference: Preference) -> tuple[object, ...]:
    with_main, most = preference.main_counts()
    share = with_main / preference.customers if preference.customers else float("nan")
    agreement = preference.agreement if preference.of_two else float("nan")
    return (
        name, preference.customers, with_main, share, most, agreement, preference.expected,
    )  # fmt: skip


def _drift(scope: Scope) -> Iterator[Section]:
    sales = scope.sales
    days = spans.asked(sales, None, None, None)
    inputs = {"purchases": sales.purchases(sales.whole()), "calendar": sales.hold(days.calendar())}
    drift = drift_of(sales, **inputs, buyers=sales.derive("metrics/buyers", **inputs))
    if drift is not None:
        yield drift.section()
