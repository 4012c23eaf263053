"""Campaigns that a layer of settings gives by their names: changes of those below, and new ones.

A list of campaigns replaces the list below, as every list does. A mapping is merged with it name by
name, as all groups of settings are: ``campaigns: {birthday: {offer: {value: 30}}}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from repurchase_cli.config.yaml_lines import Blame, Place, Reading
from repurchase_cli.rules import did_you_mean

if TYPE_CHECKING:
    from repurchase_cli.config.yaml_lines import Path

KEY = "campaigns"
Merge = Callable[[Any, Any], Any]


def listed(base: Reading, top: Reading, merge: Merge) -> Reading:
    """Return a layer whose campaigns, where it gives them by name, are the whole list.

    Parameters
    ----------
    base
        What lies below, with a list of campaigns.
    top
        The layer.
    merge
        Lays one mapping over another.

    Returns
    -------
    Reading
        Without blames: names that are unknown are added to those of ``top``.
    """
    below, changes = base.data.get(KEY), top.data.get(KEY)
    if not isinstance(changes, dict) or not isinstance(below, list):
        return top
    names = [one.get("name") if isinstance(one, dict) else None for one in below]
    others = {name: one for name, one in changes.items() if name not in names}
    new = [name for name, one in others.items() if isinstance(one, dict) and "when" in one]
    top.blames += [
        _unknown(name, names, top.places[KEY, name]) for name in others if name not in new
    ]
    at = {name: number for number, name in enumerate([*names, *new])}
    every = [*below, *({"name": name} for name in new)]
    merged = [merge(one, changes.get(name)) for name, one in zip(at, every, strict=True)]
    places = {path: place for path, place in base.places.items() if path[0] == KEY}
    places |= {_numbered(path, at): place for path, place in top.places.items()}
    return Reading({**top.data, KEY: merged}, places)


def _numbered(path: Path, at: Mapping[Any, int]) -> Path:
    """Return a path in which a campaign's name has become its number in the list."""
    if path[0] == KEY and len(path) > 1 and path[1] in at:
        return (KEY, at[path[1]], *path[2:])
    return path


def _unknown(name: str, names: list[Any], place: Place) -> Blame:
    near = did_you_mean(name, [known for known in names if isinstance(known, str)])
    what = (
        f"there is no campaign '{name}' to change{near or '; a new one must have when and title'}"
    )
    return Blame(place.file, place.line, what)
