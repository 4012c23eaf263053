"""Checks across settings: rules and their conditions, reasons, thresholds and their order.

They look at the merged plain data, not at checked values, so that a mistake elsewhere hides none of
them.
"""

from __future__ import annotations

import functools
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from repurchase_cli import rules
from repurchase_cli.config import slips
from repurchase_cli.config.sentences import elsewhere
from repurchase_cli.config.tree import RULE_LISTS
from repurchase_cli.document import Text
from repurchase_cli.scalars import number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from repurchase_cli.config.yaml_lines import Path

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PARAMETER = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_NO_LABEL = Text("", "")
#: Thresholds of which the first must not be above the second.
_ORDER = (("active_days", "lost_days"),)


class Found(NamedTuple):
    """A mistake, and the paths that it lies between; the user's own is the one to name."""

    what: str
    paths: tuple[Path, ...]


def _found(what: str, *paths: Path) -> Found:
    return Found(what, paths)


class _Item(NamedTuple):
    """A rule as it stands in the data."""

    path: Path
    rule: Mapping[str, Any]

    @property
    def named(self) -> str:
        """How a sentence names the rule."""
        name = self.rule.get("name")
        shown = f"'{name}'" if isinstance(name, str) else f"no. {int(self.path[1]) + 1}"
        return f"rule {shown} of {self.path[0]}"

    @property
    def when(self) -> str | None:
        """The condition, None where it is absent or no text."""
        when = self.rule.get("when")
        return when if isinstance(when, str) else None

    @property
    def reasons(self) -> dict[Path, str]:
        """The texts of the reason by their path."""
        because = self.rule.get("because")
        path = (*self.path, "because")
        if isinstance(because, dict):
            return {(*path, k): text for k, text in because.items() if isinstance(text, str)}
        return {path: because} if isinstance(because, str) else {}


def check(data: Mapping[str, Any], preset_thresholds: Collection[str]) -> list[Found]:
    """Return every mistake across settings with the path that it stands at.

    Parameters
    ----------
    data
        The merged settings.
    preset_thresholds
        The thresholds that the preset brings along; any other must be named by a rule.
    """
    items = {name: _items(data, name) for name in RULE_LISTS}
    in_order = list(chain.from_iterable(_list_order(group) for group in items.values()))
    in_order += _roles(items)
    thresholds = data.get("thresholds")
    if not isinstance(thresholds, dict):
        return in_order
    numbers = _numbers(thresholds | {"recent_days": data.get("recent_days")})
    unreachable = functools.partial(_unreachable, numbers=numbers)
    campaigns = [str(item.when) for item in _items(data, "campaigns") if item.when]
    tags = data.get("tags")
    tags = tags if isinstance(tags, dict) else {}
    campaigns += [when for when in tags.values() if isinstance(when, str)]
    parameters = {*thresholds, "recent_days"}
    conditions = _conditions(items, parameters)
    return [
        *in_order,
        *conditions,
        *_reasons(items, {*rules.reason_columns(), *parameters}),
        *_tags_in_rules(items, [name for name, when in tags.items() if isinstance(when, str)]),
        *chain.from_iterable(_threshold(name, value) for name, value in thresholds.items()),
        *_unused(items, thresholds, preset_thresholds, campaigns),
        *_threshold_order(numbers),
        *([] if conditions else chain.from_iterable(map(unreachable, items.values()))),
        *_cuts(data.get("rfm")),
    ]


def _tags_in_rules(items: Mapping[str, list[_Item]], conditions: list[str]) -> Iterator[Found]:
    """Yield rules that name tags where some are conditions, which build on what rules decide."""
    for item in chain.from_iterable(items.values()) if conditions else ():
        if item.when and re.search(r"\btags\b", item.when, re.IGNORECASE):
            what = (
                f"{item.named}: the condition names tags, and the tag '{conditions[0]}' is "
                "itself a condition, which is told after the rules; write it as {bought: …}"
            )
            yield _found(what, (*item.path, "when"))


def _items(data: Mapping[str, Any], name: str) -> list[_Item]:
    found = data.get(name)
    listed = found if isinstance(found, list) else []
    return [_Item((name, i), rule) for i, rule in enumerate(listed) if isinstance(rule, dict)]


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    """Return the values that are numbers."""
    found = {name: _number(value) for name, value in values.items()}
    return {name: value for name, value in found.items() if value is not None}


def _number(value: object) -> float | None:
    try:
        return number(value)
    except ValueError:
        return None


# ---- rules ---------------------------------------------------------------------------------


def _list_order(items: list[_Item]) -> Iterator[Found]:
    names: set[str] = set()
    for position, item in enumerate(items, start=1):
        name, last = item.rule.get("name"), position == len(items)
        if isinstance(name, str) and name in names:
            yield _found(f"{item.named} stands twice; names must differ", (*item.path, "name"))
        names.add(str(name))
        if last != (item.rule.get("when") is None):
            yield _found(_misplaced(item, last=last), (*item.path, "when"))


def _roles(items: Mapping[str, list[_Item]]) -> Iterator[Found]:
    """Yield the roles that two classes have, and those of rules that are no classes."""
    holders: dict[str, _Item] = {}
    for item in chain.from_iterable(items.values()):
        role, path = item.rule.get("role"), (*item.path, "role")
        if not isinstance(role, str):
            continue
        if item.path[0] != "classes":
            yield _found(f"{item.named} can have no role, which only classes have", path)
        elif (first := holders.setdefault(role, item)) is not item:
            yield _found(f"{item.named} has the role of {first.named}: {role}", path)


def _misplaced(item: _Item, *, last: bool) -> str:
    if last:
        return f"{item.named} is the last and must have no condition, so that everyone gets one"
    return f"{item.named} has no condition, so no rule after it is ever reached"


def _conditions(items: Mapping[str, list[_Item]], parameters: Collection[str]) -> list[Found]:
    listed = [item for group in items.values() for item in group if item.when is not None]
    texts = [str(item.when) for item in listed]
    mistakes = rules.check(texts, rules.known_columns(), parameters)
    return [_condition(listed[found.position], found.what) for found in mistakes]


def _condition(item: _Item, what: str) -> Found:
    meant = slips.condition(item.when or "")
    return _found(f"{item.named}: the condition {_a(what)}{meant}", (*item.path, "when"))


def _a(what: str) -> str:
    """Return what is wrong so that it follows on 'the condition'."""
    verbs = ("must ", "cannot ", "is ")
    return what if what.startswith(verbs) else f"cannot be used: {what}"


def _reasons(items: Mapping[str, list[_Item]], names: Collection[str]) -> Iterator[Found]:
    for item in chain.from_iterable(items.values()):
        for path, text in item.reasons.items():
            for what in rules.check_reason(text, names):
                yield _found(f"{item.named}: the reason is wrong: {what}", path)


def _unreachable(group: list[_Item], numbers: Mapping[str, float]) -> Iterator[Found]:
    listed = [rules.Rule(str(item.rule.get("name")), _NO_LABEL, item.when) for item in group]
    for later, first in rules.never_reached(listed, numbers):
        taker = f"'{listed[first].name}' before it takes everyone ({listed[first].when})"
        parameters = sorted(rules.parameters_of([listed[later], listed[first]]))
        yield _found(
            f"{group[later].named} is never reached: {taker}",
            (*group[later].path, "when"),
            *(_threshold_path(name) for name in parameters),
        )


# ---- thresholds and cuts -------------------------------------------------------------------


def _threshold_path(name: str) -> Path:
    return ("recent_days",) if name == "recent_days" else ("thresholds", name)


def _threshold(name: str, value: object) -> Iterator[Found]:
    path = ("thresholds", name)
    if not _NAME.fullmatch(name):
        yield _found(f"thresholds.{name}: a name has small letters, digits and _ only", path)
    if name in rules.known_columns() or name == "recent_days":
        yield _found(f"thresholds.{name} has the name of a column or setting; take another", path)
    if name.endswith("_days") and (_number(value) or 0) < 0:
        yield _found(f"thresholds.{name} must not be negative, not {value}", path)
    if isinstance(value, dict) and isinstance(value.get("of"), str):
        yield from _relative(name, value["of"])


def _relative(name: str, column: str) -> Iterator[Found]:
    numeric = {n for n, kind in rules.known_columns().items() if kind not in {"VARCHAR", "DATE"}}
    if column not in numeric:
        near = rules.did_you_mean(column, numeric)
        what = f"thresholds.{name}.of: unknown column of numbers '{column}'{near}"
        yield _found(what, ("thresholds", name, "of"))


def _unused(
    items: Mapping[str, list[_Item]],
    thresholds: Collection[str],
    known: Collection[str],
    campaigns: Collection[str],
) -> Iterator[Found]:
    """Yield the thresholds that nothing names: most likely a slip of the pen."""
    everyone = list(chain.from_iterable(items.values()))
    conditions = [*(item.when or "" for item in everyone), *campaigns]
    used = {name for text in conditions for name in _PARAMETER.findall(text)}
    reasons = " ".join(text for item in everyone for text in item.reasons.values())
    for name in thresholds:
        if name not in known and name not in used and f"{{{name}}}" not in reasons:
            near = elsewhere(name) or rules.did_you_mean(name, {*known, *used})
            yield _found(f"no rule names the threshold '{name}'{near}", ("thresholds", name))


def _threshold_order(numbers: Mapping[str, float]) -> Iterator[Found]:
    for low, high in _ORDER:
        if low in numbers and high in numbers and numbers[low] > numbers[high]:
            limit = f"thresholds.{high} ({numbers[high]:g})"
            what = f"thresholds.{low} ({numbers[low]:g}) must not be above {limit}"
            yield _found(what, ("thresholds", low), ("thresholds", high))


def _cuts(rfm: object) -> Iterator[Found]:
    if not isinstance(rfm, dict) or rfm.get("method") != "cuts":
        return
    cuts = rfm.get("cuts")
    for score in ("r", "f", "m"):
        if not isinstance(cuts, dict) or cuts.get(score) is None:
            what = f"rfm.method is cuts, so rfm.cuts.{score} must be given"
            yield _found(what, ("rfm", "method"))
