"""Files to sources: bytes, dialect, header, columns, dates and money, decided before loading.

A clean UTF-8 file is scanned where it lies. Any other, and any that turns out not to be clean, is
copied first (:mod:`repurchase_cli.readers.text.cleancopy`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from repurchase_cli.readers.bad_files import BadFiles, Note
from repurchase_cli.readers.files.inputs import Input
from repurchase_cli.readers.files.merged import merged_cells, rows_below
from repurchase_cli.readers.meaning.headers import satisfiable
from repurchase_cli.readers.meaning.layout import columns_of, decide
from repurchase_cli.readers.meaning.ledgers import refuse_payments_alone
from repurchase_cli.readers.meaning.missing import missing_of
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.systems import SYSTEMS, system_of
from repurchase_cli.readers.text.shape import Looks, NoRecordsError, Opened, open_file
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sources import Layout, Scanner, Source

#: Of many files, samples as long as those of so many are looked at: each shows a part of its own.
_SAMPLES = 2
#: Of about so many files of a kind the samples are held, and of the first few of each kind.
_SHOWN, _FEW = 500, 20
#: So many files of which the same is to be said are named.
_NAMED = 3


def read(
    inputs: Sequence[Input],
    wishes: Wishes,
    scanner: Scanner,
    workspace: Path,
    *,
    unclean: Collection[Path] = (),
    bad: BadFiles | None = None,
) -> list[Source]:
    """Return what each file is and means.

    Parameters
    ----------
    bad
        What is wrong with files so far, and whether such are left out.
    unclean
        Files that a scan has found not to be clean: they are copied, whatever their sample says.

    Raises
    ------
    InputError
        For a file that cannot be read or understood.
    """
    bad = bad or BadFiles()
    opened, empty = _opened(inputs, wishes, workspace, unclean, bad)
    if not opened and not bad.doubts.raised and empty:
        raise next(iter(empty.values()))
    said = _without_records(list(empty))
    sources: dict[int, Source] = {}
    by_headers: dict[tuple[str, ...], dict[int, Opened]] = {}
    for i, file in enumerate(opened):
        by_headers.setdefault(file.table.headers, {})[i] = file
    kinds = tuple(by_headers)
    for headers, group in by_headers.items():
        columns = satisfiable(wishes.of_sales, headers, kinds)
        own = replace(wishes, columns=columns, decimal=wishes.decimal or _decimal(group.values()))
        with bad.gather():
            files, layout = _understood(group, own, scanner, workspace)
            said += _short_rows([file for file in files.values() if file.short_rows])
            layout = replace(layout, notes=(*layout.notes, *said))
            said = ()
            sources |= {i: o.meaning(layout) for i, o in files.items()}
    bad.refuse(left=bool(sources))
    refuse_payments_alone(
        (_amounts(opened[i], source) for i, source in sources.items()),
        accepted=wishes.answers.get("nothing_above_zero") == "accept",
    )
    return [sources[i] for i in sorted(sources)]


def _opened(
    inputs: Sequence[Input],
    wishes: Wishes,
    workspace: Path,
    unclean: Collection[Path],
    bad: BadFiles,
) -> tuple[list[Opened], dict[str, NoRecordsError]]:
    """Return what each file looks like, and those without records by their names.

    Of very many files of a kind only some are held with their samples.
    """
    share = min(1.0, _SAMPLES / max(1, len(inputs)))
    step = 1 + len(inputs) // _SHOWN
    looks, counts = Looks(), Counter[tuple[str, ...]]()
    opened: list[Opened] = []
    empty: dict[str, NoRecordsError] = {}
    for item in inputs:
        copy = item.path in unclean
        with bad.gather():
            try:
                file = open_file(
                    item, wishes.encoding, workspace, copy=copy, looks=looks, share=share
                )
            except NoRecordsError as error:
                empty[item.name] = error
                continue
            headers = file.table.headers
            if counts[headers] >= _FEW and counts[headers] % step:
                file = replace(file, table=Table(headers, ()))
            counts[headers] += 1
            opened.append(file)
    return opened, empty


def _decimal(files: Iterable[Opened]) -> str:
    """Return the decimal mark that the formats of files give to their numbers."""
    marks = {file.input.decimal for file in files}
    return marks.pop() if len(marks) == 1 else ""


def _without_records(files: Sequence[str]) -> tuple[Note, ...]:
    """Return what to say of files that hold a header alone."""
    if len(files) <= _NAMED:
        return tuple(
            (f"{file}: a header and no records", f"{file}：只有表头，没有记录") for file in files
        )
    en, zh = _named(files)
    return ((f"{en}: a header and no records", f"{zh}：只有表头，没有记录"),)


def _short_rows(files: Sequence[Opened]) -> tuple[Note, ...]:
    """Return what to say of files with rows that have fewer cells than the header."""
    groups = [[file] for file in files] if len(files) <= _NAMED else [files]
    notes = []
    for group in groups:
        en, zh = _named([file.input.name for file in group])
        rows = sum(file.short_rows for file in group)
        notes.append(
            (
                f"{en}: {rows:,} rows have fewer cells than the header; the rest was taken as "
                "empty (see --problems)",
                f"{zh}：{rows:,} 行的单元格少于表头，缺少的按空值处理（见 --problems）",
            )
        )
    return tuple(notes)


def _named(files: Sequence[str]) -> Note:
    """Return the name of a file, or of several their number and the first names."""
    if len(files) == 1:
        return files[0], files[0]
    names = files[:_NAMED]
    return (
        f"{len(files):,} files ({', '.join(names)}, …)",
        f"{len(files):,} 个文件（{'、'.join(names)} 等）",
    )


def _understood(
    group: dict[int, Opened], wishes: Wishes, scanner: Scanner, workspace: Path
) -> tuple[dict[int, Opened], Layout]:
    """Decide the meaning of a header by samples of all files that carry it.

    Files with merged cells are opened once more, to be filled down.
    """
    first = next(iter(group.values()))
    name = first.input.name
    table = _table(group)
    system = system_of(table.headers, (*wishes.systems, *SYSTEMS))
    columns, _ = columns_of(table, system, wishes, file=name)
    merged = {}
    if not missing_of(columns):
        below = rows_below(table, columns, system)
        merged = {i: merged_cells(below, columns, o.input.merged) for i, o in group.items()}
    if any(merged.values()):
        group = {
            i: open_file(o.input, wishes.encoding, workspace, merged=merged[i])
            for i, o in group.items()
        }
        table = _table(group)
    scans = [o.scan for o in group.values()]
    return group, decide(table, system, scans, wishes, scanner, file=name)


def _amounts(file: Opened, source: Source) -> tuple[str, str, list[str]]:
    """Return a file's name, the header of its amounts and their sample."""
    columns, headers = source.layout.columns, source.layout.headers
    header = columns.get("amount", "")
    values = file.table.values(headers.index(header)) if header else ["1"]
    return file.input.name, header, values


def _table(group: dict[int, Opened]) -> Table:
    """Return the sample of all files of a header."""
    tables = [o.table for o in group.values()]
    return Table(tables[0].headers, [row for table in tables for row in table.rows])
