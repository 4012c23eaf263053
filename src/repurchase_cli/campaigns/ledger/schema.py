"""The tables of the ledger, the same in every store but for its words for types."""

from __future__ import annotations

#: Marks the file as ours: "RPLG" in ASCII.
APPLICATION = 0x52504C47
VERSION = 1

#: Without foreign keys: one writer makes all rows of a run, and a server would take twice as long.
_TEXT = """
create table runs (
    run integer primary key,
    day {day} not null,
    data_until {day} not null,
    program text not null
);
create table written (
    run integer primary key
);
create table run_campaigns (
    run integer not null,
    campaign text not null,
    definition text not null,
    primary key (run, campaign)
){keyed};
create table contacts (
    contact {long} primary key,
    run integer not null,
    campaign text not null,
    customer_id text not null,
    cycle text not null,
    arm text not null check (arm in ('contacted', 'control')),
    day {day} not null,
    channel text not null,
    offer_kind text not null,
    offer text not null,
    coupon_value {number},
    min_spend {number},
    valid_from {day} not null,
    valid_to {day} not null,
    expected_value {number},
    cost {number} not null,
    class text not null,
    reason text not null,
    unique (campaign, customer_id, cycle)
);
create table codes (
    code text primary key,
    contact {long} not null unique,
    pool text not null
){keyed};
"""
#: The tables of the ledger.
TABLES = ("runs", "written", "run_campaigns", "contacts", "codes")


def statements(*, number: str, day: str, long: str, keyed: str = "") -> list[str]:
    """Return the SQL that makes the tables, a statement each.

    Parameters
    ----------
    number, day, long
        The store's types of a number with decimals, of a day and of a large whole number.
    keyed
        What follows a table that is kept by its key.
    """
    text = _TEXT.format(number=number, day=day, long=long, keyed=keyed)
    return [part for part in text.split(";") if part.strip()]
