"""Tiny shops that stand in a test as text, and what the program makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from repurchase_cli.books import Action, Books
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.terms import Terms

if TYPE_CHECKING:
    import pandas as pd

#: As ``tests/conftest.py`` gives it: ``shop(text, …, wishes=…, **terms)``.
OpenShop = Callable[..., "Shop"]
ACTIONS: tuple[Action, ...] = ("rejected", "excluded", "repaired")
_MEASURES = (
    "customer_id", "n_purchases", "revenue", "first_purchase", "last_purchase",
    "n_purchases_recent",
)  # fmt: skip


@dataclass(frozen=True)
class Shop:
    """What was read: of each customer the purchases and the money, and first and last day."""

    bought: dict[str, tuple[int, float]]
    days: dict[str, tuple[str, str]]
    recent: dict[str, int]
    as_of: str
    books: Books
    notes: str
    problems: list[tuple[str, int, str]]
    values: list[tuple[str, str]]

    @property
    def excluded(self) -> dict[str, int]:
        return self.books.rows("excluded")

    @property
    def codes(self) -> list[tuple[int, str]]:
        return [(line, code) for _, line, code in self.problems]


def read_shop(
    folder: Path,
    *texts: str | bytes,
    wishes: Wishes | None = None,
    **terms: Any,
) -> Shop:
    """Read each text as a file; ``terms`` are those of :class:`repurchase_cli.terms.Terms`."""
    files = [str(_file(folder / f"{i}.csv", text)) for i, text in enumerate(texts, start=1)]
    with open_sales(files, wishes, Terms(**terms)) as sales:
        sales.audit()
        problems = sales.problems(actions=ACTIONS)
        names = [Path(name).name for name in problems["file"]]
        rows = _records(sales.customers(_MEASURES))
        return Shop(
            bought={r["customer_id"]: (int(r["n_purchases"]), r["revenue"]) for r in rows},
            days={
                r["customer_id"]: (
                    f"{r['first_purchase']:%Y-%m-%d}",
                    f"{r['last_purchase']:%Y-%m-%d}",
                )
                for r in rows
            },
            recent={r["customer_id"]: int(r["n_purchases_recent"]) for r in rows},
            as_of=sales.as_of.isoformat(),
            books=sales.intake.books,
            notes="\n".join(note for note, _ in sales.intake.notes),
            problems=list(zip(names, map(int, problems["line"]), problems["code"], strict=True)),
            values=list(zip(problems["column"], problems["value"], strict=True)),
        )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(_MEASURES, row, strict=True)) for row in frame.itertuples(index=False)]


def _file(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else dedent(text).lstrip("\n").encode())
    return path
