"""Who is due for which campaign: its rule on the as-of date, and on the days that were missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli import rules
from repurchase_cli.campaigns import audiences, calendar
from repurchase_cli.sales import Clause
from repurchase_cli.shop import curves
from repurchase_cli.shop.preferences import fields_told
from repurchase_cli.shop.segmentation import Segmentation, segment_customers
from repurchase_cli.shop.spans import number
from repurchase_cli.targeting.people import Customers

if TYPE_CHECKING:
    from collections.abc import Collection

    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.campaigns.model import Campaign
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.curves import Line

#: The rows of the as-of date, for the customers of an earlier day.
_TODAY = Clause(
    "join (from {customers_today} union all by name from {prospects_today}) n"
    " on n.customer_id = c.customer_id"
)


class Shop(NamedTuple):
    """A run's sales with their labels, thresholds and return curves.

    ``days`` are those to look at by campaign.
    """

    sales: Sales
    settings: Settings
    segmentation: Segmentation
    lines: Sequence[Line]
    days: Mapping[str, Sequence[date]]
    customers: Customers


def shop(sales: Sales, settings: Settings, campaigns: Sequence[Campaign], ledger: Ledger) -> Shop:
    """Return the sales with their customers labelled and the return curves of the shop."""
    segmentation = segment_customers(sales, settings)
    lines = lines_of(sales, settings)
    days = {campaign.name: _days(settings, ledger, campaign, sales) for campaign in campaigns}
    fields = fields_told(sales.sources)
    customers = Customers(sales, segmentation, fields, lines, settings)
    return Shop(sales, settings, segmentation, lines, days, customers)


def lines_of(sales: Sales, settings: Settings) -> list[Line]:
    """Return the return curves of the shop."""
    begin = number(sales.intake.first or sales.as_of)
    scope = curves.Scope(number(sales.as_of), "true", begin + settings.burn_in_days)
    purchases = sales.purchases(sales.whole())
    return curves.lines_of_shop(curves.waits(sales, purchases, scope, with_customers=False))


def due(shop: Shop, campaigns: Sequence[Campaign]) -> dict[str, pd.DataFrame]:
    """Return the customers who are due for each campaign: ``row, cycle, day``, in order of rows.

    Each once: on the first of the days on which the rule is true. ``day`` is its number since 1970.
    """
    parts: dict[str, list[pd.DataFrame]] = {campaign.name: [] for campaign in campaigns}
    for day in sorted({day for days in shop.days.values() for day in days}):
        running = [campaign for campaign in campaigns if day in shop.days[campaign.name]]
        for name, frame in _due_on(shop, running, day).items():
            parts[name].append(frame)
    return {name: _first(frames) for name, frames in parts.items()}


def _days(settings: Settings, ledger: Ledger, campaign: Campaign, sales: Sales) -> list[date]:
    """Return the days to look at: the as-of date, and those since the last run, up to a limit.

    A campaign of the calendar looks at the days whose contacts fall into the window of today's.
    """
    as_of = sales.as_of
    last = ledger.last_run(campaign.name, as_of)
    missed = 0 if last is None else min((as_of - last).days - 1, settings.catch_up_days)
    days = [as_of - timedelta(days=back) for back in range(missed, -1, -1)]
    if not campaign.windows:
        return days
    delay = sales.contact_day - as_of
    windows = [calendar.window_of(campaign, settings.calendar, day + delay) for day in days]
    if windows[-1] is None:  # nobody is invited to what is over
        return []
    return [day for day, window in zip(days, windows, strict=True) if window == windows[-1]]


def _first(frames: list[pd.DataFrame]) -> pd.DataFrame:
    columns = {"row": "int64", "cycle": "object", "day": "int64"}
    if not frames:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
    due = pd.concat(frames, ignore_index=True).drop_duplicates("row")
    return due.sort_values("row", ignore_index=True)


def _due_on(shop: Shop, campaigns: Sequence[Campaign], day: date) -> dict[str, pd.DataFrame]:
    """Return who is due on one day, as the sales stood then."""
    settings, thresholds = shop.settings, shop.segmentation.thresholds
    conditions = rules.conditions_of(settings.tags)
    days = audiences.Days(day, day + (shop.sales.contact_day - shop.sales.as_of))
    frame = _customers_on(shop, day, audiences.columns_of(campaigns, conditions))
    due_by_campaign = {}
    with audiences.audience(frame, conditions, thresholds) as connection:
        for campaign in campaigns:
            window = calendar.window_of(campaign, settings.calendar, days.contact)
            key = f"{window[0]} {window[1]}" if window else ""
            who = audiences.due(connection, campaign, thresholds, days, key)
            rows = pd.DataFrame(
                {"row": who.rows, "cycle": who.cycles, "day": np.int64(number(day))}
            )
            due_by_campaign[campaign.name] = _without_buyers(shop, campaign, rows)
    return due_by_campaign


def _customers_on(shop: Shop, day: date, columns: Collection[str]) -> pd.DataFrame:
    """Return columns of the customers as they stood on a day, with their rows of today."""
    if day == shop.sales.as_of:
        return shop.customers.frame(columns)
    reduction = shop.sales.until(day)
    segmentation = segment_customers(reduction, shop.settings, shop.segmentation)
    fields = shop.customers.fields
    customers = Customers(reduction, segmentation, fields, shop.lines, shop.settings)
    frame = customers.frame(
        columns,
        row="n.row",
        tail=_TODAY,
        customers_today=shop.sales.base["customers"],
        prospects_today=shop.customers.prospects,
    )
    reduction.forget()
    return frame


def _without_buyers(shop: Shop, campaign: Campaign, due: pd.DataFrame) -> pd.DataFrame:
    """Return those who are due, without prospects who have bought since a missed day."""
    if campaign.audience == "customers":
        return due
    return due[due["row"] >= shop.sales.intake.customers]
