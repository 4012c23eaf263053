"""Who is what: rules in SQL over the customer table, and the reasons they give.

A list of rules is read from the top and the first one that is true decides. A condition is one
boolean SQL expression such as ``days_since_last <= $active_days``; it names columns of the customer
table and thresholds (``$name``), and nothing else.
"""

from __future__ import annotations

from repurchase_cli.rules.bought import Bought, Tag, bought_of, conditions_of
from repurchase_cli.rules.conditions import (
    Mistake,
    check,
    did_you_mean,
    known_columns,
    reason_columns,
)
from repurchase_cli.rules.labels import label
from repurchase_cli.rules.model import (
    ROLES,
    PercentileOf,
    Role,
    Rule,
    Threshold,
    Times,
    Words,
)
from repurchase_cli.rules.parsing import columns_of, parameters_of
from repurchase_cli.rules.reach import never_reached
from repurchase_cli.rules.reasons import check_reason, placeholders, plain, reason, reason_sql
from repurchase_cli.rules.roles import position

__all__ = [
    "ROLES",
    "Bought",
    "Mistake",
    "PercentileOf",
    "Role",
    "Rule",
    "Tag",
    "Threshold",
    "Times",
    "Words",
    "bought_of",
    "check",
    "check_reason",
    "columns_of",
    "conditions_of",
    "did_you_mean",
    "known_columns",
    "label",
    "never_reached",
    "parameters_of",
    "placeholders",
    "plain",
    "position",
    "reason",
    "reason_columns",
    "reason_sql",
]
