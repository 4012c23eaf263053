"""Why goods were sent back or not bought, which sizes were wanting, how complaints were settled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis.rates import rate
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.feedback import KIND_NAMES
from repurchase_cli.shop.phrases import counted
from repurchase_cli.shop.preferences import preferences_of

if TYPE_CHECKING:
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.feedback import Feedback

_SENT_BACK = "sent_back"
_ABOUT = {**KIND_NAMES, _SENT_BACK: Text("sent back", "退货（销售数据）")}
#: Reasons and texts that are about sizes.
_OF_SIZES = re.compile(r"\bsizes?\b|尺码|尺寸|码数|大码|小码|断码|缺码|码", re.IGNORECASE)
#: Sizes as people write them, beyond those that the shop sells.
_SPOKEN = (
    "XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "2XL", "3XL", "4XL", "5XL",
    "大码", "小码", "加大码", "plus size", "petite",
)  # fmt: skip
#: Sizes so short are words only as they are written: no s of it's.
_LETTERS = 2
_LONGEST_LIST = 30


def reasons(sales: Sales, feedback: Feedback) -> Section | None:
    """Return reasons by kind: those that customers gave, and those of refunds."""
    given = feedback.pieces[feedback.pieces["reason"].notna()]
    counts = given.groupby(["kind", "reason"]).size().rename("n").reset_index()
    parts = [counts.rename(columns={"kind": "about"}), _sent_back(sales)]
    frame = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    if frame.empty:
        return None
    frame["share"] = frame["n"] / frame.groupby("about")["n"].transform("sum")
    place = {kind: i for i, kind in enumerate(["complaint", "not_bought", _SENT_BACK, *KIND_NAMES])}
    frame["place"] = frame["about"].map(place)
    frame = frame.sort_values(["place", "n", "reason"], ascending=[True, False, True])
    columns = tables.REASON_COLUMNS
    title = Text("Reasons", "原因")
    rows = FrameRows(frame[[column.id for column in columns]].reset_index(drop=True))
    return Section(title, (), Table("reasons", title, columns, rows, names={"about": _ABOUT}))


def _sent_back(sales: Sales) -> pd.DataFrame:
    """Return the reasons of refunds, where the sales name them."""
    named = any("return_reason" in source.layout.columns for source in sales.sources)
    if not named:
        return pd.DataFrame(columns=["reason", "n", "about"])
    return sales.derive("feedback/return_reasons").frame().assign(about=_SENT_BACK)


def unmet_sizes(sales: Sales, feedback: Feedback) -> Section | None:
    """Return the sizes that were not bought for want of them: named, or the customer's usual."""
    not_bought = feedback.of_kind("not_bought")
    untold = not_bought["size"].notna() & not_bought["reason"].isna()
    wanting = not_bought[untold | _is_of_size(not_bought)]
    if wanting.empty:
        return None
    sold_in_sizes = any("size" in source.layout.columns for source in sales.sources)
    known = sales.derive("feedback/sizes").frame()["size"].tolist() if sold_in_sizes else []
    said = wanting["reason"].fillna("") + " " + wanting["text"].fillna("")
    named = wanting["size"].fillna(said.map(_Finder([*known, *_SPOKEN])))
    usual = _usual(sales, wanting) if sold_in_sizes else named.map(lambda _: None)
    sized = wanting.assign(size=named.fillna(usual).fillna(""), named=named.notna())
    frame = (
        sized.groupby("size")
        .agg(n=("piece", "size"), named=("named", "sum"), customers=("customer_id", "nunique"))
        .reset_index()
        .sort_values(["n", "size"], ascending=[False, True], ignore_index=True)
    )
    title = Text("Sizes that were wanting", "缺码需求")
    names = {"size": {"": Text("(untold)", "（未说明）")}}
    columns = tables.SIZE_COLUMNS
    table = Table("unmet_sizes", title, columns, FrameRows(frame.head(_LONGEST_LIST)), names=names)
    return Section(title, (_sizes_line(sized),), table)


def _is_of_size(pieces: pd.DataFrame) -> pd.Series[bool]:
    """Whether the reason, or the text where there is none, is about a size."""
    about = pieces["reason"].fillna(pieces["text"]).fillna("")
    return about.map(lambda words: bool(_OF_SIZES.search(words))).astype(bool)


class _Finder:
    """Looks a text through for one of some sizes, the longest first, as words of their own."""

    def __init__(self, sizes: Sequence[str]) -> None:
        ordered = sorted({*sizes}, key=lambda size: (-len(size), size))
        self._names = {size.lower(): size for size in reversed(ordered)}
        choices = "|".join(
            re.escape(size) if len(size) <= _LETTERS else f"(?i:{re.escape(size)})"
            for size in ordered
        )
        self._pattern = re.compile(rf"(?<![A-Za-z0-9'’])(?:{choices})(?![A-Za-z0-9])")

    def __call__(self, words: str) -> str | None:
        """Return the size that a text names, None for none."""
        found = self._pattern.search(words)
        return self._names[found[0].lower()] if found else None


def _usual(sales: Sales, pieces: pd.DataFrame) -> pd.Series[str]:
    """Return the size that each customer usually buys, its main value."""
    sizes = preferences_of(sales)["size"].main.frame()
    return pieces["customer"].map(sizes.set_index("customer")["value"].astype(object))


def _sizes_line(sized: pd.DataFrame) -> Text:
    n, named = len(sized), int(sized["named"].sum())
    return Text(
        f"{counted(n, 'visit')} ended without a purchase for want of a size; {named:,} name it, of "
        "the others it is the size that the customer usually buys",
        f"{n:,} 次因缺码未购买，其中 {named:,} 次写明尺码，其余取客户常买尺码",
    )


def solutions(feedback: Feedback) -> Section | None:
    """Return how complaints were settled, and whether their customers came back."""
    settled = feedback.of_kind("complaint").dropna(subset="solution")
    if settled.empty:
        return None
    rows = []
    for solution, mine in settled.groupby("solution", sort=True):
        watched = mine[mine["is_settled"]].drop_duplicates("customer_id")
        back = rate(int(watched["came_back"].sum()), len(watched)).value
        rows.append((solution, len(mine), len(mine) / len(settled), back))
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.SOLUTION_COLUMNS])
    frame = frame.sort_values(["n", "solution"], ascending=[False, True], ignore_index=True)
    title = Text("How complaints were settled", "投诉处理方案")
    return Section(title, (), Table("solutions", title, tables.SOLUTION_COLUMNS, FrameRows(frame)))
