"""Bundles of the seasons: what is bought together in each, and while one follows the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.reports.products.prices import price_and_margin
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop import seasons

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope
    from repurchase_cli.shop.together import Together

#: So many bundles of each season, and of each turn, are listed.
_EACH = 5
_HEADING = Text("Bundles by season", "应季与换季组合")


def bundle_sections(scope: Scope, together: Together) -> Iterator[Section]:
    """Yield the pairs beyond chance that each season and each turn of seasons has, if any."""
    frame = _bundles(together)
    if frame.empty:
        return
    items = together.goods["item"]
    for side in ("a", "b"):
        frame[f"item_{side}"] = items.loc[frame[f"good_{side}"]].to_numpy()
    frame[["price", "margin"]] = price_and_margin(scope, frame[["good_a", "good_b"]])
    columns = tables.BUNDLE_COLUMNS
    labels = together.labels()
    names = {"item_a": labels, "item_b": labels, "season": _names(together)}
    turns = together.settings.season_turn_days
    line = Text(
        "Pairs beyond chance, counted over the orders of each season; those across seasons over "
        f"the {turns} days around the turn, one item of either season",
        f"超出偶然的组合，按各季订单计数；换季组合取换季前后共 {turns} 天，两件分属前后两季",
    )
    rows = FrameRows(frame[[column.id for column in columns]])
    table = Table("bundles", _HEADING, columns, rows, names=names)
    yield Section(_HEADING, (line,), table, part_of_last=True)


def _names(together: Together) -> dict[str, Text]:
    """Return how people call the seasons and turns of the table."""
    settings = together.settings
    names = {name: seasons.label(name) for name in seasons.ordered(settings)}
    turns = seasons.turns(settings)
    return names | {_key(turn): seasons.turn_label(turn) for turn in turns}


def _key(turn: seasons.Turn) -> str:
    return f"{turn.before}-{turn.after}"


def _bundles(together: Together) -> pd.DataFrame:
    """Return the most frequent strong pairs of every season and turn, with their lift in it."""
    sales = together.sales
    inputs = {"baskets": together.of_level.baskets, "pairs": together.held}
    in_baskets = sales.derive("products/pair_baskets", **inputs)
    counts = sales.derive(
        "products/pair_periods", pair_baskets=in_baskets, calendar=together.calendar
    ).frame()
    in_season = _within(together, counts, together.periods.periods["season"])
    turns = together.periods.periods["turn"].map(_key, na_action="ignore")
    at_turns = _across(together, _within(together, counts, turns))
    bundles = pd.concat([in_season, at_turns], ignore_index=True)
    place = {name: index for index, name in enumerate(_names(together))}
    return bundles.sort_values(
        "season", key=lambda x: x.map(place), kind="stable", ignore_index=True
    )


def _within(together: Together, counts: pd.DataFrame, part: pd.Series[str]) -> pd.DataFrame:
    """Return pairs in enough orders of a part of the year, with their lift among its orders."""

    def summed(frame: pd.DataFrame, keys: list[str]) -> pd.Series[int]:
        told = frame.assign(season=part.loc[frame["period"]].to_numpy()).dropna(subset="season")
        return told.groupby(["season", *keys])["orders"].sum()

    both = summed(counts, ["good_a", "good_b"]).rename("orders_both").reset_index()
    both = both[both["orders_both"] >= together.least]
    of_good = summed(together.by_period, ["good"])
    whole = summed(together.all_by_period, [])
    a, b = (
        of_good.reindex(pd.MultiIndex.from_frame(both[["season", good]])).to_numpy(float)
        for good in ("good_a", "good_b")
    )
    lift = both["orders_both"] * whole.reindex(both["season"]).to_numpy(float) / (a * b)
    both = both.assign(lift=lift)
    both = both[both["lift"] > 1].sort_values(
        ["season", "orders_both", "good_a", "good_b"], ascending=[True, False, True, True]
    )
    return both.groupby("season").head(_EACH)


def _across(together: Together, bundles: pd.DataFrame) -> pd.DataFrame:
    """Return the bundles of turns with an item of either season, where items tell theirs."""
    if together.goods["season"].isna().all():
        return bundles
    settings = together.settings
    of = [seasons.season_of(settings, text) for text in together.goods["season"].fillna("")]
    told = pd.Series(of, index=together.goods.index)
    a, b = told.loc[bundles["good_a"]], told.loc[bundles["good_b"]]
    sides = zip(a, b, bundles["season"], strict=True)
    return bundles[[{x, y} == {*season.split("-")} for x, y, season in sides]]
