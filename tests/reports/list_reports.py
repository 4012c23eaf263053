"""The reports that read a ledger, as reports of sales, settings and a language alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from repurchase_cli.campaigns.ledger import Ledger
from repurchase_cli.reports.explain import report as explain
from repurchase_cli.reports.measure import report as measure
from repurchase_cli.reports.report import report
from repurchase_cli.reports.targets import report as targets
from repurchase_cli.targeting.run import TargetsRequest, run_campaigns

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Document, Language
    from repurchase_cli.sales import Sales

_SALT = bytes(32)
_REQUEST = TargetsRequest(control=0.2)
#: Contacts that were made so long before the data end have their windows behind them.
_LONG_AGO = timedelta(days=120)


def lists(sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the lists of the day."""
    with Ledger.none() as ledger:
        run = run_campaigns(_REQUEST, ledger, _SALT, sales, settings, language)
        return targets.build(run)


def workbook(sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the lists of the day, one for each campaign."""
    with Ledger.none() as ledger:
        run = run_campaigns(_REQUEST, ledger, _SALT, sales, settings, language)
        return targets.build_workbook(run)


def effects(sales: Sales, settings: Settings, language: Language) -> Document:
    """Return what the contacts of the day would have done, had they been made long ago."""
    with Ledger.none() as ledger:
        record_lists(ledger, sales, settings)
        return measure.build(measure.MeasureRequest(), ledger, sales, settings, language)


def record_lists(ledger: Ledger, sales: Sales, settings: Settings) -> None:
    """Record the lists of the day as if they had been made long ago."""
    run = run_campaigns(_REQUEST, ledger, _SALT, sales, settings, "en")
    day = sales.as_of - _LONG_AGO
    days = {name: run.contacts.new[name] - _LONG_AGO for name in ("day", "valid_from", "valid_to")}
    ledger.add(day, day, "0", run.definitions, run.contacts.new.assign(**days))


def period(sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the report of the last month."""
    request = report.ReportRequest(with_customers=True)
    with Ledger.none() as ledger:
        return report.build(request, report.Campaigns(ledger, _SALT), sales, settings, language)


def customer(sales: Sales, settings: Settings, language: Language) -> Document:
    """Return everything about one customer."""
    request = explain.ExplainRequest("00010283")
    with Ledger.none() as ledger:
        return explain.build(request, ledger, _SALT, sales, settings, language)
