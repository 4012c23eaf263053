"""Settings: what they are, and how they are read from presets, a YAML file and ``--set``.

A setting is a field of :class:`Settings` with its default, unit and meaning. ``load`` lays the
user's file over a preset and ``--set`` over both, and reports every mistake at once, each with its
file and line.
"""

from __future__ import annotations

from repurchase_cli.config.editors import schema
from repurchase_cli.config.effective import as_mapping, find_default, load
from repurchase_cli.config.meanings import THRESHOLDS, meanings
from repurchase_cli.config.preset import presets
from repurchase_cli.config.tree import RULE_LISTS, Cuts, Inputs, Mail, Rfm, Settings

__all__ = [
    "RULE_LISTS",
    "THRESHOLDS",
    "Cuts",
    "Inputs",
    "Mail",
    "Rfm",
    "Settings",
    "as_mapping",
    "find_default",
    "load",
    "meanings",
    "presets",
    "schema",
]
