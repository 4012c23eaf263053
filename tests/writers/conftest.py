"""A small shop's document, made by hand, with everything that a writer can trip over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from repurchase_cli.document import Chart, Column, Document, Kind, Section, Table, Text
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from collections.abc import Callable

    OneTable = Callable[..., Document]

ESCAPE = "\x1b[31mred\x1b[0m"


def column(id: str, kind: Kind, en: str, zh: str, unit: str = "") -> Column:  # noqa: A002
    return Column(id, kind, Text(en, zh), Text(f"meaning of {id}", f"{id} 的含义"), unit)


CLASS_COLUMNS = (
    column("class", "text", "Class", "类型"),
    column("customers", "integer", "Customers", "客户数"),
    column("share", "share", "Share", "占比"),
    column("revenue", "money", "Revenue", "累计金额", "currency"),
    column("revenue_share", "share", "Revenue share", "金额占比"),
    column("mean_days_since_last", "days", "Mean days since last", "平均距上次天数", "days"),
    column("mean_n_purchases", "number", "Mean purchases", "平均购买次数"),
    column("average_purchase_value", "money", "Average purchase", "次均金额", "currency"),
)
CUSTOMER_COLUMNS = (
    column("customer_id", "id", "Customer", "客户编号"),
    column("last_purchase", "date", "Last purchase", "最近购买"),
    column("days_since_last", "days", "Days since last", "距上次天数", "days"),
    column("n_purchases", "integer", "Purchases", "购买次数"),
    column("revenue", "money", "Revenue", "累计金额", "currency"),
    column("mean_interpurchase_days", "days", "Mean interval", "平均购买间隔", "days"),
    column("r_score", "score", "R", "R"),
    column("class", "text", "Class", "类型"),
    column("name", "contact", "Name", "姓名"),
    column("phone", "contact", "Phone", "电话"),
    column("email", "contact", "E-mail", "邮箱"),
)


CLASS_NAMES = {
    "loyal": Text("loyal", "忠诚型"),
    "potential": Text("potential", "潜在型"),
    "drifting": Text("drifting", "游离型"),
    "lost": Text("lost", "流失型"),
}


def class_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "class": ["loyal", "potential", "drifting", "lost"],
            "customers": [1200, 800, 45_000, 0],
            "share": [0.0255, 0.017, 0.9575, 0.0],
            "revenue": [
                Decimal("9876543.21"),
                Decimal("129.696"),
                Decimal("10000000.005"),
                Decimal(0),
            ],
            "revenue_share": [0.4969, 0.0000065, 0.5031, 0.0],
            "mean_days_since_last": [12.25, 45.0, 91.5, np.nan],
            "mean_n_purchases": [5.5, 1.25, 2.0, np.nan],
            "average_purchase_value": [1496.44, 0.13, 111.11, np.nan],
        }
    )


def customer_rows() -> pd.DataFrame:
    ids = ["0001", "=cmd()", "-5", "+8613800138000", "客户5", "@at", "a|b`c`\n<b>", ESCAPE]
    days = [date(2023, 6, 30), date(2023, 1, 2), None, *[date(2023, 5, 1)] * 5]
    money = ["129.696", "12.5", "0", "-3", "1e3", "2.675", "99", "0.005"]
    return pd.DataFrame(
        {
            "customer_id": ids,
            "last_purchase": pd.to_datetime(pd.Series(days)),
            "days_since_last": [0, 179, 3, 4, 5, 6, 7, 8],
            "n_purchases": [3, 1, 2, 1, 1, 1, 1, 1],
            "revenue": [Decimal(one) for one in money],
            "mean_interpurchase_days": [30.123456789, np.nan, np.inf, *[np.nan] * 5],
            "r_score": pd.array([5, 1, None, 5, 5, 5, 5, 5], dtype="Int64"),
            "class": ["loyal", "drifting", None, *["potential"] * 5],
            "name": [
                "张三丰",
                "David",
                None,
                "=1+1",
                "[bold]x[/bold]",
                "K",
                "李\u202e四",
                "O'Neil",
            ],
            "phone": ["13800138000", "+8613800138000", None, "91234567", "", "n/a", "-", "12345"],
            "email": ["kate@example.com", *[None] * 7],
        }
    )


def sample() -> Document:
    classes = Table(
        "classes",
        Text("Customer classes", "客户类型"),
        CLASS_COLUMNS,
        FrameRows(class_rows()),
        bar="share",
        names={"class": CLASS_NAMES},
    )
    customers = Table(
        "customers",
        Text("Customers", "客户"),
        CUSTOMER_COLUMNS,
        FrameRows(customer_rows()),
        shown=False,
    )
    chart = Chart(
        "bar", Text("Customers by class", "各类型客户数"), "classes", "class", ("customers",)
    )
    return Document(
        command="segment",
        title=Text("Customer classes", "客户分类"),
        main="customers",
        sections=(
            Section(
                Text("Customer classes", "客户类型"),
                (Text("47,000 customers bought at least once.", "47,000 位客户至少购买过一次。"),),
                classes,
                chart,
            ),
            Section(Text("Customers", "客户"), table=customers),
        ),
        as_of=date(2023, 6, 30),
        currency="CNY",
        intake={"records": 12, "excluded": {"no_customer": 2}, "first": date(2023, 1, 2)},
        settings={"recent_days": 180, "rfm": {"cuts": {"m": [Decimal("12.5"), np.float64(99)]}}},
        notes=(
            Text("The file starts 2023-01-01: older customers look new.", "文件始于 2023-01-01。"),
            Text(f"Column *amount* in a_b.csv {ESCAPE}", "列 *amount*"),
        ),
    )


@pytest.fixture
def document() -> Document:
    return sample()


@pytest.fixture
def one_table() -> OneTable:
    """Make a document of one table from ``{id: (kind, values)}``."""

    def make(**columns: tuple[Kind, list[object]]) -> Document:
        kinds = tuple(column(name, kind, name, name) for name, (kind, _) in columns.items())
        rows = pd.DataFrame({name: values for name, (_, values) in columns.items()})
        heading = Text("Things", "东西")
        section = Section(heading, table=Table("things", heading, kinds, FrameRows(rows)))
        return Document("check", heading, "things", (section,))

    return make
