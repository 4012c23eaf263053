"""What the campaigns of each cell of the lifecycle did so far.

Whoever buys moves on to another cell. So a contact counts in the cell that its customer was in on
the day before it, and what it changed is told as ``measure`` does: against those who were left
alone at random, in the contacts' windows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli import rules
from repurchase_cli.analysis.lift import Assigned, lift
from repurchase_cli.errors import TooLittleDataError
from repurchase_cli.targeting.outcomes import COLUMNS, outcomes_of, with_windows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.reports.members.membership import Members

#: Axis of the grid → the column that its rules go by.
DECISIVE = {"lifecycle_stage": "days_since_last", "customer_group": "n_purchases"}


class CellEffect(NamedTuple):
    """What campaigns did in a cell: contacts, buyers in their windows, lift of the share of buyers.

    ``measured`` are the contacts whose window has passed; the lift is NaN where nobody was left
    alone.
    """

    contacted: int
    measured: int
    bought: int
    lift: float
    lift_low: float
    lift_high: float


def contacts_of(members: Members, ledger: Ledger) -> pd.DataFrame:
    """Return the contacts of both arms so far, with the cell that their customers were in.

    What became of those whose window has passed stands in ``bought`` and ``revenue``; of others
    ``share`` is missing.
    """
    contacts = ledger.contacts(COLUMNS)
    contacts = contacts[contacts["day"] <= pd.Timestamp(members.sales.contact_day)]
    contacts = with_windows(contacts, members.settings.measure_days).reset_index(drop=True)
    contacts = contacts.assign(contact=np.arange(len(contacts)))
    cells = _cells_then(members, contacts)
    try:
        days = members.settings.measure_days
        outcomes = outcomes_of(contacts, ledger, members.sales, days, redemptions=False)
    except TooLittleDataError:
        return cells.assign(share=np.nan, bought=False, revenue=0.0)
    keys = ["campaign", "customer_id", "day", "arm"]
    done = outcomes.measured.drop_duplicates(keys)[[*keys, "share", "bought", "revenue"]]
    return cells.merge(done, on=keys, how="left")


def _cells_then(members: Members, contacts: pd.DataFrame) -> pd.DataFrame:
    """Return contacts of customers who had bought, with the cell that they were in."""
    columns = ["contact", "customer_id", "first_day"]
    assigned = members.sales.hold(contacts[columns].astype({"customer_id": "str"}))
    then = members.sales.derive("members/then", assigned=assigned).frame()
    found = contacts.merge(then, on="contact")
    for axis, listed in _axes(members).items():
        names = np.array([rule.name for rule in listed], dtype=object)
        places = rules.label(found, listed, members.segmentation.thresholds)
        found[axis] = names[places]
    return found


def _axes(members: Members) -> Mapping[str, Sequence[rules.Rule]]:
    settings = members.settings
    return {
        "lifecycle_stage": settings.lifecycle_stages,
        "customer_group": settings.customer_groups,
    }


def can_be_told(members: Members) -> bool:
    """Whether days and purchases alone tell customers' cells, so that earlier ones are known."""
    return not any(
        rules.columns_of(listed) - {DECISIVE[axis]} for axis, listed in _axes(members).items()
    )


def effect(contacts: pd.DataFrame, cell: Sequence[str], campaigns: Sequence[str]) -> CellEffect:
    """Return what campaigns did in a cell."""
    own = contacts[contacts["campaign"].isin(campaigns)]
    for axis, name in zip(DECISIVE, cell, strict=True):
        own = own[own[axis] == name]
    measured = own[own["share"].notna()]
    reached = measured[measured["arm"] == "contacted"]
    changed = lift(_assigned(measured)) if len(measured) else None
    rate = changed.rate if changed else (np.nan, np.nan, np.nan)
    contacted = int((own["arm"] == "contacted").sum())
    return CellEffect(contacted, len(reached), int(reached["bought"].sum()), *rate)


def _assigned(rows: pd.DataFrame) -> Assigned:
    """Return contacts as they are compared: within each campaign and share left alone."""
    drawn = rows["campaign"] + " " + rows["share"].astype("str")
    return Assigned(
        contacted=(rows["arm"] == "contacted").to_numpy(bool),
        stratum=np.unique(drawn.to_numpy("str"), return_inverse=True)[1],
        customer=pd.factorize(rows["customer_id"])[0].astype(np.int64),
        bought=rows["bought"].to_numpy(bool),
        revenue=rows["revenue"].to_numpy(np.float64),
    )
