"""Texts and ids: a cell, how it is cleaned, and which of several cells counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from repurchase_cli.grammars.grammar import sql_text


class Value(Protocol):
    """What stands for a field of a line, or for a condition on it."""

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the value; ``careful`` reads whatever can be read at all."""
        ...


#: How a text is cleaned; the grammars have a macro of the same name.
Cleaning = Literal[
    "clean_customer", "clean_text", "dialled", "filled", "folded", "in_brackets",
    "name_before_brackets", "opt_out_answer", "opt_out_word", "phone_in_brackets", "trim",
    "unless_blank",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a column as it stands."""

    column: int

    def sql(self, *, careful: bool = False) -> str:
        """Return the name of the column."""
        return f"c{self.column}"


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is cleaned in one way."""

    cleaning: Cleaning
    text: Value

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the clean text, NULL where nothing is left of it."""
        return f"{self.cleaning}({self.text.sql(careful=careful)})"


@dataclass(frozen=True, slots=True)
class Letters:
    """What stands before the number of an id, such as INV- of INV-0001."""

    id: Value

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the letters, empty where there are none."""
        return rf"regexp_extract({self.id.sql(careful=careful)}, '^\s*(\D+)\d', 1)"


@dataclass(frozen=True, slots=True)
class First:
    """The first of some values that is there."""

    values: tuple[Value, ...]

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the first value, NULL where there is none."""
        if len(self.values) == 1:
            return self.values[0].sql(careful=careful)
        return f"coalesce({_listed(self.values, careful)})" if self.values else "null"


@dataclass(frozen=True, slots=True)
class Joined:
    """Those of some texts that are there, with ``between`` between them."""

    texts: tuple[Value, ...]
    between: str

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the joined text, NULL where there is none."""
        between = sql_text(self.between)
        return f"nullif(concat_ws({between}, {_listed(self.texts, careful)}), '')"


@dataclass(frozen=True, slots=True)
class Id:
    """An id.

    Where it is ``plain``, the sample shows none that needs cleaning, and it is read as ``cell`` has
    it (a UUID in small letters); else, and with care, it is ``clean``. ``nobodies`` are ids that
    name nobody.
    """

    cell: Value
    clean: Value
    plain: bool = False
    is_uuid: bool = False
    nobodies: tuple[str, ...] = ()

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the id, NULL where there is none."""
        if careful or not self.plain:
            id_ = self.clean.sql(careful=careful)
        else:
            cell = self.cell.sql()
            id_ = f"as_it_stands({f'folded({cell})' if self.is_uuid else cell})"
        if not self.nobodies:
            return id_
        nobodies = ", ".join(map(sql_text, self.nobodies))
        return f"case when {id_} in ({nobodies}) then null else {id_} end"


@dataclass(frozen=True, slots=True)
class Label:
    """The text that would label a line of totals, of columns in which the sample has such labels.

    In ``beside``, columns of no field such as one of notes to the right, it labels only a row
    without a customer. Where nothing is labelled it is the first cell. It is looked at only when a
    row is not clearly a sale, so it costs nothing where nothing is labelled.
    """

    labelled: tuple[int, ...]
    beside: frozenset[int]
    customer: Value

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the label."""
        nobody = f" and filled({self.customer.sql(careful=careful)}) is null"
        labels = [
            f"if(is_total(c{i}){nobody if i in self.beside else ''}, c{i}, null)"
            for i in self.labelled
        ]
        return f"coalesce({', '.join([*labels, 'c0'])})" if labels else "c0"


def _listed(values: tuple[Value, ...], careful: bool) -> str:
    return ", ".join(value.sql(careful=careful) for value in values)
