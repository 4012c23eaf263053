"""Models, customers and sums as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Table, Text
from repurchase_cli.rows import FrameRows, quoted, text
from repurchase_cli.sales import GROUP_MARK

if TYPE_CHECKING:
    from repurchase_cli.analysis.clv import CustomerValues
    from repurchase_cli.analysis.clv_total import Total
    from repurchase_cli.analysis.fitting_transactions import TransactionFit
    from repurchase_cli.analysis.gamma_gamma import SpendFit
    from repurchase_cli.reports.clv.fitting import PartModels, Trial
    from repurchase_cli.reports.clv.request import Division
    from repurchase_cli.shop.groups import Groups

_MODELS = Text("Models", "模型")
#: Whether a model was chosen, and whether its fit ended on a maximum.
_CHOSEN = {
    "yes": Text("yes", "是"),
    "no": Text("no", "否"),
    "yes, failed": Text("yes (fit failed)", "是（未收敛）"),
    "no, failed": Text("no (fit failed)", "否（未收敛）"),
}
#: Columns that people need not see beside the others.
_LEFT_OUT = ("customers", "transactions", "converged")
#: Columns of the predictions that go to the engine, beside those of the counts.
_PREDICTED = (
    "p_alive", "expected_purchases", "expected_purchase_value", "clv", "clv_low", "clv_high",
    "next_days", "next_low", "next_high",
)  # fmt: skip
_NEXT = ["next_days", "next_low", "next_high"]
#: A day further ahead, about a hundred years, is left empty.
_FURTHEST = 36_500
_TENTHS = 10


def models_tables(
    heading: Text, by_part: Sequence[PartModels], trials: Sequence[Trial | None], groups: Groups
) -> tuple[Table, Table]:
    """Return the models for programs, with nested parameters, and for people, with them as text."""
    rows = []
    for models, trial in zip(by_part, trials, strict=True):
        where = dict(zip(groups.names, models.part.name.split(GROUP_MARK), strict=False))
        rows += [{**where, **_row(fit, trial, fit is models.fit)} for fit in models.fits]
        rows.append({**where, **_row(models.spend, None, chosen=True)})
    columns = (*groups.columns, *tables.MODEL_COLUMNS)
    frame = pd.DataFrame(rows, columns=[column.id for column in columns])
    plain = Table("models", _MODELS, columns, FrameRows(frame), shown=False)
    texts = frame.assign(
        parameters=[_parameters_text(each) for each in frame["parameters"]],
        chosen=np.where(frame["chosen"], "yes", "no")
        + np.where(frame["converged"], "", ", failed"),
    )
    names: dict[str, Mapping[Any, Text]] = {"chosen": _CHOSEN, **groups.value_names}
    left_out = (*_LEFT_OUT, *(() if any(trials) else ("holdout_mae",)))
    shown = tuple(column for column in columns if column.id not in left_out)
    people = Table(
        "fits", heading, shown, FrameRows(texts[[column.id for column in shown]]), names=names
    )
    return plain, people


def no_models() -> Table:
    """Return the table of models where none was fitted."""
    frame = pd.DataFrame(columns=[column.id for column in tables.MODEL_COLUMNS])
    return Table("models", _MODELS, tables.MODEL_COLUMNS, FrameRows(frame), shown=False)


def _row(fit: TransactionFit | SpendFit, trial: Trial | None, chosen: bool) -> dict[str, Any]:
    return {
        "model": fit.name,
        "parameters": fit.parameters,
        "log_likelihood": fit.log_likelihood,
        "customers": fit.customers,
        "transactions": fit.transactions,
        "aic": fit.aic,
        "holdout_mae": trial.mae.get(fit.name, float("nan")) if trial else float("nan"),
        "converged": fit.converged,
        "chosen": chosen,
    }


def _parameters_text(parameters: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in parameters.items())


def customers_table(
    division: Division, frames: Sequence[pd.DataFrame], *, private_ids: bool
) -> Table:
    """Return every customer with its predictions, which are by part in ``frames``."""
    parted, groups = division.parted, division.groups
    by_part = zip(division.parts, frames, strict=True)
    whole = pd.concat([frame.assign(row=part.rows) for part, frame in by_part], ignore_index=True)
    # what was bought on the as-of date is known: the next purchase comes on a later day
    whole[_NEXT] = whole[_NEXT].where(whole[_NEXT] <= _FURTHEST).clip(lower=1)
    values = parted.reduction.hold(whole.astype({"row": "int32"}))
    split = f"string_split(p.part, {text(GROUP_MARK)})"
    named = [f"{split}[{place}] as {quoted(name)}," for place, name in enumerate(groups.names, 1)]
    own = f"string_split(c.customer_id, {text(GROUP_MARK)})[-1]"
    words = {"groups": " ".join(named), "customer": own if groups.of_lines else "c.customer_id"}
    rows = parted.reduction.derive("clv/customers", words, parts=parted.parts, values=values)
    customer, *rest = tables.CLV_COLUMNS
    return Table(
        "customers",
        Text("Customers", "客户"),
        (*groups.columns, customer, *rest),
        rows.ordered("row"),
        shown=False,
        private_ids=private_ids,
    )


def prediction_frame(models: PartModels, values: CustomerValues) -> pd.DataFrame:
    """Return the counts and predictions of a part's customers as a frame."""
    counts = models.part.counts
    return pd.DataFrame(
        {
            "x": models.part.x,
            "t_x": counts.scatter(counts.t_x),
            "age": counts.scatter(counts.T),
            "m_x": models.part.m_x,
            **{name: getattr(values, name) for name in _PREDICTED},
        }
    )


def tenths_table(frame: pd.DataFrame) -> Table:
    """Return who holds the value: the customers in tenths, the most valuable first.

    There are no rows for fewer than ten customers, or where values are not known.
    """
    frame = frame[frame["clv"].notna()]
    frame = frame if len(frame) >= _TENTHS else frame[:0]
    place = frame["clv"].rank(method="first", ascending=False) - 1
    tenth = (place * _TENTHS // max(len(frame), 1)).astype(int) + 1
    grouped = frame.groupby(tenth)
    tenths = pd.DataFrame(
        {
            "customers": grouped["clv"].size(),
            "p_alive": grouped["p_alive"].mean(),
            "expected_purchases": grouped["expected_purchases"].mean(),
            "clv": grouped["clv"].sum(),
        }
    )
    tenths["share"] = tenths["clv"] / (tenths["clv"].sum() or np.nan)
    tenths = tenths.rename_axis("tenth").reset_index()
    return Table(
        "tenths", Text("Who holds the value", "价值分布"), tables.CLV_TENTH_COLUMNS,
        FrameRows(tenths[[column.id for column in tables.CLV_TENTH_COLUMNS]]), bar="share",
    )  # fmt: skip


def totals_table(
    sums: Mapping[str | None, tuple[Total, Total]], value_name: Text, groups: Groups
) -> Table:
    """Return sums over customers with their intervals.

    Parameters
    ----------
    sums
        Purchases and value by part of the shop; None is all of it.
    value_name
        What the value is called.
    """
    rows = []
    for part, both in sums.items():
        values = [None] * len(groups.names) if part is None else part.split(GROUP_MARK)
        where = dict(zip(groups.names, values, strict=True)) if groups.names else {}
        rows += [
            {**where, "what": what, "value": total.value, "low": total.low, "high": total.high}
            for what, total in zip(("purchases", "clv"), both, strict=True)
        ]
    columns = (*groups.columns, *tables.CLV_TOTAL_COLUMNS)
    names: dict[str, Mapping[Any, Text]] = {
        "what": {"purchases": Text("purchases", "购买次数"), "clv": value_name},
        **groups.value_names,
    }
    heading = Text("All customers together", "全部客户合计")
    if groups.names:
        heading = Text("Sums by group", "分组合计")
    frame = pd.DataFrame(rows, columns=[column.id for column in columns], dtype=object)
    frame = frame.astype({"value": float, "low": float, "high": float})
    return Table("totals", heading, columns, FrameRows(frame), names=names)
