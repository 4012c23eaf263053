"""Who has which tags, since when, and why: by what was bought, and those of the customers file.

Tags that are conditions over the columns of campaigns are told where these columns are known; see
:mod:`repurchase_cli.targeting.tags`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from repurchase_cli.document import Text
from repurchase_cli.rows import text
from repurchase_cli.rules import bought_of
from repurchase_cli.sales import Clause
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.document import Language
    from repurchase_cli.rules import Bought
    from repurchase_cli.sales import Reduction, Relation
    from repurchase_cli.shop.preferences import Preferences

_PLACES = ("store", "channel")
OF_FILE = Text("customers file", "客户文件")


@dataclass(frozen=True)
class Tags:
    """Tags of customers by what they bought, and of the customers file.

    ``tags`` are those of the settings; ``then`` is the day from which on gained and lost ones are
    told.
    """

    likes: Preferences
    tags: Mapping[str, Bought]
    language: Language = "en"
    then: date | None = None

    @property
    def reduction(self) -> Reduction:
        """The sales that tags are told of."""
        return self.likes.goods.reduction

    @cached_property
    def bought(self) -> Relation | None:
        """Customers with a tag now or ``then``: ``customer_id, tag, since, evidence, has, had``.

        ``since`` is the day on which it was gained or lost. None without such tags.
        """
        if not self.tags:
            return None
        parts, inputs = [], {}
        for place, (name, tag) in enumerate(self.tags.items()):
            inputs[f"tag_{place}"] = self._days(tag)
            parts.append(
                f"select customer, {text(name)} as tag, since, has, had,"
                f" {_evidence(tag).say(self.language)} as evidence from {{tag_{place}}}"
            )
        words = {"rows": Clause(" union all ".join(parts))}
        return self.reduction.derive("shop/bought_tags", words, **inputs)

    @cached_property
    def rows(self) -> Relation:
        """The tags that customers have: ``customer_id, tag, since, evidence``."""
        bought, inputs = "", {}
        if self.bought is not None:
            inputs["bought"] = self.bought
            bought = "select customer_id, tag, since, evidence from {bought} where has union all"
        words = {"bought": Clause(bought), "of_file": text(OF_FILE.say(self.language))}
        return self.reduction.derive("shop/tags", words, **inputs)

    @cached_property
    def names(self) -> Relation:
        """All tags of every customer who has any: ``customer_id, tags, written``."""
        return self.reduction.derive("shop/tag_names", tags=self.rows)

    def _days(self, tag: Bought) -> Relation:
        goods, last_day = self.likes.goods, number(self.reduction.as_of)
        words = {
            "matches": " and ".join(_matches(*pair) for pair in tag.bought.items()),
            "known": " and ".join(f"{_column(name)} is not null" for name in tag.bought),
            "window": "null" if tag.within_days is None else str(tag.within_days + 1),
            "last_day": str(last_day),
            "then": str(number(self.then) if self.then else last_day),
            "items": repr(tag.items),
            "share": repr(tag.share),
        }
        return self.reduction.derive(
            "products/tag_days",
            words,
            item_lines=goods.item_lines,
            variants=goods.variants,
            places=goods.places,
            given_back=self.likes.given_back,
        )


def tags_of(
    likes: Preferences,
    tags: Mapping[str, str | Bought],
    language: Language = "en",
    then: date | None = None,
) -> Tags:
    """Return the tags of the settings by what was bought, and those of the customers file."""
    return Tags(likes, bought_of(tags), language, then)


def _column(name: str) -> str:
    return f"{'a' if name in _PLACES else 'v'}.{_VARIANT_COLUMNS.get(name, name)}"


#: What a variant calls the number and the name of an item.
_VARIANT_COLUMNS = {"sku": "item", "product": "name"}


def _matches(name: str, values: tuple[str, ...]) -> str:
    """Return the SQL of whether a field has one of some values, in which * stands for any text."""
    patterns = ", ".join(text(_pattern(value)) for value in values)
    return f"list_bool_or([{_column(name)} ilike p escape '!' for p in [{patterns}]])"


def _pattern(value: str) -> str:
    for mark in "!%_":
        value = value.replace(mark, f"!{mark}")
    return value.strip().replace("*", "%")


def _evidence(tag: Bought) -> Text:
    """Return the SQL of what is said of a customer: how many of how many items, of what, since."""
    values = ", ".join(value for values in tag.bought.values() for value in values)
    days = tag.within_days
    within = Text(f" within {days} days" if days else "", f"近 {days} 天" if days else "")
    of = ", ' of ', printf('%g', known), ' items'", ", ' / ', printf('%g', known), ' 件'"
    if not tag.share:
        of = ", if(matched = 1, ' item', ' items')", ", ' 件'"
    en, zh = (f"concat({{before}}printf('%g', matched){one}, {{after}})" for one in of)
    return Text(
        en.format(before="", after=text(f"{within.en}: {values}")),
        zh.format(before=text(f"{within.zh}购买 ") + ", ", after=text(f"：{values}")),
    )
