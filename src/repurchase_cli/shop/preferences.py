"""What customers like: shares of their items by field, and the main value where evidence suffices.

A main value needs at least two items and 40% of those that have a value, and 40% still when the
shop's own shares count besides, as much as the shop shows that its customers are alike; see
:mod:`repurchase_cli.analysis.preferences`. What was given back counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.analysis.preferences import prior_weight
from repurchase_cli.document import Text
from repurchase_cli.sales import Clause
from repurchase_cli.shop.fields import DISCOUNT_FIELDS
from repurchase_cli.shop.goods import goods_of

if TYPE_CHECKING:
    from repurchase_cli.document import Rows
    from repurchase_cli.sales import Reduction, Relation
    from repurchase_cli.shop.goods import Goods
    from repurchase_cli.sources import Source

LEAST_ITEMS = 2
LEAST_SHARE = 0.4
#: The shares of a field; values are numbered in their order, since numbers are sorted faster.
_SHARES = """
select
    {place} as place, '{name}' as field, c.customer, c.value, c.items, r.rank,
    c.items / w.items as share,
    m.customer is not null as main
from {{choices_{name}}} c
join (select customer, sum(items) as items from {{choices_{name}}} group by customer) w
    using (customer)
join (
    select value, row_number() over (order by value) as rank
    from {{choices_{name}}}
    group by value
) r using (value)
left join {{main_{name}}} m on m.customer = c.customer and m.value = c.value
"""
#: A weight beyond which nothing that a customer does counts.
_ENDLESS = 1e18


class Field(NamedTuple):
    """What customers may prefer: its name for people, its SQL over a line, what that needs.

    ``fields`` are those of the line, one of which the files must have; empty for all files. A place
    or a time is chosen once a day, however much is bought there.
    """

    label: Text
    value: str
    fields: frozenset[str]
    joins: str = ""
    is_place: bool = False


def _of_item(name: str, en: str, zh: str) -> Field:
    return Field(Text(en, zh), f"v.{name}", frozenset({name}))


def _of_place(name: str, en: str, zh: str) -> Field:
    join = "join {places} a using (place)"
    return Field(Text(en, zh), f"a.{name}", frozenset({name}), join, is_place=True)


WEEKDAYS = (
    Text("Monday", "周一"), Text("Tuesday", "周二"), Text("Wednesday", "周三"),
    Text("Thursday", "周四"), Text("Friday", "周五"), Text("Saturday", "周六"),
    Text("Sunday", "周日"),
)  # fmt: skip
_WEEKDAY = f"[{', '.join(repr(day.en.lower()) for day in WEEKDAYS)}][1 + (l.day + 3) % 7]"
#: What stands among the fields where purchases have a time of day.
_CLOCK = "clock"
FIELDS: dict[str, Field] = {
    "category": _of_item("category", "Category", "品类"),
    "style": _of_item("style", "Style", "风格"),
    "size": _of_item("size", "Size", "尺码"),
    "color": _of_item("color", "Colour", "颜色"),
    "scene": _of_item("scene", "Scene", "场景"),
    "season": _of_item("season", "Season", "季节"),
    "store": _of_place("store", "Store", "门店"),
    "channel": _of_place("channel", "Channel", "渠道"),
    "weekday": Field(Text("Weekday", "星期"), _WEEKDAY, frozenset(), is_place=True),
    "hour": Field(
        Text("Hour", "时段"), "lpad(cast(l.hour as varchar), 2, '0')",
        frozenset({_CLOCK}), is_place=True
    ),
    "price": Field(
        Text("Price level", "价格带"), "q.level", frozenset({"sku", "product"}),
        "join {price_levels} q on q.item = v.item",
    ),
    "discount": Field(
        Text("On discount", "折扣购买"), "if(l.discounted, 'yes', 'no')", DISCOUNT_FIELDS
    ),
}  # fmt: skip
#: What people read for values that the program has named itself.
VALUE_NAMES: dict[str, Text] = {
    **{day.en.lower(): day for day in WEEKDAYS},
    "low": Text("low", "低价"),
    "middle": Text("middle", "中价"),
    "high": Text("high", "高价"),
    "yes": Text("yes", "是"),
    "no": Text("no", "否"),
}


def fields_told(sources: Iterable[Source]) -> frozenset[str]:
    """Return the fields that the files have, and whether purchases have a time of day."""
    layouts = [source.layout for source in sources]
    clock = {_CLOCK} if any(layout.has_clock for layout in layouts) else set()
    return frozenset().union(*(layout.columns for layout in layouts), clock)


@dataclass(frozen=True)
class Preference:
    """What customers chose of one field.

    ``choices`` has a row per customer and value. ``customers`` chose at all, ``of_two`` at least
    twice; two choices of one of these agree in the share ``agreement``, of anybody in ``expected``.
    """

    goods: Goods
    choices: Relation
    customers: int
    of_two: int
    agreement: float
    expected: float
    is_place: bool

    @property
    def weight(self) -> float:
        """How many choices of the shop's own shares count besides."""
        return prior_weight(self.agreement, self.expected, self.of_two)

    @cached_property
    def main(self) -> Relation:
        """The main values: ``customer, value, items, share``."""
        words = {
            "least_items": str(LEAST_ITEMS),
            "least_choices": str(LEAST_ITEMS if self.is_place else 1),
            "least_share": str(LEAST_SHARE),
            "weight": repr(min(self.weight, _ENDLESS)),
        }
        return self.goods.reduction.derive("products/main_values", words, choices=self.choices)

    def main_counts(self) -> tuple[int, str | None]:
        """Return how many customers have a main value, and which most of them have."""
        counts = self.goods.reduction.derive("products/main_counts", main=self.main).frame()
        (row,) = counts.itertuples(index=False)
        return int(row[0]), row[1] if isinstance(row[1], str) else None


@dataclass(frozen=True)
class Preferences:
    """What customers like of the fields that the files have; each worked out when wanted."""

    goods: Goods
    _made: dict[str, Preference] = field(default_factory=dict)

    @cached_property
    def fields(self) -> frozenset[str]:
        """What the files tell of lines; see :func:`fields_told`."""
        return fields_told(self.goods.reduction.sources)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the fields that can be told."""
        has = self.fields
        return tuple(name for name, kind in FIELDS.items() if not kind.fields or kind.fields & has)

    def __getitem__(self, name: str) -> Preference:
        """Return what customers chose of a field."""
        if name not in self._made:
            self._made[name] = self._chosen(FIELDS[name])
        return self._made[name]

    def _chosen(self, kind: Field) -> Preference:
        goods = self.goods
        inputs = {"item_lines": goods.item_lines, "variants": goods.variants}
        words = {
            "value": kind.value,
            "units": "sum(l.units)" if kind.is_place else "l.units",
            "of_day": f"group by l.customer, {kind.value}, l.day" if kind.is_place else "",
            "joins": Clause(kind.joins),
        }
        joined = {"places": goods.places, "price_levels": self._price_levels}
        inputs |= {name: made for name, made in joined.items() if f"{{{name}}}" in kind.joins}
        choices = goods.reduction.derive(
            "products/choices", words, given_back=self.given_back, **inputs
        )
        ((customers, of_two, agreement, expected),) = (
            goods.reduction.derive("products/agreement", choices=choices)
            .frame()
            .itertuples(index=False)
        )
        return Preference(
            goods, choices, int(customers), int(of_two), float(agreement), float(expected),
            kind.is_place,
        )  # fmt: skip

    @cached_property
    def given_back(self) -> Relation:
        """The variants that customers gave back."""
        inputs = {"item_lines": self.goods.item_lines, "variants": self.goods.variants}
        return self.goods.reduction.derive("products/given_back", **inputs)

    @cached_property
    def _price_levels(self) -> Relation:
        inputs = {"item_lines": self.goods.item_lines, "variants": self.goods.variants}
        return self.goods.reduction.derive("products/price_levels", **inputs)

    @cached_property
    def relation(self) -> Relation:
        """All shares: ``customer_id, field, value, share, items, main, customer``."""
        clauses: list[str] = []
        inputs: dict[str, Relation] = {}
        for place, name in enumerate(self.names):
            inputs |= {f"choices_{name}": self[name].choices, f"main_{name}": self[name].main}
            clauses.append(_SHARES.format(place=place, name=name))
        words = {"rows": Clause(" union all ".join(clauses))}
        return self.goods.reduction.derive("products/preferences", words, **inputs)

    def rows(self) -> Rows:
        """Return the table of all shares, those of a customer field by field."""
        return self.relation.ordered("customer", "place", "fewest", "rank")


def preferences_of(sales: Reduction) -> Preferences:
    """Return what the customers of these sales like, the same to all who ask."""
    return sales.once(("preferences",), lambda: Preferences(goods_of(sales)))
