"""``--covariate``: one model for all, in which what a customer is changes how it buys.

Groups are fitted apart; covariates (sex, first channel, value of the first purchase) share a model
and shift how often customers buy and how long they stay. The effects of several add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import gamma_gamma
from repurchase_cli.analysis.fitting import Finding
from repurchase_cli.analysis.fitting_choice import Choice
from repurchase_cli.analysis.fitting_covariates import CovariateFit, fit_with_covariates
from repurchase_cli.analysis.rates import Z
from repurchase_cli.document import Column, Section, Table, Text
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.reports.clv.fitting import PartModels
from repurchase_cli.rows import FrameRows, text
from repurchase_cli.rules import did_you_mean
from repurchase_cli.sales import GROUP_MARK, Clause
from repurchase_cli.shop.groups import Groups, line_fields, member_fields

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from repurchase_cli.reports.clv.fitting import Part
    from repurchase_cli.sales import Relation, Sales

FIRST_VALUE = "first_purchase_value"
_FIRST = "first_"
#: More combinations of values than this are no properties but names.
_MOST = 40


def parts_of(sales: Sales, names: Sequence[str]) -> Relation:
    """Return the customers by the values of their covariates; see ``sql/sales/parts``.

    Raises
    ------
    UsageError
        For a covariate that the files do not have.
    """
    values = {f"v{place}": _values(sales, name) for place, name in enumerate(names)}
    joined = f", {text(GROUP_MARK)}, ".join(f"coalesce({v}.value, '')" for v in values)
    joins = Clause("\n".join(f"left join {{{v}}} {v} on {v}.row = c.row" for v in values))
    return sales.derive("sales/parts", {"part": f"concat({joined})", "joins": joins}, **values)


def fields_of(names: Sequence[str]) -> set[str]:
    """Return the fields of lines that covariates of these names are made of."""
    return {name.removeprefix(_FIRST) for name in names if name.startswith(_FIRST)}


def _values(sales: Sales, name: str) -> Relation:
    """Return the value of one covariate for every customer that has one: ``row, value``."""
    members = member_fields(sales)
    firsts = {f"{_FIRST}{field}": field for field in line_fields(sales)}
    if name in members:
        return sales.derive("clv/member_values", {"field": name})
    if name in firsts:
        return sales.derive("clv/first_values", {"field": firsts[name]})
    if name == FIRST_VALUE:
        return sales.derive("clv/first_amounts")
    choices = [*members, *firsts, FIRST_VALUE]
    raise UsageError(
        f"the files have no covariate called {name!r}{did_you_mean(name, choices)}",
        hint=f"choose of: {', '.join(choices)}",
    )


def as_groups(names: Sequence[str]) -> Groups:
    """Return the covariates as columns of the tables."""
    meaning = Text("covariate of the model", "模型的协变量")
    columns = tuple(Column(name, "text", Text(name, name), meaning) for name in names)
    return Groups(tuple(names), columns)


def models_of(
    names: Sequence[str], model: str, parts: Sequence[Part]
) -> tuple[list[PartModels], CovariateFit, tuple[Section, ...]]:
    """Return every part with its model, the fit that all are from, and what the covariates do."""
    common = fit_together(model, parts)
    spend = gamma_gamma.fit(
        x=np.concatenate([part.x for part in parts]),
        m_x=np.concatenate([part.m_x for part in parts]),
    )
    by_part = [
        PartModels(part, [fit], Choice(fit, Finding("only_one")), spend)
        for part, fit in zip(parts, common.groups, strict=True)
    ]
    return by_part, common, (section(names, parts, common),)


def fit_together(model: str, parts: Sequence[Part]) -> CovariateFit:
    """Return one model fitted to all parts.

    Raises
    ------
    TooLittleDataError
        When the covariates have only one value, or too many.
    """
    levels = _levels(parts)
    if not sum(map(len, levels)):
        raise TooLittleDataError(
            "the covariates have the same value for every customer",
            hint="leave --covariate out",
        )
    if len(parts) > _MOST:
        raise TooLittleDataError(
            f"the covariates have {len(parts)} different values together, more than {_MOST}",
            hint="choose fewer covariates, or such with fewer values",
        )
    return fit_with_covariates(model, [part.counts for part in parts], _dummies(parts, levels))


def _levels(parts: Sequence[Part]) -> list[list[str]]:
    """Return the values of every covariate but its most frequent one, with which others compare."""
    levels = []
    for values in zip(*(part.name.split(GROUP_MARK) for part in parts), strict=True):
        count: Counter[str] = Counter()
        for value, part in zip(values, parts, strict=True):
            count[value] += len(part.rows)
        levels.append(sorted(value for value, _ in count.most_common()[1:]))
    return levels


def _dummies(parts: Sequence[Part], levels: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """Return the covariates of every part: 1 where it has the value, (parts, values)."""
    return np.array(
        [
            [
                float(value == level)
                for value, others in zip(part.name.split(GROUP_MARK), levels, strict=True)
                for level in others
            ]
            for part in parts
        ]
    )


def section(names: Sequence[str], parts: Sequence[Part], fit: CovariateFit) -> Section:
    """Return what the covariates do, against the most frequent value of each."""
    levels = _levels(parts)
    labels = [(name, level) for name, others in zip(names, levels, strict=True) for level in others]
    rows = []
    for letter, effects in fit.coefficients.items():
        for (name, level), effect, error in zip(labels, effects, fit.errors[letter], strict=True):
            bounds = np.exp([effect, effect - Z * error, effect + Z * error])
            rows.append((name, level, letter, *bounds.tolist()))
    heading = Text("What the covariates do", "协变量的影响")
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.COVARIATE_COLUMNS])
    line = Text(
        "Times as much as with the most frequent value: alpha is how often customers buy, above 1 "
        "more often; a against b (s against beta) is how they leave",
        "相对最常见取值的倍数：alpha 为购买频率，大于 1 表示更频繁；a 与 b（beta）反映流失快慢",
    )
    quality = Text(
        f"{fit.name} with covariates: log-likelihood {fit.log_likelihood:,.2f}, AIC "
        f"{fit.aic:,.2f}; without them: --model {fit.name} alone",
        f"含协变量的 {fit.name}：对数似然 {fit.log_likelihood:,.2f}，AIC {fit.aic:,.2f}；"
        f"不含协变量请单用 --model {fit.name}",
    )
    table = Table("covariates", heading, tables.COVARIATE_COLUMNS, FrameRows(frame))
    return Section(heading, (quality, line), table)
