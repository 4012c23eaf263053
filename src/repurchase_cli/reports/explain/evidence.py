"""What a rule that goes by likes or tags rests on: one customer's values and tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repurchase_cli import rules, tables
from repurchase_cli.document import Text
from repurchase_cli.rows import text
from repurchase_cli.shop.preferences import FIELDS, VALUE_NAMES, preferences_of
from repurchase_cli.shop.tags import tags_of

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.rules import Rule
    from repurchase_cli.sales import Sales

_LIKED = frozenset(column.id for column in tables.RULE_COLUMNS)


def evidence(
    sales: Sales, settings: Settings, rule: Rule, customer: str, language: Language
) -> Iterator[Text]:
    """Yield the values that a rule's condition has seen in what the customer likes."""
    columns = rules.columns_of([rule]) & _LIKED
    if not columns:
        return
    likes = preferences_of(sales)
    words = {"customer": text(customer)}
    fields = {name.removeprefix("main_") for name in columns} & FIELDS.keys()
    if fields:
        rows = sales.derive("products/customer_likes", words, preferences=likes.relation).tuples()
        for field, value, share, _, main in rows:
            if field in fields:
                yield _liked(field, value, share, main=main)
    if "tags" in columns:
        tags = tags_of(likes, settings.tags, language).rows
        of_customer = sales.derive("products/customer_rows", {**words, "order": "tag"}, rows=tags)
        for _, tag, _, why in of_customer.tuples():
            yield Text(f"tag {tag} ({why})", f"标签 {tag}（{why}）")


def _liked(field: str, value: str, share: float, *, main: bool) -> Text:
    """Return what most of a customer's items have, and whether that makes it the main value."""
    label, shown = FIELDS[field].label, VALUE_NAMES.get(value, Text(value, value))
    en, zh = f"{label.en.lower()}: {shown.en} {share:.0%}", f"{label.zh}：{shown.zh} {share:.0%}"
    return Text(en, zh) if main else Text(f"{en}, no main value", f"{zh}，未成主要偏好")
