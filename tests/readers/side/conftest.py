"""A tiny shop with side files, and what the program says of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from repurchase_cli.opening import open_sales
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.running import Done

#: Of 00017 an order was sent back in full, and 00019 bought after the rest.
SALES = """
    order_id,customer_id,date,sku,amount,name,phone
    A1,00011,2024-01-05,S1,100.00,Old Ann,13800000001
    A2,00012,2024-02-05,S2,50.00,Bob,13800000002
    A3,00017,2024-02-06,S1,80.00,,
    A3,00017,2024-02-07,S1,-80.00,,
    A4,,2024-03-01,S1,30.00,,
"""
Answer = Callable[..., dict[str, Any]]


def write(name: str, text: str | bytes, encoding: str = "utf-8") -> str:
    """Write a file into the current folder, indented texts without their indent."""
    data = text if isinstance(text, bytes) else dedent(text).lstrip("\n").encode(encoding)
    Path(name).write_bytes(data)
    return name


@pytest.fixture
def answer(program: Callable[..., Done]) -> Answer:
    """``answer("--customers", path, …)`` returns the JSON of ``segment`` on the tiny shop."""

    def ask(*arguments: str, sales: str = SALES) -> dict[str, Any]:
        write("sales.csv", sales)
        done = program("segment", "sales.csv", *arguments, "-q", "-o", "answer.json")
        assert done.status == 0, done.err
        found: dict[str, Any] = json.loads(Path("answer.json").read_text(encoding="utf-8"))
        return found

    return ask


@contextmanager
def rows(
    kind: str, path: str, *columns: str, date_order: str = ""
) -> Iterator[list[tuple[Any, ...]]]:
    """Give the rows that the engine holds of a side file beside the tiny shop."""
    write("sales.csv", SALES)
    with open_sales(["sales.csv"], Wishes(date_order=date_order), side={kind: path}) as sales:
        table = f"(select * from side_{kind} order by file, line)"
        yield sales.engine.rows(f"select {', '.join(columns)} from {table}")


def side(found: dict[str, Any], number: int = 0) -> dict[str, Any]:
    """Return what the intake says of a side file."""
    entry: dict[str, Any] = found["intake"]["side_files"][number]
    return entry
