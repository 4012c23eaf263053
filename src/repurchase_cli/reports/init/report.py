"""The settings file of ``init``: what was recognised and what the data suggest, as commented YAML.

Active lines are what the user decided, and thresholds that enough data suggest; all else stands
behind a ``#`` to be taken off. Texts from the files enter only as quoted YAML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from repurchase_cli.analysis import suggestions
from repurchase_cli.config import as_mapping
from repurchase_cli.shop.gaps import curve_of_customers, gaps_of
from repurchase_cli.shop.segmentation import shop_of
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales

NEEDS = Needs()
_WIDE = 1 << 30
_NESTED = ("columns", "inputs", "thresholds")


class Suggestion(NamedTuple):
    """A threshold with the number that the data suggest, and why."""

    name: str
    value: float
    reason: str


def build(
    sales: Sales, settings: Settings, base: Settings, preset: str, asked: Sequence[str] = ()
) -> str:
    """Return the text of a settings file.

    Parameters
    ----------
    settings
        Those that the files were read with: the preset with what the user decided.
    base
        Those of the preset.
    preset
        Its name.
    asked
        What the files left open and what was answered, with the evidence.
    """
    decided = _difference(as_mapping(base), as_mapping(settings))
    blocks = [
        ["# Settings for repurchase, fitted to your files by repurchase init. Edit what you like.",
         "# What is not said here is as in the preset; all settings: repurchase config show",
         f"extends: {quoted(preset)}"],
        ["# ---- what you answered, and what spoke for it ----", *_commented(asked)]
        if asked
        else [],
        ["# ---- what was recognised ----", *_recognised(sales, decided)],
        _active({key: value for key, value in decided.items() if key not in _NESTED}),
        ["# ---- columns, field: header ----", *_columns(sales, decided.get("columns", {}))],
        ["# ---- files that are read with the sales ----", *_inputs(decided.get("inputs", {}))],
        ["# ---- thresholds ----", *_thresholds(sales, settings, decided, preset)],
    ]  # fmt: skip
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _commented(texts: Sequence[str]) -> list[str]:
    """Return texts as comments, their lines each behind a sign."""
    return [f"# {line.strip()}" for text in texts for line in text.splitlines()]


def quoted(text: str) -> str:
    """Return a text as a quoted YAML scalar on one line."""
    dumped: str = yaml.safe_dump(text, allow_unicode=True, default_style='"', width=_WIDE)
    return dumped.strip()


def _difference(base: Mapping[str, Any], top: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``top`` says otherwise, in groups name by name."""
    found: dict[str, Any] = {}
    for key, value in top.items():
        if key in _NESTED:
            found[key] = {k: v for k, v in value.items() if base[key].get(k) != v}
        elif base.get(key) != value:
            found[key] = value
    return found


def _active(data: Mapping[str, Any]) -> list[str]:
    if not data:
        return []
    dumped = yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=_WIDE)
    return ["# ---- what you decided ----", *dumped.splitlines()]


def _recognised(sales: Sales, decided: Mapping[str, Any]) -> Iterator[str]:
    """Yield how the files were read; the settings that would say so by themselves as comments."""
    intake = sales.intake
    yield (
        f"# {intake.books.records:,} records, {intake.books.used:,} used, "
        f"{intake.first} to {intake.last}; {intake.customers:,} customers"
    )
    for source in sales.sources:
        system = f", {quoted(source.layout.system)}" if source.layout.system else ""
        yield f"# {quoted(source.name)}: encoding {source.encoding}{system}"
    layout = sales.sources[0].layout
    per = "the whole order's (order_amount)" if layout.order_totals else "the line's (amount)"
    yield f"# Amounts are {per}."
    found = {
        "encoding": sales.sources[0].encoding,
        "date_order": layout.date_order.replace(" ", "_"),
        "decimal": layout.decimal,
        "currency": layout.currency,
    }
    for name, value in found.items():
        known = value and value not in ("year_first", "utf-8") and ", " not in value
        if known and name not in decided:
            yield f"# {name}: {quoted(value)}"


def _columns(sales: Sales, decided: Mapping[str, str]) -> Iterator[str]:
    """Yield the column map: what the user decided, and what the program found by itself."""
    layout = sales.sources[0].layout
    yield "# Lines without # are yours; take off a # to fix what the program found by itself."
    others = sum(source.layout.headers != layout.headers for source in sales.sources)
    if others:
        yield f"# ({others} files have another header; the columns of the first file stand here.)"
    yield "columns:"
    for field, header in decided.items():
        yield f"  {field}: {quoted(header)}"
    for field, header in layout.columns.items():
        if field not in decided and not (field == "amount" and "order_amount" in decided):
            name = "order_amount" if field == "amount" and layout.order_totals else field
            yield f"  # {name}: {quoted(header)}"


def _inputs(decided: Mapping[str, str]) -> Iterator[str]:
    yield "inputs:"
    for kind, path in decided.items():
        yield f"  {kind}: {quoted(path)}"
    for kind in ("customers", "inventory", "feedback", "points", "suppress", "aliases"):
        if kind not in decided:
            yield f"  # {kind}: {kind}.csv"


def _thresholds(
    sales: Sales, settings: Settings, decided: Mapping[str, Any], preset: str
) -> Iterator[str]:
    """Yield the suggested thresholds, active where the data are enough."""
    own = decided["thresholds"]
    buyers = sales.customers(["n_purchases", "revenue"])
    again = int((buyers["n_purchases"] > 1).sum())
    share = again / len(buyers) if len(buyers) else 0.0
    yield f"# {len(buyers):,} customers, {again:,} of them ({share:.0%}) bought again."
    reserve = _reserve(again, own, preset)
    if reserve:
        yield f"# {reserve} The suggestions stand behind a #."
    yield "thresholds:"
    for name, value in own.items():
        yield f"  {name}: {_flow(value)}"
    before = as_mapping(settings)["thresholds"]
    for found in (*_of_days(sales), *_of_money(sales, settings)):
        if found.name in before and found.name not in own:
            yield f"  # {found.reason} Preset: {_flow(before[found.name])}."
            yield f"  {'# ' if reserve else ''}{found.name}: {found.value:g}"


def _reserve(again: int, own: Mapping[str, Any], preset: str) -> str:
    """Return why no suggestion takes effect by itself, empty when they do."""
    if again < suggestions.ENOUGH:
        return f"That is too few to suggest thresholds ({suggestions.ENOUGH} are needed)."
    if own:
        return "You decided on thresholds yourself."
    return "" if preset == "default" else f"The preset {preset} has thresholds of its own."


def _flow(value: object) -> str:
    """Return plain data as YAML on one line."""
    dumped: str = yaml.safe_dump(value, default_flow_style=True, width=_WIDE)
    return dumped.removesuffix("...\n").strip()


def _of_days(sales: Sales) -> Iterator[Suggestion]:
    found = suggestions.days(
        curve_of_customers(gaps_of(sales, sales.purchases(sales.whole()), "true"))
    )
    if found is None:
        return
    yield Suggestion(
        "active_days",
        found.active_days,
        f"80% of the customers who come back at all have by day {found.usual} (see: repurchase "
        "intervals).",
    )
    yield Suggestion(
        "lost_days",
        found.lost_days,
        f"95% have by day {found.long}: who stays away longer has likely left.",
    )
    yield Suggestion("silent_days", found.silent_days, "A third of active_days, as in the preset.")
    yield Suggestion("sleeping_days", found.sleeping_days, "As active_days, as in the preset.")


def _of_money(sales: Sales, settings: Settings) -> Iterator[Suggestion]:
    shop = shop_of(sales)
    if not shop.purchases:
        return
    average = shop.revenue / shop.purchases
    customers = sales.customers(["revenue", "average_purchase_value"])
    half = suggestions.friendly(average / 2)
    reached = float((customers["average_purchase_value"] >= half).mean())
    yield Suggestion(
        "potential_value",
        half,
        f"Half of the average purchase ({average:,.2f}) as a fixed number, so that months compare; "
        f"{reached:.0%} of the customers reach it.",
    )
    revenue = customers["revenue"].to_numpy("float64")
    for name, value, percent in zip(
        ("silver_tier", "gold_tier", "black_tier"),
        suggestions.tiers(revenue) or (),
        (80, 95, 99),
        strict=False,
    ):
        above = float((revenue >= value).mean())
        yield Suggestion(
            name,
            value,
            f"{percent}% percentile of revenue, rounded; {above:.1%} of the customers reach it.",
        )
