"""The points of all members: what sales and refunds and the points file make of them.

Purchases earn by the settings, refunds take back, points expire; what only the points file knows,
it adds: points that were given, and points that were spent. Where it also has what the settings
make (earned, taken back, expired), the two are compared and not added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import rules
from repurchase_cli.analysis import points
from repurchase_cli.analysis.dated_points import Movements, settle_together
from repurchase_cli.campaigns import calendar
from repurchase_cli.config.membership_checks import BIRTHDAY_MONTH
from repurchase_cli.errors import BooksError
from repurchase_cli.shop import tiers
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Reduction, Relation
    from repurchase_cli.shop.segmentation import Segmentation

#: How points come to be and end.
ORIGINS, ENDS = ("earned", "given"), ("spent", "taken_back", "expired")
_GIVEN = ("given", "regained")


@dataclass(frozen=True)
class Book:
    """The points of members as of a day; members are numbers, (n,) in the order of their ids.

    ``totals`` has a row per member: ``earned, given, spent, taken_back, expired, balance``, and in
    ``short_spent`` and ``short_taken`` what was wanted beyond the balance; ``left`` are the points
    that have not ended, ``file`` those of the points file by kind, ``ledgers`` what became of all
    points, of those with a last day of their own apart.
    """

    ids: pd.Series[str]
    totals: pd.DataFrame
    left: pd.DataFrame
    file: pd.DataFrame
    ledgers: tuple[points.Ledger, ...]
    members: Relation

    @cached_property
    def expiries(self) -> pd.DataFrame:
        """All points that have expired: ``member, day, points``."""
        return pd.concat([ledger.expiries for ledger in self.ledgers], ignore_index=True)

    def expiring(self, until: int) -> pd.DataFrame:
        """Return the points whose last day comes until a day: ``member, expires, points``."""
        soon = self.left[self.left["expires"] <= until]
        return soon.groupby(["member", "expires"])["points"].sum().reset_index()

    def balance_on(self, member: pd.Series[int], day: pd.Series[int]) -> np.ndarray:
        """Return members' balances at the end of a day each."""
        wanted = pd.DataFrame({"member": member, "day": day}).astype("int64")
        wanted = wanted.reset_index(names="place").sort_values("day")
        total = np.zeros(len(wanted), dtype="int64")
        for ledger in self.ledgers:
            then = pd.merge_asof(wanted, ledger.balances.sort_values("day"), on="day", by="member")
            then = then.sort_values("place")
            total += then["balance"].fillna(0).to_numpy(dtype="int64")
        return total


def book(sales: Reduction, settings: Settings, segmentation: Segmentation) -> Book:
    """Return the points of all members as of the day of a reduction.

    Raises
    ------
    BooksError
        When points do not end as often as they begin.
    """
    day = {"day": str(sales.as_of)}
    members = sales.derive("members/members", day)
    kinds = sales.derive("members/kinds")
    entries = sales.derive("members/entries", day, members=members, kinds=kinds)
    order_points = _order_points(sales, settings, segmentation, members)
    words = {"per_unit": tiers.terms(settings)["per_unit"], "as_of": str(number(sales.as_of))}
    takes = sales.derive("members/takes", words, members=members, order_points=order_points)
    earned = sales.derive("members/member_sums", order_points=order_points).frame()
    file = sales.derive("members/entry_sums", entries=entries).frame()
    uses = sales.derive("members/uses", entries=entries).frame()
    lots = {
        own: sales.derive(
            "members/lots",
            {"own": own, "expires": _expires(settings.points.valid_months)},
            order_points=order_points,
            entries=entries,
        ).frame()
        for own in ("not", "")
    }
    as_of, taken = number(sales.as_of), takes.frame()
    ledgers = settle_together(Movements(lots["not"], lots[""], uses, taken), as_of=as_of)
    ids = members.frame().sort_values("member")["customer_id"].reset_index(drop=True)
    totals = _totals(len(ids), earned, file, uses, taken, ledgers)
    return Book(ids, totals, _left(ledgers), file, ledgers, members)


def _left(ledgers: Sequence[points.Ledger]) -> pd.DataFrame:
    left = pd.concat([ledger.left for ledger in ledgers], ignore_index=True)
    return left.sort_values(["member", "expires", "day"], ignore_index=True)


def _totals(
    n: int,
    earned: pd.DataFrame,
    file: pd.DataFrame,
    uses: pd.DataFrame,
    takes: pd.DataFrame,
    ledgers: Sequence[points.Ledger],
) -> pd.DataFrame:
    """Return what every member's points come to; the books must balance."""

    def sums(frame: pd.DataFrame, column: str = "points") -> np.ndarray:
        return np.bincount(frame["member"], frame[column], n).astype("int64")

    spent = sum(sums(ledger.uses, "taken") for ledger in ledgers)
    taken_back = sum(sums(ledger.takes, "taken") for ledger in ledgers)
    totals = pd.DataFrame(
        {
            "earned": sums(earned),
            "given": sums(file[file["kind"].isin(_GIVEN)]),
            "spent": spent,
            "taken_back": taken_back,
            "expired": sum(sums(ledger.expiries) for ledger in ledgers),
            "balance": sum(sums(ledger.left) for ledger in ledgers),
            "short_spent": sums(uses) - spent,
            "short_taken": sums(takes) - taken_back,
        }
    )
    wrong = totals["balance"] != totals[[*ORIGINS]].sum(axis=1) - totals[[*ENDS]].sum(axis=1)
    if wrong.any():
        raise BooksError(f"the points of {int(wrong.sum())} members do not end as they began")
    return totals


def _order_points(
    sales: Reduction, settings: Settings, segmentation: Segmentation, members: Relation
) -> Relation:
    words = {
        "per_unit": tiers.terms(settings)["per_unit"],
        "birthday_month": str(settings.points.calendar.get(BIRTHDAY_MONTH, "null")),
    }
    return sales.derive(
        "members/order_points",
        words,
        members=members,
        tier_factors=sales.hold(_tier_factors(sales, settings, segmentation, members)),
        day_factors=sales.hold(_day_factors(sales, settings)),
    )


def _tier_factors(
    sales: Reduction, settings: Settings, segmentation: Segmentation, members: Relation
) -> pd.DataFrame:
    """Return the members' days on which their tier multiplies points: ``member, day, factor``."""
    factors = np.array([settings.points.tiers.get(rule.name, 1.0) for rule in settings.tiers])
    if (factors == 1).all():
        return pd.DataFrame({"member": [], "day": [], "factor": []}, dtype="float64")
    days, tier = _tiers_then(sales, settings, segmentation, members)
    factor = factors[tier]
    rows = factor != 1
    columns = {name: days[name].to_numpy()[rows] for name in ("member", "day")}
    return pd.DataFrame({**columns, "factor": factor[rows]})


def _tiers_then(
    sales: Reduction, settings: Settings, segmentation: Segmentation, members: Relation
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the days of members' purchases, and the tier before each.

    Rules that go by more than spend, purchases and points tell no earlier tier: it is today's.
    """
    if not rules.columns_of(settings.tiers) <= tiers.BASES.keys():
        days = sales.derive(
            "members/days_of_tiers", members=members, labels=segmentation.labels
        ).frame()
        return days, days["tier"].to_numpy()
    words = tiers.terms(settings)
    if settings.membership.review:
        words["reviewed"] = tiers.review_before("day", settings.membership.review)
    text = "members/steps" if settings.membership.review else "members/steps_at_once"
    unit = {"per_unit": words.pop("per_unit")}
    paid_days = sales.derive("members/paid_days", unit, members=members)
    days = sales.derive(text, words, paid_days=paid_days).frame()
    return days, rules.label(days, settings.tiers, segmentation.thresholds)


def _day_factors(sales: Reduction, settings: Settings) -> pd.DataFrame:
    """Return the days on which the calendar multiplies points: ``day, factor``."""
    first, last = sales.derive("members/first_day").frame().iloc[0]
    rows = list(_factors(_days(int(first), int(last)), settings))
    return pd.DataFrame(rows, columns=["day", "factor"]).astype(
        {"day": "int32", "factor": "float64"}
    )


def _days(first: int, last: int) -> Iterator[date]:
    for day in range(first, last + 1):
        yield date(1970, 1, 1) + timedelta(days=day)


def _factors(days: Iterator[date], settings: Settings) -> Iterator[tuple[int, float]]:
    windows = {
        name: factor for name, factor in settings.points.calendar.items() if name != BIRTHDAY_MONTH
    }
    for day in days:
        held = [
            factor
            for name, factor in windows.items()
            if calendar.is_within(settings.calendar[name], day)
        ]
        if held:
            yield number(day), max(held)


def _expires(months: int | None) -> str:
    """Return the SQL of the last day on which points of a day can be spent."""
    if months is None:
        return f"coalesce(expires, {points.NEVER})"
    then = f"cast(date '1970-01-01' + day + interval {months} month as date)"
    return f"coalesce(expires, cast({then} - date '1970-01-01' as integer))"
