"""Shops whose customers buy, leave and spend as the models say, and what the program makes of them."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import warnings
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd

from repurchase_cli.cli import main

START = date(2023, 1, 2)
_MOST = 150


@dataclass(frozen=True)
class Truth:
    """How customers of a shop are: BG/NBD in weeks, and Gamma-Gamma."""

    r: float = 0.9
    alpha: float = 9.0
    a: float = 0.9
    b: float = 3.0
    p: float = 6.0
    q: float = 4.0
    gamma: float = 15.0


def simulated(
    customers: int, *, seed: int, joining: int, days: int, truth: Truth | None = None
) -> Any:
    """Return what customers of a BG/NBD and Gamma-Gamma shop buy: a line for each day with sales.

    They join evenly over the first ``joining`` days; purchases after ``days`` are left out.
    """
    its = truth or Truth()
    chance = np.random.default_rng(seed)
    rate = chance.gamma(its.r, 1 / its.alpha, customers) / 7
    stays = 1 + chance.geometric(
        chance.beta(its.a, its.b, customers)
    )  # it buys this often, at most
    gaps = chance.exponential(1, (customers, _MOST)) / rate[:, None]
    first = np.floor(chance.uniform(0, joining, customers))
    times = np.column_stack([np.zeros(customers), np.cumsum(gaps, axis=1)])
    there = np.arange(_MOST + 1) < stays[:, None]
    customer, place = np.nonzero(there & (first[:, None] + times < days))
    spread = chance.gamma(its.q, 1 / its.gamma, customers)
    found = pd.DataFrame(
        {
            "customer_id": [f"c{one:05}" for one in customer],
            "day": (first[customer] + np.floor(times[customer, place])).astype(int),
            "amount": chance.gamma(its.p, 1 / spread[customer]).round(2) + 0.01,
        }
    )
    return found.groupby(["customer_id", "day"], as_index=False)["amount"].sum().round(2)


def written(path: Path, sales: Any, *, shift: int = 0, times: float = 1) -> Path:
    """Write sales as a file, with dates some days later or amounts some times as large."""
    dates = [(START + timedelta(days=int(day) + shift)).isoformat() for day in sales["day"]]
    frame = sales.assign(date=dates, amount=(sales["amount"] * times).round(2)).drop(columns="day")
    frame.to_csv(path, index=False)
    return path


def on(day: int) -> str:
    """Return a day of the shop as a date."""
    return (START + timedelta(days=day)).isoformat()


def answer(*arguments: str | Path) -> dict[str, Any]:
    """Return the program's answer as JSON; warnings are errors, and no number is missing from it."""
    said, complained = io.StringIO(), io.StringIO()
    command = ["repurchase", "clv", *map(str, arguments), "--format", "json"]
    with (
        patch.object(sys, "argv", command),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(complained),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("error")
        try:
            main.run()
        except SystemExit as leaving:
            assert not leaving.code, complained.getvalue()
    found: dict[str, Any] = json.loads(said.getvalue(), parse_constant=_refuse)
    return found


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


def customers_of(found: dict[str, Any]) -> Any:
    """Return the customers' table, by id."""
    return pd.DataFrame(found["tables"]["customers"]).set_index("customer_id")


def chosen(found: dict[str, Any]) -> dict[str, float]:
    """Return the parameters of the chosen transaction model."""
    (model,) = (
        one for one in found["tables"]["models"] if one["chosen"] and one["model"] != "gamma-gamma"
    )
    parameters: dict[str, float] = model["parameters"]
    return parameters
