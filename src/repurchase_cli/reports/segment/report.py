"""The main report: who the loyal, potential, drifting and lost customers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli import rules, tables
from repurchase_cli.document import Chart, Document, Section, Table, Text
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.shop.conditions import condition_in_words
from repurchase_cli.shop.phrases import counted, money
from repurchase_cli.shop.segmentation import (
    Segmentation,
    class_table,
    customer_table,
    segment_customers,
    shop_of,
)
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales


NEEDS = Needs(contacts=True)


def build(sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the class summary and the customer table."""
    segmentation = segment_customers(sales, settings)
    customers = customer_table(sales, segmentation, language)
    return envelope(
        sales,
        settings,
        segmentation,
        command="segment",
        title=Text("Customer classes", "客户分类"),
        main="customers",
        sections=(
            _classes(sales, segmentation),
            Section(Text("How it was decided", "判定依据"), _decided(segmentation)),
        ),
        lists=(Section(Text("Customers", "客户"), (), customers),),
    )


def _classes(sales: Sales, segmentation: Segmentation) -> Section:
    """Return the classes with their customers and money, as a table and a chart."""
    heading = Text("Classes", "客户分类")
    classes = Table(
        "classes",
        heading,
        tables.CLASS_COLUMNS,
        class_table(sales, segmentation),
        bar="share",
        names={"class": {rule.name: rule.label for rule in segmentation.rules["class"]}},
    )
    title = Text("Share of customers and revenue", "客户与金额占比")
    chart = Chart("column", title, "classes", "class", ("share", "revenue_share"))
    return Section(heading, _summary(sales), classes, chart)


def _summary(sales: Sales) -> tuple[Text, ...]:
    """Return the shop in one sentence, with the guests' money beside the customers'."""
    shop = shop_of(sales)
    guests = sales.intake.books.amounts("excluded").get("no_customer", 0)
    en = (
        f"{counted(shop.customers, 'customer')} made {counted(shop.purchases, 'purchase')} "
        f"and paid {money(shop.revenue)}"
    )
    zh = f"{shop.customers:,} 位客户购买 {shop.purchases:,} 次，实付 {money(shop.revenue)}"
    if guests:
        en += f" (with guests {money(shop.revenue + float(guests))})"
        zh += f"（含散客 {money(shop.revenue + float(guests))}）"
    return (Text(en, zh),)


def _decided(segmentation: Segmentation) -> tuple[Text, ...]:
    """Return each class's rule with its numbers, and the cuts of the scores."""
    lines = []
    for rule in segmentation.rules["class"]:
        condition = condition_in_words(rule, segmentation.thresholds)
        lines.append(
            Text(f"{rule.label.en}: {condition.en}", f"{rule.label.zh}：{condition.zh}"),
        )
    cuts, bins = segmentation.scores.cuts, segmentation.scores.bins
    shown = [
        f"{name.upper()} {' / '.join(map(rules.plain, getattr(cuts, name))) or '–'} ({bins[name]})"
        for name in ("r", "f", "m")
    ]
    lines.append(
        Text(
            f"RFM cuts (scores in use): {', '.join(shown)}",
            f"RFM 分界点（实际档数）：{'，'.join(shown)}",
        )
    )
    return tuple(lines)
