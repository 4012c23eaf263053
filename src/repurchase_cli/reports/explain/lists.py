"""Which campaigns a customer is due for today, and what becomes of that: a run of targets, dry."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.campaigns.model import ranked
from repurchase_cli.campaigns.selection import STEPS
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.reports.targets import report as targets
from repurchase_cli.rows import FrameRows, text
from repurchase_cli.shop.phrases import counted
from repurchase_cli.targeting import due as target_due
from repurchase_cli.targeting import words as target_words

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.campaigns.selection import Judged
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales


def section(
    customer: str,
    ledger: Ledger,
    salt: bytes,
    sales: Sales,
    settings: Settings,
    language: Language,
) -> Section:
    """Return the lists that a customer is due for, and when she is expected next."""
    asked = targets.Asked((), None, None, with_codes=False)
    outcome = targets.build(asked, ledger, salt, sales, settings, language)
    target_due.make_due_dates(outcome.shop, sales)
    columns = {"days_until_due", "days_until_wake_up"}
    who = outcome.shop.customers.frame(columns, tail=f"where c.customer_id = {text(customer)}")
    row = int(who["row"].iloc[0])
    found = [one for one in outcome.judged if row in one.rows]
    title = Text("Campaigns today", "今日活动")
    audience = "prospects" if who["is_prospect"].iloc[0] else "customers"
    others = [
        one for one in outcome.judged if row not in one.rows and one.campaign.audience == audience
    ]
    lines = (*_due_date(sales, who), *_not_due(outcome, others), *_before(ledger, customer))
    rows = pd.DataFrame(
        [_standing(one, row, outcome, language) for one in found],
        columns=[column.id for column in tables.LIST_COLUMNS],
    )
    names = {"step": target_words.STEP_NAMES}
    table = Table("lists", title, tables.LIST_COLUMNS, FrameRows(rows.astype("str")), names=names)
    return Section(title, lines, table if found else None)


def _standing(
    judged: Judged, row: int, outcome: targets.Outcome, language: Language
) -> tuple[str, str, str]:
    """Return what becomes of the customer in a campaign, and why."""
    (at,) = np.flatnonzero(judged.rows == row)
    step, name = STEPS[judged.step[at]], judged.campaign.name
    if step in ("listed", "control"):
        made = outcome.made.rows
        mine = made[(made["campaign"] == name) & (made["row"] == row)]
        return name, step, str(mine["reason"].iloc[0])
    every = [one.name for one in ranked(outcome.shop.settings.campaigns)]
    cause = every[judged.cause[at]] if 0 <= judged.cause[at] < len(every) else "–"
    said = target_words.reason(judged, step, outcome.shop.settings, cause)
    return name, step, said.say(language)


def _due_date(sales: Sales, who: pd.DataFrame) -> list[Text]:
    until, wake_up = (who[name].iloc[0] for name in ("days_until_due", "days_until_wake_up"))
    if pd.isna(until):
        return []
    due, woken = (sales.as_of + timedelta(days=int(days)) for days in (until, wake_up))
    if due < sales.as_of:
        days = (sales.as_of - due).days
        return [
            Text(
                f"Next purchase was expected on {due}, {counted(days, 'day')} ago",
                f"预计下次购买日 {due} 已过 {days} 天",
            )
        ]
    return [
        Text(
            f"Next purchase expected on {due}, to be woken up on {woken}",
            f"预计下次购买 {due}，唤醒日 {woken}",
        )
    ]


def _not_due(outcome: targets.Outcome, judged: list[Judged]) -> list[Text]:
    """Return which campaigns the customer is not due for, and which do not run today."""
    days = outcome.shop.days
    running = [one.campaign.name for one in judged if days[one.campaign.name]]
    closed = [one.campaign.name for one in judged if not days[one.campaign.name]]
    return [
        Text(f"{said.en}: {', '.join(names)}", f"{said.zh}：{'、'.join(names)}")
        for said, names in ((_NO, running), (_CLOSED, closed))
        if names
    ]


def _before(ledger: Ledger, customer: str) -> list[Text]:
    """Return the campaigns that the ledger has of the customer, the latest first."""
    found = ledger.of_customer(customer)
    if not found:
        return []
    left = (" (control)", "（对照组）")
    said = [
        Text(*(f"{name} {day}{alone if arm == 'control' else ''}" for alone in left))
        for name, day, arm in found[:_SHOWN]
    ]
    more = ", …" if len(found) > _SHOWN else ""
    return [
        Text(
            f"In the ledger: {', '.join(one.en for one in said)}{more}",
            f"台账中：{'、'.join(one.zh for one in said)}{more}",
        )
    ]


#: So many contacts of the past are named.
_SHOWN = 10
_NO = Text("Not due today, or contacted already", "今日不符合或已联系过")
_CLOSED = Text("Outside their windows of the calendar", "不在活动日期内")
