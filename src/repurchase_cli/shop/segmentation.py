"""Scores and labels of all customers: the ground that most reports stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from repurchase_cli import rules, tables
from repurchase_cli.analysis import rfm, thresholds
from repurchase_cli.document import Table, Text
from repurchase_cli.rows import FewRows, quoted, text
from repurchase_cli.shop import tiers
from repurchase_cli.shop.phrases import no_purchases

if TYPE_CHECKING:
    import numpy.typing as npt

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language, Rows
    from repurchase_cli.rules import Bought, Rule
    from repurchase_cli.sales import Columns, Reduction, Relation, Sales

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
    """Thresholds as numbers, the scores' cuts, the rules, and what they make of every customer.

    ``labels`` has a row per customer: ``row``, the scores, and the index of the rule of each label.
    ``tags`` are those of the settings by what was bought.
    """

    thresholds: Mapping[str, float]
    scores: rfm.RfmScores
    rules: Mapping[str, tuple[Rule, ...]]
    labels: Relation
    tags: Mapping[str, Bought]


def segment_customers(
    sales: Reduction, settings: Settings, like: Segmentation | None = None
) -> Segmentation:
    """Score and label every customer.

    With ``like``, by the cuts and thresholds of another day, so that a customer's label changes
    only when the customer does; then nobody need have a purchase yet.

    Raises
    ------
    TooLittleDataError
        When nobody has a purchase.
    """

    def work() -> tuple[Segmentation, object]:
        return _segmented(sales, settings, like), (settings, like)  # which live as long as the key

    segmentation, _ = sales.once(("segmentation", id(settings), id(like)), work)
    return segmentation


def _segmented(sales: Reduction, settings: Settings, like: Segmentation | None) -> Segmentation:
    if like is None and not shop_of(sales).customers:
        raise no_purchases()
    lists = {label: getattr(settings, name) for label, name in LABELS.items()}
    columns = set(_SCORED) | thresholds.columns_of(settings.thresholds)
    for rule_list in lists.values():
        columns |= rules.columns_of(rule_list) - set(_score_columns()) - {*rules.TIER_COLUMNS}
    measures = _measures(sales, settings, columns)
    scores = _scores(measures, settings, like)
    numbers = like.thresholds if like else _thresholds(sales, settings, measures)
    scored = dict(zip(_score_columns(), (scores.r, scores.f, scores.m), strict=True))
    customers = {**measures, **scored}
    of_tiers = _of_tiers(sales, settings, customers)
    labels = {
        f"{name}_index": rules.label(of_tiers if name == "tier" else customers, rule_list, numbers)
        for name, rule_list in lists.items()
    }
    row = np.arange(len(scores.r), dtype="int32")
    held = sales.hold({"row": row, **scored, **labels})
    return Segmentation(numbers, scores, lists, held, rules.bought_of(settings.tags))


def label_like(
    sales: Reduction, settings: Settings, like: Segmentation, label: str
) -> npt.NDArray[np.int16]:
    """Return one label of every customer by the cuts and thresholds of another day.

    It is the number of the label's rule, in the order of customers.
    """
    names, scores = rules.columns_of(like.rules[label]), set(_score_columns())
    scored = set(_SCORED) if names & scores else {"days_since_last"}
    customers = _measures(sales, settings, (names - scores - {*rules.TIER_COLUMNS}) | scored)
    if label == "tier":
        customers = _of_tiers(sales, settings, customers)
    if names & scores:
        by = _scores(customers, settings, like)
        customers = {**customers, "r_score": by.r, "f_score": by.f, "m_score": by.m}
    return rules.label(customers, like.rules[label], like.thresholds)


def _of_tiers(sales: Reduction, settings: Settings, customers: Columns) -> Columns:
    """Return the customers with what their tiers go by."""
    if tiers.are_of_the_table(settings):
        return customers
    return {**customers, **tiers.tier_columns(sales, settings)}


def _measures(sales: Reduction, settings: Settings, columns: set[str]) -> Columns:
    """Return columns of all customers: of their table, and of what they like."""
    liked = columns & {column.id for column in tables.RULE_COLUMNS}
    measures = sales.customer_columns(sorted(columns - liked))
    if not liked:
        return measures
    from repurchase_cli.shop.liked import liked_columns  # noqa: PLC0415 - few rules ask for it

    return {**measures, **liked_columns(sales, settings.tags, sorted(liked))}


class Shop(NamedTuple):
    """The shop as a whole; ``without_purchase`` is the money of those who have no purchase."""

    revenue: float
    purchases: int
    customers: int
    without_purchase: float


def shop_of(sales: Reduction) -> Shop:
    """Return the shop as a whole."""
    ((revenue, purchases, customers, without_purchase),) = sales.derive("sales/shop").tuples()
    return Shop(float(revenue), int(purchases), customers, float(without_purchase))


def private_ids(sales: Reduction) -> bool:
    """Whether some customers' ids are phones or e-mails."""
    ((private,),) = sales.derive("sales/private_ids").tuples()
    return bool(private)


def _score_columns() -> tuple[str, ...]:
    return ("r_score", "f_score", "m_score")


def _scores(customers: Columns, settings: Settings, like: Segmentation | None) -> rfm.RfmScores:
    values = {name: customers[name].astype("float64") for name in _SCORED}
    if like:
        return rfm.scored(like.scores.cuts, **values)
    cuts = settings.rfm.cuts
    given = {name: getattr(cuts, name) for name in ("r", "f", "m") if getattr(cuts, name)}
    return rfm.score(
        **values,
        method=settings.rfm.method,
        cuts=given if settings.rfm.method == "cuts" else None,
    )


def _thresholds(sales: Reduction, settings: Settings, customers: Columns) -> dict[str, float]:
    shop = shop_of(sales)
    own = {"average_purchase_value": shop.revenue / shop.purchases}
    return {
        **thresholds.resolve(
            settings.thresholds,
            own,
            lambda name: np.ma.compressed(customers[name].astype("float64")),
        ),
        "recent_days": float(settings.recent_days),
    }


def customer_table(
    sales: Sales, segmentation: Segmentation, language: Language, customer: str | None = None
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
        segmentation.rules["class"], "class_index", segmentation.thresholds, language
    )
    for label, rule_list in segmentation.rules.items():
        names = ", ".join("'" + rule.name.replace("'", "''") + "'" for rule in rule_list)
        expressions[label] = f"[{names}][{label}_index + 1]"
    return Table(
        "customers",
        Text("Customers", "客户"),
        columns,
        _labelled(sales, segmentation, expressions, customer),
        shown=False,
        private_ids=private_ids(sales),
    )


def _labelled(
    sales: Reduction,
    segmentation: Segmentation,
    expressions: Mapping[str, str],
    customer: str | None,
) -> Rows:
    """Return the customer table: each column by its SQL over customers and their labels."""
    columns = ", ".join(f"{sql} as {quoted(name)}" for name, sql in expressions.items())
    only = "" if customer is None else f"where customer_id = {text(customer)}"
    words = {"columns": columns, "only": only}
    return sales.derive("shop/labelled", words, labels=segmentation.labels).ordered("customer_id")


def class_table(sales: Reduction, segmentation: Segmentation, label: str = "class") -> Rows:
    """Return one row per label of the settings, also of those that no customer has."""
    names = ", ".join(text(rule.name) for rule in segmentation.rules[label])
    words = {"label": f"{label}_index", "names": f"[{names}]"}
    classes = sales.derive("shop/classes", words, labels=segmentation.labels)
    return FewRows(tuple(column.id for column in tables.CLASS_COLUMNS), classes.tuples())


def effective_settings(settings: Settings, segmentation: Segmentation | None) -> dict[str, Any]:
    """Return the settings as they took effect: thresholds as numbers, the cuts that were used.

    Where a document is sent to changes no number and is left out.
    Where customers were not labelled, they are the settings as they stand.
    """
    from repurchase_cli.config import as_mapping  # noqa: PLC0415 - pydantic only when needed

    mapping = {name: value for name, value in as_mapping(settings).items() if name != "mail"}
    if segmentation is None:
        return mapping
    numbers = {
        name: value for name, value in segmentation.thresholds.items() if name != "recent_days"
    }
    cuts = {name: list(getattr(segmentation.scores.cuts, name)) for name in ("r", "f", "m")}
    return {**mapping, "thresholds": numbers, "rfm": {**mapping["rfm"], "cuts": cuts}}
