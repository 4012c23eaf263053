"""Labels: which rule of a list is the first that is true, for every customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import numpy as np

from repurchase_cli.errors import UsageError
from repurchase_cli.rules.parsing import bracketed, columns_of, first_line, locked, parameters_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt
    import pandas as pd

    from repurchase_cli.rules.model import Rule


def label(
    customers: Mapping[str, npt.ArrayLike] | pd.DataFrame,
    rules: Sequence[Rule],
    parameters: Mapping[str, float],
) -> npt.NDArray[np.int16]:
    """Return the index of the first rule that is true for each customer.

    Parameters
    ----------
    customers
        Columns of the customer table, (n,) each; only those that conditions name are read.
    rules
        The rules, first match first. NULL is not true.
    parameters
        The resolved thresholds; those that no condition names are left out.

    Returns
    -------
    (n,) int16
        In the order of the customers; -1 where no rule is true, which a last rule without condition
        rules out.

    Raises
    ------
    UsageError
        When a condition fails on a value, such as a text that cannot be cast to a number.
    """
    columns = sorted(columns_of(rules)) or [str(name) for name in customers][:1]
    named = parameters_of(rules)
    values = {name: value for name, value in parameters.items() if name in named}
    with locked() as connection:
        arrays = {name: np.asanyarray(customers[name]) for name in columns}
        connection.register("customers", arrays)
        try:
            result = connection.execute(f"select {_case(rules)} as label from customers", values)
            labels = np.asarray(result.fetchnumpy()["label"], dtype=np.int16)
        except duckdb.Error as error:
            raise UsageError(
                f"a condition cannot be worked out: {first_line(error)}",
                hint="use try_cast(… as …) where a value may not fit",
            ) from error
    return labels


def _case(rules: Sequence[Rule]) -> str:
    """Return the SQL that gives the index of the first true rule."""
    arms = (
        f"when {bracketed(rule.when if rule.when is not None else 'true')} then {index}"
        for index, rule in enumerate(rules)
    )
    return f"(case {' '.join(arms)} else -1 end)::smallint"
