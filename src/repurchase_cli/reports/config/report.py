"""The settings in force as a document: one table for people, the YAML's own shape for JSON."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.config import as_mapping, meanings
from repurchase_cli.document import Column, Document, Section, Table, Text
from repurchase_cli.marks import About
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from repurchase_cli.config import Settings

_TITLE = Text("Settings in force", "生效的设置")
_HEADING = Text(
    "--set over the settings file over the preset", "--set 优先于设置文件，设置文件优先于预设"
)
_COLUMNS = (
    *tables.SETTING_COLUMNS,
    Column("unit", "text", Text("Unit", "单位"), Text("unit of the value", "值的单位")),
    Column("meaning", "text", Text("Meaning", "含义"), Text("what it does", "作用")),
)


def build(settings: Settings) -> Document:
    """Return the document of ``config show``."""
    data = as_mapping(settings)
    about = defaultdict(lambda: About(""), meanings())
    rows = [(*row, about[row[0]].unit, about[row[0]].meaning) for row in _rows(data, "")]
    frame = pd.DataFrame(rows, columns=[column.id for column in _COLUMNS], dtype="str")
    table = Table("settings", _HEADING, _COLUMNS, FrameRows(frame))
    return Document(
        command="config show",
        title=_TITLE,
        main="settings",
        sections=(Section(_HEADING, table=table),),
        currency=settings.currency,
        settings=data,
    )


def _rows(data: Mapping[str, Any], parent: str) -> Iterator[tuple[str, str]]:
    """Yield the dotted name and the value of every setting."""
    for key, value in data.items():
        name = f"{parent}{key}"
        if isinstance(value, dict) and value and "of" not in value:
            yield from _rows(value, f"{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from (_entry(name, place, entry) for place, entry in enumerate(value))
        else:
            yield name, _shown(value)


def _entry(name: str, place: int, entry: Mapping[str, Any]) -> tuple[str, str]:
    """Return a rule by its name with its condition, or what has none by its place with its text."""
    if "name" in entry:
        return f"{name}.{entry['name']}", _condition(entry)
    numbers = (f"{key} {value:g}" for key, value in entry.items() if key != "text")
    return f"{name}.{place + 1}", ", ".join([entry["text"]["en"], *numbers])


def _condition(rule: Mapping[str, Any]) -> str:
    condition = str(rule.get("when", "everyone else"))
    return condition if rule.get("active", True) else f"off ({condition})"


def _shown(value: Any) -> str:  # noqa: ANN401  plain data of any shape
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if not isinstance(value, dict):
        return "null" if value is None else str(value)
    if "times" in value:
        return f"{value['times']} × {value['of']}"
    return f"{value['percentile']}% percentile of {value['of']}" if value else ""
