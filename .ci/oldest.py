"""Print the oldest versions of the dependencies that pyproject.toml allows, as pip constraints."""

import re
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def oldest(requirement: str) -> str:
    """Return ``pandas==3.0`` for ``pandas>=3.0,<4``; a marker after ``;`` stays."""
    constraint, bounds = re.subn(r">=([\w.]+)[^;]*", r"==\1", requirement)
    if bounds != 1:
        raise SystemExit(f"{requirement}: has no oldest version; write >= and it")
    return constraint


if __name__ == "__main__":
    needed = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    print("\n".join(map(oldest, needed)))
