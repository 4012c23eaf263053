"""The file's own totals, used as a check of what its lines add up to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from repurchase_cli.books import Books


def totals_note(totals: Sequence[Decimal], books: Books) -> tuple[str, str]:
    """Return whether lines of totals agree with the other lines, in English and Chinese.

    A file may have a grand total, subtotals that add up to it, or both.
    """
    lines = books.amount_in - sum(totals, Decimal(0))
    if lines in totals or sum(totals, Decimal(0)) in (lines, 2 * lines):
        return (
            f"The file's own total agrees with its lines: {lines:,.2f}",
            f"文件自带的合计与明细相符：{lines:,.2f}",
        )
    said = max(totals, key=abs)
    return (
        f"The file's own total says {said:,.2f}, its lines add up to {lines:,.2f}",
        f"文件自带的合计为 {said:,.2f}，明细之和为 {lines:,.2f}",
    )
