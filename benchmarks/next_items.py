"""What customers take next: each one's last purchase held out, beside baselines.

    python benchmarks/next_items.py FOLDER

FOLDER holds the daily files of UCI Online Retail; the figures in README.md are of the 68 days from
2010-12-01 to 2011-02-27. A purchase is an invoice, and a hit if one of its items is among ten.
*New* looks at items that the customer had not bought before, *all* at all that somebody had. The
shrinkage is chosen on what went before the held out purchases: the last purchase of each customer
there, and as it stood 10, 20 and 30 days earlier.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from repurchase_cli.analysis import next_items

SHRINKS = (0, 5, 10, 20)
MOST = 10
EARLIER = (0, 10, 20, 30)


def read(folder: Path) -> pd.DataFrame:
    """Return customer, item, purchase and day of all lines that sell an article to somebody."""
    whole = pd.concat([pd.read_csv(path, dtype=str) for path in sorted(folder.glob("*.csv"))])
    sold = whole["CustomerID"].notna() & ~whole["InvoiceNo"].str.startswith("C")
    sold &= (whole["Quantity"].astype(float) > 0) & (whole["UnitPrice"].astype(float) > 0)
    lines = whole[sold & whole["StockCode"].str.match(r"\d{5}")].copy()
    lines["moment"] = pd.to_datetime(lines["InvoiceDate"])
    lines["u"] = pd.factorize(lines["CustomerID"], sort=True)[0]
    lines["i"] = pd.factorize(lines["StockCode"].str.upper(), sort=True)[0]
    orders = lines.groupby(["u", "InvoiceNo"])["moment"].min().reset_index()
    orders = orders.sort_values(["u", "moment", "InvoiceNo"])
    orders["k"] = orders.groupby("u").cumcount()
    lines = lines.merge(orders[["u", "InvoiceNo", "k"]], on=["u", "InvoiceNo"])
    lines["day"] = (lines["moment"].dt.normalize() - pd.Timestamp("1970-01-01")).dt.days
    return lines[["u", "i", "k", "day"]].drop_duplicates(["u", "i", "k"])


def held_out(lines: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all purchases but the last of each customer with two, and these last ones."""
    last = lines.groupby("u")["k"].transform("max")
    is_last = (last > 0) & (lines["k"] == last)
    return lines[~is_last], lines[is_last]


def histories(lines: pd.DataFrame, customers: int, items: int) -> next_items.Histories:
    """Return what customers bought."""
    whole = lines.groupby(["u", "i"]).agg(n=("k", "nunique"), a=("day", "min"), z=("day", "max"))
    whole = whole.reset_index().sort_values(["u", "i"])
    columns = (whole[name].to_numpy() for name in ("u", "i", "n", "a", "z"))
    return next_items.Histories(customers, items, *columns)


def hit_rate(lists: pd.DataFrame, bought: pd.DataFrame) -> str:
    """Return the share of customers of whose bought items ``(u, i)`` one is on their list."""
    hits = lists.merge(bought, on=["u", "i"])["u"].nunique()
    return f"{hits / bought['u'].nunique():.3f}"


def main() -> None:
    """Print the table."""
    lines = read(Path(sys.argv[1]))
    shape = lines["u"].max() + 1, lines["i"].max() + 1
    before, last = held_out(lines)
    end = before["day"].max()
    earlier = [held_out(before[before["day"] <= end - days]) for days in EARLIER]
    rates = {s: float(np.mean([float(_new(*part, shape, s)) for part in earlier])) for s in SHRINKS}
    shrink = max(rates, key=lambda s: rates[s])
    print(f"{len(lines):,} lines, {shape[0]:,} customers, {shape[1]:,} items")
    print(f"on earlier parts: {rates}, so shrink {shrink}; the program takes 10")
    h = histories(before, *shape)
    known = last[last["i"].isin(before["i"])][["u", "i"]]
    popular = np.argsort(-np.bincount(h.item, minlength=shape[1]), kind="stable")
    again = _again(h, np.ones(len(h.item), dtype=bool))
    due = _again(h, next_items.is_due(h, int(end)))
    shown = known[known["u"].isin(due["u"])]
    most = pd.DataFrame({"u": np.repeat(known["u"].unique(), MOST)})
    most["i"] = np.tile(popular[:MOST], len(most) // MOST)
    print("new: most popular", hit_rate(_popular(h, popular), _unknown(last, before)))
    for s in SHRINKS:
        print(f"new: cosine shrunk by {s}", _new(before, last, shape, s))
    print("all: most popular", hit_rate(most, known))
    print("all: own purchases, as in the list again", hit_rate(again, known))
    print(
        "all: those of them that are due, as products shows them, for the customers "
        f"with any ({shown['u'].nunique()} of {known['u'].nunique()})",
        hit_rate(due, shown),
    )
    print("the same customers: all of their own purchases", hit_rate(again, shown))


def _again(h: next_items.Histories, may: np.ndarray) -> pd.DataFrame:
    """Return what customers would buy again, of the rows that may."""
    rows, rank = next_items.again_items(h, may, MOST)
    return pd.DataFrame({"u": h.customer[rows], "i": h.item[rows], "rank": rank})


def _unknown(last: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the items of last purchases that their customers had not bought before."""
    owned = before[["u", "i"]].drop_duplicates().assign(owned=True)
    return last.merge(owned, how="left", on=["u", "i"]).query("owned.isna()")[["u", "i"]]


def _new(before: pd.DataFrame, last: pd.DataFrame, shape: tuple[int, int], shrink: float) -> str:
    h = histories(before, *shape)
    made = next_items.new_items(h, next_items.likeness(h, max(shrink, 1e-9)), MOST)
    return hit_rate(pd.DataFrame({"u": made.customer, "i": made.item}), _unknown(last, before))


def _popular(h: next_items.Histories, popular: np.ndarray) -> pd.DataFrame:
    """Return the most popular items that each customer has not."""
    owned = h.owned.toarray()[:, popular]
    free = np.argsort(owned > 0, axis=1, kind="stable")[:, :MOST]
    return pd.DataFrame({"u": np.repeat(np.arange(h.customers), MOST), "i": popular[free].ravel()})


if __name__ == "__main__":
    main()
