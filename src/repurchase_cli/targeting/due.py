"""Who is due for which campaign: its rule on the as-of date, and on the days that were missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.campaigns import audiences, calendar
from repurchase_cli.shop import curves
from repurchase_cli.shop import due_dates as interval_due
from repurchase_cli.shop import groups as grouping
from repurchase_cli.shop.segmentation import Segmentation, segment_customers
from repurchase_cli.shop.spans import number
from repurchase_cli.targeting.people import Customers, needs_due_dates

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.campaigns.model import Campaign
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Reduction, Sales
    from repurchase_cli.shop.curves import Line

_NOW = (
    "join (from main.customers union all by name from main.target_prospects) n"
    " on n.customer_id = c.customer_id"
)


class Shop(NamedTuple):
    """A run's sales with what is known of them: labels, thresholds, and how customers return.

    ``days`` are those to look at by campaign.
    """

    sales: Sales
    settings: Settings
    found: Segmentation
    lines: Sequence[Line]
    days: Mapping[str, Sequence[date]]
    customers: Customers


def shop(sales: Sales, settings: Settings, campaigns: Sequence[Campaign], ledger: Ledger) -> Shop:
    """Return the sales with their customers labelled and the return curves of the shop."""
    found = segment_customers(sales, settings)
    grouping.reduced(sales, found, grouping.Groups())
    begin = number(sales.intake.first or sales.as_of)
    scope = curves.Scope(number(sales.as_of), "true", begin + settings.burn_in_days)
    lines = curves.lines_of_shop(curves.waits(sales, scope, with_customers=False))
    days = {one.name: _days(settings, ledger, one, sales.as_of) for one in campaigns}
    issued = ledger.listed_on(sales.as_of)
    busy = [one for one in campaigns if days[one.name] or one.name in issued]
    customers = _customers(sales, sales, settings, found, busy)
    made = Shop(sales, settings, found, lines, days, customers)
    if needs_due_dates(customers.columns):
        make_due_dates(made, sales)
    return made


def _customers(
    sales: Sales,
    reduction: Reduction,
    settings: Settings,
    found: Segmentation,
    campaigns: Sequence[Campaign],
) -> Customers:
    """Return the customers of a reduction, prospects made."""
    reduction.make("target_prospects", "target_prospects", {"day": str(reduction.as_of)})
    fields = {field for source in sales.sources for field in source.layout.columns}
    return Customers(reduction, found, fields, campaigns, settings)


def due(shop: Shop, campaigns: Sequence[Campaign]) -> dict[str, pd.DataFrame]:
    """Return the customers who are due for each campaign: ``row, cycle, day``, in order of rows.

    Each once: on the first of the days on which the rule is true. ``day`` is its number since 1970.
    """
    parts: dict[str, list[pd.DataFrame]] = {one.name: [] for one in campaigns}
    for day in sorted({day for listed in shop.days.values() for day in listed}):
        wanted = [one for one in campaigns if day in shop.days[one.name]]
        for name, frame in _due_on(shop, wanted, day).items():
            parts[name].append(frame)
    return {name: _first(frames) for name, frames in parts.items()}


def _days(settings: Settings, ledger: Ledger, campaign: Campaign, as_of: date) -> list[date]:
    """Return the days to look at: the as-of date, and those since the last run, up to a limit.

    A campaign of the calendar looks at the days of the window that it is in.
    """
    last = ledger.last_run(campaign.name, as_of)
    missed = 0 if last is None else min((as_of - last).days - 1, settings.catch_up_days)
    days = [as_of - timedelta(days=back) for back in range(missed, -1, -1)]
    if not campaign.windows:
        return days
    window = calendar.window_of(campaign, settings.calendar, as_of)
    if window is None:  # nobody is invited to what is over
        return []
    return [day for day in days if calendar.window_of(campaign, settings.calendar, day) == window]


def _first(frames: list[pd.DataFrame]) -> pd.DataFrame:
    columns = {"row": "int64", "cycle": "object", "day": "int64"}
    if not frames:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
    found = pd.concat(frames, ignore_index=True).drop_duplicates("row")
    return found.sort_values("row", ignore_index=True)


def _due_on(shop: Shop, campaigns: Sequence[Campaign], day: date) -> dict[str, pd.DataFrame]:
    """Return who is due on one day, as the sales stood then."""
    sales, settings = shop.sales, shop.settings
    today = day == sales.as_of
    reduction: Reduction = sales if today else sales.until(day)
    found = shop.found if today else segment_customers(reduction, settings, shop.found)
    columns = audiences.columns_of(campaigns, settings.tags)
    if today:
        frame = shop.customers.frame(columns)
    else:
        if needs_due_dates(columns):
            make_due_dates(shop, reduction)
        customers = _customers(sales, reduction, settings, found, campaigns)
        frame = customers.frame(columns, row="n.row", tail=_NOW)
    listed = {}
    with audiences.audience(frame, settings.tags, shop.found.thresholds) as connection:
        for one in campaigns:
            window = calendar.window_of(one, settings.calendar, day)
            key = f"{window[0]} {window[1]}" if window else ""
            who = audiences.due(connection, one, shop.found.thresholds, day, key)
            rows = pd.DataFrame(
                {"row": who.rows, "cycle": who.cycles, "day": np.int64(number(day))}
            )
            listed[one.name] = _still(shop, one, rows)
    if not today:
        reduction.forget()
    return listed


def _still(shop: Shop, campaign: Campaign, due: pd.DataFrame) -> pd.DataFrame:
    """Return those who are due, without prospects who have bought since a missed day."""
    if campaign.audience == "customers":
        return due
    return due[due["row"] >= shop.sales.intake.customers]


def make_due_dates(shop: Shop, reduction: Reduction) -> None:
    """Make ``interval_due`` for a day, by the gaps that are typical of the shop by now."""
    if reduction is not shop.sales:
        reduction.make("parts", "parts", {"part": "''", "joins": ""})
        reduction.make_purchases()
    who = interval_due.Due(shop.sales, reduction, "''", {}, number(reduction.as_of))
    interval_due.make_due(who, shop.lines, {}, shop.settings.wake_up_days)
