"""A JSON Schema of the settings file, by which editors complete and check it."""

from __future__ import annotations

from typing import Any

from repurchase_cli.config.meanings import THRESHOLDS
from repurchase_cli.config.preset import presets
from repurchase_cli.sources import FIELDS, SIDE_NAMES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return a JSON Schema of a settings file, for editors."""
    from repurchase_cli.config.loading import adapter  # noqa: PLC0415 - no run needs it

    found = adapter().json_schema()
    found.pop("required", None)  # what a file leaves out comes from the preset
    found["$defs"]["Rule"]["properties"]["because"].pop("default")
    properties = found["properties"]
    properties["columns"]["propertyNames"] = {"enum": [*FIELDS, *SIDE_NAMES]}
    properties["rates"]["propertyNames"] = {"pattern": "^[A-Z]{3}$"}
    properties["thresholds"]["properties"] = _thresholds(properties["thresholds"])
    windows = properties["calendar"]
    windows["additionalProperties"] = _one_or_more(windows["additionalProperties"])
    properties["campaigns"] = _campaigns(properties["campaigns"], found["$defs"]["Campaign"])
    properties["extends"] = {"enum": list(presets()), "description": "The preset to start from."}
    return {"$schema": _DIALECT, **found, "title": "Settings of repurchase"}


def _thresholds(described: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas of the thresholds that the preset names, with unit and meaning."""
    any_threshold = described["additionalProperties"]
    return {
        name: any_threshold | {"description": about.meaning, "unit": about.unit}
        for name, about in THRESHOLDS.items()
    }


def _campaigns(listed: dict[str, Any], campaign: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of campaigns: a list, or changes by name that need not be whole."""
    for name in ("windows", "channels"):
        campaign["properties"][name] = _one_or_more(campaign["properties"][name])
    change = {key: value for key, value in campaign.items() if key != "required"}
    by_name = {"type": "object", "additionalProperties": change}
    return _either(listed, by_name)


def _one_or_more(listed: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list that may be a single value as well."""
    return _either(listed, listed["items"])


def _either(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of two forms, described as the first."""
    kept = {key: value for key, value in one.items() if key in ("description", "default", "title")}
    return {**kept, "anyOf": [{k: v for k, v in one.items() if k not in kept}, other]}
