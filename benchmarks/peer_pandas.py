"""The customer table of a till's export, as an ordinary pandas script makes it.

Like most such scripts it sums money in binary floating point. It knows the file
beforehand (its columns, types and order ids), and checks nothing.
"""

import sys

import numpy as np
import pandas as pd

QUINTILES = [0.2, 0.4, 0.6, 0.8]
FREQUENCY_CUTS = [1, 2, 4, 7]


def read_orders(file: str) -> pd.DataFrame:
    """Sum the lines of each order: a refund stands under its order's id, on a later day."""
    lines = pd.read_csv(
        file,
        dtype={"order_id": str, "customer_id": str, "phone": str},
        parse_dates=["order_time"],
    )
    orders = lines.groupby("order_id", sort=False).agg(
        customer_id=("customer_id", "first"),
        phone=("phone", "first"),
        day=("order_time", "min"),
        amount=("amount", "sum"),
    )
    orders["day"] = orders["day"].dt.normalize()
    return orders


def customer_table(orders: pd.DataFrame) -> pd.DataFrame:
    """Reduce orders to purchases (customer and day, net above zero), then to customers."""
    as_of = orders["day"].max()
    members = orders.dropna(subset="customer_id")
    days = members.groupby(["customer_id", "day"], as_index=False).agg(
        {"phone": "first", "amount": "sum"}
    )
    purchases = days[days["amount"].round(2) > 0].copy()
    purchases["recent"] = (as_of - purchases["day"]).dt.days <= 180
    table: pd.DataFrame = purchases.groupby("customer_id").agg(
        first_purchase=("day", "min"),
        last_purchase=("day", "max"),
        n_purchases=("day", "size"),
        n_purchases_180d=("recent", "sum"),
        revenue=("amount", "sum"),
        phone=("phone", "last"),
    )
    table["revenue"] = table["revenue"].round(2)
    since = (as_of - table["last_purchase"]).dt.days
    table.insert(2, "days_since_last", since)
    table["average_purchase_value"] = table["revenue"] / table["n_purchases"]
    span = (table["last_purchase"] - table["first_purchase"]).dt.days
    gaps = table["n_purchases"] - 1
    table["mean_interpurchase_days"] = span / gaps.where(gaps > 0)
    return table


def quintiles(values: "pd.Series[float]") -> list[float]:
    """Give the values that a fifth, two fifths … of the customers do not exceed."""
    return list(np.quantile(values, QUINTILES, method="inverted_cdf"))


def score(table: pd.DataFrame) -> None:
    """Add the RFM scores, 5 best; equal values always score the same."""
    since, bought = table["days_since_last"], table["n_purchases"]
    many_once = (bought == 1).mean() > 0.4
    cuts = FREQUENCY_CUTS if many_once else quintiles(bought)
    table["r_score"] = 5 - np.searchsorted(quintiles(since), since)
    table["f_score"] = 1 + np.searchsorted(cuts, bought)
    table["m_score"] = 1 + np.searchsorted(quintiles(table["revenue"]), table["revenue"])
    table["rfm"] = (
        table["r_score"].astype(str) + table["f_score"].astype(str) + table["m_score"].astype(str)
    )


def classify(table: pd.DataFrame) -> None:
    """Add the class: the first rule that fits."""
    since, value = table["days_since_last"], table["average_purchase_value"]
    average = table["revenue"].sum() / table["n_purchases"].sum()
    rules = {
        "lost": since > 180,
        "loyal": (since <= 90) & (table["n_purchases_180d"] >= 3),
        "potential": (since <= 90) & (value >= 0.5 * average),
    }
    table["class"] = np.select(list(rules.values()), list(rules), default="drifting")


def main(file: str, out: str) -> None:
    """Read the lines of `file` and write its customers to `out`."""
    table = customer_table(read_orders(file))
    score(table)
    classify(table)
    table.to_csv(out, float_format="%.2f")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
