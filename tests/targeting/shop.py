"""A small shop, its campaigns, and what a run of ``targets`` says about it."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DAY = date(2026, 6, 30)
GIFT = """
  - name: gift
    title: {en: Gift, zh: 礼}
    when: days_since_first = 30
    cycle: customer
    gift: true
    offer: {kind: amount, value: 5}
    message: "{name|you}: {coupon_code} {valid_from} {valid_to}"
"""
STATE = """
  - name: state
    title: {en: State, zh: 态}
    when: days_since_last >= 20
    offer: {kind: amount, value: 9, min_spend: 50}
    priority: 5
"""
NEWS = """
  - name: news
    title: {en: News, zh: 新}
    when: "true"
    cycle: month
    offer: {kind: text, text: news}
"""


def ago(days: int, day: date = DAY) -> str:
    """Return a day so many days before another."""
    return (day - timedelta(days=days)).isoformat()


def write_shop(folder: Path, purchases: dict[str, list[int]], *, until: date = DAY) -> None:
    """Write ``sales.csv``: per customer, how many days before ``until`` each purchase was."""
    lines = ["order_id,order_time,customer_id,amount"]
    for customer, days in purchases.items():
        lines += [f"{customer}-{back},{ago(back, until)},{customer},100" for back in days]
    (folder / "sales.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


def write_customers(folder: Path, *rows: dict[str, str], contacts: bool = True) -> None:
    """Write ``customers.csv``; everyone has a phone unless a row says otherwise."""
    names = ("customer_id", "name", "phone", "email", "wechat", "birthday", "opt_out_sms",
             "opt_out_email", "referred_by", "join_date")  # fmt: skip
    lines = [",".join(names)]
    for number, row in enumerate(rows):
        known = {"name": f"N{row['customer_id']}", "phone": f"1390000{number:04d}"}
        given = {**(known if contacts else {}), "opt_out_sms": "0", "opt_out_email": "0", **row}
        lines.append(",".join(given.get(name, "") for name in names))
    (folder / "customers.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


def write_settings(folder: Path, *campaigns: str, **settings: str) -> None:
    """Write ``repurchase.yaml`` with some campaigns; none is left alone unless asked for."""
    given = {"control_share": "0", **settings}
    lines = [f"{name}: {value}" for name, value in given.items()]
    text = "\n".join([*lines, "campaigns:", *(one.strip("\n") for one in campaigns), ""])
    (folder / "repurchase.yaml").write_text(text, encoding="utf-8")


def tables(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of a JSON output."""
    found: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))["tables"]
    return found


def listed(path: Path, campaign: str | None = None) -> list[str]:
    """Return the customers on the lists, or on one."""
    rows = tables(path)["targets"]
    return [r["customer_id"] for r in rows if campaign in (None, r["campaign"])]


def funnel(path: Path, campaign: str) -> dict[str, int]:
    """Return a campaign's steps that somebody went through."""
    rows = [row for row in tables(path)["funnel"] if row["campaign"] == campaign]
    return {row["step"]: row["customers"] for row in rows if row["customers"]}


def recorded(path: Path, query: str = "select count(*) from contacts") -> Any:
    """Return the answer of a query on a ledger."""
    with sqlite3.connect(path) as connection:
        return connection.execute(query).fetchone()[0]
