"""Scores and labels of all customers: the ground that most reports stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from repurchase_cli import rules, tables
from repurchase_cli.analysis import rfm, thresholds
from repurchase_cli.document import Table, Text
from repurchase_cli.shop.phrases import no_purchases

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.rules import Rule
    from repurchase_cli.sales import Reduction, Sales

#: Label column → the settings' list of rules that gives it.
LABELS: dict[str, str] = {
    "class": "classes",
    "tier": "tiers",
    "lifecycle_stage": "lifecycle_stages",
    "customer_group": "customer_groups",
}
_SCORED = ("days_since_last", "n_purchases", "revenue")


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Thresholds as numbers, the scores' cuts, and the rules; the labels are kept by the sales."""

    thresholds: Mapping[str, float]
    scores: rfm.RfmScores
    rules: Mapping[str, tuple[Rule, ...]]


def segment_customers(
    sales: Reduction, settings: Settings, like: Segmentation | None = None
) -> Segmentation:
    """Score and label every customer, and keep the labels with the sales.

    With ``like``, by the cuts and thresholds of another day, so that a customer's label changes
    only when the customer does; then nobody need have a purchase yet.

    Raises
    ------
    TooLittleDataError
        When nobody has a purchase.
    """
    if like is None and not sales.ask("shop").iloc[0]["customers"]:
        raise no_purchases()
    lists = {label: getattr(settings, name) for label, name in LABELS.items()}
    columns = set(_SCORED) | thresholds.columns_of(settings.thresholds)
    for rule_list in lists.values():
        columns |= rules.columns_of(rule_list) - set(_score_columns())
    frame = sales.customers(sorted(columns))
    scores = _scores(frame, settings, like)
    frame = frame.assign(r_score=scores.r, f_score=scores.f, m_score=scores.m)
    numbers = like.thresholds if like else _thresholds(sales, settings, frame)
    labels = {f"{name}_index": rules.label(frame, found, numbers) for name, found in lists.items()}
    sales.label(pd.DataFrame({**{c: frame[c] for c in _score_columns()}, **labels}))
    return Segmentation(numbers, scores, lists)


def _score_columns() -> tuple[str, ...]:
    return ("r_score", "f_score", "m_score")


def _scores(frame: pd.DataFrame, settings: Settings, like: Segmentation | None) -> rfm.RfmScores:
    if like:
        return rfm.scored(
            like.scores.cuts, *(frame[name].to_numpy(dtype="float64") for name in _SCORED)
        )
    cuts = settings.rfm.cuts
    given = {name: getattr(cuts, name) for name in ("r", "f", "m") if getattr(cuts, name)}
    return rfm.score(
        **{name: frame[name].to_numpy(dtype="float64") for name in _SCORED},
        method=settings.rfm.method,
        cuts=given if settings.rfm.method == "cuts" else None,
    )


def _thresholds(sales: Reduction, settings: Settings, frame: pd.DataFrame) -> dict[str, float]:
    shop = sales.ask("shop").iloc[0]
    own = {"average_purchase_value": float(shop["revenue"]) / float(shop["purchases"])}
    return {
        **thresholds.resolve(settings.thresholds, own, frame),
        "recent_days": float(settings.recent_days),
    }


def customer_table(
    sales: Sales, found: Segmentation, language: Language, customer: str | None = None
) -> Table:
    """Return the customer table, with scores, labels and contacts.

    With ``customer``, the row of that customer alone.
    """
    recent = tables.recent_purchases(sales.terms.recent_days)
    measures = tuple(recent if c.id == "n_purchases_recent" else c for c in tables.CUSTOMER_COLUMNS)
    contacts = tuple(c for c in tables.CONTACT_COLUMNS if c.id in sales.contacts())
    columns = (*measures, *tables.SCORE_COLUMNS, *tables.LABEL_COLUMNS, *contacts)
    expressions = {column.id: f'"{column.id}"' for column in columns}
    expressions[recent.id] = "n_purchases_recent"
    expressions["rfm"] = "concat(r_score, f_score, m_score)"
    expressions["class_reason"] = rules.reason_sql(
        found.rules["class"], "class_index", found.thresholds, language
    )
    for label, rule_list in found.rules.items():
        names = ", ".join("'" + rule.name.replace("'", "''") + "'" for rule in rule_list)
        expressions[label] = f"[{names}][{label}_index + 1]"
    return Table(
        "customers",
        Text("Customers", "客户"),
        columns,
        sales.labelled(expressions, customer),
        shown=False,
        private_ids=bool(sales.ask("private_ids").iloc[0, 0]),
    )


def class_table(sales: Reduction, found: Segmentation, label: str = "class") -> pd.DataFrame:
    """Return one row per label of the settings, also of those that no customer has."""
    names = [rule.name for rule in found.rules[label]]
    sums = sales.ask("classes", {"label": f"{label}_index"}).set_index("label")
    sums = sums.reindex(range(len(names)))
    sums[["customers", "revenue"]] = sums[["customers", "revenue"]].fillna(0)
    total, revenue = float(sums["customers"].sum()), float(sums["revenue"].sum())
    return pd.DataFrame(
        {
            "class": names,
            "customers": sums["customers"].astype("int64"),
            "share": sums["customers"].astype(float) / total,
            "revenue": sums["revenue"],
            "revenue_share": sums["revenue"].astype(float) / revenue if revenue else float("nan"),
            "mean_days_since_last": sums["mean_days_since_last"],
            "mean_n_purchases": sums["mean_n_purchases"],
            "average_purchase_value": sums["average_purchase_value"],
        }
    )


def effective_settings(settings: Settings, found: Segmentation) -> dict[str, Any]:
    """Return the settings as they took effect: thresholds as numbers, the cuts that were used."""
    from repurchase_cli.config import as_mapping  # noqa: PLC0415 - pydantic only when needed

    mapping = as_mapping(settings)
    numbers = {name: value for name, value in found.thresholds.items() if name != "recent_days"}
    cuts = {name: list(getattr(found.scores.cuts, name)) for name in ("r", "f", "m")}
    return {**mapping, "thresholds": numbers, "rfm": {**mapping["rfm"], "cuts": cuts}}
