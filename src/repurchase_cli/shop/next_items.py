"""What customers would take next, in their sizes and in stock, with reasons in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli.analysis import sizes
from repurchase_cli.document import Text
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from repurchase_cli.analysis.next_items import Histories, Ints
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Relation
    from repurchase_cli.shop.goods import GoodsOfLevel
    from repurchase_cli.shop.preferences import Preferences

#: Items that each of the two lists of a customer has at most, unless somebody says otherwise.
MOST = 10
#: What a single other customer bought together is no reason to tell anybody.
_LEAST_TOGETHER = 2
#: Of the new ones so many stand in the column of conditions and messages.
NAMED = 3
LIST_NAMES = {"again": Text("again", "再次购买"), "new": Text("new", "新品推荐")}
AGAIN = Text(
    "concat('bought ', n.purchases::bigint, ' times, every ', round(n.every)::bigint, ' days,'"
    ", ' last ', n.since::bigint, ' days ago')",
    "concat('购买 ', n.purchases::bigint, ' 次，平均间隔 ', round(n.every)::bigint, ' 天，上次在 ',"
    " n.since::bigint, ' 天前')",
)
NEW = Text(
    "concat('bought with ', b.item, ' by ', n.together::bigint,"
    " if(n.together = 1, ' other, ', ' others, '), printf('%.1f', n.lift),"
    " ' times as often as chance')",
    "concat('有 ', n.together::bigint, ' 位其他客户同时购买 ', b.item, '，为随机水平的 ',"
    " printf('%.1f', n.lift), ' 倍')",
)
#: Sizes that are told apart at most; the rarest beyond fit everybody.
_BITS = 63


@dataclass(frozen=True)
class NextItems:
    """Two lists of every customer: what it is due to buy again, and what is new to it."""

    likes: Preferences
    level: GoodsOfLevel
    most: int = MOST
    language: Language = "en"

    @cached_property
    def histories(self) -> Histories:
        """What customers bought."""
        from repurchase_cli.analysis.next_items import histories  # noqa: PLC0415 - scipy

        goods = self.likes.goods
        inputs = {"item_lines": goods.item_lines, "good_variants": self.level.variants}
        lines = goods.reduction.derive("products/histories", **inputs).columns()
        customers = len(goods.reduction.base["customers"])
        return histories(
            customers, len(self.level.names), lines["customer"], lines["good"], lines["day"]
        )

    @cached_property
    def lists(self) -> Relation:
        """The lists in numbers: ``customer, list, rank, good, score``, and what gives reasons."""
        frame = pd.concat([self._again(), self._new()], ignore_index=True)
        return self.likes.goods.reduction.hold(frame)

    @cached_property
    def rows(self) -> Relation:
        """The lists: ``customer_id, rank, item, score, reason, list, name, customer``."""
        words = {"again": AGAIN.say(self.language), "new": NEW.say(self.language)}
        inputs = {"lists": self.lists, "goods": self.level.names}
        return self.likes.goods.reduction.derive("products/next_items", words, **inputs)

    def names(self, most: int) -> Relation:
        """Return the first items of every customer by name: ``customer, again, new``."""
        words = {"most": str(most)}
        reduction = self.likes.goods.reduction
        return reduction.derive("products/next_names", words, next_items=self.rows)

    def _derive(self, text: str, **inputs: Relation) -> pd.DataFrame:
        return self.likes.goods.reduction.derive(text, **inputs).frame()

    @cached_property
    def _returned(self) -> tuple[Ints, Ints]:
        """Customers and goods that they gave back."""
        inputs = {"given_back": self.likes.given_back, "good_variants": self.level.variants}
        frame = self._derive("products/returned_goods", **inputs)
        return frame["customer"].to_numpy("int64"), frame["good"].to_numpy("int64")

    @cached_property
    def has_stock(self) -> bool:
        """Whether an inventory tells what is in stock."""
        return len(self.likes.goods.reduction.base["side_inventory"]) > 0

    @cached_property
    def _offered(self) -> NDArray[np.bool_]:
        """Whether each good is in stock; without an inventory, whether it was sold lately."""
        h, reduction = self.histories, self.likes.goods.reduction
        if self.has_stock:
            goods = self._derive("products/stocked_goods", goods=self.level.names)["good"]
            return np.isin(np.arange(h.items), goods.to_numpy())
        last = np.zeros(h.items, dtype="int64")
        np.maximum.at(last, h.item, h.last)
        return number(reduction.as_of) - last <= reduction.terms.recent_days

    def _again(self) -> pd.DataFrame:
        from repurchase_cli.analysis import next_items as analysis  # noqa: PLC0415 - scipy

        h, as_of = self.histories, number(self.likes.goods.reduction.as_of)
        customer, good = self._returned
        given_back = np.isin(h.customer * h.items + h.item, customer * h.items + good)
        may = analysis.is_due(h, as_of) & ~given_back & self._offered[h.item]
        rows, rank = analysis.again_items(h, may, self.most)
        return pd.DataFrame(
            {
                "customer": h.customer[rows],
                "list": "again",
                "rank": rank,
                "good": h.item[rows],
                "score": analysis.again_scores(h)[rows],
                "purchases": h.purchases[rows],
                "every": analysis.intervals(h)[rows],
                "since": as_of - h.last[rows],
            }
        )

    def _new(self) -> pd.DataFrame:
        from repurchase_cli.analysis import next_items as analysis  # noqa: PLC0415 - scipy
        from repurchase_cli.analysis.sparse_rows import ranks  # noqa: PLC0415

        h = self.histories
        alike = analysis.likeness(h, offered=self._offered)
        barred = analysis.pairs(*self._returned, (h.customers, h.items))
        lists = analysis.new_items(h, alike, self.most, barred=barred, fits=self._fits())
        frame = pd.DataFrame(
            {
                "customer": lists.customer,
                "list": "new",
                "good": lists.item,
                "score": lists.score,
                "because": lists.because,
                "together": lists.together,
                "lift": lists.lift,
            }
        )
        told = frame[frame["together"] >= _LEAST_TOGETHER]
        return told.assign(rank=ranks(told["customer"].to_numpy()))

    def _fits(self) -> Callable[[Ints, Ints], NDArray[np.bool_]] | None:
        """Return what tells whether a good is sold in a size of a customer, None without sizes.

        Letters are one family of sizes, numbers another in every category. Who has no size of a
        family may have any; so do goods in one size, or in none that can be read.
        """
        goods, likes = self.likes.goods, self.likes
        inputs = {"variants": goods.variants}
        worn = self._derive(
            "products/worn_sizes",
            item_lines=goods.item_lines,
            given_back=likes.given_back,
            **inputs,
        )
        sold = self._derive("products/good_sizes", good_variants=self.level.variants, **inputs)
        worn, sold = _readable(worn), _readable(sold)
        if worn.empty or sold.empty:
            return None
        bits = worn.groupby(["family", "size"]).size().sort_values(ascending=False, kind="stable")
        bits = pd.Series(np.uint64(1) << np.arange(min(len(bits), _BITS), dtype="uint64"),
                         index=bits.index[:_BITS], name="bit")  # fmt: skip
        families = bits.groupby("family").sum().rename("whole").astype("uint64")
        known = worn.join(bits, on=["family", "size"], how="inner").join(families, on="family")
        own = _joined(known["customer"], known["bit"], self.histories.customers)
        of_family = _joined(known["customer"], known["whole"], self.histories.customers)
        offered = sold.join(bits, on=["family", "size"], how="inner")
        of_good = _joined(offered["good"], offered["bit"], self.histories.items)
        rare = ~pd.MultiIndex.from_frame(sold[["family", "size"]]).isin(bits.index)
        of_good[sold["good"][rare]] = 0  # what is also sold in a rarer size fits everybody
        may = own | ~of_family

        def fits(customer: Ints, good: Ints) -> NDArray[np.bool_]:
            sizes_of_good = of_good[good]
            told: NDArray[np.bool_] = (sizes_of_good == 0) | ((sizes_of_good & may[customer]) != 0)
            return told

        return fits


def next_names(likes: Preferences) -> Relation:
    """Return the first items of every customer by name: ``customer, again, new``."""
    return NextItems(likes, likes.goods.at("item"), NAMED).names(NAMED)


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows with a size that has a family, beside it."""
    marks = {size: sizes.read(size) for size in frame["size"].unique() if not sizes.fits_all(size)}
    kinds = {size: mark.kind for size, mark in marks.items() if mark}
    told = frame[frame["size"].isin(kinds)]
    kind = told["size"].map(kinds).astype("str")
    category = told["category"].fillna("").astype("str").where(kind == "numbers", "")
    return told.assign(family=kind + " " + category)


def _joined(place: pd.Series[int], bit: pd.Series[int], n: int) -> NDArray[np.uint64]:
    """Return the bits of each place together."""
    bits = np.zeros(n, dtype="uint64")
    np.bitwise_or.at(bits, place.to_numpy("int64"), bit.to_numpy("uint64"))
    return bits
