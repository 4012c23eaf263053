"""What a reader should know before trusting the numbers: doubts that hold for every report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.document import Text, written_day
from repurchase_cli.shop.currency import currency_of, is_foreign
from repurchase_cli.shop.phrases import counted, money
from repurchase_cli.shop.segmentation import shop_of

if TYPE_CHECKING:
    from datetime import date

    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales

_HOUSE_SHARE = 0.10
_HOUSE_TIMES = 10


def data_notes(sales: Sales, settings: Settings) -> tuple[Text, ...]:
    """Return the notes on the data of a run."""
    notes = [Text(*note) for note in sales.intake.notes]
    notes += _house_account(sales)
    notes += _money_without_purchase(sales)
    currency = currency_of(sales, settings)
    if is_foreign(currency):
        notes.append(
            Text(
                f"The tiers' amounts were set for yuan and are not adjusted to {currency}",
                f"会员等级金额按人民币设定，未换算为 {currency}",
            )
        )
    return tuple(notes)


def age_notes(sales: Sales, fresh_days: int) -> tuple[Text, ...]:
    """Return how old the data are, where they end more than so many days before the as-of date."""
    last = sales.intake.last
    if last is None or not sales.terms.as_of:
        return ()
    days = (sales.as_of - last).days
    if days <= fresh_days:
        return ()
    end = written_day(last)
    return (
        Text(
            f"The files end on {end.en}, {counted(days, 'day')} before the as-of date: "
            "who has bought since then counts as away",
            f"文件数据止于{end.zh}，早于截止日 {days:,} 天：此后购买过的客户会被视为未购买",
        ),
    )


def early_customers(begin: date) -> Text:
    """Return that the first customers of the files may be old ones (left truncation)."""
    start = written_day(begin)
    return Text(
        f"Customers who first appear soon after {start.en} may have bought before the files begin, "
        "and count as new: --set burn_in_days=90 leaves them out of cohorts and curves",
        f"{start.zh}之后不久首次出现的客户可能此前买过，却被算作新客："
        "可用 --set burn_in_days=90 将其排除在同期群和曲线之外",
    )


def _house_account(sales: Sales) -> list[Text]:
    """Flag one id with a large share of all orders: a till's account for strangers."""
    busiest = sales.derive("sales/busiest").tuples()
    if len(busiest) < 2:
        return []
    (busy, orders, all_orders), (_, others, _) = busiest
    share = orders / all_orders
    if share <= _HOUSE_SHARE or orders < _HOUSE_TIMES * others:
        return []
    return [
        Text(
            f"One id has {share:.0%} of all orders ({busy}); if it is no person, "
            "list it under not_customers in repurchase.yaml",
            f"客户号 {busy} 占全部订单的 {share:.0%}；如非真实客户，"
            "请在 repurchase.yaml 的 not_customers 中列出",
        )
    ]


def _money_without_purchase(sales: Sales) -> list[Text]:
    """Name the money of used lines whose customer has no purchase left."""
    amount = shop_of(sales).without_purchase
    if not amount:
        return []
    return [
        Text(
            "Customers without a purchase (all refunded, or refunds only) account for "
            f"{money(amount)}",
            f"没有有效购买的客户（全部退款或仅有退款）合计 {money(amount)}",
        )
    ]
