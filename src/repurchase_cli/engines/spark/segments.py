"""In a task: the bytes that Spark hands over, as private files that an engine can scan.

Spark cuts long files at line ends. That a record ends there as well is seen by the quotation marks:
a piece of a file that holds an even number of them, all where quotation begins or ends, ends
outside of one when it has begun so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_BLOCK = 1 << 24
_LINE_ENDS = (10, 13)


@dataclass(slots=True)
class Segment:
    """A piece of a file that a task has: where it starts and lies here, and its lines and bytes.

    ``file`` is the key of the file, ``start`` in bytes.
    """

    file: int
    start: int
    path: Path
    lines: int = 0
    bytes: int = 0


def written(
    batches: Iterable[pa.RecordBatch], folder: Path, heads: Mapping[int, bytes]
) -> list[Segment]:
    """Write the lines of batches to files of a folder: one for each piece of a file.

    The columns are the line without its end, the key of its file and the start of the piece. Every
    piece begins with the first line of its file (``heads``, by key): by it an engine sees how lines
    end, which a first record of several lines would hide.
    """
    segments: dict[tuple[int, int], Segment] = {}
    for batch in batches:
        for file, start, lines in _runs(batch):
            segment = segments.get((file, start))
            if segment is None:
                segment = Segment(file, start, folder / f"piece{len(segments)}.csv")
                segments[file, start] = segment
                segment.path.write_bytes(heads[file] if start else b"")
            text = _joined(lines)
            with segment.path.open("ab") as out:
                out.write(text)
                out.write(b"\n")
            segment.lines += len(lines)
            segment.bytes += len(text) + 1
    return list(segments.values())


def _runs(batch: pa.RecordBatch) -> Iterator[tuple[int, int, pa.Array]]:
    """Yield the lines of each piece in a batch."""
    lines, files, starts = (batch.column(i) for i in range(3))
    file, start = files.to_numpy(), starts.to_numpy()
    changes = np.flatnonzero((np.diff(file) != 0) | (np.diff(start) != 0)) + 1
    bounds = [0, *changes.tolist(), len(file)]
    for begin, end in pairwise(bounds):
        if end > begin:
            yield int(file[begin]), int(start[begin]), lines.slice(begin, end - begin)


def _joined(lines: pa.Array) -> pa.Buffer:
    """Return lines as one text, byte by byte as they came."""
    texts = lines.cast(pa.large_binary())
    whole = pa.LargeListArray.from_arrays(pa.array([0, len(texts)], pa.int64()), texts)
    return pc.binary_join(whole, pa.scalar(b"\n", pa.large_binary()))[0].as_buffer()


def ends_within_record(path: Path, delimiter: str, quote: str = '"') -> bool:
    """Whether a piece may end within a record, when it has begun with one."""
    marks = 0
    before = b"\n"
    may_open = np.isin(np.arange(256), [*_LINE_ENDS, ord(quote), *delimiter.encode()])
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            text = np.frombuffer(before + block, dtype=np.uint8)
            places = np.flatnonzero(text[1:] == ord(quote))
            opening = places[marks % 2 :: 2]
            if not may_open[text[opening]].all():
                return True
            marks += len(places)
            before = block[-1:]
    return bool(marks % 2)
