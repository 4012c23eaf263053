"""The test of the models: fitted up to a day, how well they tell what happened after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from repurchase_cli import tables
from repurchase_cli.analysis import holdout
from repurchase_cli.analysis.holdout_baselines import (
    HIATUS,
    LAST_PERIOD,
    OWN_RATE,
    naive_forecasts,
)
from repurchase_cli.analysis.predict import expected_purchases
from repurchase_cli.document import Chart, Section, Table, Text, written_day
from repurchase_cli.reports.clv.fitting import Part, Trial, fits_of
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.analysis.fitting_transactions import TransactionFit
    from repurchase_cli.sales import Reduction, Sales

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BASELINES = (OWN_RATE, HIATUS, LAST_PERIOD)
CHOSEN = "chosen"
METHODS = {
    CHOSEN: Text("chosen of each group", "各组所选模型"),
    OWN_RATE: Text("own rate so far", "按自身频率"),
    HIATUS: Text("own rate unless gone", "久未购买则为零"),
    LAST_PERIOD: Text("as in the last period", "与上期相同"),
}
ACTUAL, EXPECTED = "actual", "expected"
_LINES = {ACTUAL: Text("actual", "实际"), EXPECTED: Text("expected", "预期")}
_WEEK = 7


def trial_of(
    sales: Sales, earlier: Reduction, parts: Sequence[Part], model: str, hiatus_days: float
) -> Trial:
    """Return what models fitted to the parts of an earlier day say of the time after it."""
    end = earlier.as_of
    days = (sales.as_of - end).days
    fits = [fits_of(part, model) for part in parts]
    later = bought_later(sales, earlier)
    actual = np.concatenate([_spread(later, part) for part in parts])
    begin = sales.intake.first or end
    last_period = min(days, (end - begin).days + 1)
    words = {"after": str(number(end) - last_period)}
    recent = earlier.derive("clv/recent", words).frame()
    forecasts = [
        {
            **{
                each.name: part.counts.scatter(
                    expected_purchases(each.model, part.counts, days / part.counts.unit_days)
                )
                for each in fitted
            },
            **naive_forecasts(
                part.counts,
                t=days / part.counts.unit_days,
                hiatus=hiatus_days / part.counts.unit_days,
                recent=_spread(recent, part),
                recent_time=last_period / part.counts.unit_days,
            ),
        }
        for part, fitted in zip(parts, fits, strict=True)
    ]
    by_method = {name: np.concatenate([each[name] for each in forecasts]) for name in forecasts[0]}
    return Trial(end, days, parts, fits, actual, by_method)


def bought_later(sales: Sales, earlier: Reduction) -> pd.DataFrame:
    """Return what the customers of an earlier day bought after it: ``row, n, amount``."""
    words = {"last_day": str(number(earlier.as_of))}
    return sales.derive("clv/later", words, earlier=earlier.base["customers"]).frame()


def _spread(sums: pd.DataFrame, part: Part) -> Ints:
    """Return the number of purchases of each customer of a part, 0 for those without a row."""
    n = sums.set_index("row")["n"].reindex(part.rows, fill_value=0)
    return n.to_numpy(np.int64)


def sections(
    sales: Sales, earlier: Reduction, trial: Trial, chosen: Sequence[TransactionFit]
) -> list[Section]:
    """Return the errors of all methods, the calibration by repeats, and the curves.

    ``earlier`` are the sales that the models were fitted to.
    """
    trial, winner = _with_chosen(trial, chosen)
    daily = sales.derive("clv/daily", earlier=earlier.base["customers"]).frame()
    tracking = _tracking(daily, number(sales.as_of), trial, chosen)
    total = Text("Cumulative repeat purchases", "累计复购次数")
    weekly = Text("Repeat purchases by week", "每周复购次数")
    return [
        _errors(trial, winner, tracking),
        _by_repeats(trial, winner),
        Section(total, (), _tracking_table(tracking, total), _curve("cumulative", total)),
        Section(weekly, (), None, _curve("weekly", weekly)),
    ]


def _errors(trial: Trial, winner: str, tracking: pd.DataFrame) -> Section:
    """Return the errors of all methods, and in a sentence what the best model is worth."""
    errors = holdout.compare(
        actual=trial.actual,
        forecasts=trial.forecasts,
        baselines=BASELINES,
        tracking=_tracking_errors(trial, tracking),
    )
    of_model = next(each for each in errors if each.method == winner)
    name = METHODS.get(winner, Text(winner, winner))
    line = _verdict(name, of_model.difference, of_model.difference_low, of_model.difference_high)
    numbers = [column.id for column in tables.HOLDOUT_COLUMNS if column.id != "method"]
    frame = pd.DataFrame(
        {
            "method": [each.method for each in errors],
            **{key: [_float(getattr(each, key)) for each in errors] for key in numbers},
        }
    )
    end = written_day(trial.end)
    heading = Text(
        f"Test: fitted up to {end.en}, tried on the {trial.days} days after it",
        f"检验：拟合至{end.zh}，用其后 {trial.days} 天检验",
    )
    names = {"method": METHODS}
    table = Table("holdout", heading, tables.HOLDOUT_COLUMNS, FrameRows(frame), names=names)
    return Section(heading, (line,), table)


def _with_chosen(trial: Trial, chosen: Sequence[TransactionFit]) -> tuple[Trial, str]:
    """Return the test, and in it the method of the chosen models, which may differ by part."""
    names = [fit.name for fit in chosen]
    if len(set(names)) == 1:
        return trial, names[0]
    mixed = [trial.of_part(place).forecasts[name] for place, name in enumerate(names)]
    return replace(trial, forecasts={CHOSEN: np.concatenate(mixed), **trial.forecasts}), CHOSEN


def _float(value: float | None) -> float:
    return float("nan") if value is None else value


def _verdict(name: Text, by: float | None, low: float | None, high: float | None) -> Text:
    """Return whether the model is worth more than a rule of thumb, in a sentence."""
    if by is None or low is None or high is None:
        return Text(f"{name.en} cannot be compared", f"{name.zh} 无法比较")
    span = f"{by:+.4f} ({low:+.4f} … {high:+.4f})"
    if high < 0:
        return Text(
            f"{name.en} is surely better than the best rule of thumb: MAE differs by {span}",
            f"{name.zh} 明显优于最佳经验法则：平均绝对误差之差 {span}",
        )
    if low > 0:
        return Text(
            f"{name.en} is worse than the best rule of thumb: MAE differs by {span}; do not trust "
            "it here",
            f"{name.zh} 不如最佳经验法则：平均绝对误差之差 {span}；请勿在此采用",
        )
    return Text(
        f"{name.en} is not surely better than the best rule of thumb: MAE differs by {span}",
        f"{name.zh} 与最佳经验法则无明显差异：平均绝对误差之差 {span}",
    )


def _by_repeats(trial: Trial, winner: str) -> Section:
    x = np.concatenate([part.x for part in trial.parts])
    rows = holdout.by_repeats(x=x, actual=trial.actual, forecasts=trial.forecasts)
    frame = pd.DataFrame(
        {
            "x": [row.x for row in rows],
            "customers": [row.customers for row in rows],
            "actual": [row.actual for row in rows],
            "predicted": [row.predicted[winner] for row in rows],
        }
    )
    heading = Text("Actual and predicted by repeats before", "按此前复购次数对比")
    most = [row.x for row in rows if row.or_more]
    lines = (Text(f"The last row: {most[0]} or more", f"末行：{most[0]} 次及以上"),) if most else ()
    table = Table("holdout_by_repeats", heading, tables.REPEATS_COLUMNS, FrameRows(frame))
    return Section(heading, lines, table)


def _tracking(
    daily: pd.DataFrame, last: int, trial: Trial, chosen: Sequence[TransactionFit]
) -> pd.DataFrame:
    """Return actual and expected repeat purchases by week; the end of fitting ends a week."""
    days, n = daily["day"].to_numpy(np.int64), daily["n"].to_numpy(np.float64)
    end = number(trial.end)
    first = int(days.min()) if len(days) else end
    ends = np.arange(end - (end - first) // _WEEK * _WEEK, last + 1, _WEEK)
    cumulative = np.concatenate(([0.0], np.cumsum(n)))[np.searchsorted(days, ends, side="right")]
    expected = np.sum(
        [
            holdout.expected_curve(
                fit.model, part.counts, until=(ends - end) / part.counts.unit_days
            )
            for fit, part in zip(chosen, trial.parts, strict=True)
        ],
        axis=0,
    )
    frames = []
    for name, values in ((ACTUAL, cumulative), (EXPECTED, expected)):
        frames.append(
            pd.DataFrame(
                {
                    "day": [trial.end + timedelta(days=int(day) - end) for day in ends],
                    "line": name,
                    "cumulative": values,
                    "weekly": np.diff(values, prepend=0.0),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _tracking_errors(trial: Trial, tracking: pd.DataFrame) -> dict[str, float]:
    """Return the tracking error of every method over the weeks of the test."""
    actual = tracking[tracking["line"] == ACTUAL]
    after = np.array([(day - trial.end).days for day in actual["day"]], float)
    purchases, until = actual["cumulative"].to_numpy(float), after[after > 0]
    before = float(purchases[after <= 0][-1]) if (after <= 0).any() else 0.0
    errors: dict[str, float] = {}
    if not len(until):
        return errors  # not a whole week
    expected = tracking[tracking["line"] == EXPECTED]["cumulative"].to_numpy(float)
    for name, values in trial.forecasts.items():
        if name == CHOSEN:
            curve = expected[after > 0]
        elif name in BASELINES:
            curve = holdout.straight_curve(
                float(values.sum()), before=before, until=until, t=float(trial.days)
            )
        else:
            curve = np.sum(
                [
                    holdout.expected_curve(
                        next(fit for fit in fits if fit.name == name).model,
                        part.counts,
                        until=until / part.counts.unit_days,
                    )
                    for fits, part in zip(trial.fits, trial.parts, strict=True)
                ],
                axis=0,
            )
        errors[name] = holdout.tracking_mape(curve, purchases[after > 0])
    return errors


def _tracking_table(tracking: pd.DataFrame, title: Text) -> Table:
    return Table(
        "tracking", title, tables.TRACKING_COLUMNS, FrameRows(tracking), shown=False,
        names={"line": _LINES},
    )  # fmt: skip


def _curve(value: str, title: Text) -> Chart:
    return Chart("curve", title, "tracking", "day", (value,), series="line")
