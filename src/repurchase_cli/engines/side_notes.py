"""What must be said of side files: a table of what to count and its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.sources import SIDE_FIELDS

if TYPE_CHECKING:
    from repurchase_cli.books import SideBooks

#: From this share of a file on, what cannot be read is said on every screen.
_MANY = 0.05
#: States of records, and what to say of as many in English and Chinese.
_SENTENCES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("repeated_id",),
        "{name}: {n:,} records repeat an id; of each id the last counts",
        "{name}：{n:,} 条记录的编号重复，各以最后一条为准",
    ),
    (
        ("old_id",),
        "{name}: {n:,} records stand under an old id of a customer that has another record there: "
        "that of the new id counts, else the last",
        "{name}：{n:,} 条记录使用旧编号，而该客户另有记录：以新编号的记录为准，否则以最后一条为准",
    ),
    (
        ("hidden_contact", "hidden_beside"),
        "{name}: {n:,} records have contacts of which a part is hidden (138****8000): these cannot "
        "be matched and suppress nobody; export them in full",
        "{name}：{n:,} 条记录的联系方式被遮盖（138****8000），无法匹配，请导出完整的联系方式",
    ),
    (
        ("subscribed",),
        "{name}: {n:,} records say that somebody is subscribed: these suppress nobody",
        "{name}：{n:,} 条记录的状态为已订阅，不列入免打扰",
    ),
)


def notes(books: Sequence[SideBooks]) -> list[tuple[str, str]]:
    """Return what must be said of the side files in English and Chinese."""
    return [note for side in books for note in _notes_of(side)]


def _notes_of(side: SideBooks) -> Iterator[tuple[str, str]]:
    name, counts = side.file.source.name, {**side.excluded, **side.repaired}
    for states, en, zh in _SENTENCES:
        if n := sum(counts.get(state, 0) for state in states):
            yield en.format(name=name, n=n), zh.format(name=name, n=n)
    yield from _unread(side)
    if side.rejected_records > _MANY * side.records:
        yield (
            f"{name}: {side.rejected_records:,} of {side.records:,} records cannot be read (see "
            "--problems)",
            f"{name}：{side.records:,} 条记录中 {side.rejected_records:,} 条无法识别"
            "（见 --problems）",
        )
    if side.used and not side.matched and side.file.kind != "aliases":
        yield (
            f"{name}: none of its {side.used:,} records is about anyone or anything in the "
            "sales; are its ids written as there?",
            f"{name}：{side.used:,} 条记录与销售数据均不匹配，请检查编号写法是否一致",
        )


def _unread(side: SideBooks) -> Iterator[tuple[str, str]]:
    """Yield which values could not be read: of opt-outs always, of others when they are many."""
    name, kinds = side.file.source.name, SIDE_FIELDS[side.file.kind]
    headers = side.file.source.layout.columns.items()
    opt_outs = {header for field, header in headers if kinds[field] == "flag"}
    for header, (n, example) in side.unread.items():
        if header in opt_outs:
            yield (
                f"{name}: {n:,} values of {header!r} tell neither yes nor no, such as {example!r}: "
                "they are taken as opted out",
                f"{name}：“{header}”有 {n:,} 个值无法判断是否退订（如“{example}”），按已退订处理",
            )
        elif n >= _MANY * side.used:
            yield (
                f"{name}: {n:,} values of {header!r} cannot be read, such as {example!r}: they are "
                "left empty",
                f"{name}：“{header}”有 {n:,} 个值无法识别（如“{example}”），按空值处理",
            )
