"""Members: their tiers and points, who brought whom, who they are, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Document, Section, Table, Text
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.members import benefits, grid, moves, people, points, referral, tiers
from repurchase_cli.reports.members.membership import Members, dates
from repurchase_cli.reports.members.notes import points_notes
from repurchase_cli.rows import FrameRows
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

NEEDS = Needs(contacts=True)


@dataclass(frozen=True, slots=True)
class MembersRequest:
    """What the user wants: moves since a day, and points that expire within so many days."""

    since: date | None = None
    expiring_within: int = 30


def build(
    request: MembersRequest, ledger: Ledger, sales: Sales, settings: Settings, language: Language
) -> Document:
    """Return the report on the members.

    Raises
    ------
    TooLittleDataError
        When nobody has a purchase.
    """
    del language
    members = Members(sales, settings)
    ledger = ledger.joined(sales.aliases)
    title = Text("Members", "会员")
    return envelope(
        sales,
        settings,
        members.segmentation,
        command="members",
        title=title,
        main="members",
        sections=(
            *tiers.sections(members),
            *moves.sections(members, request.since),
            *points.sections(members, request.expiring_within),
            *benefits.sections(members),
            *referral.sections(members, ledger),
            *people.sections(members),
            *grid.sections(members, ledger),
        ),
        lists=(Section(title, (), _table(members, request.expiring_within)),),
        notes=points_notes(sales),
    )


def _table(members: Members, within: int) -> Table:
    title = Text("Members", "会员")
    names = dict.fromkeys(("tier", "next_tier"), members.tier_labels)
    return Table(
        "members",
        title,
        tables.MEMBER_COLUMNS,
        FrameRows(_frame(members, within)),
        shown=False,
        names=names,
        private_ids=members.private_ids,
    )


def _frame(members: Members, within: int) -> pd.DataFrame:
    people, totals, distance = members.people, members.book.totals, members.distance
    left = members.book.left
    soon = left[left["expires"] <= members.as_of + within].groupby("member")["points"].sum()
    next_expiry = left.groupby("member")["expires"].min()
    return pd.DataFrame(
        {
            **{name: people[name] for name in ("customer_id", "name", "phone", "email")},
            "tier": members.tier_names(people["tier"]),
            "window_spend": people["window_spend"],
            "next_tier": members.tier_names(distance["tier"]),
            "to_next_tier": distance["missing"],
            **{
                f"points_{name}": totals[name]
                for name in ("earned", "given", "spent", "taken_back", "expired", "balance")
            },
            "points_expiring": soon.reindex(people.index, fill_value=0),
            "next_expiry": dates(next_expiry.reindex(people.index)),
            "liability": totals["balance"] * members.settings.points.value,
            "referrals": people["referrals"],
            "referrals_bought": people["referrals_bought"],
        }
    )
