"""The pages of docs/ that are made from the code say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

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
