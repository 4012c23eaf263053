"""The main report: who the loyal, potential, drifting and lost customers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli import rules, tables
from repurchase_cli.document import Chart, Document, Section, Table, Text
from repurchase_cli.reports.notes import age_notes, data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.conditions import condition_in_words
from repurchase_cli.shop.phrases import counted, money
from repurchase_cli.shop.segmentation import (
    Segmentation,
    class_table,
    customer_table,
    effective_settings,
    segment_customers,
)

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales


def build(sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the class summary and the customer table."""
    found = segment_customers(sales, settings)
    classes = Table(
        "classes",
        Text("Classes", "客户分类"),
        tables.CLASS_COLUMNS,
        FrameRows(class_table(sales, found)),
        bar="share",
        names={"class": {rule.name: rule.label for rule in found.rules["class"]}},
    )
    customers = customer_table(sales, found, language)
    return Document(
        command="segment",
        title=Text("Customer classes", "客户分类"),
        main="customers",
        sections=(
            Section(
                Text("Classes", "客户分类"),
                _summary(sales),
                classes,
                Chart(
                    "column",
                    Text("Share of customers and revenue", "客户与金额占比"),
                    "classes",
                    "class",
                    ("share", "revenue_share"),
                ),
            ),
            Section(Text("How it was decided", "判定依据"), _decided(found)),
            Section(Text("What was read", "读取情况"), reading_lines(sales)),
            Section(Text("Customers", "客户"), (), customers),
        ),
        as_of=sales.as_of,
        currency=settings.currency or sales.sources[0].layout.currency,
        intake=intake_mapping(sales.intake),
        settings=effective_settings(settings, found),
        notes=(*age_notes(sales), *data_notes(sales, settings)),
    )


def _summary(sales: Sales) -> tuple[Text, ...]:
    """Return the shop in one sentence, with the guests' money beside the customers'."""
    shop = sales.ask("shop").iloc[0]
    guests = sales.intake.books.amounts("excluded").get("no_customer", 0)
    customers, purchases, revenue = (shop[name] for name in ("customers", "purchases", "revenue"))
    customers, purchases = int(customers), int(purchases)
    en = (
        f"{counted(customers, 'customer')} made {counted(purchases, 'purchase')} "
        f"and paid {money(revenue)}"
    )
    zh = f"{customers:,} 位客户购买 {purchases:,} 次，实付 {money(revenue)}"
    if guests:
        en += f" (with guests {money(revenue + float(guests))})"
        zh += f"（含散客 {money(revenue + float(guests))}）"
    return (Text(en, zh),)


def _decided(found: Segmentation) -> tuple[Text, ...]:
    """Return each class's rule with its numbers, and the cuts of the scores."""
    lines = []
    for rule in found.rules["class"]:
        condition = condition_in_words(rule, found.thresholds)
        lines.append(
            Text(f"{rule.label.en}: {condition.en}", f"{rule.label.zh}：{condition.zh}"),
        )
    cuts, bins = found.scores.cuts, found.scores.bins
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
