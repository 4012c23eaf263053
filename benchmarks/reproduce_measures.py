"""Reproduce what `metrics`, `cohorts`, `intervals`, `migrate` say of two public exports.

    python -m benchmarks.reproduce_measures online-retail FILES…
    python -m benchmarks.reproduce_measures shopify FILE

The numbers are worked out anew in plain pandas (`reproduce_shops.py`, `reproduce_numbers.py`,
`reproduce_others.py`) from the definitions alone: all measures for the whole span, by week, month
and quarter, between two days, by class and by every column to group by; the cohorts of months; the
gaps and curves by rank; the matrix of classes over 30 and 90 days. Prints how many numbers were
compared and how many differ; exits 1 when one does.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.reproduce_numbers import Number, Span, classes, customers_of, measures
from benchmarks.reproduce_others import cohorts, intervals, migration, preferences
from benchmarks.reproduce_shops import UNIT, Bought, Export, bought, online_retail, shopify

EXPORTS = {"online-retail": online_retail, "shopify": shopify}
CLASSES = ("lost", "loyal", "potential", "drifting")
FIELDS = ("value", "numerator", "denominator", "low", "high")
DAY = pd.Timedelta(days=1)

Key = tuple[object, ...]


def main() -> int:
    """Compare, print the table, and tell whether all agrees."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("export", choices=EXPORTS)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=5, help="differences to print of each check")
    asked = parser.parse_args()
    files = sorted(asked.files)
    wrong = 0
    print("| check | numbers | differ |\n|---|---:|---:|")
    details = []
    for name, compared, found in checks(EXPORTS[asked.export](files), files):
        print(f"| {name} | {compared:,} | {len(found):,} |", flush=True)
        wrong += len(found)
        details += [f"{name}: {one}" for one in found[: asked.show]]
    print("\n".join(["", *details]) if details else "\nAll agree.")
    return 1 if wrong else 0


def checks(export: Export, files: Sequence[Path]) -> Iterator[tuple[str, int, list[str]]]:
    """Yield what was compared, how many numbers, and which differ."""
    lines = export.lines
    shop = bought(lines)
    begin = int(lines.loc[lines["customer"].notna() & (lines["amount"] >= 0), "day"].min())
    as_of = int(lines.loc[lines["amount"] >= 0, "day"].max())
    labels = classes(shop, as_of)
    whole = Span(begin, as_of)
    answer = answered(export, files)
    parts: dict[Key, Bought] = {(): shop}

    def against(
        answer: dict[str, Any], spans: Sequence[Span], groups: Key = ()
    ) -> tuple[int, list[str]]:
        mine: dict[Key, Number] = {}
        for part, sales in parts.items():
            guests = not part or not set(groups) & {"class"}
            for span in spans:
                rows = measures(sales, span, begin, as_of, export.fields, guests=guests)
                for metric, number in rows.items():
                    mine[metric, *(part or ("",) * len(groups)), bool(part), span.first] = number
        return compare_measures(answer, mine, groups)

    yield "whole span", *against(answer, [whole])
    yield "side tables", *side_tables(answer["tables"], shop, labels, export.fields)
    for step, letter in (("month", "M"), ("quarter", "Q"), ("week", "W")):
        spans = periods(begin, as_of, letter)
        yield f"--by {step}", *against(answered(export, files, "--by", step), spans)
    first, last = begin + (as_of - begin) // 3, begin + 2 * (as_of - begin) // 3
    before = Span(2 * first - last - 1, first - 1)
    between = Span(first, last, before=before if before.first >= begin else None)
    asked = ("--from", iso(first), "--to", iso(last))
    yield " ".join(asked), *against(answered(export, files, *asked), [between])
    months = periods(begin, as_of, "M")
    for name in export.groups:
        values = sorted(set(lines[name]))
        parts = {(): shop} | {(one,): bought(lines[lines[name] == one]) for one in values}
        parts = {part: one for part, one in parts.items() if len(one.purchases) or len(one.guests)}
        grouped = answered(export, files, "--group-by", name)
        yield f"--group-by {name}", *against(grouped, [whole], (name,))
        grouped = answered(export, files, "--group-by", name, "--by", "month")
        yield f"--group-by {name} --by month", *against(grouped, months, (name,))
    members = {one: set(labels.index[labels == one]) for one in CLASSES}
    parts = {(): shop} | {(one,): customers_of(shop, of) for one, of in members.items() if of}
    yield (
        "--group-by class",
        *against(answered(export, files, "--group-by", "class"), [whole], ("class",)),
    )

    yield from other_commands(export, files, shop, as_of)


def other_commands(
    export: Export, files: Sequence[Path], shop: Bought, as_of: int
) -> Iterator[tuple[str, int, list[str]]]:
    """Yield the comparison of cohorts, intervals and migrations."""
    answer = answered(export, files, command="cohorts")["tables"]
    yield "cohorts", *compare_rows(cohorts(shop, as_of), answer["cohorts"], ("cohort", "period"))
    answer = answered(export, files, command="intervals")["tables"]
    summary, curves = intervals(shop, as_of)
    yield "intervals", *compare_rows(summary, answer["intervals"], ("after",))
    drawn = [row for row in answer["curve"] if row["days"]]
    yield "intervals, curves", *compare_rows(curves, drawn, ("after", "days"))
    for days in (30, 90):
        then = as_of - days
        if then < shop.purchases["day"].min():
            continue
        rows = migration(export.lines, then, as_of)
        answer = answered(export, files, "--from", iso(then), command="migrate")["tables"]
        there = [row for row in answer["matrix"] if row["customers"]]
        yield f"migrate --from {iso(then)}", *compare_rows(rows, there, ("from", "to"))
    rows = preferences(shop, classes(shop, as_of), export.fields)
    there = answer.get("preferences", [])
    there = [row for row in there if row["field"] in {"discount", "refund"}]
    yield "migrate, last purchases", *compare_rows(rows, there, ("field", "value"))


def compare_rows(
    mine: list[dict[str, Any]], theirs: list[dict[str, Any]], keys: tuple[str, ...]
) -> tuple[int, list[str]]:
    """Compare the columns of rows with the same keys; all rows must be on both sides."""
    there = {tuple(row[key] for key in keys): row for row in theirs}
    here = {tuple(row[key] for key in keys): row for row in mine}
    wrong = [f"{key}: on one side only" for key in here.keys() ^ there.keys()]
    compared = 0
    for key in here.keys() & there.keys():
        for column, value in here[key].items():
            compared += 1
            if not alike(value, there[key][column]):
                wrong.append(f"{key} {column}: {value} here, {there[key][column]} there")
    return compared, sorted(wrong)


def answered(
    export: Export, files: Sequence[Path], *options: str, command: str = "metrics"
) -> dict[str, Any]:
    """Return what the program says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.json")
        program = (sys.executable, "-m", "repurchase_cli", command, *map(str, files))
        subprocess.run([*program, "-q", *export.rest, *options, "-o", str(path)], check=True)
        answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answer


def periods(begin: int, as_of: int, letter: str) -> list[Span]:
    """Return the weeks, months or quarters of the data, each with the one before."""
    first, last = pd.Timestamp(begin, unit="D"), pd.Timestamp(as_of, unit="D")
    found: list[Span] = []
    for period in pd.period_range(first, last, freq="W-SUN" if letter == "W" else letter):
        low, high = period.start_time.normalize(), period.end_time.normalize()
        whole = low >= first and high <= last
        span = Span(_number(max(low, first)), _number(min(high, last)), whole, only=False)
        found.append(replace(span, before=found[-1] if found else None))
    return [replace(span, only=len(found) == 1) for span in found]


def _number(day: pd.Timestamp) -> int:
    return (day - pd.Timestamp(0)).days


def iso(day: int) -> str:
    """Return a day as a date."""
    return f"{pd.Timestamp(day, unit='D'):%Y-%m-%d}"


def compare_measures(
    answer: dict[str, Any], mine: dict[Key, Number], groups: Key
) -> tuple[int, list[str]]:
    """Compare the long table with numbers by measure, group, whether it is one, and first day."""
    theirs = {}
    for row in answer["tables"]["metrics"]:
        part = [row[name] for name in groups]
        is_group = any(one is not None for one in part)
        start = _number(pd.Timestamp(row["from"]))
        theirs[row["metric"], *(one or "" for one in part), is_group, start] = row
    compared, wrong = 0, []
    for key in mine.keys() | theirs.keys():
        one = mine.get(key, Number(None))
        row = theirs.get(key, dict.fromkeys(FIELDS))
        if (row["value"] is None and one.value is None) or (
            not (key in mine and key in theirs) and not row["value"] and not one.value
        ):
            compared += 1  # without a value, or a row for nothing, its parts do not matter
            continue
        for field in FIELDS:
            compared += 1
            if not alike(getattr(one, field), row[field]):
                wrong.append(f"{key} {field}: {getattr(one, field)} here, {row[field]} there")
    return compared, sorted(wrong)


def alike(one: object, other: object) -> bool:
    """Tell whether two numbers are the same up to rounding of binary fractions."""
    if one is None or other is None:
        return one is other
    if isinstance(one, str):
        return bool(one == other)
    return math.isclose(float(str(one)), float(str(other)), rel_tol=1e-9, abs_tol=1e-7)


def side_tables(
    tables: dict[str, list[dict[str, Any]]],
    shop: Bought,
    labels: pd.Series[str],
    fields: frozenset[str],
) -> tuple[int, list[str]]:
    """Compare the tables beside the measures, over the whole span."""
    mine = {
        "purchase_counts": counts(shop),
        "contribution": contribution(shop, labels),
        "concentration": concentration(shop),
    }
    if "discount" in fields:
        mine["discounts"] = discounts(shop, labels)
    compared, wrong = 0, []
    for name, rows in mine.items():
        there = tables.get(name, [])
        if len(there) != len(rows):
            wrong.append(f"{name}: {len(rows)} rows here, {len(there)} there")
        for at, (row, other) in enumerate(zip(rows, there, strict=False)):
            for column in row.keys() | other.keys():
                compared += 1
                if not alike(row.get(column), other.get(column)):
                    wrong.append(
                        f"{name} {at} {column}: {row.get(column)} here, {other.get(column)} there"
                    )
    extra = tables.keys() - mine.keys() - {"metrics", "headline"}
    return compared, wrong + [f"{name}: not expected" for name in sorted(extra)]


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]


def counts(shop: Bought) -> list[dict[str, Any]]:
    """Return how many customers bought how often; ten stands for ten and more."""
    each = shop.purchases.groupby("customer").agg(n=("day", "size"), paid=("amount", "sum"))
    by_n = each.groupby(each["n"].clip(upper=10)).agg(customers=("n", "size"), paid=("paid", "sum"))
    return _records(
        pd.DataFrame(
            {
                "purchases": by_n.index,
                "customers": by_n["customers"].to_numpy(),
                "share": by_n["customers"].to_numpy() / len(each),
                "revenue": by_n["paid"].to_numpy() / UNIT,
            }
        )
    )


def contribution(shop: Bought, labels: pd.Series[str]) -> list[dict[str, Any]]:
    """Return customers and revenue of every class."""
    paid = shop.money.groupby("customer")["amount"].sum() / UNIT
    found = []
    for name in CLASSES:
        mine = paid[paid.index.isin(labels.index[labels == name])]
        found.append(
            {
                "class": name,
                "customers": len(mine),
                "share": len(mine) / len(paid),
                "revenue": mine.sum(),
                "revenue_share": mine.sum() / paid.sum(),
            }
        )
    return found


def concentration(shop: Bought) -> list[dict[str, Any]]:
    """Return what the first hundredths of customers paid, those who paid most first."""
    paid = shop.money.groupby("customer")["amount"].sum().sort_values(ascending=False)
    sizes = sorted({math.ceil(len(paid) * k / 100) for k in range(101)})
    return [
        {
            "customers_share": n / len(paid),
            "revenue_share": float(paid.head(n).sum() / paid.sum()),
        }
        for n in sizes
    ]


def discounts(shop: Bought, labels: pd.Series[str]) -> list[dict[str, Any]]:
    """Return how far every class buys on discount."""
    known = shop.purchases[shop.purchases["units"].notna()]
    of_shop = known["discounted"].astype(bool).mean()
    found = []
    for name in CLASSES:
        mine = known[known["customer"].isin(labels.index[labels == name])]
        on = mine[mine["discounted"].astype(bool)]
        part = len(on) / len(mine) if len(mine) else None
        found.append(
            {
                "class": name,
                "purchases": len(mine),
                "discount_share": part,
                "discount_revenue_share": (
                    on["amount"].sum() / mine["amount"].sum() if len(mine) else None
                ),
                "discount_index": None if part is None else 100 * part / of_shop,
                "items_per_purchase": mine["units"].sum() / len(mine) if len(mine) else None,
            }
        )
    return found


if __name__ == "__main__":
    sys.exit(main())
