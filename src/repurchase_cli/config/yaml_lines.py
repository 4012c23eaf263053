"""YAML text to plain data, with the line of every value.

Scalars stay the text that stands in the file, for only the setting knows what is meant: ``0012`` is
an id and ``010`` no octal 8. Unquoted ``no``, ``yes``, ``on``, ``off`` become booleans, as other
readers of YAML take them, and an empty value ``None``. Duplicate keys, tags, tabs and aliases that
unfold without end are mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from repurchase_cli.config import slips

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

Path = tuple[str | int, ...]

MOST_BYTES = 1_000_000
MOST_VALUES = 20_000
DEEPEST = 20
_TRUE = {"yes", "on", "true"}
_FALSE = {"no", "off", "false"}
_EMPTY = {"", "~", "null"}
#: What to do where YAML's own words do not tell.
_REMEDIES = {
    "mapping values are not allowed here": (
        "; quote a value that holds ': ', or indent the line like its neighbours"
    ),
    "could not find expected ':'": "; write 'name: value', a colon and a blank",
}
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map", "merge")}


class Place(NamedTuple):
    """Where a value stands, and how it is written there.

    ``own`` tells the user's own words from those of a preset.
    """

    file: str
    line: int | None
    own: bool = True
    word: str = ""


class Blame(NamedTuple):
    """A mistake and its place."""

    file: str
    line: int | None
    what: str

    def __str__(self) -> str:
        """Return ``FILE:LINE: what is wrong``."""
        return f"{self.file}{'' if self.line is None else f':{self.line}'}: {self.what}"


@dataclass(slots=True)
class Reading:
    """The data of one text, the place of every path, and what is wrong.

    ``data`` is None when nothing could be read.
    """

    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    blames: list[Blame] = field(default_factory=list)


class _UnreadableError(Exception):
    """A mistake after which a text is not read on."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def read_file(path: pathlib.Path, *, own: bool) -> Reading:
    """Read a file, which must be UTF-8 (a byte order mark is fine).

    Raises
    ------
    OSError
        When the file cannot be opened.
    """
    file = str(path)
    with path.open("rb") as stream:
        raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return Reading(blames=[Blame(file, None, "this is too large for a settings file")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Reading(blames=[Blame(file, line, "this is not UTF-8; save the file as UTF-8")])
    tabs = [Blame(file, line, "a tab indents this line; use blanks") for line in _tabs(text)]
    return Reading(blames=tabs) if tabs else read(text, file, own=own)


def _tabs(text: str) -> Iterator[int]:
    for line, content in enumerate(text.splitlines(), start=1):
        indent = content[: len(content) - len(content.lstrip())]
        if "\t" in indent and content.strip() and not content.lstrip().startswith("#"):
            yield line


def read(text: str, file: str, *, own: bool, lines: bool = True) -> Reading:
    """Read a text; ``lines=False`` is for a text that is no file, such as a ``--set``."""
    unfolding = _Unfolding(file, own, lines)
    try:
        node = _composed(text) if own else yaml.compose(text, Loader=_OurLoader)
        found = list(slips.lines(text)) if lines and isinstance(node, yaml.ScalarNode) else []
        if not found:
            unfolding.reading.data = unfolding.value(node, ()) if node is not None else {}
    except _UnreadableError as error:
        found = list(slips.lines(text, error.line)) or [(error.line, str(error))]
    for line, what in found:
        unfolding.blame(line, what)
    return unfolding.reading


#: For presets, which are no YAML of strangers: thirty times as fast where it is built.
_OurLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(yaml.BaseLoader):
    """Composes nodes, and stops where they are nested too deeply."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node."""
        self.depth += 1
        if self.depth > DEEPEST + 1:
            begin = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise _UnreadableError(begin.line + 1, "this is nested too deeply")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _composed(text: str) -> yaml.Node | None:
    """Return the one document of a text, else raise _UnreadableError."""
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"this is no YAML: {error.problem}{_REMEDIES.get(str(error.problem), '')}"
        raise _UnreadableError(mark.line + 1 if mark else 1, what) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _UnreadableError(line, "a character that YAML forbids stands here") from error


@dataclass(slots=True)
class _Unfolding:
    """One pass over the nodes of a document."""

    file: str
    own: bool
    lines: bool
    reading: Reading = field(default_factory=Reading)
    values: int = 0

    def blame(self, line: int, what: str) -> None:
        self.reading.blames.append(Blame(self.file, line if self.lines else None, what))

    def value(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401  plain data of any shape
        """Return a node's plain data."""
        self._count(node, len(path))
        if node.tag not in _TAGS:
            self.blame(_line(node), f"the tag {_shown(node.tag)} is not taken; leave it out")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            self._commas(node)
            return [self._item(item, (*path, i)) for i, item in enumerate(node.value)]
        return _scalar(node)

    def _count(self, node: yaml.Node, depth: int) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            what = f"this unfolds to more than {MOST_VALUES} values; use fewer aliases (*)"
            raise _UnreadableError(_line(node), what)
        if depth > DEEPEST:
            raise _UnreadableError(_line(node), "this is nested too deeply, or contains itself")

    def _commas(self, node: yaml.SequenceNode) -> None:
        """Blame the entries of ``[a，b]``, which YAML takes for one."""
        for item in node.value if node.flow_style else ():
            if isinstance(item, yaml.ScalarNode) and not item.style and "，" in item.value:
                what = f"'{item.value}' is one entry: its comma is Chinese; write ',' or quote it"
                self.blame(_line(item), what)

    def _item(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401  plain data of any shape
        self._note(node, node, path)
        return self.value(node, path)

    def _note(self, key: yaml.Node, node: yaml.Node, path: Path) -> None:
        word = node.value if isinstance(node, yaml.ScalarNode) else ""
        line = _line(key) if self.lines else None
        self.reading.places[path] = Place(self.file, line, self.own, word)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in self._merged(node, len(path)) + self._own_pairs(node):
            self._note(key, value, (*path, key.value))
            data[key.value] = self.value(value, (*path, key.value))
        return data

    def _own_pairs(self, node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
        """Return the pairs that stand in a mapping itself, without those that are mistakes."""
        pairs: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if _is_merge(key):
                continue
            wrong = _wrong_key(key) or _duplicate(key, pairs)
            if wrong:
                self.blame(_line(key), wrong)
            else:
                pairs[key.value] = (key, value)
        return list(pairs.values())

    def _merged(self, node: yaml.MappingNode, depth: int) -> list[tuple[yaml.Node, yaml.Node]]:
        """Return the pairs that ``<<`` brings in, the earlier mapping's last so that it wins."""
        pairs: list[tuple[yaml.Node, yaml.Node]] = []
        for key, value in node.value:
            if _is_merge(key):
                parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for part in reversed(parts):
                    pairs += self._part(part, depth + 1)
        return pairs

    def _part(self, node: yaml.Node, depth: int) -> list[tuple[yaml.Node, yaml.Node]]:
        self._count(node, depth)
        if not isinstance(node, yaml.MappingNode):
            self.blame(_line(node), "<< takes a mapping")
            return []
        return self._merged(node, depth) + self._own_pairs(node)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _shown(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _is_merge(key: yaml.Node) -> bool:
    return isinstance(key, yaml.ScalarNode) and key.value == "<<" and not key.style


def _wrong_key(key: yaml.Node) -> str:
    if not isinstance(key, yaml.ScalarNode):
        return "a key must be a text"
    if not isinstance(_scalar(key), str):
        return f"put the key '{key.value}' in quotes: without them it is no text to YAML"
    return "" if key.tag in _TAGS else f"the tag {_shown(key.tag)} is not taken; leave it out"


def _duplicate(key: yaml.Node, pairs: dict[str, tuple[yaml.Node, yaml.Node]]) -> str:
    if key.value not in pairs:
        return ""
    return f"'{key.value}' stands twice; it is already on line {_line(pairs[key.value][0])}"


def _scalar(node: yaml.Node) -> str | bool | None:
    text = str(node.value)
    word = text.lower()
    if getattr(node, "style", None) or word not in _TRUE | _FALSE | _EMPTY:
        return text
    return None if word in _EMPTY else word in _TRUE
