"""What all customers together are expected to do, and who holds the value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli.analysis.clv_total import Total
from repurchase_cli.document import Section, Text, written_day
from repurchase_cli.reports.clv.tables import tenths_table, totals_table
from repurchase_cli.shop.groups import Groups

if TYPE_CHECKING:
    from repurchase_cli.reports.clv.request import Terms


Totals = tuple[Total, Total]


def expected(
    frames: Sequence[pd.DataFrame],
    whole: Totals,
    apart: Mapping[str, Totals],
    terms: Terms,
    as_of: date,
    groups: Groups,
) -> Section:
    """Return what all customers together are expected to do, and those of each group.

    Parameters
    ----------
    frames
        The customers' predictions.
    whole, apart
        Purchases and value of all, and by group.
    """
    customers = sum(len(frame) for frame in frames)
    active = float(sum(np.nansum(frame["p_alive"]) for frame in frames))
    today, end = written_day(as_of), written_day(as_of + timedelta(days=terms.horizon_days))
    twice = (
        Text(", counted in every group,", "（各组分别计数）") if groups.of_lines else Text("", "")
    )
    line = Text(
        f"Of {customers:,} customers{twice.en} about {active:,.0f} are still active on "
        f"{today.en}. Until {end.en} they are expected to bring, with a 90% interval:",
        f"截至{today.zh}，{customers:,} 位客户{twice.zh}中约 {active:,.0f} 位仍活跃。"
        f"至{end.zh}预期（90% 区间）：",
    )
    sums: dict[str | None, Totals] = {None: whole}
    if groups.names:
        sums |= apart.items()
    table = totals_table(sums, _value_name(terms.yearly_rate), groups)
    return Section(Text("What is to be expected", "总体预期"), (line,), table)


def _value_name(yearly_rate: float) -> Text:
    """Return what the lifetime value is called, with its discount."""
    if not yearly_rate:
        return Text("lifetime value", "生命周期价值")
    percent = f"{100 * yearly_rate:g}"
    return Text(f"lifetime value, less {percent}% a year", f"生命周期价值（年折现 {percent}%）")


def independent_sums(parts: Sequence[Totals]) -> Totals:
    """Return the sums over parts that were fitted apart: their errors are independent."""
    number, money = (_independent(each) for each in zip(*parts, strict=True))
    return number, money


def _independent(sums: Sequence[Total]) -> Total:
    value = sum(total.value for total in sums)
    below = float(np.sqrt(sum((total.value - total.low) ** 2 for total in sums)))
    above = float(np.sqrt(sum((total.high - total.value) ** 2 for total in sums)))
    return Total(value, value - below, value + above)


def holders(frames: Sequence[pd.DataFrame]) -> Iterator[Section]:
    """Yield who holds the value, where there are enough customers to tell."""
    table = tenths_table(pd.concat(frames))
    if len(table.rows) and table.rows.frame()["clv"].any():
        yield Section(Text("Who holds the value", "价值分布"), (), table)
