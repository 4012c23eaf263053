"""Every command reads the files once: its lines come from the pass, those needed again as well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.engines.duckdb import Engine
from repurchase_cli.opening import open_sales
from repurchase_cli.terms import Needs, Terms
from tests.engines.test_odd_rows import ODD, UNSEEN, file
from tests.reports.report.sample import SAMPLE, an_eighth
from tests.running import run_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.terms import Limits

BESIDE = ("--customers", "{customers}", "--inventory", str(SAMPLE / "inventory.csv"))
LEDGER = ("--ledger", "{ledger}")
#: Commands in the order in which they are run: the ledger is that of the first.
COMMANDS = (
    ("targets", *LEDGER, *BESIDE, "--as-of", "2026-03-31"),
    ("segment", *BESIDE),
    ("metrics", "--group-by", "store", "--group-by", "class"),
    ("cohorts", "--by", "category", "--group-by", "channel"),
    ("intervals", "--group-by", "product"),
    ("migrate",),
    ("clv", "--model", "bg-nbd", "--covariate", "first_store"),
    ("targets", *LEDGER, "--dry-run", "--set", "campaigns.birthday_member.when={tastes}"),
    ("measure", *LEDGER),
    ("members", *LEDGER, "--points", str(SAMPLE / "points.csv"), "--since", "2026-03-31"),
    ("products", *BESIDE, "--tags-since", "2026-03-31", "--set", "tags.k={tag}"),
    ("feedback", "--feedback", str(SAMPLE / "feedback.csv")),
    ("explain", "--customer", "00010003", *LEDGER),
    ("report", *LEDGER),
)
#: A condition with all columns that are made of lines.
TASTES = (
    "categories is not null or last_category is not null or last_season is not null"
    " or style is not null or category is not null or size is not null or scene is not null"
)


TAG = "{bought: {category: coat}, within_days: 180}"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of a shop by the names that commands have for them."""
    folder = tmp_path_factory.mktemp("shop")
    sales, customers = an_eighth(folder)
    ledger = str(folder / "ledger.sqlite")
    return {"sales": sales, "customers": customers, "ledger": ledger, "tastes": TASTES, "tag": TAG}


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that engines have opened, in turn, but for their own."""
    found: list[str] = []
    start, close = Engine.start, Engine.close

    def started(workspace: Path, limits: Limits) -> Engine:
        engine = start(workspace, limits)
        engine.connection.execute("call enable_logging('FileSystem')")
        engine.connection.execute("call truncate_duckdb_logs()")
        return engine

    def closed(engine: Engine) -> None:
        rows = engine.rows(
            "select message->>'path' from duckdb_logs"
            " where type = 'FileSystem' and message->>'op' = 'OPEN'"
        )
        found.extend(path for (path,) in rows if engine.workspace not in Path(path).parents)
        close(engine)

    monkeypatch.setattr(Engine, "start", started)
    monkeypatch.setattr(Engine, "close", closed)
    yield found


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_reads_the_sales_once(
    command: tuple[str, ...],
    shop: dict[str, str],
    scans: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, *options = (word.format_map(shop) for word in command)
    out = ("-o", str(tmp_path / "out.json"), "-q", "--no-cache")
    done = run_here(monkeypatch, capsys, name, shop["sales"], *options, *out)
    assert done.status == 0, done.err
    assert scans.count(shop["sales"]) == 1


def test_odd_rows_are_not_looked_for_in_the_file_once_more(
    scans: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    odd = [ODD[n] for n in ("a price with thousands", "a date in words", "a quoted name")]
    path, out = tmp_path / "odd.csv", tmp_path / "out.json"
    path.write_text(file(*odd, at=UNSEEN), encoding="utf-8")
    done = run_here(monkeypatch, capsys, "segment", str(path), "-o", str(out), "-q", "--no-cache")
    assert done.status == 0, done.err
    assert scans.count(str(path)) == 1


def test_where_all_records_are_used_no_problem_is_looked_for(
    scans: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sales, problems = tmp_path / "sales.csv", tmp_path / "problems.csv"
    sales.write_text("order_id,order_time,customer_id,amount\n1,2024-05-01,ann,5.00\n")
    out = ("--problems", str(problems), "-o", str(tmp_path / "out.csv"), "-q")
    done = run_here(monkeypatch, capsys, "segment", str(sales), *out)
    assert done.status == 0, done.err
    assert scans.count(str(sales)) == 1
    assert problems.read_text() == "file,line,column,value,code,action,reason\n"


def test_what_is_made_of_a_scan_is_no_scan() -> None:
    with open_sales([str(SAMPLE / "sales.csv")], terms=Terms(needs=Needs(items=True))) as sales:
        assert sales.base["lines"].scans
        assert sales.base["used_lines"].scans
        assert not sales.base["contents"].scans
        assert not sales.base["categories"].scans
        assert not sales.base["orders"].scans
        grouped = sales.grouped(["category_text"])
        assert not grouped.base["orders"].scans
        assert not grouped.base["customers"].scans
