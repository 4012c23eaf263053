"""Reading settings: presets, the user's file and ``--set``, laid over one another."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from repurchase_cli.config import campaign_layers, slips, yaml_lines
from repurchase_cli.config.campaign_checks import check_campaigns
from repurchase_cli.config.checks import check
from repurchase_cli.config.membership_checks import check_membership
from repurchase_cli.config.preset import presets
from repurchase_cli.config.sentences import sentence
from repurchase_cli.config.tree import Settings
from repurchase_cli.config.yaml_lines import Blame, Place, Reading
from repurchase_cli.errors import SettingsError
from repurchase_cli.rules import did_you_mean
from repurchase_cli.scalars import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from repurchase_cli.config.yaml_lines import Path as Keys

_HINT = "`repurchase config show` prints every setting in force"
_NOWHERE = Place("settings", None)


def read(path_or_preset: str, overrides: Sequence[str] = ()) -> Settings:
    """Read and check settings; see :func:`repurchase_cli.config.effective.load`."""
    layers = [*_chain(path_or_preset), *(_override(text) for text in overrides)]
    if any(layer.data is None for layer in layers):
        raise _refusal([blame for layer in layers for blame in layer.blames])
    merged = functools.reduce(_over, layers)
    settings, wrong = _validated(merged)
    blames = [blame for layer in layers for blame in layer.blames]
    blames += [*wrong, *_across(merged, _preset_thresholds(layers))]
    if settings is None or blames:
        raise _refusal(blames)
    return settings


def _refusal(blames: list[Blame]) -> SettingsError:
    ordered = sorted(dict.fromkeys(blames), key=lambda blame: (blame.file, blame.line or 0))
    return SettingsError([str(blame) for blame in ordered], hint=_HINT)


# ---- layers --------------------------------------------------------------------------------


def _chain(name: str) -> list[Reading]:
    """Return a file or preset and all that it extends, the outermost last."""
    layers: list[Reading] = []
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        layers.insert(0, _file(name))
        name = _extended(layers[0], name)
    return layers


def _file(name: str) -> Reading:
    """Read a preset, or a file of the user."""
    known = presets()
    if name in known:
        preset = _preset(known[name])
        return Reading(dict(preset.data), preset.places, list(preset.blames))
    try:
        return _mapping(yaml_lines.read_file(Path(name), own=True), name)
    except (OSError, ValueError) as error:
        return Reading(blames=[Blame(name, None, _unreadable(error, Path(name), known))])


@functools.cache
def _preset(path: Path) -> Reading:
    """Read a preset, once."""
    return _mapping(yaml_lines.read_file(path, own=False), str(path))


def _unreadable(error: Exception, path: Path, known: dict[str, Path]) -> str:
    if path.is_dir():
        return "this is a folder; name a settings file"
    if isinstance(error, FileNotFoundError):
        names = ", ".join(known)
        near = did_you_mean(path.name, known)
        return f"there is no such settings file or preset{near or f' (presets: {names})'}"
    return f"this file cannot be read: {getattr(error, 'strerror', None) or error}"


def _mapping(reading: Reading, file: str) -> Reading:
    if reading.data is None and not reading.blames:
        reading.data = {}
    elif reading.data is not None and not isinstance(reading.data, dict):
        what = "the file must be a mapping of settings, such as recent_days: 180"
        return Reading(blames=[*reading.blames, Blame(file, 1, what)])
    return reading


def _extended(reading: Reading, name: str) -> str:
    """Return the preset that a layer starts from, taking ``extends`` out of its data."""
    data = reading.data or {}
    if name == "default":
        return ""
    wanted = data.pop("extends", "default")
    known = presets()
    if isinstance(wanted, str) and wanted in known and wanted != name:
        return wanted
    place = reading.places[("extends",)]
    near = did_you_mean(place.word, known) or f"; the presets are {', '.join(known)}"
    what = f"extends must be the name of another preset, not {said(wanted)}{near}"
    reading.blames.append(Blame(place.file, place.line, what))
    return "default"


def _override(text: str) -> Reading:
    """Return the layer of one ``--set NAME=VALUE``."""
    name, equals, value = text.partition("=")
    keys = tuple(name.strip().split("."))
    source = f"--set {name.strip()}"
    if not equals or not all(keys):
        return Reading({}, blames=[Blame("--set", None, f"write NAME=VALUE, not '{text}'")])
    if keys == ("extends",):
        return Reading({}, blames=[Blame(source, None, "choose a preset by -c, or in a file")])
    if slips.comment(value):
        quoted = f'{name.strip()}="{value.strip()}"'
        what = f"# would begin a comment; put the value in quotes: '{quoted}'"
        return Reading({}, blames=[Blame(source, None, what)])
    reading = yaml_lines.read(value, source, own=True, lines=False)
    if reading.data == {} and not value.strip():
        reading.data = ""
    return _nested(reading, keys, Place(source, None, own=True, word=value.strip()))


def _nested(reading: Reading, keys: tuple[str, ...], place: Place) -> Reading:
    """Put what was read under a dotted name."""
    if reading.blames:
        return Reading({}, blames=reading.blames)
    places = {(*keys, *path): found for path, found in reading.places.items()}
    places |= {keys[:end]: place for end in range(1, len(keys) + 1)}
    data = functools.reduce(lambda inner, key: {key: inner}, reversed(keys), reading.data)
    return Reading(data, places)


def _over(base: Reading, top: Reading) -> Reading:
    """Lay one layer over another; where a list replaces a list, its old places are forgotten."""
    top = campaign_layers.listed(base, top, _merged)
    lists = {key for key, value in top.data.items() if isinstance(value, list)}
    kept = {path: place for path, place in base.places.items() if path[0] not in lists}
    return Reading(_merged(base.data, top.data), kept | top.places)


def _merged(base: Any, top: Any, path: Keys = ()) -> Any:  # noqa: ANN401  data of any shape
    """Return mappings merged key by key; everything else is replaced."""
    if isinstance(base, dict) and top is None:
        return base
    if not isinstance(base, dict) or not isinstance(top, dict):
        return top
    if path[:-1] == ("thresholds",) and not top.keys() <= base.keys():
        return top  # a relative threshold of another kind
    return base | {key: _merged(base.get(key), value, (*path, key)) for key, value in top.items()}


def _preset_thresholds(layers: list[Reading]) -> set[str]:
    paths = (path for layer in layers for path, place in layer.places.items() if not place.own)
    return {str(path[1]) for path in paths if len(path) == 2 and path[0] == "thresholds"}


# ---- mistakes ------------------------------------------------------------------------------


def _validated(merged: Reading) -> tuple[Settings | None, list[Blame]]:
    """Return the settings, or what is wrong with single values."""
    try:
        return adapter().validate_python(merged.data), []
    except ValidationError as error:
        return None, [_of_value(merged, found) for found in error.errors(include_url=False)]


def _of_value(merged: Reading, found: ErrorDetails) -> Blame:
    path = _existing(merged.data, found["loc"])
    place = _place(merged, path)
    return Blame(place.file, place.line, sentence(found, path, merged.places.get(path)))


def _across(merged: Reading, preset_thresholds: set[str]) -> list[Blame]:
    """Return what is wrong between values, at the place that is the user's own."""
    blames = []
    data = merged.data
    mistakes = (*check(data, preset_thresholds), *check_campaigns(data), *check_membership(data))
    for found in mistakes:
        places = [_place(merged, path) for path in found.paths]
        place = next((place for place in places if place.own), places[0])
        blames.append(Blame(place.file, place.line, found.what))
    return blames


def _existing(data: Any, location: tuple[str | int, ...]) -> Keys:  # noqa: ANN401 - data of any shape
    """Return the part of pydantic's location that stands in the data, without its own tags."""
    path: list[str | int] = []
    for part in location:
        if isinstance(data, list) and isinstance(part, int):
            inside = part < len(data)
        else:
            inside = isinstance(data, dict) and part in data
        if inside:
            data = data[part]
            path.append(part)
    return tuple(path)


def _place(merged: Reading, path: Keys) -> Place:
    """Return the place of a path, or of the nearest thing around it."""
    ends = range(len(path), 0, -1)
    return next((merged.places[path[:n]] for n in ends if path[:n] in merged.places), _NOWHERE)


@functools.cache
def adapter() -> TypeAdapter[Settings]:
    """Return what checks settings."""
    return TypeAdapter(Settings)
