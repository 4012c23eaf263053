"""The members of a run: their tiers and points, made once for all sections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli.analysis.points import NEVER
from repurchase_cli.shop import tiers
from repurchase_cli.shop.segmentation import private_ids, segment_customers
from repurchase_cli.shop.spans import number
from repurchase_cli.targeting import points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Text
    from repurchase_cli.sales import Relation, Sales
    from repurchase_cli.shop.segmentation import Segmentation
    from repurchase_cli.shop.tiers import Ladder
    from repurchase_cli.targeting.points import Book

_EPOCH = pd.Timestamp("1970-01-01")


@dataclass(frozen=True)
class Members:
    """The sales of a run with what tiers and points come to; a thing is made when it is read."""

    sales: Sales
    settings: Settings

    @cached_property
    def segmentation(self) -> Segmentation:
        """The customers' labels."""
        return segment_customers(self.sales, self.settings)

    @cached_property
    def book(self) -> Book:
        """The points of all members."""
        return points.book(self.sales, self.settings, self.segmentation)

    @cached_property
    def referrals(self) -> Relation:
        """Who brought whom."""
        return self.sales.derive("members/referrals", {"day": str(self.sales.as_of)})

    @cached_property
    def people(self) -> pd.DataFrame:
        """Every member in the order of ids; see ``members/people``."""
        referrers = self.sales.derive("members/referrers", referrals=self.referrals)
        words = {"last_tier": str(len(self.settings.tiers) - 1)}
        frame = self.sales.derive(
            "members/people",
            words,
            members=self.book.members,
            labels=self.segmentation.labels,
            standing=tiers.standing(self.sales, self.settings),
            referrers=referrers,
        ).frame()
        return frame.sort_values("member", ignore_index=True)

    @cached_property
    def steps(self) -> Ladder | None:
        """The steps of the tiers, None where no one value decides them."""
        return tiers.ladder(self.settings.tiers, self.segmentation.thresholds)

    @cached_property
    def distance(self) -> pd.DataFrame:
        """Each member's next tier, what is missing to it, and what a usual purchase comes to."""
        if self.steps is None:
            nothing = pd.Series(np.nan, index=self.people.index)
            return pd.DataFrame({"tier": np.int16(-1), "missing": nothing, "usual": nothing})
        return tiers.distance(self.steps, self.people, self.settings.points.per_unit)

    def tier_names(self, rule: pd.Series[int]) -> pd.Series[str]:
        """Return the names of tiers by their rules' places, empty for -1."""
        return tiers.names(self.settings.tiers, rule)

    @property
    def tier_labels(self) -> Mapping[str, Text]:
        """What people read for each tier."""
        return {rule.name: rule.label for rule in self.settings.tiers}

    @cached_property
    def private_ids(self) -> bool:
        """Whether some ids are phones or e-mails."""
        return private_ids(self.sales)

    @property
    def as_of(self) -> int:
        """The as-of date as a number since 1970."""
        return number(self.sales.as_of)

    @property
    def has_points_file(self) -> bool:
        """Whether a points file was given."""
        return any(side.file.kind == "points" for side in self.sales.intake.side_files)


def dates(days: pd.Series[int]) -> pd.Series[pd.Timestamp]:
    """Return numbers since 1970 as dates; NaN and the day that never comes as none."""
    real = days.astype("float64")
    return _EPOCH + pd.to_timedelta(real.where(real < NEVER), unit="D")
