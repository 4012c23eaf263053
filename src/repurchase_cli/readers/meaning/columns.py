"""Which columns of a table hold which fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from repurchase_cli.errors import InputError
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.sources import Decision


@dataclass(frozen=True, slots=True)
class Columns:
    """Field → positions of its columns, best first; ``amount_level`` is what its name promises.

    ``decisions`` is what was decided between columns, ``doubts`` are the fields that only the user
    can decide, with what to ask.
    """

    fields: Mapping[str, tuple[int, ...]]
    amount_level: str = "line"
    decisions: tuple[Decision, ...] = ()
    doubts: Mapping[str, InputError] = field(default_factory=dict)

    def money_samples(self, table: Table, column: int) -> list[str]:
        """Return the samples of the file's other columns of money, which write numbers alike."""
        fields = ("amount", "unit_price", "list_price", "discount", "refund", "cost")
        others = {i for field in fields for i in self.fields.get(field, ())} - {column}
        return [value for i in sorted(others) for value in table.values(i)]

    def first(self, field: str) -> int | None:
        """Return the position of a field's column, if it has one."""
        return self.fields[field][0] if field in self.fields else None
