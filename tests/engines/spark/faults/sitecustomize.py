"""What goes wrong in Spark's workers, for tests: each of them starts with this module on its path.

A file that the environment names holds how many tasks are still to fail, and how. It breaks the
machine on which our code runs, and nothing of our code.
"""

import os
import signal
from pathlib import Path

import duckdb

FAULTS = Path(os.environ["TASK_FAULTS"])
_connect = duckdb.connect


def connect(*arguments: object, **named: object) -> duckdb.DuckDBPyConnection:
    """Fail as long as there are faults left."""
    left = FAULTS.read_text(encoding="utf-8").split() if FAULTS.exists() else []
    if left:
        how, *rest = left
        FAULTS.write_text(" ".join(rest), encoding="utf-8")
        if how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError("the disk of this machine is gone")
    return _connect(*arguments, **named)  # type: ignore[arg-type]


duckdb.connect = connect
