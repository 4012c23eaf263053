"""The SQL of a line's state: used, excluded for a named reason, or rejected; see :mod:`states`."""

from __future__ import annotations

from collections.abc import Collection

from repurchase_cli.rows import text
from repurchase_cli.sources import Layout
from repurchase_cli.terms import Terms


def stated(lines: str, layout: Layout, terms: Terms, cash_files: Collection[int]) -> str:
    """Return lines with their state: the first of these that holds."""
    total = state("totals_line")
    early_totals = f"when {_is_dated_total()} then {total}" if layout.total_labels else ""
    return f"""
        select *, case
            {early_totals}
            {standings(cash_files)}
            when flag in ('cut_row', 'long_row') then cast(flag as line_states)
            when moment is not null and amount is not null then case
                {customer_states(terms, "customer_id")}
                else {state("used")} end
            when trim(moment_text) = {text(layout.columns["order_time"])}
                then {state("repeated_header")}
            when {_is_blank()} then {state("blank_row")}
            when moment is null and {_is_total_row()} then {total}
            when moment is null and coalesce(trim(moment_text), '') = ''
                then {state("date_missing")}
            when moment is null then {state("date_unreadable")}
            when coalesce(trim(amount_text), '') = '' then {state("amount_missing")}
            else {state("amount_unreadable")}
        end as state
        from ({lines})
    """


def typed_stated(lines: str, terms: Terms, cash_files: Collection[int]) -> str:
    """Return lines with their state, of which a scan has typed all that a sale needs."""
    return f"""
        select *, case
            {standings(cash_files)}
            when moment is null then {state("date_unreadable")}
            when amount is null then {state("amount_unreadable")}
            {customer_states(terms, "customer_id")}
            else {state("used")}
        end as state
        from ({lines})
    """


def state(name: str) -> str:
    """Return the SQL of a state, of its own type: texts would have to be looked up line by line."""
    return f"cast({text(name)} as line_states)"


def standings(cash_files: Collection[int]) -> str:
    """Return the SQL, within a CASE, of the states that lines have by their standing."""
    excluded = "standing is not null"
    if cash_files:
        counting = ", ".join(map(str, sorted(cash_files)))
        excluded += f" and not (standing = 'unpaid' and file in ({counting}))"
    return f"""when standing = 'cancelled' and amount < 0 then {state("reversal")}
            when {excluded} then cast(standing as line_states)"""


def customer_states(terms: Terms, customer: str) -> str:
    """Return the SQL, within a CASE, of the states that a line has for its customer.

    ``customer`` is the SQL of the id, NULL for nobody; its text stands in ``customer_text``.
    """
    strangers = ", ".join(text(name) for name in terms.not_customers)
    stranger = f"when {customer} in ({strangers}) then {state('not_a_customer')}"
    return f"""when {customer} is null and destroyed(customer_text) then {state("id_destroyed")}
                when {customer} is null then {state("no_customer")}
                {stranger if strangers else ""}"""


def _is_blank() -> str:
    """Return the SQL of whether a row has neither a date nor an amount: a remark, or nothing."""
    texts = ("moment_text", "amount_text")
    return "(" + " and ".join(f"coalesce(trim({name}), '') = ''" for name in texts) + ")"


def _is_dated_total() -> str:
    """Return the SQL of whether a row with a date sums up others; somebody may be named Suma."""
    return """(
        is_total(label) and not (
            is_name_too(label) and customer_text is not distinct from label
            and (order_id is not null or filled(item_text) is not null)
        )
    )"""


def _is_total_row() -> str:
    """Return the SQL of whether a row without a date sums up others.

    Its label says so, or it lacks all that a sale has but money.
    """
    return """(
        total_in(concat_ws(chr(31), label, item_text))
        or sum_in(concat_ws(
            chr(31), moment_text, customer_text, order_id,
            if(customer_id is null, label, null), if(customer_id is null, item_text, null)
        ))
        or (
            coalesce(trim(moment_text), '') = '' and coalesce(trim(customer_text), '') = ''
            and order_id is null and coalesce(trim(item_text), '') = '' and amount is not null
        )
    )"""
