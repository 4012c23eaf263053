"""Who members are: sex, age, month of birth, city and store, with the repurchase rate of each."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import rates
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.reports.members.membership import Members

#: Fewer members than these could be told apart.
LEAST = 10
_GROUPS = {
    "sex": Text("Sex", "性别"),
    "age": Text("Age", "年龄"),
    "birth_month": Text("Month of birth", "出生月份"),
    "city": Text("City", "城市"),
    "store": Text("Home store", "所属门店"),
}
_OTHER = "(other)"
_AGES = (18, 25, 35, 45, 55, 65)
_OLDEST = 110


def sections(members: Members) -> tuple[Section, ...]:
    """Return the members by what the customers file says of them; nothing without one."""
    people = _people(members)
    known = [name for name in _GROUPS if people[name].notna().any()]
    if not known:
        return ()
    title = Text("Who the members are", "会员构成")
    rows = [row for name in known for row in _rows(people, name)]
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.PEOPLE_COLUMNS])
    missing = [
        (label, float(people[name].isna().mean()))
        for name, label in _GROUPS.items()
        if name in known
    ]
    en = ", ".join(f"{label.en.lower()} {share:.0%}" for label, share in missing)
    zh = "，".join(f"{label.zh} {share:.0%}" for label, share in missing)
    line = Text(
        f"Not known: {en}. Values of fewer than {LEAST} members are put together, or left out",
        f"缺失比例：{zh}。不足 {LEAST} 人的取值合并显示或不显示",
    )
    names = {"group": _GROUPS, "value": {_OTHER: Text("(other)", "（其他）")}}
    table = Table("people", title, tables.PEOPLE_COLUMNS, FrameRows(frame), names=names)
    return (Section(title, (line,), table),)


def _people(members: Members) -> pd.DataFrame:
    frame = members.sales.derive(
        "members/described", {"day": str(members.sales.as_of)}, members=members.book.members
    ).frame()
    frame = frame.sort_values("member", ignore_index=True)
    age = frame["age"].where(frame["age"].between(0, _OLDEST))
    return frame.assign(age=_bands(age))


def _bands(age: pd.Series[float]) -> pd.Series[str]:
    labels = [f"< {_AGES[0]}", *(f"{a}–{b - 1}" for a, b in itertools.pairwise(_AGES))]
    bounds = [-1, *_AGES, _OLDEST + 1]
    banded = pd.cut(age, bounds, right=False, labels=[*labels, f"{_AGES[-1]}+"])
    return banded.astype("object").where(age.notna(), None)


def _rows(people: pd.DataFrame, name: str) -> Iterator[tuple[object, ...]]:
    """Yield one row for each value of a group that enough members have."""
    known = people[people[name].notna()]
    value = known[name].astype("str")
    sizes = value.value_counts()
    small = value.isin(sizes.index[sizes < LEAST])
    value = value.mask(small, _OTHER)
    if int(small.sum()) < LEAST:
        known, value = known[~small], value[~small]
    order = sorted(value.unique(), key=lambda key: (key == _OTHER, key))
    for key in order:
        part = known[value == key]
        buyers = part[part["n_purchases"] > 0]
        again = rates.rate(int((buyers["n_purchases"] > 1).sum()), len(buyers))
        purchases = float(buyers["n_purchases"].sum())
        average = float(buyers["revenue"].sum()) / purchases if purchases else np.nan
        yield (
            name, key, len(part), len(part) / len(known), len(buyers), average,
            again.value, again.low, again.high,
        )  # fmt: skip
