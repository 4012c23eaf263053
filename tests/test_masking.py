from __future__ import annotations

import duckdb
import pytest

from repurchase_cli.masking import expression, mask

CASES = {
    "13800138000": "138****8000",
    "138-0013-8000": "138****8000",
    "+86 138 0013 8000": "+86****8000",
    "+8613800138000": "+861****8000",
    "(020) 8123 4567": "(020****4567",
    "91234567": "****67",
    "12345": "1***",
    "5551234567": "55****4567",
    "kate@example.com": "k***@example.com",
    "k@example.com": "k***@example.com",
    "张三": "张**",
    "张": "张**",
    "欧阳娜娜": "欧**",
    "David Jones": "D***",
    "  David": "D***",
    "wx_id-9": "w***",
    "a@b@c": "a***",
    "two\nlines": "t***",
    "": "",
}


@pytest.mark.parametrize(("value", "masked"), CASES.items())
def test_what_is_left(value: str, masked: str) -> None:
    assert mask(value) == masked


def test_sql_masks_alike() -> None:
    with duckdb.connect() as connection:
        sql = f"select {expression('value')} from (select unnest($values) as value)"
        found = connection.execute(sql, {"values": list(CASES)}).fetchall()
        assert [one for (one,) in found] == list(CASES.values())
        assert connection.execute(f"select {expression('null')}").fetchone() == (None,)
