"""The ledger: remembers every run, contact and code in a SQLite file or in PostgreSQL, for good.

It is append-only (triggers refuse updates and deletes) and a run is one transaction: it is begun
before anything is decided, and committed after all output files have been written under temporary
names and before they take their places. So a run that ends early leaves either no trace at all, or
contacts whose list can be written again: a second run for the same day gives the list that stands
here. ``written`` tells which runs came to their end.

Tables
------
``runs``
    ``run`` (1, 2, …), ``day`` (as-of date, ISO), ``data_until`` (last day of sales), ``program``.
``written``
    ``run``: its output files are in their places.
``run_campaigns``
    ``run, campaign, definition``: every campaign that a run looked at, also when it reached nobody;
    ``definition`` is the campaign as JSON, as ``config show`` prints it; its ``control`` is the
    share of customers that this run left alone.
``contacts``
    One row per customer, campaign and cycle, of both arms: ``contact, run, campaign, customer_id,
    cycle, arm`` (``contacted`` or ``control``), ``day, channel`` (control: the one it would have
    been), ``offer_kind`` (``amount percent gift points text none``), ``offer`` (in words),
    ``coupon_value`` (amount: money; percent: per cent), ``min_spend, valid_from, valid_to``
    (inclusive), ``expected_value, cost`` (per contact, 0 for control), ``class, reason`` (then).
``codes``
    ``code, contact, pool`` (the pool file that it came from, ``''`` for a code of our own).

Reading for ``measure``
-----------------------
>>> with Ledger.reading(Path("repurchase-ledger.sqlite")) as ledger:
...     contacts = ledger.contacts()
...     campaigns = ledger.definitions()

``contacts()`` is a frame with the columns of :data:`CONTACT_COLUMNS`, days as ``datetime64``, in
the order in which they were made; ``coupon_code`` is None where there is none. ``definitions()``
maps a campaign's name to its latest definition, ``shares()`` a run and campaign to the share that
was left alone. Names, phones and e-mails never stand here. ``joined(aliases)`` reads what stands
under old ids as the customer's, so that there is still one contact per customer, campaign and
cycle.
"""

from __future__ import annotations

from repurchase_cli.campaigns.ledger.book import CONTACT_COLUMNS, Ledger
from repurchase_cli.campaigns.ledger.store import Place

__all__ = ["CONTACT_COLUMNS", "Ledger", "Place"]
