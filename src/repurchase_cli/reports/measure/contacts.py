"""The contacts of the ledger whose window has passed, with what their customers did in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.campaigns.model import COUPONS
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.rules import did_you_mean
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.sales import Sales

#: Days beyond an offer's validity in which it is still measured, where no setting tells otherwise.
AFTER_VALIDITY = 30
_COLUMNS = (
    "run", "campaign", "customer_id", "arm", "day", "valid_to", "offer_kind", "coupon_code", "cost",
)  # fmt: skip
_EPOCH = pd.Timestamp(0)


class Wanted(NamedTuple):
    """Which contacts are asked for: by campaign (none for all) and by their day."""

    campaigns: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Contacts with their windows.

    ``measured`` has the ledger's columns and ``first_day, last_day`` (of the window, days since
    1970), ``bought, revenue, redeemed``, ``known`` (the files have the customer) and ``share``
    (left alone by that run). Without :attr:`has_coupons` nobody is known to have redeemed. ``open``
    are those whose window ends after the data, ``early`` is the number of those made before them,
    ``unwritten`` are measured days whose lists were never written. ``seen_days`` is the longest
    window that some of the open contacts have behind them, 0 where there is none.
    """

    measured: pd.DataFrame
    open: pd.DataFrame
    early: int
    definitions: Mapping[str, Mapping[str, Any]]
    has_coupons: bool
    unwritten: list[date]
    seen_days: int


def outcomes(wanted: Wanted, ledger: Ledger, sales: Sales, days: int | None) -> Outcomes:
    """Return what became of the contacts that are asked for.

    Parameters
    ----------
    days
        How long a contact is measured; None for its offer's validity and 30 days more.

    Raises
    ------
    UsageError
        For a campaign that the ledger does not have.
    TooLittleDataError
        When there are no such contacts, the files know none of the customers, or no window has
        passed.
    """
    contacts = _with_windows(_wanted(wanted, ledger), days)
    first, last = _covered(sales)
    early = contacts["first_day"] < first
    is_open = ~early & (contacts["last_day"] > last)
    measured = contacts[~early & ~is_open].reset_index(drop=True)
    if measured.empty:
        _refuse(contacts, contacts[is_open], sales, _seen_days(contacts[is_open], last))
    shares = ledger.shares()
    measured["share"] = [
        shares[key] for key in zip(measured["run"], measured["campaign"], strict=True)
    ]
    has_coupons = any("coupon" in source.layout.columns for source in sales.sources)
    definitions = ledger.definitions()
    _add_outcomes(measured, sales, definitions, has_coupons=has_coupons)
    made = set(measured["day"].dt.date)
    unwritten = [day for day in ledger.unwritten(sales.as_of) if day in made]
    return Outcomes(
        measured,
        contacts[is_open],
        int(early.sum()),
        definitions,
        has_coupons,
        unwritten,
        _seen_days(contacts[is_open], last),
    )


def _wanted(wanted: Wanted, ledger: Ledger) -> pd.DataFrame:
    contacts = ledger.contacts(_COLUMNS)
    known = list(dict.fromkeys(contacts["campaign"]))
    for name in wanted.campaigns:
        if name not in known:
            raise UsageError(
                f"nobody was contacted for a campaign {name!r}{did_you_mean(name, known)}",
                hint=f"the ledger has: {', '.join(known) or 'no contacts'}",
            )
    mask = np.ones(len(contacts), bool)
    if wanted.campaigns:
        mask &= contacts["campaign"].isin(wanted.campaigns).to_numpy(bool)
    if wanted.first is not None:
        mask &= (contacts["day"] >= pd.Timestamp(wanted.first)).to_numpy(bool)
    if wanted.last is not None:
        mask &= (contacts["day"] <= pd.Timestamp(wanted.last)).to_numpy(bool)
    found = contacts[mask].reset_index(drop=True)
    if found.empty:
        raise TooLittleDataError(
            "the ledger has no such contacts" if known else "the ledger has no contacts",
            hint="repurchase targets records them; name its ledger with --ledger",
            file=str(ledger.path),
        )
    return found


def _with_windows(contacts: pd.DataFrame, days: int | None) -> pd.DataFrame:
    """Add the first and the last day of each contact's window: the list is sent on its eve."""
    day = (contacts["day"] - _EPOCH).dt.days.to_numpy(np.int64)
    valid = (contacts["valid_to"] - contacts["day"]).dt.days.to_numpy(np.int64)
    length = valid + AFTER_VALIDITY if days is None else days
    return contacts.assign(
        contact=np.arange(len(contacts)), first_day=day + 1, last_day=day + length
    )


def _covered(sales: Sales) -> tuple[int, int]:
    """Return the first and the last day of which the files tell all."""
    intake = sales.intake
    first, last = intake.first or sales.as_of, min(intake.last or sales.as_of, sales.as_of)
    return number(first), number(last)


def _seen_days(waiting: pd.DataFrame, last: int) -> int:
    """Return how many days the data show after the oldest of the contacts whose window is open."""
    return max(last - int(waiting["first_day"].min()) + 1, 0) if len(waiting) else 0


def _refuse(contacts: pd.DataFrame, waiting: pd.DataFrame, sales: Sales, seen: int) -> None:
    if waiting.empty:
        raise TooLittleDataError(
            f"all {len(contacts):,} contacts were made before the data begin "
            f"({sales.intake.first})",
            hint="give earlier sales too, so that the whole time after a contact is seen",
        )
    ends = _EPOCH + pd.Timedelta(days=int(waiting["last_day"].min()))
    days = int((waiting["last_day"] - waiting["first_day"]).min()) + 1
    raise TooLittleDataError(
        f"no contact is old enough: the first window of {days} days is complete on {ends.date()}, "
        f"the data end on {sales.intake.last}",
        hint=f"measure sooner with a shorter window: --set measure_days={seen}"
        if seen
        else "give sales of the days after the contacts",
    )


def _add_outcomes(
    measured: pd.DataFrame,
    sales: Sales,
    definitions: Mapping[str, Mapping[str, Any]],
    *,
    has_coupons: bool,
) -> None:
    """Add what the customers did in their windows; who is in no file has not bought."""
    measured["contact"] = np.arange(len(measured))
    sales.keep(
        "lift_assigned", measured[["contact", "campaign", "customer_id", "first_day", "last_day"]]
    )
    known = sales.ask("lift_known")["contact"]
    if known.empty:
        raise TooLittleDataError(
            f"these files know none of the {len(measured):,} contacted customers",
            hint="is it the ledger of this shop? Name another with --ledger",
        )
    done = sales.ask("lift_outcomes").set_index("contact")
    at = measured["contact"]
    measured["known"] = at.isin(known).to_numpy(bool)
    measured["bought"] = at.isin(done.index[done["bought"]]).to_numpy(bool)
    measured["revenue"] = at.map(done["revenue"]).fillna(0).to_numpy(np.float64)
    measured["redeemed"] = False
    if has_coupons:
        measured["redeemed"] = at.isin(_redeemed(measured, sales, definitions)).to_numpy(bool)


def _redeemed(
    measured: pd.DataFrame, sales: Sales, definitions: Mapping[str, Mapping[str, Any]]
) -> pd.Series:
    """Return the contacts whose coupon was used; see the text in ``sql/``."""
    coded = measured.loc[measured["coupon_code"].notna(), ["campaign", "coupon_code", "contact"]]
    words = [coded.rename(columns={"coupon_code": "word"})]
    offering = measured.loc[measured["offer_kind"].isin(list(COUPONS)), "campaign"].unique()
    for name in offering:
        titles = dict.fromkeys((name, *definitions[name]["title"].values()))
        words.append(pd.DataFrame({"campaign": name, "word": list(titles), "contact": -1}))
    found = pd.concat(words, ignore_index=True)
    sales.keep("lift_words", found.astype({"contact": "int64", "campaign": "str", "word": "str"}))
    days = {
        "first_day": str(int(measured["first_day"].min()) - 1),
        "last_day": str(int(measured["last_day"].max())),
    }
    return sales.ask("lift_redeemed", days)["contact"]
