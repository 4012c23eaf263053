"""What a condition may be: one yes or no about one customer, and nothing that looks further."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from repurchase_cli import rules
from repurchase_cli.document import Text
from repurchase_cli.rules.parsing import locked
from repurchase_cli.tables import CUSTOMER_COLUMNS

COLUMNS = rules.known_columns()
PARAMETERS = {"active_days", "lost_days", "recent_days"}


def wrong(condition: str) -> list[str]:
    return [found.what for found in rules.check([condition], COLUMNS, PARAMETERS)]


def rule(when: str | None, because: str = "") -> rules.Rule:
    return rules.Rule("x", Text("x", "x"), when, Text(because, because))


@pytest.mark.parametrize(
    "condition",
    [
        "days_since_last <= $active_days and n_purchases_recent >= 3",
        "days_since_last between 30 and $lost_days or not (revenue > 5000)",
        "Revenue > 1 -- with a remark",
        "revenue /* a */ > 1",
        "customer_id in ('a', 'b') and customer_id not like 'x%'",
        "case when revenue > 1 then true else false end",
        "coalesce(mean_interpurchase_days, 0) > 30 and mean_interpurchase_days is not null",
        "revenue / nullif(n_purchases, 0) > 3.5e2",
        "last_purchase >= date '2024-01-01' and extract(month from first_purchase) = 6",
        "r_score >= 4 and f_score + m_score > 6 and cast(customer_id as bigint) > 400",
        "abs(revenue) > -1 and round(revenue, 1) > 0",
        "-days_since_last + n_purchases * 2 - revenue / 3 % 5 < 2 ^ 3 // 1",
        "last_purchase - first_purchase > 30 and last_purchase + interval 1 month > first_purchase",
        "year(first_purchase) = 2024 and month(first_purchase) + day(first_purchase) > 6",
        "date_diff('day', first_purchase, last_purchase) > 3",
        "date_trunc('month', last_purchase) = date '2024-01-01' + interval 1 month"
        " or dayname(last_purchase) = 'Monday' or strftime(last_purchase, '%m') = '06'",
        "lower(customer_id) || 'x' similar to 'a.*' or regexp_matches(customer_id, 'b')",
        "greatest(revenue, 3) > least(revenue, pi()) and list_contains([1, 2], n_purchases)",
        "true",
        "null::boolean",
    ],
)
def test_a_condition_about_the_customer_is_taken(condition: str) -> None:
    assert wrong(condition) == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("revenu > 1", "unknown column 'revenu'; did you mean 'revenue'?"),
        ("xyz > 1", "unknown column 'xyz'"),
        ("customers.revenue > 1", "unknown column 'customers.revenue'"),
        ("class = 'lost'", "unknown column 'class'"),
        ("revenue > $actve_days", "unknown threshold $actve_days; did you mean $active_days?"),
        ("revenue > ?", "unknown threshold $1"),
        ("revenue > $1", "unknown threshold $1"),
        ("current_date > last_purchase", "unknown column 'current_date'"),
        ("current_timestamp > last_purchase", "unknown column 'current_timestamp'"),
        ("localtime is null", "unknown column 'localtime'"),
        ("revenue > (select 1)", "a subquery may not be used"),
        ("exists (from customers)", "a subquery may not be used"),
        ("revenue in (select 1)", "a subquery may not be used"),
        ("row_number() over () > 1", "a window function may not be used"),
        ("columns(*) > 1", "* may not be used"),
        ("list_filter([1], x -> x > 0) = [1]", "a lambda may not be used"),
        ("revenue in (select * from range(3))", "a subquery may not be used"),
        ("#1 > 1", "positional reference may not be used"),
        ("revenue", "must say yes or no, but gives double"),
        ("1", "must say yes or no, but gives integer"),
        ("customer_id", "must say yes or no, but gives varchar"),
        ("", "is empty"),
        ("  \n ", "is empty"),
        ("-- nothing", "cannot be read"),
        ("revenue >", "cannot be read"),
        ("revenue > 1)", "cannot be read"),
        ("revenue > 1) or (true", "cannot be read"),
        ("true) from customers; drop table customers; select (true", "cannot be read"),
        ("true /* open", "cannot be read"),
        ("true 'x", "cannot be read"),
        ("revenue > 1; select true", "must be one expression and nothing more"),
        ("true, false", "must be one expression and nothing more"),
        ("true as x", "must be one expression and nothing more"),
        ("x: true", "must be one expression and nothing more"),
        ("distinct true", "must be one expression and nothing more"),
        ("true limit 1", "must be one expression and nothing more"),
        ("true where false", "must be one expression and nothing more"),
        ("true from range(3)", "must be one expression and nothing more"),
        ("true from read_text('/etc/passwd')", "must be one expression and nothing more"),
        ("true union select true", "must be one expression and nothing more"),
        ("true using sample 1", "must be one expression and nothing more"),
        ("true qualify true", "must be one expression and nothing more"),
        ("revenue > 1;", "syntax error"),
        ("all true", "syntax error"),
        ("revenue > 'many'", "Could not convert string 'many' to DOUBLE"),
        ("customer_id > 3", "Cannot compare values of type VARCHAR"),
        ("last_purchase > 'today'", "invalid date field format"),
        ("last_purchase::timestamp < 'now'::timestamp", "invalid timestamp field format"),
        ("not " * 900 + "true", "is nested too deeply"),
        ("1 + " * 2000 + "1 > 0", "cannot be read"),
    ],
)
def test_anything_else_is_refused(condition: str, expected: str) -> None:
    assert expected in " | ".join(wrong(condition))


@pytest.mark.parametrize(
    "call",
    [
        "now()", "today()", "random()", "uuid()", "current_setting('threads')", "nextval('s')",
        "getenv('HOME')", "getvariable('x')", "sum(revenue)", "count(*)",
        "read_text('/etc/passwd')",
        "current_localtimestamp()", "age(last_purchase)", "version()", "setseed(0.5)", "error('x')",
        "sleep_ms(1)", "current_user()", "query('select 1')", "nosuch(1)", "unnest([1])",
        "stats(1)",
        "range(3)", "generate_series(1, 3)", "currval('s')", "transaction_timestamp()",
        "current_schemas(true)", "uuidv7()", "get_current_timestamp()", "current_database()", "system.main.now()", "txid_current()",
    ],
)  # fmt: skip
def test_only_plain_functions_may_be_used(call: str) -> None:
    name = call.partition("(")[0].rpartition(".")[2]
    found = wrong(f"{call} is null")
    assert any(f"the function {name}" in what or "* may not" in what for what in found)


def test_of_functions_without_arguments_only_constants_may_be_used() -> None:
    """A function that is told nothing and is no constant reads a clock, a setting or chance."""
    with locked() as connection:
        rows = connection.execute(
            "select distinct function_name from duckdb_functions() "
            "where function_type in ('scalar', 'macro') and len(parameters) = 0 and varargs is null"
        ).fetchall()
    told_nothing = [str(name) for (name,) in rows]
    allowed = {
        name
        for name in told_nothing
        if not any("may not be used" in what for what in wrong(f'"{name}"() is null'))
    }
    assert len(told_nothing) > 30
    assert allowed == {"pi", "map", "list_value", "list_pack"}


def test_a_condition_is_the_same_in_every_time_zone() -> None:
    with locked() as connection:
        row = connection.execute("select (timestamptz '2024-01-01 00:00:00+00')::date").fetchone()
        assert row == (date(2024, 1, 1),)
        with pytest.raises(duckdb.Error, match="locked"):
            connection.execute("set TimeZone = 'America/New_York'")


def test_each_mistake_has_the_position_of_its_condition() -> None:
    found = rules.check(["true", "a > 1 and $b > 2", "revenue"], COLUMNS, PARAMETERS)
    assert [(item.position, item.what.partition(";")[0]) for item in found] == [
        (1, "unknown column 'a'"),
        (1, "unknown threshold $b"),
        (2, "must say yes or no, but gives double"),
    ]


def test_every_measure_of_a_customer_may_be_named() -> None:
    measured = {"customer_id", "first_purchase", "days_since_last", "n_purchases_recent", "revenue"}
    assert measured | {"r_score", "f_score", "m_score"} <= COLUMNS.keys()
    assert not {"class", "tier", "class_reason"} & COLUMNS.keys()
    assert not {c.id for c in CUSTOMER_COLUMNS if c.kind == "contact"} & COLUMNS.keys()


def test_columns_and_parameters_are_found_wherever_they_stand() -> None:
    listed = [
        rule("Revenue > $a and case when customer_id = '$no' then $b > 1 else true end -- $not"),
        rule("n_purchases between $a and abs(days_since_last)"),
        rule(None),
    ]
    assert rules.columns_of(listed) == {"revenue", "customer_id", "n_purchases", "days_since_last"}
    assert rules.parameters_of(listed) == {"a", "b"}


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (["revenue >= 8", "revenue >= 3", "revenue >= 1", None], []),
        (["revenue >= 1", "revenue >= 3", "revenue >= 8", None], [(1, 0), (2, 0)]),
        (["revenue > 3", "revenue >= 3", None], []),
        (["revenue >= 3", "revenue > 3", None], [(1, 0)]),
        (["revenue >= 3", "revenue >= 3.0", None], [(1, 0)]),
        (["revenue < 30", "revenue < 90", "revenue <= 90", None], []),
        (["revenue <= 90", "revenue < 90", None], [(1, 0)]),
        (["revenue <= -1", "revenue <= -2", None], [(1, 0)]),
        (["revenue > 3", "n_purchases > 3", None], []),
        (["revenue > 3", "revenue < 4", None], []),
        (["revenue > $low", "revenue > $high", None], [(1, 0)]),
        (["revenue > $unknown", "revenue > 3", None], []),
        (["revenue > 3 and n_purchases > 1", "revenue > 4", None], []),
        (["revenue between 1 and 2", "revenue > revenue", None], []),
    ],
)
def test_a_rule_that_an_earlier_one_leaves_nobody_to_is_found(
    conditions: list[str | None], expected: list[tuple[int, int]]
) -> None:
    listed = [rule(condition) for condition in conditions]
    assert rules.never_reached(listed, {"low": 1, "high": 2}) == expected
