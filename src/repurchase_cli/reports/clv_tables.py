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
    from repurchase_cli.reports.clv_fitting import Fitted, Trial
    from repurchase_cli.reports.groups import Groups
    from repurchase_cli.sales import Reduction

_YES_NO = {True: Text("yes", "是"), False: Text("no", "否")}
#: Columns that people need not see beside the others.
_LEFT_OUT = ("customers", "transactions", "converged")
#: Columns of the predictions that go to the engine, beside those of the counts.
_PREDICTED = (
    "p_alive", "expected_purchases", "expected_purchase_value", "clv", "clv_low", "clv_high",
    "next_days", "next_low", "next_high",
)  # fmt: skip


def models_tables(
    fits: Sequence[Fitted], trial: Trial | None, groups: Groups
) -> tuple[Table, Table]:
    """Return the models for programs, with nested parameters, and for people, with them as text."""
    rows = []
    for one in fits:
        where = dict(zip(groups.names, one.part.name.split(GROUP_MARK), strict=False))
        rows += [{**where, **_row(each, trial, each is one.choice.fit)} for each in one.fits]
        rows.append({**where, **_row(one.spend, None, chosen=True)})
    columns = (*groups.columns, *tables.MODEL_COLUMNS)
    frame = pd.DataFrame(rows, columns=[column.id for column in columns])
    title = Text("Models", "模型")
    plain = Table("models", title, columns, FrameRows(frame), shown=False)
    said = frame.assign(parameters=[_said(one) for one in frame["parameters"]])
    names: dict[str, Mapping[Any, Text]] = {"chosen": _YES_NO, **groups.value_names}
    shown = tuple(column for column in columns if column.id not in _LEFT_OUT)
    people = Table(
        "fits", title, shown, FrameRows(said[[column.id for column in shown]]), names=names
    )
    return plain, people


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


def _said(parameters: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in parameters.items())


def customers_table(
    reduction: Reduction,
    groups: Groups,
    rows: Sequence[np.ndarray[Any, Any]],
    frames: Sequence[pd.DataFrame],
    *,
    private_ids: bool,
) -> Table:
    """Return every customer with its predictions, kept by the engine.

    ``frames`` are by part; their rows are the customers of ``rows``.
    """
    whole = pd.concat(
        [frame.assign(row=row) for row, frame in zip(rows, frames, strict=True)], ignore_index=True
    )
    reduction.keep("clv_values", whole.astype({"row": "int32"}))
    split = f"string_split(p.part, {text(GROUP_MARK)})"
    named = [f"{split}[{at}] as {quoted(name)}," for at, name in enumerate(groups.names, 1)]
    own = f"string_split(c.customer_id, {text(GROUP_MARK)})[-1]"
    words = {"groups": " ".join(named), "customer": own if groups.of_lines else "c.customer_id"}
    customer, *rest = tables.CLV_COLUMNS
    return Table(
        "customers",
        Text("Customers", "客户"),
        (*groups.columns, customer, *rest),
        reduction.rows("clv_customers", words),
        shown=False,
        private_ids=private_ids,
    )


def predicted(fitted: Fitted, values: CustomerValues) -> pd.DataFrame:
    """Return the counts and predictions of a part's customers as a frame."""
    counts = fitted.part.counts
    return pd.DataFrame(
        {
            "x": fitted.part.x,
            "t_x": counts.scatter(counts.t_x),
            "age": counts.scatter(counts.T),
            "m_x": fitted.part.m_x,
            **{name: getattr(values, name) for name in _PREDICTED},
        }
    )


def tenths_table(frame: pd.DataFrame) -> Table:
    """Return who holds the value: the customers in tenths, the most valuable first."""
    place = frame["clv"].rank(method="first", ascending=False) - 1
    tenth = (place * 10 // max(len(frame), 1)).astype(int) + 1
    grouped = frame.groupby(tenth)
    found = pd.DataFrame(
        {
            "customers": grouped["clv"].size(),
            "p_alive": grouped["p_alive"].mean(),
            "expected_purchases": grouped["expected_purchases"].mean(),
            "clv": grouped["clv"].sum(),
        }
    )
    found["share"] = found["clv"] / (found["clv"].sum() or np.nan)
    found = found.rename_axis("tenth").reset_index()
    return Table(
        "tenths", Text("Who holds the value", "价值分布"), tables.CLV_TENTH_COLUMNS,
        FrameRows(found[[column.id for column in tables.CLV_TENTH_COLUMNS]]), bar="share",
    )  # fmt: skip


def totals_table(sums: Sequence[tuple[str, Text, Total]]) -> Table:
    """Return sums over all customers with their intervals."""
    frame = pd.DataFrame(
        [
            {"what": name, "value": one.value, "low": one.low, "high": one.high}
            for name, _, one in sums
        ]
    )
    names = {"what": {name: label for name, label, _ in sums}}
    return Table(
        "totals", Text("All customers together", "全部客户合计"), tables.CLV_TOTAL_COLUMNS,
        FrameRows(frame), names=names,
    )  # fmt: skip
