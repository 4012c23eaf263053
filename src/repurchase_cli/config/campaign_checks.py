"""Checks of campaigns: conditions, messages, windows, offers.

Like the other checks they look at the merged plain data, so that a mistake elsewhere hides none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from repurchase_cli import rules
from repurchase_cli.campaigns import texts
from repurchase_cli.campaigns.audiences import TAGS, known_columns, text_columns
from repurchase_cli.config import slips
from repurchase_cli.config.checks import Found
from repurchase_cli.scalars import number

if TYPE_CHECKING:
    from repurchase_cli.config.yaml_lines import Path

_NEED_VALUE = ("amount", "percent", "points")
_NEED_TEXT = ("gift", "text")
_COUPONS = ("amount", "percent", "gift")


def check_campaigns(data: Mapping[str, Any]) -> list[Found]:
    """Return every mistake in the campaigns of the merged settings."""
    listed = data.get("campaigns")
    campaigns: list[tuple[Path, dict[str, Any]]] = [
        (("campaigns", at), one)
        for at, one in enumerate(listed if isinstance(listed, list) else [])
        if isinstance(one, dict)
    ]
    calendar = data.get("calendar")
    windows = calendar if isinstance(calendar, dict) else {}
    thresholds = data.get("thresholds")
    parameters = {*(thresholds if isinstance(thresholds, dict) else ()), "recent_days"}
    found = [*_tags(data.get(TAGS), parameters), *_conditions(campaigns, parameters)]
    found += _twice(campaigns)
    for path, one in campaigns:
        found += [*_texts(path, one), *_windows(path, one, windows), *_offer(path, one)]
    return found


def _named(path: Path, one: Mapping[str, Any]) -> str:
    """Return how a sentence names a campaign."""
    name = one.get("name")
    return f"campaign '{name}'" if isinstance(name, str) else f"campaign no. {int(path[1]) + 1}"


def _twice(campaigns: list[tuple[Path, dict[str, Any]]]) -> Iterator[Found]:
    seen: set[object] = set()
    for path, one in campaigns:
        name = one.get("name")
        if isinstance(name, str) and name in seen:
            what = f"{_named(path, one)} stands twice; names must differ"
            yield Found(what, ((*path, "name"),))
        seen.add(str(name))


def _conditions(
    campaigns: list[tuple[Path, dict[str, Any]]], parameters: Collection[str]
) -> Iterator[Found]:
    with_text = [(path, one) for path, one in campaigns if isinstance(one.get("when"), str)]
    conditions = [str(one["when"]) for _, one in with_text]
    for mistake in rules.check(conditions, known_columns(), parameters):
        path, one = with_text[mistake.position]
        meant = slips.condition(str(one["when"]))
        what = f"{_named(path, one)}: the condition is wrong: {mistake.what}{meant}"
        yield Found(what, ((*path, "when"),))


def _tags(tags: object, parameters: Collection[str]) -> Iterator[Found]:
    """Yield what is wrong with tags, whose conditions cannot build on tags."""
    found = tags if isinstance(tags, dict) else {}
    named = [(str(name), when) for name, when in found.items() if isinstance(when, str)]
    columns = {name: kind for name, kind in known_columns().items() if name != TAGS}
    for mistake in rules.check([when for _, when in named], columns, parameters):
        name, when = named[mistake.position]
        what = f"tag '{name}': the condition is wrong: {mistake.what}{slips.condition(when)}"
        yield Found(what, ((TAGS, name),))


def _texts(path: Path, one: Mapping[str, Any]) -> Iterator[Found]:
    names = {"message": texts.message_fields(), "because": text_columns()}
    for key, known in names.items():
        for place, text in _languages((*path, key), one.get(key)):
            for what in texts.check(text, known):
                yield Found(f"{_named(path, one)}: the {key} is wrong: {what}", (place,))


def _languages(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a value in one or two languages, each with its path."""
    if isinstance(value, dict):
        yield from (((*path, k), text) for k, text in value.items() if isinstance(text, str))
    elif isinstance(value, str):
        yield path, value


def _windows(path: Path, one: Mapping[str, Any], calendar: Collection[str]) -> Iterator[Found]:
    given = one.get("windows")
    names = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    for name in names:
        if name not in calendar:
            near = rules.did_you_mean(str(name), calendar)
            what = f"{_named(path, one)}: the calendar has no window '{name}'{near}"
            yield Found(what, ((*path, "windows"),))
    if one.get("cycle") == "window" and not names:
        what = f"{_named(path, one)}: the cycle is window, so windows must be given"
        yield Found(what, ((*path, "cycle"),))


def _offer(path: Path, one: Mapping[str, Any]) -> Iterator[Found]:
    offer = one.get("offer")
    if not isinstance(offer, dict):
        return
    kind, value = offer.get("kind", "none"), _number(offer.get("value"))
    place, named = (*path, "offer"), _named(path, one)
    if kind in _NEED_VALUE and offer.get("value") is None:
        yield Found(f"{named}: an offer of kind {kind} must have a value", ((*place, "kind"),))
    if kind in _NEED_TEXT and not offer.get("text"):
        yield Found(f"{named}: an offer of kind {kind} must have a text", ((*place, "kind"),))
    if kind == "percent" and value is not None and not 0 < value <= 100:
        what = f"{named}: per cent off must lie between 0 and 100, not {value:g}"
        yield Found(what, ((*place, "value"),))
    if offer.get("codes") and kind not in _COUPONS:
        what = f"{named}: an offer of kind {kind} has no codes"
        yield Found(what, ((*place, "codes"),))


def _number(value: object) -> float | None:
    try:
        return number(value)
    except ValueError:
        return None
