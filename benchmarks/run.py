"""Measure `repurchase segment` beside hand-written SQL and pandas, other commands beside it.

Whole processes, interleaved; wall time, and the peak memory that the system counted for
the child (`ru_maxrss` from `wait4`). This process imports the standard library alone: a
child's peak starts at that of its parent.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable
PROGRAM = shutil.which("repurchase", path=Path(PYTHON).parent) or "repurchase"

FOLDER = HERE.parent / "build" / "bench"

SECOND = "repurchase, second run"
"""Starts from what a run before has kept; all others start from nothing."""

CONTENDERS = {
    "repurchase": (PROGRAM, "segment", "{file}", "-o", "{out}", "-q"),
    "repurchase, odd file": (PROGRAM, "segment", "{odd}", "-o", "{out}", "-q"),
    SECOND: (PROGRAM, "segment", "{file}", "-o", "{out}", "-q"),
    "SQL by hand": (PYTHON, str(HERE / "peer_duckdb.py"), "{file}", "{out}"),
    "pandas script": (PYTHON, str(HERE / "peer_pandas.py"), "{file}", "{out}"),
}
PEERS = ("SQL by hand", "pandas script")

COMMANDS = ("segment", "metrics", "cohorts", "intervals", "migrate", "clv", "targets")
"""What is measured beside `segment`; the others write all tables."""

MORE = {"clv": ("--model", "bg-nbd")}

LISTS = ("segment", "targets")
"""Those of them that write the customers or contacts alone, as CSV."""

STARTS = {
    "python -c pass": (PYTHON, "-c", "pass"),
    "repurchase --help": (PROGRAM, "--help"),
}
START_REPEATS = 15

MAXRSS_BYTES = {"darwin": 1}
"""The unit of `ru_maxrss`; 1024 elsewhere."""


@dataclass(frozen=True)
class Run:
    """One finished process: wall and CPU seconds, and peak megabytes (10^6 bytes)."""

    seconds: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class Answer:
    """What must agree between the contenders' customer tables."""

    customers: int
    revenue: Decimal
    classes: Mapping[str, int]
    rfm: Mapping[str, int]


class ContenderError(Exception):
    """A contender that is missing or did not end with status 0."""


def measure(argv: Sequence[str], caches: Path | None = None) -> Run:
    """Run a command to its end, in an empty folder, so that it finds no settings there.

    What runs before have kept is in `caches`, nothing by default.
    """
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryDirectory() as here:
        start = time.perf_counter()
        try:
            child = subprocess.Popen(
                argv,
                cwd=here,
                env={**os.environ, "XDG_CACHE_HOME": str(caches or here)},
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        except FileNotFoundError:
            raise ContenderError("not installed") from None
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines() or ["silent"]
            raise ContenderError(f"exit {child.returncode}: {said[-1]}")
    unit = MAXRSS_BYTES.get(sys.platform, 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def interleave(
    commands: Mapping[str, Sequence[str]], repeat: int, caches: Path | None = None
) -> tuple[dict[str, list[Run]], dict[str, str]]:
    """Run each command in turn, `repeat` times; give the runs and the failures by name."""
    runs: dict[str, list[Run]] = {}
    failures: dict[str, str] = {}
    if SECOND in commands:
        measure(commands[SECOND], caches)
    for _ in range(repeat):
        for name, argv in commands.items():
            if name in failures:
                continue
            try:
                kept = caches if name == SECOND else None
                runs.setdefault(name, []).append(measure(argv, kept))
            except ContenderError as failure:
                failures[name] = str(failure)
                del runs[name]
    return runs, failures


def read_answer(path: Path) -> Answer:
    """Sum up a customer table."""
    customers, revenue = 0, Decimal(0)
    classes: Counter[str] = Counter()
    rfm: Counter[str] = Counter()
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            customers += 1
            revenue += Decimal(row["revenue"])
            classes[row["class"]] += 1
            rfm[row["rfm"]] += 1
    return Answer(customers, revenue, classes, rfm)


def agreement(answers: Mapping[str, Answer]) -> Iterator[str]:
    """Say whether all answers are the same, and list them when they are not."""
    if len(answers) < 2:
        yield "Nothing to compare."
        return
    first = next(iter(answers.values()))
    if all(answer == first for answer in answers.values()):
        yield f"The answers agree ({', '.join(answers)}): {describe(first)}; RFM codes too."
        return
    yield "**The answers differ:**"
    yield ""
    for name, answer in answers.items():
        same = "same" if answer.rfm == first.rfm else "other"
        yield f"- {name}: {describe(answer)}; {same} RFM codes"


def describe(answer: Answer) -> str:
    """Put an answer in words."""
    classes = ", ".join(f"{name} {n:,}" for name, n in sorted(answer.classes.items()))
    return f"{answer.customers:,} customers, revenue {answer.revenue:,.2f}, {classes}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give a markdown table: the first column to the left, the others to the right."""
    cells = [tuple(header), *map(tuple, rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    rule = ["-" * width if i == 0 else "-" * (width - 1) + ":" for i, width in enumerate(widths)]
    for row in (cells[0], tuple(rule), *cells[1:]):
        texts = [row[0].ljust(widths[0])]
        texts += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield f"| {' | '.join(texts)} |"


def summary(runs: Mapping[str, Sequence[Run]]) -> Iterator[str]:
    """Tabulate the medians, with the ratios of each contender to the peers."""
    seconds = {name: median(run.seconds for run in each) for name, each in runs.items()}
    peak = {name: median(run.megabytes for run in each) for name, each in runs.items()}
    peers = [name for name in PEERS if name in runs]
    cpu = {name: median(run.cpu for run in each) for name, each in runs.items()}
    header = ["program", "seconds", "CPU", "fastest", "slowest", "peak MB"]
    header += [f"{what} ÷ {peer}" for peer in peers for what in ("time", "CPU", "memory")]
    rows = []
    for name, each in runs.items():
        times = [run.seconds for run in each]
        figures = [seconds[name], cpu[name], min(times), max(times)]
        ratios = [own[name] / own[peer] for peer in peers for own in (seconds, cpu, peak)]
        row = [name, *map(two, figures), f"{peak[name]:,.0f}", *map(two, ratios)]
        rows.append(row)
    return table(header, rows)


def two(value: float) -> str:
    """Write a number with two decimals."""
    return f"{value:.2f}"


def till(lines: int, folder: Path, *how: str) -> Path:
    """Give the till file of that length, made when it is missing, and in the cache."""
    path = folder / f"till{''.join(how).replace('--', '_')}_{lines}.csv"
    if not path.exists():
        part = path.with_suffix(".part")
        maker = str(HERE / "make_till.py")
        subprocess.run([PYTHON, maker, str(lines), str(part), *how], check=True)
        part.replace(path)
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 20):
            pass
    return path


def segment(lines: int, repeat: int, folder: Path) -> Iterator[str]:
    """Run all contenders on one file and report."""
    file, odd = till(lines, folder), till(lines, folder, "--odd")
    outs = {name: folder / f"{name.replace(' ', '_')}_{lines}.csv" for name in CONTENDERS}
    for out in outs.values():
        out.unlink(missing_ok=True)
    commands = {
        name: [word.format(file=file, odd=odd, out=outs[name]) for word in argv]
        for name, argv in CONTENDERS.items()
    }
    runs, failures = interleave(commands, repeat, folder / "caches")
    size = file.stat().st_size / 1e6
    yield f"### {lines:,} lines ({size:,.0f} MB), median of {repeat}"
    yield ""
    yield from summary(runs)
    yield ""
    yield from notes(failures)
    same = [name for name in runs if "{odd}" not in CONTENDERS[name]]
    yield from agreement({name: read_answer(outs[name]) for name in same})
    yield ""


def commands(lines: int, repeat: int, folder: Path) -> Iterator[str]:
    """Run the commands over one file in turn and report them beside `segment`."""
    file = till(lines, folder)
    outs = {name: folder / f"{name}.{'csv' if name in LISTS else 'json'}" for name in COMMANDS}
    runs, failures = interleave(
        {
            name: (PROGRAM, name, str(file), "-o", str(outs[name]), "-q", *MORE.get(name, ()))
            for name in COMMANDS
        },
        repeat,
    )
    yield f"### The commands over {lines:,} lines, median of {repeat}"
    yield ""
    yield from table(
        ("command", "seconds", "÷ `segment`", "CPU seconds", "÷ `segment`", "peak MB"),
        beside_segment(runs),
    )
    yield ""
    yield from notes(failures)


def beside_segment(runs: Mapping[str, Sequence[Run]]) -> Iterator[tuple[str, ...]]:
    """Give a row for each command: wall and CPU time, each with its ratio, and memory."""
    seconds = {name: median(run.seconds for run in each) for name, each in runs.items()}
    cpu = {name: median(run.cpu for run in each) for name, each in runs.items()}
    for name, each in runs.items():
        ratios = [two(own[name] / own["segment"]) for own in (seconds, cpu)]
        peak = median(run.megabytes for run in each)
        yield (
            f"`{name}`", f"{seconds[name]:.1f}", ratios[0], f"{cpu[name]:.1f}", ratios[1],
            f"{peak:,.0f}",
        )  # fmt: skip


def start_up() -> Iterator[str]:
    """Report how long `--help` takes beside a Python that does nothing."""
    runs, failures = interleave(STARTS, START_REPEATS)
    yield f"### Start-up, median of {START_REPEATS}"
    yield ""
    times = {name: median(run.seconds for run in each) for name, each in runs.items()}
    bare = times["python -c pass"]
    yield from table(
        ("command", "milliseconds", "÷ bare Python"),
        [(name, f"{t * 1e3:.0f}", f"{t / bare:.1f}") for name, t in times.items()],
    )
    yield ""
    yield from notes(failures)


def notes(failures: Mapping[str, str]) -> Iterator[str]:
    """Say what was left out, and why."""
    for name, reason in failures.items():
        yield f"{name} left out: {reason}."
        yield ""


def setting() -> str:
    """Name what the numbers depend on, apart from the machine's make."""
    names = {"repurchase-cli": "repurchase", "duckdb": "DuckDB", "pandas": "pandas"}
    parts = [f"Python {sys.version.split()[0]}"]
    for package, name in names.items():
        try:
            parts.append(f"{name} {version(package)}")
        except PackageNotFoundError:
            continue
    return f"{', '.join(parts)}; {os.cpu_count()} cores; {sys.platform}; file in cache."


def main() -> None:
    """Read the command line, run everything and print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--lines",
        type=int,
        nargs="+",
        default=[1_000_000, 10_000_000],
        help="default: 1 and 10 million",
    )
    parser.add_argument("--repeat", type=int, default=3, help="default 3")
    parser.add_argument("--only", choices=("segment", "commands"), help="default both")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="default build/bench")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    print(setting(), "Peak memory is `ru_maxrss` of the process.", end="\n\n")
    for lines in options.lines:
        for report in (segment, commands):
            if options.only in (None, report.__name__):
                print("\n".join(report(lines, options.repeat, folder)), flush=True)
    print("\n".join(start_up()))


if __name__ == "__main__":
    main()
