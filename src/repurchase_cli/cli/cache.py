"""``repurchase cache``: what a second run starts from."""

# ruff: noqa: PLC0415  what is heavy is loaded by the command that needs it

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from repurchase_cli.cache import Cache, Entry

app = typer.Typer(help="What a second run starts from.", no_args_is_help=True)


@app.command()
def show() -> None:
    """Tell where it is, how much it is, and of when."""
    from datetime import datetime

    cache = _cache()
    entries = cache.entries()
    typer.echo(f"{cache.folder}: {_sum(entries)}")
    if entries:
        oldest, latest = (
            datetime.fromtimestamp(entry.used).astimezone() for entry in (entries[0], entries[-1])
        )
        typer.echo(f"last used between {oldest:%Y-%m-%d %H:%M} and {latest:%Y-%m-%d %H:%M}")


@app.command()
def clear() -> None:
    """Remove it; the next run reads all files anew."""
    cache = _cache()
    typer.echo(f"{cache.folder}: {_sum(cache.clear())} removed")


def _cache() -> Cache:
    from repurchase_cli.cache import Cache, user_folder

    return Cache(user_folder())


def _sum(entries: Sequence[Entry]) -> str:
    size = sum(entry.size for entry in entries)
    return f"{len(entries):,} entries, {size / 1e6:,.1f} MB"
