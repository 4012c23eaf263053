"""How much of the files a scan has read, by the bytes that the system counts for the process.

The engine's own measure is of no use here: it weighs the scan by the number of lines that it
expects, and of a text file it expects none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from repurchase_cli.progress import Share

_COUNTERS = Path("/proc/self/io")
_READ = re.compile(r"rchar: (\d+)")
#: What is read beyond a whole pass belongs to no other one: samples, spilled tables.
_BEYOND = 0.03


def share_of(paths: Iterable[Path], otherwise: Share) -> Share:
    """Return what tells how much of the files has been read since, pass by pass.

    ``otherwise`` tells it where the system does not count.
    """
    size = sum(path.stat().st_size for path in paths)
    begin = _bytes_read()
    if begin is None or not size:
        return otherwise

    def share() -> float | None:
        passes, part = divmod(((_bytes_read() or 0) - begin) / size, 1)
        return None if passes and part < _BEYOND else part

    return share


def _bytes_read() -> int | None:
    """Return how many bytes the process has read from wherever, None where nobody counts."""
    try:
        counted = _READ.match(_COUNTERS.read_text(encoding="ascii"))
    except OSError:
        return None
    return int(counted[1]) if counted else None
