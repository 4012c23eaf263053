"""What scripts rely on: names of keys and columns, where things are said, exit statuses."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from repurchase_cli import __version__
from tests.running import run_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Done

    Run = Callable[..., Done]

HERE = Path(__file__).parent
SALES = str(HERE / "sales.csv")
ALLOW = ("--set", "rejected_share_limit=0.5")
CUSTOMERS = [
    "customer_id",
    "first_purchase",
    "last_purchase",
    "days_since_last",
    "n_purchases",
    "n_purchases_180d",
    "revenue",
    "average_purchase_value",
    "mean_interpurchase_days",
    "r_score",
    "f_score",
    "m_score",
    "rfm",
    "class",
    "class_reason",
    "tier",
    "lifecycle_stage",
    "customer_group",
    "name",
    "phone",
]
CLASSES = [
    "class",
    "customers",
    "share",
    "revenue",
    "revenue_share",
    "mean_days_since_last",
    "mean_n_purchases",
    "average_purchase_value",
]
PROBLEMS = ["file", "line", "column", "value", "code", "action", "reason"]


def segment(program: Run, *more: str) -> Done:
    done = program("segment", SALES, *ALLOW, *more)
    assert done.status == 0, done.err
    return done


def test_keys_of_json(program: Run) -> None:
    answer = json.loads(segment(program, "--format", "json").out)
    assert list(answer) == (
        ["command", "version", "as_of", "currency", "intake", "settings", "tables", "notes"]
    )
    assert (answer["command"], answer["version"]) == ("segment", __version__)
    assert answer["as_of"] == "2024-09-30"
    intake = answer["intake"]
    for key in [
        "records",
        "used",
        "excluded",
        "rejected",
        "amount_in",
        "amount_used",
        "amount_excluded",
        "amount_rejected_known",
        "files",
        "columns",
        "date_order",
        "first",
        "last",
        "customers",
        "purchases",
    ]:
        assert key in intake
    assert (
        intake["records"] == intake["used"] + sum(intake["excluded"].values()) + intake["rejected"]
    )
    assert {"path", "format", "encoding", "delimiter", "header_line", "records"} <= set(
        intake["files"][0]
    )
    assert intake["columns"]["amount"] == "amount"
    assert list(answer["tables"]) == ["classes", "customers"]
    assert [list(row) for row in answer["tables"]["classes"]] == [CLASSES] * 4
    assert [list(row) for row in answer["tables"]["customers"]] == [CUSTOMERS] * 4
    assert answer["settings"]["rfm"]["cuts"].keys() == {"r", "f", "m"}
    assert answer["settings"]["thresholds"]["potential_value"] == pytest.approx(3755.40 / 7 / 2)


def test_customer_table(program: Run, tmp_path: Path) -> None:
    segment(program, "-q", "-o", "customers.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "customers.csv").read_text("utf-8"))))
    assert list(rows[0]) == CUSTOMERS
    assert [row["customer_id"] for row in rows] == ["1001", "1002", "1003", "1004"]
    assert rows[0] == {
        "customer_id": "1001",
        "first_purchase": "2024-01-05",
        "last_purchase": "2024-03-02",
        "days_since_last": "212",
        "n_purchases": "2",
        "n_purchases_180d": "0",
        "revenue": "1019.50",
        "average_purchase_value": "509.75",
        "mean_interpurchase_days": "57",
        "r_score": "2",
        "f_score": "2",
        "m_score": "3",
        "rfm": "223",
        "class": "lost",
        "class_reason": "last purchase 212 days ago, more than 180",
        "tier": "silver",
        "lifecycle_stage": "lost",
        "customer_group": "returning",
        "name": "Ann Lee",
        "phone": "13800138000",
    }
    assert [row["class"] for row in rows] == ["lost", "loyal", "potential", "drifting"]


def test_scores_of_a_set_of_cuts_are_those_of_another_day(program: Run) -> None:
    cuts = json.loads(segment(program, "--format", "json").out)["settings"]["rfm"]["cuts"]
    fixed = [f"--set=rfm.cuts.{name}={values}" for name, values in cuts.items()]
    one = json.loads(segment(program, "--format", "json").out)
    other = json.loads(segment(program, "--format", "json", "--set=rfm.method=cuts", *fixed).out)
    assert one["tables"]["customers"] == other["tables"]["customers"]


def test_problems_stand_where_they_were_asked_for(program: Run, tmp_path: Path) -> None:
    segment(program, "-q", "--problems", "problems.csv", "-o", "c.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "problems.csv").read_text("utf-8-sig"))))
    assert [list(row) for row in rows] == [PROBLEMS] * 2
    assert [(row["line"], row["code"], row["action"]) for row in rows] == [
        ("9", "no_customer", "excluded"),
        ("10", "amount_unreadable", "rejected"),
    ]
    check = program("check", SALES, *ALLOW, "--format", "json")
    assert [list(row) for row in json.loads(check.out)["tables"]["problems"]] == [PROBLEMS] * 2


def test_problems_are_written_also_when_the_run_is_refused(program: Run, tmp_path: Path) -> None:
    done = program("segment", SALES, "--strict", "--problems", "problems.csv", "-o", "c.csv")
    assert done.status == 3
    assert "amount_unreadable" in (tmp_path / "problems.csv").read_text("utf-8-sig")
    assert not (tmp_path / "c.csv").exists()


def test_quiet_with_an_output_prints_nothing(program: Run) -> None:
    assert segment(program, "-q", "-o", "c.csv")[1:] == ("", "")


def test_notes_and_progress_go_to_standard_error(program: Run) -> None:
    done = segment(program, "-o", "c.csv", "--format", "csv")
    assert "written: c.csv" in done.err
    assert "1 rejected, such as" in done.err
    assert done.out.startswith(",".join(CUSTOMERS))


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("c.csv", b"customer_id,"), ("c.json", b"{"), ("c.md", b"# "), ("c.html", b"<!doctype html>"), ("c.parquet", b"PAR1"),
        ("c.xlsx", b"PK"), ("c-{as_of}.csv", b"customer_id,"),
    ],
)  # fmt: skip
def test_the_suffix_chooses_the_form(program: Run, tmp_path: Path, name: str, start: bytes) -> None:
    segment(program, "-q", "-o", name)
    assert (tmp_path / name.format(as_of="2024-09-30")).read_bytes().startswith(start)


def test_another_table_can_be_chosen(program: Run, tmp_path: Path) -> None:
    segment(program, "-q", "-o", "c.csv", "--table", "classes")
    assert (tmp_path / "c.csv").read_text("utf-8").splitlines()[0] == ",".join(CLASSES)


def test_contacts_are_masked_on_screen_and_private_in_files(program: Run, tmp_path: Path) -> None:
    for form in ("table", "csv", "json", "md"):
        out = segment(program, "--format", form).out
        assert "13800138000" not in out
        assert "Ann Lee" not in out
    assert "13800138000" not in program("explain", SALES, *ALLOW, "--customer", "1001").out
    (tmp_path / "kept.csv").write_text("old")
    (tmp_path / "kept.csv").chmod(0o644)
    segment(program, "-q", "-o", "new.csv", "-o", "kept.csv")
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "kept.csv").stat().st_mode) == 0o644


def test_several_files_a_folder_a_glob_and_standard_input_are_one_data_set(
    program: Run, tmp_path: Path
) -> None:
    head, *rows = Path(SALES).read_text("utf-8").splitlines()
    (tmp_path / "in").mkdir()
    for name, part in (("a.csv", rows[:4]), ("b.csv", rows[4:])):
        (tmp_path / "in" / name).write_text("\n".join([head, *part]) + "\n", "utf-8")
    whole = segment(program, "--format", "csv").out
    for files in (["in/a.csv", "in/b.csv"], ["in"], ["in/*.csv"], ["in", "in/a.csv"]):
        assert program("segment", *files, *ALLOW, "--format", "csv").out == whole
    with Path(SALES).open("rb") as stream:
        piped = run_apart("segment", "-", *ALLOW, "--format", "csv", stdin=stream)
    assert piped.out == whole


def test_settings_of_the_folder_are_used_and_said(program: Run, tmp_path: Path) -> None:
    (tmp_path / "repurchase.yaml").write_text("rejected_share_limit: 1\nrecent_days: 90\n")
    done = program("segment", SALES, "--format", "csv")
    assert "settings: repurchase.yaml" in done.err
    assert "n_purchases_90d" in done.out
    assert (
        "n_purchases_30d"
        in program("segment", SALES, "--set", "recent_days=30", "--format", "csv").out
    )


def test_explain_names_the_class_and_its_rule(program: Run) -> None:
    out = program("explain", SALES, *ALLOW, "--customer", "1002").out
    assert re.search(r"loyal.*3 purchases in the last 180 days", out)


def test_version_and_entry_points(tmp_path: Path) -> None:
    done = run_apart("--version", cwd=tmp_path)
    assert done == (0, f"repurchase {__version__}\n", "")
    (script,) = entry_points(group="console_scripts", name="repurchase")
    assert script.value == "repurchase_cli.cli.main:run"


def test_no_command_shows_help(program: Run) -> None:
    done = program()
    assert "segment" in done.out + done.err
    assert done.status in (0, 2)


@pytest.mark.parametrize("command", ["check", "report"])
def test_ids_that_reach_somebody_and_addresses_of_settings_stand_on_no_page(
    program: Run, tmp_path: Path, command: str
) -> None:
    rows = "".join(
        f"{i},2024-0{i % 3 + 1}-0{i % 9 + 1},kate{i % 4}@example.com,30.50\n" for i in range(1, 9)
    )
    (tmp_path / "s.csv").write_text(f"order_id,date,customer_id,amount\n{rows}")
    (tmp_path / "repurchase.yaml").write_text(
        "not_customers: ['13800138000']\n"
        "mail: {host: '', to: [owner@private.example], from: boss@private.example}\n"
    )
    assert program(command, "s.csv", "-q", "-o", "r.html").status == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert not [text for text in ("kate", "private.example", "13800138000") if text in page]
