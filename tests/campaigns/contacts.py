"""Contacts as runs record them, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from repurchase_cli.campaigns.ledger import Place
from repurchase_cli.databases.address import database, is_server


class Contact(NamedTuple):
    """A customer of one of both arms; see the ledger for the columns. Days are ISO dates."""

    campaign: str
    customer_id: str
    cycle: str
    arm: str
    day: str
    channel: str
    offer_kind: str
    offer: str
    coupon_code: str | None
    coupon_value: float | None
    min_spend: float | None
    valid_from: str
    valid_to: str
    expected_value: float | None
    cost: float
    class_: str
    reason: str
    pool: str = ""


def frame(contacts: Sequence[Contact]) -> pd.DataFrame:
    """Return contacts as the ledger takes them."""
    made = pd.DataFrame(contacts, columns=list(Contact._fields)).rename(columns={"class_": "class"})
    for name in ("day", "valid_from", "valid_to"):
        made[name] = pd.to_datetime(made[name])
    return made


def place_of(given: str) -> Place:
    """Return where a ledger is that the user names."""
    return database(given) if is_server(given) else Path(given)
