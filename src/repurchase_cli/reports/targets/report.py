"""Who is contacted today: lists with offers and codes, the control arm, and who not and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from repurchase_cli.campaigns.model import Campaign, ranked
from repurchase_cli.document import Document, Section, Table, Text
from repurchase_cli.errors import UsageError
from repurchase_cli.reports.notes import data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.reports.targets import tables as target_tables
from repurchase_cli.rules import did_you_mean
from repurchase_cli.shop.margin import margin_of
from repurchase_cli.shop.segmentation import effective_settings
from repurchase_cli.targeting import contacts as target_contacts
from repurchase_cli.targeting import decisions as target_decisions
from repurchase_cli.targeting import due as target_due
from repurchase_cli.targeting import past as target_past
from repurchase_cli.targeting import words as target_words

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.campaigns.selection import Judged
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales
    from repurchase_cli.targeting.due import Shop


class Asked(NamedTuple):
    """What the user asked for: campaigns by name (none for all), and shares and limits.

    Without ``with_codes`` no coupon code is made, as in a dry run.
    """

    campaigns: tuple[str, ...]
    control: float | None
    budget: float | None
    with_codes: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run before it is recorded: its contacts, its campaigns as plain data, its documents."""

    shop: Shop
    language: Language
    judged: Sequence[Judged]
    made: target_contacts.Made
    notes: Sequence[Text]
    definitions: Mapping[str, Mapping[str, Any]]

    @property
    def contacts(self) -> pd.DataFrame:
        """The contacts that the ledger does not have yet."""
        return self.made.new

    def document(self) -> Document:
        """Return the lists as one table, for the screen and for forms that hold one."""
        targets = target_tables.targets(self.made.rows, private=self._private())
        return self._document("targets", [targets])

    def workbook(self) -> Document:
        """Return the lists as one table for each campaign."""
        sheets = [
            target_tables.sheet(one.campaign, self.made.rows, private=self._private())
            for one in self.judged
            if one.count("listed")
        ]
        return self._document("campaigns", sheets)

    def excluded(self) -> Document:
        """Return who is due and on no list."""
        found = target_tables.excluded(
            self.shop, self.judged, self.language, private=self._private()
        )
        sections = (Section(found.title, (), found),)
        as_of = self.shop.sales.as_of
        return Document("targets", found.title, "excluded", sections, as_of)

    def _private(self) -> bool:
        return bool(self.shop.sales.ask("private_ids").iloc[0, 0])

    def _document(self, main: str, lists: Sequence[Table]) -> Document:
        sales, settings, rows = self.shop.sales, self.shop.settings, self.made.rows
        due = [one for one in self.judged if len(one.rows)]
        head = Section(
            Text("Campaigns", "活动"),
            tuple(map(target_words.funnel_line, due)) or (_NOBODY,),
            target_tables.cover(due, rows),
        )
        read = Section(Text("What was read", "读取情况"), reading_lines(sales))
        control = target_tables.control(rows, private=self._private())
        every = [*lists, control, target_tables.funnel(self.judged)]
        return Document(
            command="targets",
            title=Text("Who to contact", "营销名单"),
            main=main,
            sections=(head, read, *(Section(one.title, (), one) for one in every)),
            as_of=sales.as_of,
            currency=settings.currency or sales.sources[0].layout.currency,
            intake=intake_mapping(sales.intake),
            settings=effective_settings(settings, self.shop.found),
            notes=(*self.notes, *data_notes(sales, settings)),
        )


def build(
    asked: Asked, ledger: Ledger, salt: bytes, sales: Sales, settings: Settings, language: Language
) -> Outcome:
    """Decide about everyone who is due, and return the lists.

    Raises
    ------
    UsageError
        For a campaign that the settings do not have.
    TooLittleDataError
        When nobody has a purchase, or a pool of codes runs dry.
    """
    campaigns = chosen(settings, asked.campaigns)
    shop = target_due.shop(sales, settings, campaigns, ledger)
    closed = ledger.listed_on(sales.as_of)
    due = target_due.due(shop, campaigns)
    past = target_past.past(sales, ledger, settings, due, closed & {*due})
    people, reach = target_decisions.people_of(sales)
    standing = target_past.standing(
        sales, settings, past.recent, ranked(settings.campaigns), len(reach)
    )
    whos = []
    for one in campaigns:
        who = target_past.not_yet(due[one.name], past, one.name)
        whos.append(target_past.with_issued(who, past.issued, one.name))
    results = target_decisions.decide(
        target_decisions.Due(campaigns, whos, closed),
        people,
        target_decisions.Worth(shop, reach, margin_of(sales, settings.clv.margin).share),
        standing,
        asked.budget,
    )
    judged = list(zip(results, whos, strict=True))
    shares = target_past.shares(campaigns, settings, asked.control)
    given = target_contacts.Given(judged, past.issued, shares, salt, asked.with_codes)
    made = target_contacts.make(shop, ledger, given, language)
    hidden = int(reach["is_hidden"].sum())
    doubts = target_words.Doubts(past.gone, hidden, target_contacts.shared_phones(made.rows))
    notes = target_words.notes(sales, settings, ledger, results, shares, doubts)
    return Outcome(shop, language, results, made, notes, _definitions(shop, shares))


def chosen(settings: Settings, names: Sequence[str]) -> list[Campaign]:
    """Return the campaigns of these names, all that are active for none, in order of rank.

    Raises
    ------
    UsageError
        For a name that the settings do not have, or that is switched off.
    """
    known = {one.name: one for one in settings.campaigns}
    for name in names:
        if name not in known:
            raise UsageError(
                f"there is no campaign {name!r}{did_you_mean(name, known)}",
                hint="see them all: repurchase config show",
            )
        if not known[name].active:
            raise UsageError(
                f"the campaign {name!r} is switched off",
                hint=f"switch it on: --set campaigns.{name}.active=true",
            )
    wanted = [one for one in known.values() if one.active and (not names or one.name in names)]
    if not wanted:
        raise UsageError("the settings have no campaigns", hint="write some under `campaigns:`")
    return ranked(wanted)


def _definitions(shop: Shop, shares: Mapping[str, float]) -> dict[str, dict[str, Any]]:
    """Return the campaigns of a run as plain data, each with the share that it leaves alone."""
    plain = effective_settings(shop.settings, shop.found)["campaigns"]
    return {
        one["name"]: {**one, "control": shares[one["name"]]}
        for one in plain
        if one["name"] in shares
    }


_NOBODY = Text("Nobody is due.", "今日没有应联系的客户。")
