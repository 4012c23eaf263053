"""The settings in force.

Those of the preset ``default`` are there already checked, in :mod:`repurchase_cli.config.defaults`:
a run without settings of its own reads no YAML. They count while the preset is as it was then;
``make docs`` makes them anew.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from repurchase_cli.config import defaults
from repurchase_cli.config.preset import digest
from repurchase_cli.config.tree import Settings
from repurchase_cli.document import Text


def find_default() -> Path | None:
    """Return ``repurchase.yaml`` of the current folder, where there is one."""
    path = Path("repurchase.yaml")
    return path if path.is_file() else None


def load(path_or_preset: str | None, overrides: Sequence[str] = ()) -> Settings:
    """Return the settings in force: ``--set`` over the file over the preset that it extends.

    Parameters
    ----------
    path_or_preset
        A file, or the name of a preset; None for the preset ``default``.
    overrides
        ``NAME=VALUE`` with a dotted name and a YAML value.

    Raises
    ------
    SettingsError
        With every mistake, each as ``FILE:LINE: what is wrong``.
    """
    name = path_or_preset or "default"
    if name == "default" and not overrides and digest(name) == defaults.DIGEST:
        return defaults.settings()
    from repurchase_cli.config import loading  # noqa: PLC0415 - checks cost more than a small file

    return loading.read(name, overrides)


def as_mapping(settings: Settings) -> dict[str, Any]:
    """Return settings as plain data, nested and named as in the YAML."""
    data: dict[str, Any] = _plain(settings)
    return data


def _plain(value: Any) -> Any:  # noqa: ANN401  plain data of any shape
    if isinstance(value, Text):
        return value._asdict()
    if dataclasses.is_dataclass(value):
        names = [item.name for item in dataclasses.fields(value)]
        found = {name: getattr(value, name) for name in names}
        whole = isinstance(value, Settings)  # every setting is shown, also one that is null
        return {n: _plain(v) for n, v in found.items() if whole or v not in (None, Text("", ""))}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
