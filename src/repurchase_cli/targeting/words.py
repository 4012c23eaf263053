"""Campaigns in words beside their lists: steps, reasons, funnels, doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.campaigns.selection import STEPS, Selection
from repurchase_cli.document import Text, written_day
from repurchase_cli.shop.currency import currency_of, is_foreign
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from datetime import date

    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales


class Doubts(NamedTuple):
    """How many of a run are not as they should be.

    ``unmatched`` contacts of the day's list are of customers who are in no file any more,
    ``hidden`` counts customers with a contact such as 138****8000, ``shared`` those on the lists
    whose phone is also that of another customer on them. ``unclosed`` complaints may be open, which
    nothing tells.
    """

    unmatched: int
    hidden: int
    shared: int
    unclosed: int


STEP_NAMES: dict[str, Text] = {
    "due": Text("due", "应联系"),
    "in_cooldown": Text("in cooldown", "冷却期内"),
    "suppressed": Text("suppressed", "禁止联系"),
    "open_complaint": Text("open complaint", "投诉未结"),
    "opted_out": Text("opted out", "已退订"),
    "no_contact": Text("no contact known", "无联系方式"),
    "over_cap": Text("over the cap", "超过频次上限"),
    "below_minimum": Text("below the minimum value", "低于最低价值"),
    "over_budget": Text("over budget", "超出预算"),
    "list_closed": Text("after the day's list was made", "当日名单已定"),
    "control": Text("control", "对照组"),
    "listed": Text("on the list", "名单"),
}
REASONS: dict[str, Text] = {
    "in_cooldown": Text(
        "a coupon within the cooldown of {days} days: {campaign}",
        "{days} 天冷却期内已有优惠券：{campaign}",
    ),
    "suppressed": Text("on the list of --suppress", "在禁止联系名单中"),
    "open_complaint": Text(
        "has an open complaint (feedback.hold_offers)",
        "投诉未结，暂不发送优惠（feedback.hold_offers）",
    ),
    "opted_out": Text("opted out of {channels}", "已退订：{channels}"),
    "no_contact": Text("no contact for {channels}", "没有可用于 {channels} 的联系方式"),
    "over_cap": Text("contacted as often as contact_caps allow", "已达到 contact_caps 的频次上限"),
    "below_minimum": Text("expected value below {minimum}", "预期价值低于 {minimum}"),
    "over_budget": Text("others are worth more for the budget", "预算内优先其他客户"),
    "list_closed": Text(
        "due by now, but the day's list had been made before", "当日名单生成后才符合条件"
    ),
}
CHANNEL_NAMES: dict[str, Text] = {
    "sms": Text("SMS", "短信"),
    "email": Text("e-mail", "邮件"),
    "wechat": Text("WeChat", "微信"),
    "phone": Text("phone", "电话"),
}


def contact_line(sales: Sales) -> Text:
    """Return on which day the lists are to be used."""
    day, today = written_day(sales.contact_day), written_day(sales.as_of)
    return Text(
        f"To be contacted on {day.en}; days elapsed are counted up to {today.en}",
        f"联系日{day.zh}；天数统计至{today.zh}",
    )


def funnel_line(selection: Selection) -> Text:
    """Return a campaign's funnel in one line: what became of those who are due."""
    named = [(STEP_NAMES[step], selection.count(step)) for step in STEPS]
    title, due = selection.campaign.title, len(selection.rows)
    en = [f"{name.en} {n:,}" for name, n in named if n]
    zh = [f"{name.zh} {n:,}" for name, n in named if n]
    return Text(
        f"{title.en}: " + " → ".join([f"due {due:,}", *en]),
        f"{title.zh}：" + " → ".join([f"应联系 {due:,}", *zh]),
    )


def reason(selection: Selection, step: str, settings: Settings, cause: str) -> Text:
    """Return why customers were kept off a list; ``cause`` is the campaign of the cooldown."""
    channels = [CHANNEL_NAMES[channel] for channel in selection.campaign.channels]
    template = REASONS[step]
    values = {
        "days": str(settings.cooldown_days),
        "campaign": cause,
        "minimum": f"{selection.campaign.minimum_value or 0:g}",
    }
    return Text(
        template.en.format(**values, channels=", ".join(name.en for name in channels)),
        template.zh.format(**values, channels="、".join(name.zh for name in channels)),
    )


def notes(
    sales: Sales,
    settings: Settings,
    ledger: Ledger,
    selections: Sequence[Selection],
    shares: Mapping[str, float],
    doubts: Doubts,
) -> list[Text]:
    """Return what a reader should know before sending."""
    return [
        *_unwritten(ledger, sales.as_of),
        *_control(ledger, settings, selections, shares),
        *_without_customers(sales),
        *_hidden(doubts.hidden),
        *_shared(doubts.shared),
        *_unmatched(doubts.unmatched),
        *_unclosed(doubts.unclosed),
        *_currency(sales, settings, selections),
    ]


def _unwritten(ledger: Ledger, as_of: date) -> list[Text]:
    return [
        Text(
            f"The run for {written_day(day).en} ended before its lists were written, and its "
            f"customers count as contacted; write them now: the same command with --as-of {day}",
            f"{written_day(day).zh}的运行在写出名单前中断，其客户已记为已联系；"
            f"请以同样的命令加 --as-of {day} 重新写出名单",
        )
        for day in ledger.unwritten(as_of)
    ]


def _control(
    ledger: Ledger, settings: Settings, selections: Sequence[Selection], shares: Mapping[str, float]
) -> list[Text]:
    """Warn of control arms that are too small, all runs so far together."""
    small = []
    for selection in selections:
        name = selection.campaign.name
        size = ledger.control_size(name, settings.control_minimum)
        size += int((selection.has("control") & ~selection.issued).sum())
        if shares[name] and selection.count("listed") and size < settings.control_minimum:
            small.append(f"{name} ({size})")
    if not small:
        return []
    least = settings.control_minimum
    return [
        Text(
            f"Fewer than {least} customers in control so far: {', '.join(small)}; what these "
            "campaigns bring can hardly be told yet (a larger share: --control 0.3)",
            f"对照组累计不足 {least} 人：{'、'.join(small)}；目前难以判断其效果"
            "（可用 --control 0.3 提高比例）",
        )
    ]


def _without_customers(sales: Sales) -> list[Text]:
    if any(side.file.kind == "customers" for side in sales.intake.side_files):
        return []
    if not {"phone", "email"} & {*sales.contacts()}:
        return [
            Text(
                "These files have neither phones nor e-mails, so nobody can be contacted: give a "
                "file of customers (--customers PATH) and run again",
                "文件中没有手机号和邮箱，无法联系任何客户：请用 --customers PATH 提供客户文件",
            )
        ]
    return [
        Text(
            "No customers file was given: birthdays, WeChat ids and opt-outs are unknown "
            "(--customers PATH)",
            "未提供客户文件：生日、微信和退订情况未知（--customers PATH）",
        )
    ]


def _hidden(hidden: int) -> list[Text]:
    if not hidden:
        return []
    return [
        Text(
            f"{counted(hidden, 'customer')} with a phone or e-mail that the export has hidden "
            "(138****8000): nobody is reached by it; export whole ones, or give them with "
            "--customers PATH",
            f"{hidden:,} 位客户的手机号或邮箱在导出时已被隐藏（138****8000），无法联系："
            "请导出完整的联系方式，或用 --customers PATH 提供",
        )
    ]


def _shared(shared: int) -> list[Text]:
    if not shared:
        return []
    return [
        Text(
            f"{counted(shared, 'customer')} on the lists with the phone of another one there, "
            "which gets messages for both: make them one customer in the files, or leave one out "
            "(--suppress PATH)",
            f"名单中有 {shared:,} 位客户与其他客户手机号相同，同一号码会收到多条消息："
            "请在数据中合并，或用 --suppress PATH 排除其一",
        )
    ]


def _unmatched(n: int) -> list[Text]:
    if not n:
        return []
    return [
        Text(
            f"{counted(n, 'contact')} of this day's list are about customers of whom these "
            "files know nothing: left out",
            f"当日名单中有 {n:,} 位客户不在本次数据中，已略去",
        )
    ]


def _unclosed(n: int) -> list[Text]:
    if not n:
        return []
    return [
        Text(
            f"Nothing tells whether {counted(n, 'complaint')} of the feedback file are open, so "
            "offers are held from nobody: a column closed_at would tell",
            f"无法判断反馈文件中的 {n:,} 条投诉是否已结，未暂停任何优惠：请增加“关闭时间”列",
        )
    ]


def _currency(sales: Sales, settings: Settings, selections: Sequence[Selection]) -> list[Text]:
    currency = currency_of(sales, settings)
    if not is_foreign(currency) or not selections:
        return []
    return [
        Text(
            f"The offers' amounts are taken as {currency}; those of the preset were set for yuan",
            f"优惠金额按 {currency} 计；预设金额以人民币设定",
        )
    ]
