"""The tables of the ledger, and the triggers that let nobody change what stands in them."""

from __future__ import annotations

#: Marks the file as ours: "RPLG" in ASCII.
APPLICATION = 0x52504C47
VERSION = 1

_TABLES = """
create table runs (
    run integer primary key,
    day text not null,
    data_until text not null,
    program text not null
);
create table written (
    run integer primary key references runs
);
create table run_campaigns (
    run integer not null references runs,
    campaign text not null,
    definition text not null,
    primary key (run, campaign)
) without rowid;
create table contacts (
    contact integer primary key,
    run integer not null references runs,
    campaign text not null,
    customer_id text not null,
    cycle text not null,
    arm text not null check (arm in ('contacted', 'control')),
    day text not null,
    channel text not null,
    offer_kind text not null,
    offer text not null,
    coupon_value real,
    min_spend real,
    valid_from text not null,
    valid_to text not null,
    expected_value real,
    cost real not null,
    class text not null,
    reason text not null,
    unique (campaign, customer_id, cycle)
);
create table codes (
    code text primary key,
    contact integer not null unique references contacts,
    pool text not null
) without rowid;
"""
_APPEND_ONLY = """
create trigger {table}_keep_{event} before {event} on {table}
begin select raise(abort, 'the ledger is append-only'); end;
"""


def statements() -> list[str]:
    """Return the SQL that makes an empty ledger, one statement each."""
    tables = ("runs", "written", "run_campaigns", "contacts", "codes")
    guards = [
        _APPEND_ONLY.format(table=table, event=event)
        for table in tables
        for event in ("update", "delete")
    ]
    marks = [f"pragma application_id = {APPLICATION}", f"pragma user_version = {VERSION}"]
    return [*(part for part in _TABLES.split(";") if part.strip()), *guards, *marks]
