"""Mutated files against the reader: nothing but success or a clean refusal may come out.

    make fuzz          or          python -m fuzz.fuzz_reader --files 10000 --seed 1

Seeds are small tables in random disguises; each is broken a little, or a lot, and read. A file
fails when anything but a :class:`RepurchaseError` is raised, when the books do not balance, or when it
takes too long. Failing files are kept, with what happened, in ``--keep``.
"""

# ruff: noqa: E501 - for developers: it prints, its chance is seeded, and it has tables

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from repurchase_cli.errors import RepurchaseError
from repurchase_cli.opening import open_sales
from tests.disguises import clean
from tests.disguises.dates import DATES
from tests.disguises.disguise import IDS, MARKS, Disguise, mended
from tests.disguises.money import MONEY, NEGATIVES
from tests.disguises.words import EXTRAS, HEADERS
from tests.disguises.writing import write

_SECONDS = 20  # of computing; a busy machine may take longer
_MINUTES = 10  # until it hangs
_SEED_ORDERS = 14
_LOW_REPEAT = 3
_PIECES = (
    b",", b";", b"\t", b"|", b'"', b"'", b'""', b"\0", b"\0\0\0\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff",
    b"\r", b"\n", b"\r\n", b"\x1a", b"\\", b"{", b"}", b"{scan}", b"%", b"=", b'="', b"-", b"(", b")", b"1e400",
    b"9" * 40, b"-" + b"9" * 20 + b".99", b"0000-00-00", b"9999-12-31", b"1970-01-01", b"31/02/2024", b"24:61:61",
    b"NaN", b"inf", b"null", b"total", "合计".encode(), "客户".encode("gb18030"), b"\xa0", b"\x80\x81\xfe",
    "\u202e\u200b\u2028".encode(), b"\x85", b"\x0b\x0c", b"sep=;\r\n", b"select 1; drop table orders; --", b"$1", b"?",
)  # fmt: skip

Mutation = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one file; ``fault`` is empty for a success or a refusal."""

    what: str
    seconds: float
    fault: str = ""


class TooSlowError(Exception):
    """A file that took longer than a small file may."""


def disguise(chance: random.Random) -> Disguise:
    """Return a random disguise for a seed file."""
    pick = chance.choice
    headers = pick(sorted(HEADERS))
    language = "en" if headers == "plain" else headers

    def rarely(usual: object, others: Iterable[object]) -> object:
        return pick(list(others)) if chance.random() < 1 / 3 else usual

    chosen = {
        "wording": chance.randrange(6), "ids": rarely("number", IDS), "id_mark": rarely("", MARKS),
        "date": rarely("iso", DATES), "money": rarely("plain", MONEY), "negative": rarely("minus", NEGATIVES),
        "amount": pick(("line", "order", "first", "price")), "merged": chance.random() < 1 / 5,
        "extras": tuple(chance.sample(sorted(EXTRAS["en"]), chance.randrange(4))),
        "delimiter": rarely(",", ";\t|"), "quoting": rarely("needed", ("all", "none")),
        "line_end": rarely("\r\n", ("\n", "\r")), "bom": chance.random() < 1 / 5,
        "encoding": pick(("utf-8", "utf-8", "utf-16-le", "gb18030", "big5", "cp932", "cp1252", "mac_roman")),
        "preamble": rarely(0, (1, 3)), "footer": rarely("", ("labelled", "bare", "remark")),
        "blank_columns": rarely((), ((0,), (2, 99))), "trailing": rarely("", ("rows", "all")),
        "sep_line": chance.random() < 1 / 10, "subtotals": chance.random() < 1 / 10,
        "container": pick(("", "", "", "", "", "", "gz", "bz2", "zst", "zip", "xlsx typed", "xlsx texts", "xls page", "xls xml", "parquet")),
    }  # fmt: skip
    return mended(Disguise(language=language, headers=headers).wears(**chosen))


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def flip_bit(data: bytes, chance: random.Random) -> bytes:
    """Change one bit."""
    found = bytearray(data)
    found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut_end(data: bytes, chance: random.Random) -> bytes:
    """Leave the end away."""
    return data[: chance.randrange(len(data))]


def cut_start(data: bytes, chance: random.Random) -> bytes:
    """Leave the start away."""
    return data[chance.randrange(len(data)) :]


def cut_middle(data: bytes, chance: random.Random) -> bytes:
    """Leave a part away."""
    start, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[:start] + data[min(end, start + 200) :]


def insert(data: bytes, chance: random.Random) -> bytes:
    """Put delimiters, quotes, NULs, marks and worse somewhere."""
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(_PIECES) + data[at:]
    return data


def put_in_cells(data: bytes, chance: random.Random) -> bytes:
    """Replace whole cells."""
    mark = chance.choice((b",", b";", b"\t"))
    cells = data.split(mark)
    for _ in range(chance.choice((1, 3, 10))):
        cells[chance.randrange(len(cells))] = chance.choice(_PIECES)
    return mark.join(cells)


def shuffle_lines(data: bytes, chance: random.Random) -> bytes:
    """Repeat, swap or drop lines."""
    lines = data.splitlines(keepends=True)
    for _ in range(chance.choice((1, 2, 6))):
        i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
        if chance.random() < 1 / 2:
            lines[i], lines[j] = lines[j], lines[i]
        elif chance.random() < 1 / 2:
            lines.insert(i, lines[j])
        elif len(lines) > 1:
            del lines[i]
    return b"".join(lines)


def repeat(data: bytes, chance: random.Random) -> bytes:
    """Put a part in many times."""
    start = chance.randrange(len(data))
    part = data[start : start + chance.choice((1, 10, 100))]
    return data[:start] + part * chance.choice((2, 50, 300)) + data[start:]


def blank_columns(data: bytes, chance: random.Random) -> bytes:
    """Empty a column, or all that stands behind some place of each line."""
    mark = chance.choice((b",", b";", b"\t"))
    column = chance.randrange(8)
    lines = [line.split(mark) for line in data.split(b"\n")]
    for cells in lines[chance.randrange(2) :]:
        if column < len(cells):
            cells[column] = b""
    return b"\n".join(mark.join(cells) for cells in lines)


def recode(data: bytes, chance: random.Random) -> bytes:
    """Read a part in one encoding and write it in another."""
    codecs = ("utf-8", "gb18030", "cp1252", "utf-16-le", "cp932", "big5")
    start, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    part = data[start:end].decode(chance.choice(codecs), errors="replace")
    return data[:start] + part.encode(chance.choice(codecs), errors="replace") + data[end:]


MUTATIONS: tuple[Mutation, ...] = (
    flip, flip_bit, cut_end, cut_start, cut_middle, insert, insert, put_in_cells, shuffle_lines, repeat,
    blank_columns, recode,
)  # fmt: skip


def broken(seeds: list[tuple[str, bytes]], chance: random.Random) -> tuple[str, bytes]:
    """Return a file name and the bytes of a mutated seed."""
    name, data = chance.choice(seeds)
    if name.endswith(("xlsx", "zip")) and chance.random() < 2 / 3:
        return name, _broken_inside(data, chance)
    if chance.random() < 1 / 12:  # two encodings in one file
        data += chance.choice(seeds)[1]
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(MUTATIONS)(data, chance) if data else b""
    return name, data


def _broken_inside(data: bytes, chance: random.Random) -> bytes:
    """Return an archive of which one member is mutated."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as target:
        names = archive.namelist()
        chosen = chance.choice(names)
        for name in names:
            content = archive.read(name)
            if name == chosen:
                if chance.random() < 1 / 10:
                    continue
                content = chance.choice(MUTATIONS)(content, chance) if content else b"x"
            target.writestr(name, content)
    return out.getvalue()


def read(path: Path) -> Verdict:
    """Read a file, and look at everything that a command would."""
    started = time.perf_counter()

    def verdict(what: str, fault: str = "") -> Verdict:
        return Verdict(what, time.perf_counter() - started, fault)

    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    signal.alarm(60 * _MINUTES)
    try:
        with open_sales([str(path)]) as sales:
            sales.customers(["customer_id", "revenue"])
            if started % 1 < 1 / 4:  # it costs as much as all the rest
                sales.problems(actions=("rejected", "excluded", "repaired"), limit=5)
            sales.audit()
            if not sales.intake.books.balanced:
                return verdict("failed", f"the books do not balance: {sales.intake.books}")
        return verdict("read")
    except RepurchaseError as error:
        return verdict("refused", "" if str(error) else "an error without a message")
    except (Exception, TooSlowError):
        return verdict("failed", traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)


def _too_slow(number: int, _frame: FrameType | None) -> None:
    hangs = number == signal.SIGALRM
    raise TooSlowError(f"{_MINUTES} minutes" if hangs else f"{_SECONDS} seconds of computing")


def seeds_of(chance: random.Random, count: int) -> list[tuple[str, bytes]]:
    """Return the names and bytes of small disguised tables."""
    lines = clean.sales(orders=_SEED_ORDERS)
    found = []
    for _ in range(count):
        with tempfile.TemporaryDirectory() as folder:
            (path,) = write(disguise(chance), lines, Path(folder))
            found.append((path.name, path.read_bytes()))
    return found


def work(task: tuple[int, int, Path]) -> list[tuple[str, float, str, str]]:
    """Read ``count`` mutated files; return what came of each, by its mutation's seed."""
    seed, count, keep = task
    for limit in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(limit, _too_slow)
    chance = random.Random(seed)
    seeds = seeds_of(chance, max(count // 5, 1))
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            name, data = broken(seeds, chance)
            path = Path(folder) / name
            path.write_bytes(data)
            verdict = read(path)
            kept = ""
            if verdict.fault:
                kept = str(keep / f"{seed}-{number}-{name}")
                Path(kept).write_bytes(data)
                Path(kept + ".txt").write_text(verdict.fault, encoding="utf-8")
            found.append((verdict.what, verdict.seconds, kept, verdict.fault))
            path.unlink()
    return found


def _gist(fault: str) -> str:
    """Return the line of a traceback that names the exception."""
    lines = [line for line in fault.splitlines() if line and not line.startswith(" ")]
    named = [line for line in lines if "Error" in line or "Exception" in line]
    return (named or lines or [fault])[-1][:200]


def main() -> int:
    """Run, print a summary, and return how many files failed (at most 1)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--keep", type=Path, default=Path(tempfile.gettempdir()) / "repurchase-fuzz"
    )
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    batch = 50
    tasks = [
        (asked.seed * 1_000_000 + start, min(batch, asked.files - start), asked.keep)
        for start in range(0, asked.files, batch)
    ]
    started = time.perf_counter()
    counts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    slowest = 0.0
    with multiprocessing.get_context("spawn").Pool(asked.processes) as pool:
        for done, results in enumerate(pool.imap_unordered(work, tasks), start=1):
            if done % 20 == 0:
                print(f"{done * batch} files", file=sys.stderr, flush=True)
            for what, seconds, kept, fault in results:
                counts[what] += 1
                slowest = max(slowest, seconds)
                if kept:
                    last = _gist(fault)
                    faults[last] += 1
                    if faults[last] <= _LOW_REPEAT:
                        print(f"{kept}: {last}", flush=True)
    took = time.perf_counter() - started
    print(f"{sum(counts.values())} files in {took:.0f} s: {dict(counts)}, slowest {slowest:.1f} s")
    for fault, count in faults.most_common():
        print(f"{count:6} × {fault}")
    return min(1, sum(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
