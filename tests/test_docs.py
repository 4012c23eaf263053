"""The pages of docs/ that are made from the code say what the code says."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.running import Done

DOCS = Path(__file__).parents[1] / "docs"
SPEC = importlib.util.spec_from_file_location("make_docs", DOCS / "make.py")
assert SPEC is not None and SPEC.loader is not None
make_docs = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(make_docs)


@pytest.mark.parametrize("page", make_docs.PAGES)
def test_page_is_up_to_date(page: str) -> None:
    written = (DOCS / page).read_text(encoding="utf-8")
    assert written == make_docs.PAGES[page](), "run: make docs"


def test_every_link_of_the_readme_leads_somewhere() -> None:
    readme = DOCS.parent / "README.md"
    links = [part.split(")")[0] for part in readme.read_text(encoding="utf-8").split("](")[1:]]
    missing = [link for link in links if not (readme.parent / link).exists()]
    assert not missing


def test_the_readme_shows_what_is_seen(screen: Callable[..., Done]) -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    shown = readme.split("What you see:\n\n```text\n")[1].split("```")[0]
    done = screen(DOCS.parent, "segment", "sample_data/sales.csv", "--no-cache")
    assert shown.splitlines() == [line.rstrip() for line in done.out.splitlines()]


ANALYSE = shutil.which("systemd-analyze")


@pytest.mark.skipif(ANALYSE is None, reason="systemd is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = tmp_path / "shop/.venv/bin/repurchase"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    units = re.findall(
        r"```ini\n(.*?)```", (DOCS / "cron.md").read_text(encoding="utf-8"), re.DOTALL
    )
    for kind, text in zip(("service", "timer"), units, strict=True):
        (tmp_path / f"repurchase.{kind}").write_text(text, encoding="utf-8")
    verified = subprocess.run(
        [str(ANALYSE), "verify", "--user", "repurchase.timer", "repurchase.service"],
        cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")
