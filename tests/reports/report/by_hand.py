"""The ten numbers of the sample shop worked out by pandas from its lines, and nothing of ours."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

SAMPLE = Path(__file__).parents[3] / "sample_data" / "sales.csv"


def days() -> pd.DataFrame:
    """Return every customer's days: ``customer, day, month, paid, rank, gap``, refunds netted."""
    lines = pd.read_csv(SAMPLE, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    lines = lines[(lines["status"] != "cancelled") & (lines["customer_id"] != "")]
    lines = lines.assign(
        cents=(lines["amount"].astype(float) * 100).round().astype("int64"),
        order=lines["refunded_order_id"].where(lines["refunded_order_id"] != "", lines["order_id"]),
        day=pd.to_datetime(lines["order_time"]).dt.normalize(),
    )
    sold = lines[lines["refunded_order_id"] == ""].groupby("order")["day"].min()
    lines["day"] = lines["order"].map(sold)
    assert lines["day"].notna().all()  # every refund names a sale
    paid = lines.groupby(["customer_id", "order", "day"], as_index=False)["cents"].sum()
    paid = paid[paid["cents"] > 0].groupby(["customer_id", "day"], as_index=False)["cents"].sum()
    paid = paid.sort_values(["customer_id", "day"], ignore_index=True)
    customers = paid.groupby("customer_id")
    return pd.DataFrame(
        {
            "customer": paid["customer_id"],
            "day": paid["day"],
            "month": paid["day"].dt.to_period("M"),
            "paid": paid["cents"] / 100,
            "rank": customers.cumcount() + 1,
            "gap": customers["day"].diff().dt.days,
        }
    )


def numbers(days: pd.DataFrame, month: pd.Period) -> dict[str, float]:
    """Return the ten numbers of a month."""
    now = days[days["month"] == month]
    by_customer = now.groupby("customer").agg(n=("day", "size"), first=("rank", "min"))
    new = int((by_customer["first"] == 1).sum())
    paid, customers = float(now["paid"].sum()), len(by_customer)
    loyal = loyal_customers(days, month.end_time.normalize())
    return {
        "active_customers": customers,
        "new_customers": new,
        "returning_customers": customers - new,
        "purchases": len(now),
        "revenue": paid,
        "repurchase_rate": float((by_customer["n"] > 1).mean()),
        "returning_rate": (customers - new) / customers,
        "average_purchase_value": paid / len(now),
        "median_interpurchase_days": float(now["gap"].median()),
        "loyal_revenue_share": float(now.loc[now["customer"].isin(loyal), "paid"].sum()) / paid,
    }


def loyal_customers(days: pd.DataFrame, last: pd.Timestamp) -> set[str]:
    """Return who was loyal on a day: bought in the last 90 days, and 3 times in the last 180."""
    back = (last - days["day"]).dt.days
    recent = days[(back >= 0) & (back <= 180)].groupby("customer")["day"].size()
    latest = days[(back >= 0) & (back <= 90)]["customer"]
    return set(recent[recent >= 3].index) & set(latest)
