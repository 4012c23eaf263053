"""The contacts of the ledger whose window has passed, with what their customers did in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from repurchase_cli.campaigns.model import COUPONS
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.rules import did_you_mean
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.sales import Relation, Sales

#: Days beyond an offer's validity in which it is still measured, unless the settings say otherwise.
AFTER_VALIDITY = 30
#: What is asked of the ledger.
COLUMNS = (
    "run", "campaign", "customer_id", "arm", "day", "valid_from", "valid_to", "offer_kind",
    "coupon_code", "cost",
)  # fmt: skip
_EPOCH = pd.Timestamp(0)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Contacts with their windows, and what their customers did in them.

    ``measured`` has the ledger's columns and ``first_day, last_day`` (of the window, days since
    1970), ``in_files`` (the files have the customer), ``bought, revenue, redeemed``, and ``share``
    (left alone by that run). Without ``has_coupons`` no redemption can be seen. ``open`` are the
    contacts whose window ends after the data, ``early`` is the number of those made before the
    data, ``unwritten`` are measured days whose lists were never written. ``seen_days`` is the
    longest window that some of the open contacts have behind them, 0 where there is none.
    """

    measured: pd.DataFrame
    open: pd.DataFrame
    early: int
    definitions: Mapping[str, Mapping[str, Any]]
    has_coupons: bool
    unwritten: list[date]
    seen_days: int


def chosen_contacts(
    ledger: Ledger, campaigns: Sequence[str], first: date | None, last: date | None
) -> pd.DataFrame:
    """Return the ledger's contacts of some campaigns (none for all) between two days.

    Raises
    ------
    UsageError
        For a campaign that the ledger does not have.
    TooLittleDataError
        When there are no such contacts.
    """
    contacts = ledger.contacts(COLUMNS)
    names = list(dict.fromkeys(contacts["campaign"]))
    for name in campaigns:
        if name not in names:
            raise UsageError(
                f"nobody was contacted for a campaign {name!r}{did_you_mean(name, names)}",
                hint=f"the ledger has: {', '.join(names) or 'no contacts'}",
            )
    mask = np.ones(len(contacts), bool)
    if campaigns:
        mask &= contacts["campaign"].isin(list(campaigns)).to_numpy(bool)
    if first is not None:
        mask &= (contacts["day"] >= pd.Timestamp(first)).to_numpy(bool)
    if last is not None:
        mask &= (contacts["day"] <= pd.Timestamp(last)).to_numpy(bool)
    chosen = contacts[mask].reset_index(drop=True)
    if chosen.empty:
        raise TooLittleDataError(
            "the ledger has no such contacts" if names else "the ledger has no contacts",
            hint="repurchase targets records them; name its ledger with --ledger",
            file=ledger.name,
        )
    return chosen


def outcomes_of(
    contacts: pd.DataFrame,
    ledger: Ledger,
    sales: Sales,
    days: int | None,
    *,
    redemptions: bool = True,
) -> Outcomes:
    """Return what became of contacts.

    Parameters
    ----------
    days
        How long a contact is measured; None for its offer's validity and 30 days more.
    redemptions
        Whether redeemed coupons are looked for, in lines that the report needs to have kept.

    Raises
    ------
    TooLittleDataError
        When the files have none of the customers, or no window has passed.
    """
    contacts = with_windows(contacts, days)
    first, last = _covered_days(sales)
    early = contacts["first_day"] < first
    is_open = ~early & (contacts["last_day"] > last)
    measured = contacts[~early & ~is_open].reset_index(drop=True)
    seen_days = _seen_days(contacts[is_open], last)
    if measured.empty:
        _refuse(contacts, contacts[is_open], sales, seen_days)
    shares = ledger.shares()
    measured["share"] = [
        shares[key] for key in zip(measured["run"], measured["campaign"], strict=True)
    ]
    has_coupons = redemptions and any("coupon" in source.layout.columns for source in sales.sources)
    definitions = ledger.definitions()
    _add_outcomes(measured, sales, definitions, has_coupons=has_coupons)
    days_measured = set(measured["day"].dt.date)
    unwritten = [day for day in ledger.unwritten(sales.as_of) if day in days_measured]
    return Outcomes(
        measured,
        contacts[is_open],
        int(early.sum()),
        definitions,
        has_coupons,
        unwritten,
        seen_days,
    )


def with_windows(contacts: pd.DataFrame, days: int | None) -> pd.DataFrame:
    """Return contacts with the first and last day of their windows, from the contact day on."""
    first = (contacts["valid_from"] - _EPOCH).dt.days.to_numpy(np.int64)
    valid = (contacts["valid_to"] - contacts["valid_from"]).dt.days.to_numpy(np.int64) + 1
    length = valid + AFTER_VALIDITY if days is None else days
    return contacts.assign(first_day=first, last_day=first + length - 1)


def _covered_days(sales: Sales) -> tuple[int, int]:
    """Return the first and the last day that the files cover."""
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
    assigned = sales.hold(measured[["contact", "campaign", "customer_id", "first_day", "last_day"]])
    matched = sales.derive("measure/matched_contacts", assigned=assigned).frame()["contact"]
    if matched.empty:
        raise TooLittleDataError(
            f"these files know none of the {len(measured):,} contacted customers",
            hint="is it the ledger of this shop? Name another with --ledger",
        )
    done = sales.derive("measure/outcomes", assigned=assigned).frame().set_index("contact")
    contact = measured["contact"]
    measured["in_files"] = contact.isin(matched).to_numpy(bool)
    measured["bought"] = contact.isin(done.index[done["bought"]]).to_numpy(bool)
    measured["revenue"] = contact.map(done["revenue"]).fillna(0).to_numpy(np.float64)
    measured["redeemed"] = False
    if has_coupons:
        words = sales.hold(_coupon_words(measured, definitions))
        redemptions = _redemptions(measured, sales, assigned, words)
        measured["redeemed"] = contact.isin(redemptions).to_numpy(bool)


def _coupon_words(
    measured: pd.DataFrame, definitions: Mapping[str, Mapping[str, Any]]
) -> pd.DataFrame:
    """Return by which words coupons are recognised: ``campaign, word, contact``.

    A code is that of a contact; the name and the titles of a campaign are of no contact (-1).
    """
    coded = measured.loc[measured["coupon_code"].notna(), ["campaign", "coupon_code", "contact"]]
    words = [coded.rename(columns={"coupon_code": "word"})]
    offering = measured.loc[measured["offer_kind"].isin(list(COUPONS)), "campaign"].unique()
    for name in offering:
        titles = dict.fromkeys((name, *definitions[name]["title"].values()))
        words.append(pd.DataFrame({"campaign": name, "word": list(titles), "contact": -1}))
    frame = pd.concat(words, ignore_index=True)
    return frame.astype({"contact": "int64", "campaign": "str", "word": "str"})


def _redemptions(
    measured: pd.DataFrame, sales: Sales, assigned: Relation, words: Relation
) -> pd.Series:
    """Return the contacts whose coupon was used; see ``sql/measure/redemptions``."""
    days = {
        "first_day": str(int(measured["first_day"].min()) - 1),
        "last_day": str(int(measured["last_day"].max())),
    }
    query = "measure/redemptions"
    return sales.derive(query, days, assigned=assigned, words_of_coupons=words).frame()["contact"]
