"""Which campaigns a customer is due for today, and what becomes of that: a run of targets, dry."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.campaigns.model import ranked
from repurchase_cli.campaigns.selection import STEPS
from repurchase_cli.document import Section, Table, Text, written_day
from repurchase_cli.rows import FrameRows, text
from repurchase_cli.shop.phrases import counted
from repurchase_cli.targeting import words
from repurchase_cli.targeting.run import TargetsRequest, run_campaigns

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.campaigns.selection import Selection
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales
    from repurchase_cli.targeting.run import Run

#: So many contacts of the past are named.
_SHOWN = 10
_NOT_DUE = Text("Not due today, or contacted already", "今日不符合或已联系过")
_CLOSED = Text("Outside their windows of the calendar", "不在活动日期内")


def section(
    customer: str,
    ledger: Ledger,
    salt: bytes,
    sales: Sales,
    settings: Settings,
    language: Language,
) -> Section:
    """Return the lists that a customer is due for, and when it is expected next."""
    request = TargetsRequest(dry_run=True)
    run = run_campaigns(request, ledger, salt, sales, settings, language)
    columns = {"days_until_due", "days_until_wake_up"}
    who = run.shop.customers.frame(columns, tail=f"where c.customer_id = {text(customer)}")
    row = int(who["row"].iloc[0])
    due = [selection for selection in run.selections if row in selection.rows]
    audience = "prospects" if who["is_prospect"].iloc[0] else "customers"
    not_due = [
        selection.campaign.name
        for selection in run.selections
        if row not in selection.rows and selection.campaign.audience == audience
    ]
    lines = (*_due_date(sales, who), *_not_due(run, not_due), *_before(ledger, customer))
    title = Text("Campaigns today", "今日活动")
    rows = pd.DataFrame(
        [_standing(selection, row, run, language) for selection in due],
        columns=[column.id for column in tables.LIST_COLUMNS],
    )
    names = {"step": words.STEP_NAMES}
    table = Table("lists", title, tables.LIST_COLUMNS, FrameRows(rows.astype("str")), names=names)
    return Section(title, lines, table if due else None)


def _standing(selection: Selection, row: int, run: Run, language: Language) -> tuple[str, str, str]:
    """Return what becomes of the customer in a campaign, and why."""
    (place,) = np.flatnonzero(selection.rows == row)
    step, name = STEPS[selection.step[place]], selection.campaign.name
    if step in ("listed", "control"):
        contacts = run.contacts.rows
        own = contacts[(contacts["campaign"] == name) & (contacts["row"] == row)]
        return name, step, str(own["reason"].iloc[0])
    names = [campaign.name for campaign in ranked(run.shop.settings.campaigns)]
    number = selection.cause[place]
    cause = names[number] if 0 <= number < len(names) else "–"
    reason = words.reason(selection, step, run.shop.settings, cause)
    return name, step, reason.say(language)


def _due_date(sales: Sales, who: pd.DataFrame) -> list[Text]:
    until, wake_up = (who[name].iloc[0] for name in ("days_until_due", "days_until_wake_up"))
    if pd.isna(until):
        return []
    due, woken = (sales.as_of + timedelta(days=int(days)) for days in (until, wake_up))
    expected, wake = written_day(due), written_day(woken)
    if due < sales.as_of:
        days = (sales.as_of - due).days
        return [
            Text(
                f"Next purchase was expected on {expected.en}, {counted(days, 'day')} ago",
                f"预计下次购买日{expected.zh}已过 {days} 天",
            )
        ]
    return [
        Text(
            f"Next purchase expected on {expected.en}, to be woken up on {wake.en}",
            f"预计下次购买{expected.zh}，唤醒日{wake.zh}",
        )
    ]


def _not_due(run: Run, campaigns: list[str]) -> list[Text]:
    """Return which campaigns the customer is not due for, and which do not run today."""
    days = run.shop.days
    running = [name for name in campaigns if days[name]]
    closed = [name for name in campaigns if not days[name]]
    return [
        Text(f"{label.en}: {', '.join(names)}", f"{label.zh}：{'、'.join(names)}")
        for label, names in ((_NOT_DUE, running), (_CLOSED, closed))
        if names
    ]


def _before(ledger: Ledger, customer: str) -> list[Text]:
    """Return the campaigns that the ledger has of the customer, the latest first."""
    contacts = ledger.of_customer(customer)
    if not contacts:
        return []
    control = (" (control)", "（对照组）")
    named = [
        Text(*(f"{name} {day}{mark if arm == 'control' else ''}" for mark in control))
        for name, day, arm in contacts[:_SHOWN]
    ]
    more = ", …" if len(contacts) > _SHOWN else ""
    return [
        Text(
            f"In the ledger: {', '.join(name.en for name in named)}{more}",
            f"台账中：{'、'.join(name.zh for name in named)}{more}",
        )
    ]
