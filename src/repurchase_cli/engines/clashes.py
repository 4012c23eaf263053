"""Ids that several sources have given to different people, whose purchases would be added up.

A till and a web shop may each number their customers from 1001 on. Where names, phones and e-mails
of one id have nothing in common between the sources, they are several people, and it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.engines.joining import by_header
from repurchase_cli.grammars.contacts import mask, reaches_somebody

if TYPE_CHECKING:
    from repurchase_cli.engines.duckdb import Engine
    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.sources import Source

#: From this share of the ids that can be compared on it is no matter of changed names and phones.
_SHARE = 0.1
_TELLING = ("name", "phone", "email")


def notes(
    engine: Engine, sales: Reduction, sources: Sequence[Source], held: Callable[[], str]
) -> list[tuple[str, str]]:
    """Return that ids stand for different people in several sources, where they do.

    ``held`` returns the SQL of the rows of :data:`repurchase_cli.engines.joining.HELD`, under the
    ids as they stand in the files.
    """
    telling = [s for s in _of_each_header(sources) if {*_TELLING} & s.layout.columns.keys()]
    if len(telling) < 2:
        return []
    query = sales.query("joins/clashes", {"lines": by_header(held(), sources)})
    paths = [path for source in sources for path in source.scan.paths]

    def ask() -> list[tuple[int, int, str]]:
        rows = engine.rows(query.sql)
        engine.refuse_unclean()
        return rows

    ((compared, different, example),) = engine.store.answer(
        engine.store.digest_of_files(query.sql, paths), ask
    )
    if not different or different < _SHARE * compared:
        return []
    shown = mask(example) if reaches_somebody(example) else example
    remedy, remedy_zh = _remedy(telling)
    return [
        (
            f"{different:,} of {compared:,} ids that stand in several sources are different people "
            f"there by name, phone or e-mail, such as {shown}: each counts as one customer. "
            f"{remedy}",
            f"在多个来源中出现的 {compared:,} 个编号中，有 {different:,} 个按姓名、手机或邮箱看"
            f"并非同一人（如 {shown}），目前各按一位客户计算。{remedy_zh}",
        )
    ]


def _of_each_header(sources: Sequence[Source]) -> list[Source]:
    return list({id(source.layout): source for source in sources}.values())


def _remedy(sources: Sequence[Source]) -> tuple[str, str]:
    """Return what to write: one source by its contacts, which then join whom they can."""
    for source in reversed(sources):
        for way in ("phone", "email"):
            if header := source.layout.columns.get(way):
                options = f"--map 'customer_id={header}' --set 'join_customers=[{way}]'"
                return (
                    f"Know those of {source.name} by {way} instead: {options}",
                    f"可改用联系方式识别 {source.name} 的客户：{options}",
                )
    name = sources[-1].name
    return (
        f"Put a letter before the ids of {name}, such as W1001",
        f"请在 {name} 的编号前加字母（如 W1001）加以区分",
    )
