"""Sentences for what pydantic finds, with the name of the setting and the nearest valid one."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_type_hints

from repurchase_cli.campaigns.model import Campaign, Cap, Offer
from repurchase_cli.config import slips
from repurchase_cli.config.meanings import NODES, meanings
from repurchase_cli.config.tree import RULE_LISTS
from repurchase_cli.rules import Bought, PercentileOf, Rule, Times, did_you_mean
from repurchase_cli.scalars import said
from repurchase_cli.sources import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from repurchase_cli.config.yaml_lines import Path, Place

_SHAPES = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "dataclass_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
}


def dotted(path: Path) -> str:
    """Return a path as people write it: ``classes[0].name``."""
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return name.lstrip(".")


def sentence(error: ErrorDetails, path: Path, place: Place | None) -> str:
    """Return what is wrong, in one sentence.

    Parameters
    ----------
    error
        What pydantic says.
    path
        The path of the value that is wrong, as far as it exists.
    place
        Where the value stands.
    """
    kind, value, name = error["type"], error["input"], dotted(path)
    written = place.word if place and not isinstance(value, dict | list) else ""
    word = f"'{written}'" if written else said(value)
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return unknown(path)
    if kind in {"missing", "missing_argument"}:
        return f"{name or 'the settings'} must have '{error['loc'][-1]}'"
    if kind == "string_type":
        return f"{name} {_not_text(value, word)}"
    if kind == "literal_error":
        if error["loc"][-1] == "[key]":
            name, word = f"a key of {dotted(path[:-1])}", f"'{path[-1]}'"
        return f"{name} must be {_plain(error['ctx']['expected'])}, not {word}"
    if kind in _SHAPES:
        return f"{name} must be {_SHAPES[kind]}, not {word}{slips.mapping(written)}"
    what = _other(error)
    return f"{name}{':' if what.startswith('unknown') else ''} {what}{_meant(what, path, written)}"


def _meant(what: str, path: Path, written: str) -> str:
    """Return what was meant by a number with signs, or by a header before its field."""
    if what.startswith("unknown field") and written in FIELDS:
        return f"; write {written}: {path[-1]}"
    return slips.number(written) if what.startswith("must be a number, not '") else ""


def _plain(expected: object) -> str:
    return str(expected).replace("'", "")


def _not_text(value: object, word: str) -> str:
    if isinstance(value, bool):
        return f"must be text; put {word} in quotes, or YAML takes it for a yes or no"
    if value is None:
        return 'is empty; give a value, "" for an empty text, or leave the line out'
    return f"must be text, not {said(value)}{'; put it in quotes' * isinstance(value, dict)}"


def _other(error: ErrorDetails) -> str:
    limits: Mapping[str, Any] = error.get("ctx", {})
    if error["type"] == "too_short":
        return "is empty; it must have at least one entry"
    if error["type"] == "too_long":
        return f"has {limits['actual_length']} numbers; it may have {limits['max_length']}"
    return str(limits.get("error", error["msg"]))


def unknown(path: Path) -> str:
    """Return the sentence for a name that is no setting."""
    *parent, key = path
    names = _names(tuple(parent))
    nearest = did_you_mean(str(key), names) if parent else _near_anywhere(str(key))
    near = _blank(str(key)) or elsewhere(str(key)) or nearest
    where = f" in {dotted(tuple(parent))}" if parent else ""
    listed = "" if near or len(names) > 6 or not names else f"; it has {', '.join(names)}"
    return f"unknown setting '{key}'{where}{near or listed}"


def _names(parent: Path) -> list[str]:
    if len(parent) == 2 and parent[0] in {*RULE_LISTS, "tags"}:
        return [item.name for item in fields(Bought if parent[0] == "tags" else Rule)]
    if parent[:1] == ("campaigns",):
        return [item.name for item in fields(Offer if parent[2:] == ("offer",) else Campaign)]
    if len(parent) == 2 and parent[0] == "contact_caps":
        return [item.name for item in fields(Cap)]
    if len(parent) == 2 and parent[0] == "thresholds":
        return [
            *dict.fromkeys(item.name for node in (Times, PercentileOf) for item in fields(node))
        ]
    if parent in NODES:
        return list(get_type_hints(NODES[parent]))
    return []


def _blank(key: str) -> str:
    return "" if key == key.strip() else "; a blank that is no plain one stands beside it"


def elsewhere(key: str) -> str:
    """Return where a setting of this very name stands, where there is one."""
    dotted_names = meanings()
    if "." in key and key in dotted_names:
        return f"; write it as {key.replace('.', ': {')}: …{'}' * key.count('.')}"
    found = next((name for name in dotted_names if name.rpartition(".")[2] == key), None)
    return f"; did you mean '{found}'?" if found and "." in found else _at_the_top(found)


def _at_the_top(name: str | None) -> str:
    return f"; '{name}' stands at the top of the file" if name else ""


def _near_anywhere(key: str) -> str:
    """Return the full name of the nearest setting, which may have been named without its group."""
    full = {name.rpartition(".")[2]: name for name in meanings()}
    near = did_you_mean(key, full).removeprefix("; did you mean '").removesuffix("'?")
    return f"; did you mean '{full[near]}'?" if near else ""
