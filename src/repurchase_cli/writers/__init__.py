"""Writers: a document becomes a file or is printed; nothing is computed here.

A writer is a module with ``write(document, out, *, table, language, masked)`` that writes bytes to
an open binary stream. A new format is such a module and one line in :data:`FORMS`. The modules are
loaded when they are needed, so that importing this package is cheap.
"""

from __future__ import annotations

import io
import sys
from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple, Protocol, TextIO, cast

from repurchase_cli.errors import UsageError
from repurchase_cli.writers import files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from repurchase_cli.document import Document, Language, Table

PrintedForm = Literal["table", "csv", "json", "md"]


class Writer(Protocol):
    """What a module of a format offers."""

    def write(
        self, document: Document, out: BinaryIO, *, table: Table, language: Language, masked: bool
    ) -> None:
        """Write the document, or its ``table`` alone, to ``out``; ``masked`` hides contacts."""
        ...


class Form(NamedTuple):
    """A format: its module, and whether it holds one table, and whether it is a page to read."""

    module: str
    one_table: bool = False
    page: bool = False  # like the screen: contacts are always masked


FORMS: dict[str, Form] = {
    ".csv": Form("csv", one_table=True),
    ".html": Form("html", page=True),
    ".json": Form("json"),
    ".md": Form("markdown", page=True),
    ".parquet": Form("parquet", one_table=True),
    ".xlsx": Form("xlsx"),
}


def check(outputs: Sequence[Path]) -> None:
    """Refuse outputs that cannot be written, before anything is read; see :func:`write_files`."""
    for path in outputs:
        _form(path)
    files.check(outputs)


def write_files(
    document: Document,
    outputs: Sequence[Path],
    *,
    language: Language = "en",
    table: str | None = None,
    masked: bool = False,
    template: Path | None = None,
    before_replacing: Callable[[], None] | None = None,
) -> list[Path]:
    """Write the document to each path in the form of its suffix, and return the paths written.

    All paths are checked before the first is written. ``{as_of}`` in a file's name becomes the
    as-of date, ``{period}`` the period of a report. ``table`` names the table for forms that hold
    one; ``masked`` hides contacts also where a file would carry them in full. ``template`` is a
    workbook that is filled where one is written. ``before_replacing`` is called once, when all
    files are complete under temporary names and none has taken its place; when it raises, none
    does.

    Raises
    ------
    UsageError
        For an unknown suffix or table, a folder, or a path named twice.
    OutputError
        When a file cannot be written; the file that stood there before is unchanged.
    """
    chosen = _table(document, table)
    paths = [_named(path, document) for path in outputs]
    forms = [_form(path) for path in paths]
    files.check(paths)
    with ExitStack() as replacing:
        for path, form in zip(paths, forms, strict=True):
            hidden = masked or form.page
            held = [chosen] if form.one_table else list(document.tables.values())
            private = not hidden and any(one.has_contacts for one in held)
            out = replacing.enter_context(files.replacing(path, private=private))
            if template and form.module == "xlsx":
                _fill(template, document, out, language)
            else:
                _writer(form).write(document, out, table=chosen, language=language, masked=hidden)
            files.secure(out)
        if before_replacing:
            before_replacing()
    return paths


def _fill(template: Path, document: Document, out: BinaryIO, language: Language) -> None:
    from repurchase_cli.writers.xlsx import template as filling  # noqa: PLC0415 - rarely wanted

    filling.write(template, document, out, language=language)


def rendered(document: Document, suffix: str, *, language: Language = "en") -> bytes:
    """Return the document in the form of a suffix such as ``.html``, with contacts masked."""
    out = io.BytesIO()
    main = document.tables[document.main]
    _writer(FORMS[suffix]).write(document, out, table=main, language=language, masked=True)
    return out.getvalue()


class Output(NamedTuple):
    """A document, made when it is written, and where it goes.

    ``table`` names the table for forms that hold one.
    """

    document: Callable[[], Document]
    paths: Sequence[Path]
    table: str | None = None


def write_together(
    outputs: Sequence[Output], before_replacing: Callable[[], None], *, language: Language = "en"
) -> list[Path]:
    """Write several documents as :func:`write_files` does, all files or none.

    ``before_replacing`` is called once, when all files are complete under temporary names.
    """
    outputs = [output for output in outputs if output.paths]
    if not outputs:
        before_replacing()
        return []
    (document, paths, table), *rest = outputs
    others: list[Path] = []

    def write_rest() -> None:
        others.extend(write_together(rest, before_replacing, language=language))

    written = write_files(
        document(), paths, language=language, table=table, before_replacing=write_rest
    )
    return [*written, *others]


def print_document(
    document: Document,
    form: PrintedForm = "table",
    *,
    language: Language = "en",
    table: str | None = None,
    stream: TextIO | None = None,
) -> None:
    """Print the document on ``stream`` (default: standard output) with contacts masked.

    ``table`` is for people, fitted to the width of the terminal; the other forms are UTF-8
    whatever the terminal's encoding is.
    """
    stream = stream or sys.stdout
    chosen = _table(document, table)
    if form == "table":
        from repurchase_cli.writers import terminal  # noqa: PLC0415 - Rich only when needed

        terminal.show(document, stream, language=language)
        return
    writer = _writer(FORMS[f".{form}"])
    out: BinaryIO = getattr(stream, "buffer", None) or io.BytesIO()
    stream.flush()
    writer.write(document, out, table=chosen, language=language, masked=True)
    out.flush()
    if isinstance(out, io.BytesIO) and not hasattr(stream, "buffer"):
        stream.write(out.getvalue().decode())


def _table(document: Document, name: str | None) -> Table:
    tables = document.tables
    chosen = tables.get(document.main if name is None else name)
    if chosen is None:
        raise UsageError(
            f"there is no table {name!r}", hint=f"choose one of: {', '.join(sorted(tables))}"
        )
    return chosen


def _named(path: Path, document: Document) -> Path:
    """Fill in what the name asks for."""
    fields = {
        "{as_of}": ("as-of date", document.as_of and document.as_of.isoformat()),
        "{period}": ("period", document.period and document.period.name),
    }
    name = path.name
    for field, (what, value) in fields.items():
        if field in name and not value:
            raise UsageError(
                f"the file's name asks for {field}, but this command has no {what}",
                hint=f"take {field} out of the name",
                file=str(path),
            )
        name = name.replace(field, value or "")
    return path.parent / name


def _form(path: Path) -> Form:
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise UsageError(
            f"the suffix {path.suffix!r} is no known format" if path.suffix else "has no suffix",
            hint=f"end the name in one of: {' '.join(FORMS)}",
            file=str(path),
        )
    return form


def _writer(form: Form) -> Writer:
    return cast("Writer", import_module(f"{__name__}.{form.module}"))
