"""What a small file pays: whole processes in turn, and their medians as ratios.

Usage: python benchmarks/startup.py [--runs 15]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

LINES = 200


class Cost(NamedTuple):
    """Seconds of one run."""

    wall: float
    cpu: float


class Ratio(NamedTuple):
    """A program, what it is measured by, and how many times as long it may take."""

    program: str
    by: str
    most: float


RATIOS = (
    Ratio("--help", "bare Python", 8),
    Ratio("segment, 200 lines", "pandas and duckdb", 1.3),
)


def programs(folder: Path) -> dict[str, list[str]]:
    """Return the programs to run, by their names."""
    sales = folder / "sales.csv"
    rows = (
        f"{i},2024-{1 + i % 12:02d}-{1 + i % 28:02d} 10:00:00,C{i % 60},S{i % 9},1,{1 + i % 97}.50"
        for i in range(LINES)
    )
    sales.write_text("\n".join(["order_id,order_time,customer_id,sku,quantity,amount", *rows]))
    ours = [sys.executable, "-m", "repurchase_cli"]
    return {
        "bare Python": [sys.executable, "-c", "pass"],
        "pandas and duckdb": [sys.executable, "-c", "import pandas, duckdb"],
        "--help": [*ours, "--help"],
        "config check": [*ours, "config", "check"],
        "segment, 200 lines": [*ours, "segment", str(sales), "-q", "-o", str(folder / "x.csv")],
    }


def cost(command: list[str]) -> Cost:
    """Run a program; its code is compiled beforehand, as ``pip install`` leaves it."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, used)


def measure(runs: int) -> dict[str, Cost]:
    """Return the medians of all programs, run in turn."""
    with tempfile.TemporaryDirectory() as folder:
        commands = programs(Path(folder))
        for command in commands.values():
            cost(command)  # the files are in the system's cache
        rounds = [{name: cost(command) for name, command in commands.items()} for _ in range(runs)]
    return {
        name: Cost(
            median(one[name].wall for one in rounds), median(one[name].cpu for one in rounds)
        )
        for name in commands
    }


def main() -> None:
    """Print the medians and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    costs = measure(parser.parse_args().runs)
    for name, spent in costs.items():
        print(f"{name:20} {spent.wall:6.3f} s  {spent.cpu:6.3f} s of CPU")
    for program, by, most in RATIOS:
        wall = costs[program].wall / costs[by].wall
        cpu = costs[program].cpu / costs[by].cpu
        print(f"{program} by {by}: {wall:.1f} times, CPU {cpu:.1f} times (aim: {most:g})")


if __name__ == "__main__":
    main()
