"""What only side files have: birthdays, agreements, scores, points, and values left unread."""

from __future__ import annotations

from dataclasses import dataclass

from repurchase_cli.values.texts import Cell, Value


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday, whose parts stand in an ``order`` where nothing else tells."""

    column: int
    order: str

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the birthday as text, NULL where it cannot be read."""
        return f"birthday_{self.order.replace(' ', '_')}(c{self.column})"


@dataclass(frozen=True, slots=True)
class International:
    """Whether a phone begins with the code of a country."""

    phone: Value

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the condition."""
        return f"starts_with({self.phone.sql(careful=careful)}, '+')"


@dataclass(frozen=True, slots=True)
class OptOut:
    """Whether a customer has opted out, by ``refused``, or has not agreed, by ``agreed``.

    In cells of ``words`` yes and no tell nothing, since their column asks nothing.
    """

    refused: tuple[Cell, ...]
    agreed: tuple[Cell, ...]
    words: tuple[Cell, ...]

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the answer, NULL where there is none."""
        answers = [f"opted_out({cell.sql()})" for cell in self.refused]
        answers += [f"not_accepted({cell.sql()})" for cell in self.agreed]
        answers += [f"opted_out_by_word({cell.sql()})" for cell in self.words]
        return f"coalesce({' or '.join(answers)}, {', '.join(answers)}, null)"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that has been read already."""

    name: str

    def sql(self, *, careful: bool = False) -> str:
        """Return the field's name."""
        return f'"{self.name}"'


@dataclass(frozen=True, slots=True)
class Unread:
    """The text of a cell where its value cannot be read."""

    cell: Cell
    value: Value

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the text, NULL where the value can be read."""
        return f"unread({self.cell.sql()}, {self.value.sql(careful=careful)})"


@dataclass(frozen=True, slots=True)
class NumberOrWords:
    """A number, or what people write for one: stars, ``4/5``, ``120 points``.

    ``words`` is the macro that reads the latter: ``score_of`` or ``points_with_unit``.
    """

    number: Value
    cell: Cell
    words: str

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the number, NULL where it cannot be read."""
        return f"coalesce({self.number.sql(careful=careful)}, {self.words}({self.cell.sql()}))"
