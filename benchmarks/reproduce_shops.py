"""Two known exports as plain frames, and their purchases: what the reproduction starts from.

Written from the definitions alone; nothing of repurchase is imported. Money is in whole
ten-thousandths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

UNIT = 10_000
#: Names under which these files carry what is paid and is no item.
NO_ITEMS = ("postage", "dotcom postage", "carriage", "manual", "discount", "samples")
#: Names under which the Online Retail files carry what the shop itself paid.
NO_SALES = ("amazon fee", "bank charges", "adjust bad debt", "cruk commission")


@dataclass
class Export:
    """The lines that count; those of guests have no customer.

    ``groups`` are the columns by which the program can group lines, ``fields`` what it may measure
    of items: ``quantity``, ``discount``. ``rest`` are arguments that the program needs besides.
    """

    lines: pd.DataFrame
    groups: tuple[str, ...]
    fields: frozenset[str]
    rest: tuple[str, ...] = ()


def online_retail(files: Sequence[Path]) -> Export:
    """Read the UCI Online Retail files, one a day; its country is grouped by as a store."""
    parts = [pd.read_csv(file, dtype=str, keep_default_na=False) for file in files]
    raw = pd.concat(parts, ignore_index=True)
    name = raw["Description"].str.strip().str.lower()
    raw = raw[~name.isin(NO_SALES)]
    quantity = raw["Quantity"].map(int)
    price = raw["UnitPrice"].map(_money)
    moment = pd.to_datetime(raw["InvoiceDate"])
    lines = pd.DataFrame(
        {
            "customer": raw["CustomerID"].where(raw["CustomerID"] != "", None),
            "order": raw["InvoiceNo"],
            "moment": moment,
            "day": _days(moment),
            "item": raw["StockCode"],
            "name": raw["Description"].str.strip().str.lower(),
            "price": price.abs(),
            "quantity": quantity,
            "amount": quantity * price,
            "refund": 0,
            "discounted": False,
            "store": raw["Country"],
        }
    )
    return Export(lines, ("store",), frozenset({"quantity"}), ("--map", "store=Country"))


def shopify(files: Sequence[Path]) -> Export:
    """Read a Shopify order export: what an order says stands on the first of its lines.

    The order's total less what was refunded counts once, on that line.
    """
    raw = pd.concat([pd.read_csv(file, dtype=str, keep_default_na=False) for file in files])
    heads = raw["Total"] != ""
    order = raw[heads].set_index("Name")
    for column in ("Email", "Created at", "Cancelled at", "Source", "Payment Method"):
        raw[column] = raw["Name"].map(order[column])
    raw = raw[raw["Cancelled at"] == ""]
    heads = heads[raw.index]
    amount = raw["Total"].where(heads, "0").map(_money)
    amount -= raw["Refunded Amount"].where(heads, "0").map(_money)
    price = raw["Lineitem price"].map(_money)
    listed = raw["Lineitem compare at price"].replace("", "0").map(_money)
    email = raw["Email"].str.strip().str.lower()
    moment = pd.to_datetime(raw["Created at"].str[:19])  # the clock as written, without its offset
    lines = pd.DataFrame(
        {
            "customer": email.where(email != "", None),
            "order": raw["Name"],
            "moment": moment,
            "day": _days(moment),
            "item": raw["Lineitem sku"].where(raw["Lineitem sku"] != "", raw["Lineitem name"]),
            "name": raw["Lineitem name"].str.strip().str.lower(),
            "price": price,
            "quantity": raw["Lineitem quantity"].map(int),
            "amount": amount,
            "refund": raw["Refunded Amount"].where(heads, "0").map(_money),
            "discounted": (
                (raw["Lineitem discount"].replace("", "0").map(_money) != 0)
                | (raw["Discount Amount"].replace("", "0").map(_money) != 0)
                | (raw["Discount Code"] != "")
                | (listed > price)
            ),
            "channel": raw["Source"],
            "payment": raw["Payment Method"],
        }
    )
    return Export(lines, ("channel", "payment"), frozenset({"quantity", "discount"}))


def _money(text: str) -> int:
    value = Decimal(text) * UNIT
    if value != int(value):
        raise ValueError(f"{text!r} has more than four decimals")
    return int(value)


def _days(moment: pd.Series[pd.Timestamp]) -> pd.Series[int]:
    return (moment.dt.normalize() - pd.Timestamp(0)).dt.days


@dataclass
class Bought:
    """Purchases in the order of customers and days, and the money of customers by day.

    ``purchases`` has customer, day, amount, rank, before and after (the days of the purchases next
    to it) and what it holds: units, discounted. ``money`` has what refunds without a sale took,
    too.
    """

    purchases: pd.DataFrame
    money: pd.DataFrame
    guests: pd.DataFrame
    refunded: frozenset[str]


def bought(lines: pd.DataFrame) -> Bought:
    """Return the purchases: days on which what a customer bought, less refunds, is above zero."""
    known = lines[lines["customer"].notna()].sort_values("moment", kind="stable")
    sales, unmatched = netted(known)
    days = sales.groupby(["customer", "day"], as_index=False)["amount"].sum()
    found = days[days["amount"] > 0].sort_values(["customer", "day"]).reset_index(drop=True)
    by_customer = found.groupby("customer")["day"]
    found["rank"] = by_customer.cumcount() + 1
    found["before"], found["after"] = by_customer.shift(1), by_customer.shift(-1)
    found["first"] = by_customer.transform("min")
    items = known[(known["amount"] >= 0) & ~known["name"].isin(NO_ITEMS)]
    holds = items.groupby(["customer", "day"], as_index=False).agg(
        units=("quantity", "sum"), discounted=("discounted", "any")
    )
    found = found.merge(holds, on=["customer", "day"], how="left")
    money = pd.concat([days, unmatched])
    money = money[money["customer"].isin(found["customer"])]
    return Bought(
        found,
        money.groupby(["customer", "day"], as_index=False)[["amount"]].sum(),
        lines[lines["customer"].isna()][["day", "amount"]],
        frozenset(known.loc[(known["amount"] < 0) | (known["refund"] > 0), "customer"]),
    )


def netted(known: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return sales less their refunds, and the refunds that fit no sale.

    A refund belongs to the order of its own id, the latest up to its day; else to the latest sale
    of the same customer, item and price, up to its moment, of which enough is left.
    """
    sales = known[known["amount"] >= 0].copy()
    refunds = known[known["amount"] < 0]
    of_order, of_item = defaultdict(list), defaultdict(list)
    rows: dict[Any, Any] = {row.Index: row for row in sales.itertuples()}
    for at, row in rows.items():
        of_order[row.customer, row.order].append(at)
        of_item[row.customer, row.item, row.price].append(at)
    taken = dict.fromkeys(rows, 0)
    unmatched = []
    for one in refunds.itertuples():
        refund: Any = one
        named = [at for at in of_order[refund.customer, refund.order] if rows[at].day <= refund.day]
        fits = [
            at
            for at in of_item[refund.customer, refund.item, refund.price]
            if rows[at].moment <= refund.moment and rows[at].amount - taken[at] >= -refund.amount
        ]
        if named:
            taken[max(named, key=lambda at: rows[at].day)] -= refund.amount
        elif fits:
            taken[fits[-1]] -= refund.amount
        else:
            unmatched.append(refund.Index)
    sales["amount"] -= pd.Series(taken, dtype="int64")
    return sales, refunds.loc[unmatched, ["customer", "day", "amount"]]
