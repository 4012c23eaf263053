"""Tags: who has which, since when and why, and who gained and lost them since a day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.sales import Clause
from repurchase_cli.shop.segmentation import private_ids
from repurchase_cli.shop.tags import Tags, tags_of
from repurchase_cli.targeting.tags import all_tags, tags_of_conditions

if TYPE_CHECKING:
    from repurchase_cli.reports.products.scope import Scope
    from repurchase_cli.sales import Relation

_HEADING = Text("Tags", "标签")
_CHANGES = {"gained": Text("gained", "获得"), "lost": Text("lost", "失去")}


def tag_sections(scope: Scope) -> Iterator[Section]:
    """Yield the tags of the settings and of the customers file, where there are any."""
    settings, since = scope.settings, scope.request.tags_since
    tags = tags_of(scope.likes, settings.tags, scope.language, since)
    conditions = tags_of_conditions(scope.sales, settings, since)
    rows = all_tags(scope.sales, tags, conditions)
    counts = scope.sales.derive("shop/tag_counts", tags=rows).frame()
    names = dict.fromkeys([*settings.tags, *sorted(counts["tag"])])
    if not names:
        return
    changes = _changes(scope, tags, conditions) if since else None
    yield Section(_HEADING, tuple(_unknown(scope)), _counts([*names], counts, changes))
    hidden = partial(Table, shown=False, private_ids=private_ids(scope.sales))
    title = Text("All tags", "全部标签")
    whole = hidden("tags", title, tables.TAG_COLUMNS, rows.ordered("customer_id", "tag"))
    yield Section(title, (), whole, part_of_last=True)
    if changes is not None:
        title = Text(f"Gained and lost since {since}", f"自 {since} 以来的变化")
        ordered = changes.ordered("customer_id", "tag")
        columns = tables.TAG_CHANGE_COLUMNS
        table = hidden("tag_changes", title, columns, ordered, names={"change": _CHANGES})
        yield Section(title, (), table, part_of_last=True)


def _changes(scope: Scope, tags: Tags, conditions: Relation | None) -> Relation:
    """Return who gained and lost tags; those of the customers file tell nothing of it."""
    columns = "customer_id, tag, has, had, evidence"
    kinds = {"bought": (tags.bought, "since"), "conditions": (conditions, "null::date as since")}
    held = {name: (rows, since) for name, (rows, since) in kinds.items() if rows is not None}
    parts = [f"select {columns}, {since} from {{{name}}}" for name, (_, since) in held.items()]
    parts = parts or [f"select {columns}, since from (select null) where false"]
    words = {"rows": Clause(" union all ".join(parts))}
    inputs = {name: rows for name, (rows, _) in held.items() if rows is not None}
    return scope.sales.derive("shop/tag_changes", words, **inputs)


def _counts(names: list[str], counts: pd.DataFrame, changes: Relation | None) -> Table:
    """Return how many customers have each tag, and gained and lost it where that was wanted."""
    frame = pd.DataFrame({"tag": names})
    frame["customers"] = frame["tag"].map(counts.set_index("tag")["customers"])
    columns = tables.TAG_COUNT_COLUMNS[:2]
    if changes is not None:
        columns = tables.TAG_COUNT_COLUMNS
        changed = changes.frame()
        for name in _CHANGES:
            frame[name] = frame["tag"].map(changed["tag"][changed["change"] == name].value_counts())
    frame = frame.fillna(dict.fromkeys(frame.columns[1:], 0))
    frame = frame.astype(dict.fromkeys(frame.columns[1:], "int64"))
    return Table("tag_counts", _HEADING, columns, FrameRows(frame))


def _unknown(scope: Scope) -> Iterator[Text]:
    """Yield which tags nobody can have, since the files have no such column."""
    for name, tag in scope.settings.tags.items():
        missing = (
            [] if isinstance(tag, str) else [f for f in tag.bought if f not in scope.likes.fields]
        )
        if missing:
            yield Text(
                f"Nobody can have the tag {name}: the files have no column for {missing[0]}; name "
                f"it: --map {missing[0]}=HEADER",
                f"标签 {name} 无法判定：文件中没有 {missing[0]} 列；"
                f"请用 --map {missing[0]}=HEADER 指明",
            )
