"""The vocabulary: every column of every table, with kind, unit, label and meaning.

A column's id is its name in CSV and JSON and never changes; its label is what people read. Each
module holds the tables of one family; they are read from here.
"""

from __future__ import annotations

from repurchase_cli.tables.campaigns import (
    AUDIENCE_COLUMNS,
    CALL_COLUMNS,
    CONTROL_COLUMNS,
    COVER_COLUMNS,
    EXCLUDED_COLUMNS,
    FUNNEL_COLUMNS,
    LIST_COLUMNS,
    TARGET_COLUMNS,
)
from repurchase_cli.tables.clv import (
    CLV_COLUMNS,
    CLV_TENTH_COLUMNS,
    CLV_TOTAL_COLUMNS,
    COVARIATE_COLUMNS,
    HOLDOUT_COLUMNS,
    MODEL_COLUMNS,
    REPEATS_COLUMNS,
    TRACKING_COLUMNS,
)
from repurchase_cli.tables.cohorts import COHORT_COLUMNS, COHORT_SUMMARY_COLUMNS
from repurchase_cli.tables.customers import (
    ABOUT_COLUMNS,
    CLASS_COLUMNS,
    CONTACT_COLUMNS,
    CUSTOMER_COLUMNS,
    LABEL_COLUMNS,
    PURCHASE_COLUMNS,
    SCORE_COLUMNS,
    recent_purchases,
)
from repurchase_cli.tables.intake import (
    DECISION_COLUMNS,
    FIELD_COLUMNS,
    FILE_COLUMNS,
    KIND_COLUMNS,
    PROBLEM_COLUMNS,
    SETTING_COLUMNS,
)
from repurchase_cli.tables.intervals import (
    CURVE_COLUMNS,
    EXPECTED_COLUMNS,
    GAP_COLUMNS,
    INTERVAL_COLUMNS,
    LIMIT_COLUMNS,
    WITHIN_COLUMNS,
)
from repurchase_cli.tables.lift import EFFECT_COLUMNS, LIFT_COLUMNS
from repurchase_cli.tables.measures import (
    CONCENTRATION_COLUMNS,
    CONTRIBUTION_COLUMNS,
    DISCOUNT_COLUMNS,
    DRIFT_COLUMNS,
    HEADLINE_COLUMNS,
    LOYAL_COLUMNS,
    METRIC_COLUMNS,
    OVERVIEW_COLUMNS,
    PREFERENCE_COLUMNS,
    PURCHASE_COUNT_COLUMNS,
    TRANSITION_COLUMNS,
)
from repurchase_cli.tables.migration import (
    COMPARISON_COLUMNS,
    CONVERSION_COLUMNS,
    MIGRATION_COLUMNS,
    MOVER_COLUMNS,
    SERIES_COLUMNS,
)
from repurchase_cli.tables.money import money_digits
from repurchase_cli.tables.preferences import (
    LIKED_COLUMNS,
    LIKING_COLUMNS,
    LIKING_SUMMARY_COLUMNS,
    NEXT_ITEM_COLUMNS,
    NEXT_ITEM_COUNT_COLUMNS,
    RULE_COLUMNS,
    TAG_CHANGE_COLUMNS,
    TAG_COLUMNS,
    TAG_COUNT_COLUMNS,
)
from repurchase_cli.tables.products import PAIR_COLUMNS
from repurchase_cli.tables.report import DEFINITION_COLUMNS, SUMMARY_COLUMNS, TREND_COLUMNS

__all__ = [
    "ABOUT_COLUMNS",
    "AUDIENCE_COLUMNS",
    "CALL_COLUMNS",
    "CLASS_COLUMNS",
    "CLV_COLUMNS",
    "CLV_TENTH_COLUMNS",
    "CLV_TOTAL_COLUMNS",
    "COHORT_COLUMNS",
    "COHORT_SUMMARY_COLUMNS",
    "COMPARISON_COLUMNS",
    "CONCENTRATION_COLUMNS",
    "CONTACT_COLUMNS",
    "CONTRIBUTION_COLUMNS",
    "CONTROL_COLUMNS",
    "CONVERSION_COLUMNS",
    "COVARIATE_COLUMNS",
    "COVER_COLUMNS",
    "CURVE_COLUMNS",
    "CUSTOMER_COLUMNS",
    "DECISION_COLUMNS",
    "DEFINITION_COLUMNS",
    "DISCOUNT_COLUMNS",
    "DRIFT_COLUMNS",
    "EFFECT_COLUMNS",
    "EXCLUDED_COLUMNS",
    "EXPECTED_COLUMNS",
    "FIELD_COLUMNS",
    "FILE_COLUMNS",
    "FUNNEL_COLUMNS",
    "GAP_COLUMNS",
    "HEADLINE_COLUMNS",
    "HOLDOUT_COLUMNS",
    "INTERVAL_COLUMNS",
    "KIND_COLUMNS",
    "LABEL_COLUMNS",
    "LIFT_COLUMNS",
    "LIKED_COLUMNS",
    "LIKING_COLUMNS",
    "LIKING_SUMMARY_COLUMNS",
    "LIMIT_COLUMNS",
    "LIST_COLUMNS",
    "LOYAL_COLUMNS",
    "METRIC_COLUMNS",
    "MIGRATION_COLUMNS",
    "MODEL_COLUMNS",
    "MOVER_COLUMNS",
    "NEXT_ITEM_COLUMNS",
    "NEXT_ITEM_COUNT_COLUMNS",
    "OVERVIEW_COLUMNS",
    "PAIR_COLUMNS",
    "PREFERENCE_COLUMNS",
    "PROBLEM_COLUMNS",
    "PURCHASE_COLUMNS",
    "PURCHASE_COUNT_COLUMNS",
    "REPEATS_COLUMNS",
    "RULE_COLUMNS",
    "SCORE_COLUMNS",
    "SERIES_COLUMNS",
    "SETTING_COLUMNS",
    "SUMMARY_COLUMNS",
    "TAG_CHANGE_COLUMNS",
    "TAG_COLUMNS",
    "TAG_COUNT_COLUMNS",
    "TARGET_COLUMNS",
    "TRACKING_COLUMNS",
    "TRANSITION_COLUMNS",
    "TREND_COLUMNS",
    "WITHIN_COLUMNS",
    "money_digits",
    "recent_purchases",
]
