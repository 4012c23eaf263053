"""What masking leaves of contacts that are not there."""

from __future__ import annotations

import duckdb

from repurchase_cli.grammars.contacts import mask_sql


def test_what_is_missing_stays_missing() -> None:
    with duckdb.connect() as connection:
        assert connection.execute(f"select {mask_sql('null')}").fetchall() == [(None,)]
