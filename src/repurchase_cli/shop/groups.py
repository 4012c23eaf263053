"""``--group-by``: the parts of a shop that a report looks at one by one.

A group is a field of the line (store, channel, category), a label of the customer (class, tier) or
what the customers file says of it (sex, city); all its tags together are one group, those of the
settings by what was bought included. Grouping by a field of the line filters the lines and then
computes: a customer may stand in several groups. Several groups are crossed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli import tables
from repurchase_cli.document import Column, Text
from repurchase_cli.errors import UsageError
from repurchase_cli.rows import quoted, text
from repurchase_cli.rules import did_you_mean
from repurchase_cli.sales import GROUP_MARK, Clause
from repurchase_cli.shop.fields import fields_of
from repurchase_cli.shop.preferences import preferences_of
from repurchase_cli.shop.segmentation import LABELS, Segmentation
from repurchase_cli.shop.tags import tags_of

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.sales import Reduction, Relation, Sales

#: Fields of a line by which sales can be grouped.
LINE_FIELDS: dict[str, Text] = {
    "store": Text("Store", "门店"),
    "channel": Text("Channel", "渠道"),
    "category": Text("Category", "品类"),
    "style": Text("Style", "风格"),
    "size": Text("Size", "尺码"),
    "color": Text("Colour", "颜色"),
    "season": Text("Season", "季节"),
    "scene": Text("Scene", "场景"),
    "product": Text("Product", "商品"),
    "sku": Text("SKU", "货号"),
    "staff": Text("Staff", "导购"),
    "payment": Text("Payment", "支付方式"),
    "coupon": Text("Coupon", "优惠券"),
}
#: Those of them that may differ between the lines of one order.
ITEM_FIELDS = frozenset({"category", "style", "size", "color", "season", "scene", "product", "sku"})
#: Fields of the customers file by which customers can be grouped.
MEMBER_FIELDS: dict[str, Text] = {
    "sex": Text("Sex", "性别"),
    "city": Text("City", "城市"),
    "level": Text("Level", "级别"),
    "tags": Text("Tags", "标签"),
}


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that were asked for: their names, their columns, and what people read for values.

    Where a group's value is missing, all of them together are meant.
    """

    names: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    value_names: Mapping[str, Mapping[str | None, Text]] = field(default_factory=dict)

    @property
    def of_lines(self) -> tuple[str, ...]:
        """The names that are fields of the line."""
        return tuple(name for name in self.names if name in LINE_FIELDS)

    def place(self, part: str) -> tuple[tuple[int, str], ...]:
        """Return what sorts the parts: labels in the order of their rules, else by name."""
        order = {name: list(values) for name, values in self.value_names.items()}
        return tuple(
            (order[name].index(value) if value in order[name] else len(order[name]), value)
            for name, value in zip(self.names, part.split(GROUP_MARK), strict=False)
        )

    def split(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a frame with ``part`` replaced by one column per group, at the front."""
        parts = frame["part"].str.split(GROUP_MARK, expand=True) if len(frame) else None
        rest = frame.drop(columns="part")
        for at, name in enumerate(self.names):
            rest.insert(at, name, parts[at] if parts is not None else [])
        return rest


def asked(sales: Sales, names: Sequence[str], found: Segmentation | None = None) -> Groups:
    """Return the groups of these names.

    Raises
    ------
    UsageError
        For a name that the files have no column for, or that is given twice; for what tells items
        apart where amounts are those of whole orders.
    """
    known = {**_labels(), **line_fields(sales), **member_fields(sales)}
    if found and found.tags:
        known["tags"] = MEMBER_FIELDS["tags"]
    for name in names:
        if name not in known:
            raise UsageError(
                f"the files have nothing to group by called {name!r}{did_you_mean(name, known)}",
                hint=f"choose of: {', '.join(known)}; or name its column: --map FIELD=HEADER",
            )
    _refuse_items_of_totals(sales, names)
    if len(set(names)) < len(names):
        raise UsageError("--group-by names a group twice", hint="name it once")
    meaning = Text("group of customers or lines", "客户或明细的分组")
    columns = tuple(Column(name, "text", known[name], meaning) for name in names)
    return Groups(tuple(names), columns, {name: _value_names(name, found) for name in names})


def _refuse_items_of_totals(sales: Sales, names: Sequence[str]) -> None:
    """Raise when lines are grouped by their items and only the whole order has an amount."""
    of_items = [name for name in names if name in ITEM_FIELDS]
    layouts = [source.layout for source in sales.sources if source.layout.order_totals]
    if of_items and layouts and sales.derive("sales/orders_of_lines").frame().iloc[0]["n"]:
        header = layouts[0].columns["amount"]
        raise UsageError(
            f"{header!r} is the total of an order, and nobody can tell how much of it is for which "
            f"{of_items[0]}",
            hint="name a column with the amount of every line: --map amount=HEADER",
        )


def _value_names(name: str, found: Segmentation | None) -> Mapping[str | None, Text]:
    """Return how the values of a group are called that are not called what they are."""
    labels = found.rules.get(name, ()) if found else ()
    return {
        None: Text("(all)", "（全部）"),
        "": Text("(blank)", "（空）"),
        **{rule.name: rule.label for rule in labels},
    }


class Parted(NamedTuple):
    """The sales of the groups apart, and to which part of the shop every customer belongs."""

    reduction: Reduction
    parts: Relation

    def purchases(self) -> Relation:
        """Return the purchases of all parts."""
        return self.reduction.purchases(self.parts)


def parted(sales: Sales, segmentation: Segmentation | None, groups: Groups) -> Parted:
    """Return the sales of the groups apart.

    ``segmentation`` must be given when a group is a label of the customer.
    """
    reduction = sales.grouped(groups.of_lines) if groups.of_lines else sales
    return Parted(reduction, parts_of(reduction, sales, segmentation, groups))


def parts_of(
    reduction: Reduction, sales: Reduction, segmentation: Segmentation | None, groups: Groups
) -> Relation:
    """Return to which part of the shop every customer of a reduction of ``sales`` belongs."""
    if not groups.names:
        return reduction.whole()
    part, joins = _part(segmentation, groups)
    inputs = {"people": sales.base["customers"], "side_customers": sales.base["side_customers"]}
    if segmentation:
        inputs["labels"] = segmentation.labels
        inputs["tags"] = tags_of(preferences_of(sales), segmentation.tags).names
    used = {name: relation for name, relation in inputs.items() if f"{{{name}}}" in joins}
    return reduction.derive("sales/parts", {"part": part, "joins": Clause(joins)}, **used)


def needs_labels(groups: Groups) -> bool:
    """Whether a group is a label of the customer."""
    return any(name in LABELS for name in groups.names)


def _part(segmentation: Segmentation | None, groups: Groups) -> tuple[str, str]:
    """Return the SQL of a customer's part of the shop, and the joins that it needs."""
    customer = f"string_split(c.customer_id, {text(GROUP_MARK)})"
    own = f"{customer}[-1]" if groups.of_lines else "c.customer_id"
    joins = []
    if segmentation and needs_labels(groups):
        joins.append(f"left join {{people}} m on m.customer_id = {own}")
        joins.append("left join {labels} l on l.row = m.row")
    if set(groups.names) & MEMBER_FIELDS.keys():
        joins.append(f"left join {{side_customers}} s on s.customer_id = {own}")
    has_tags = bool(segmentation and segmentation.tags and "tags" in groups.names)
    if has_tags:
        joins.append(f"left join {{tags}} w on w.customer_id = {own}")
    parts = []
    for name in groups.names:
        if name in LINE_FIELDS:
            parts.append(f"{customer}[{groups.of_lines.index(name) + 1}]")
        elif name == "tags" and has_tags:
            parts.append("coalesce(w.written, '')")
        elif name in MEMBER_FIELDS:
            parts.append(f"coalesce(s.{quoted(name)}, '')")
        elif segmentation:
            labels = ", ".join(text(rule.name) for rule in segmentation.rules[name])
            parts.append(f"coalesce([{labels}][l.{name}_index + 1], '')")
    joined = f", {text(GROUP_MARK)}, ".join(parts)
    return f"concat({joined})", "\n".join(joins)


def _labels() -> dict[str, Text]:
    labels = {column.id: column.label for column in tables.LABEL_COLUMNS}
    return {name: labels[name] for name in LABELS}


def line_fields(sales: Sales) -> dict[str, Text]:
    """Return the fields of the line that the files have a column for."""
    has = fields_of(sales)
    return {name: label for name, label in LINE_FIELDS.items() if name in has}


def member_fields(sales: Sales) -> dict[str, Text]:
    """Return the fields of the customers file, where it has them."""
    files = [side.file.source for side in sales.intake.side_files if side.file.kind == "customers"]
    has = {field for source in files for field in source.layout.columns}
    return {name: label for name, label in MEMBER_FIELDS.items() if name in has}
