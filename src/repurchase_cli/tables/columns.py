"""How a column of the vocabulary is written down, and how tables share columns."""

from __future__ import annotations

from repurchase_cli.document import Column, Kind, Text

#: The unit of a kind that has one of its own.
_UNITS: dict[Kind, str] = {"money": "currency", "days": "days", "score": "1–5"}
_INTERVAL = Text("its 95% interval", "95% 区间")


def column(
    name: str, kind: Kind, label: str, zh: str, meaning: str, sense: str, unit: str = ""
) -> Column:
    """Return a column: id, kind, label and meaning, each in English and then in Chinese."""
    return Column(name, kind, Text(label, zh), Text(meaning, sense), unit or _UNITS.get(kind, ""))


def bounds(
    kind: Kind,
    of: str = "",
    interval: Text = _INTERVAL,
    labels: tuple[str, str] = ("Low", "High"),
) -> tuple[Column, Column]:
    """Return the columns of both ends of an interval: ``low`` and ``high``, or ``<of>_low`` …."""
    before = f"{of}_" if of else ""
    low, high = labels
    return (
        column(f"{before}low", kind, low, "下限", f"lower bound of {interval.en}", f"{interval.zh}下限"),
        column(f"{before}high", kind, high, "上限", f"upper bound of {interval.en}", f"{interval.zh}上限"),
    )  # fmt: skip


def pick(columns: tuple[Column, ...], names: str) -> tuple[Column, ...]:
    """Return the columns of these ids, which stand in ``names`` parted by blanks.

    Raises
    ------
    KeyError
        When a name is no column's id.
    """
    named = {one.id: one for one in columns}
    return tuple(named[name] for name in names.split())
