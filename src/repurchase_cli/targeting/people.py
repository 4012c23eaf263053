"""Customers as campaigns see them on a day: the columns of conditions and messages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.campaigns import texts
from repurchase_cli.campaigns.audiences import columns_of, known_columns
from repurchase_cli.rows import quoted, text
from repurchase_cli.rules.bought import Bought, conditions_of
from repurchase_cli.sales import Clause
from repurchase_cli.shop import margin
from repurchase_cli.shop.due_dates import due_dates
from repurchase_cli.shop.feedback import standing_of
from repurchase_cli.shop.next_items import next_names
from repurchase_cli.shop.preferences import preferences_of
from repurchase_cli.shop.segmentation import LABELS, Segmentation
from repurchase_cli.shop.spans import number
from repurchase_cli.shop.tags import tags_of
from repurchase_cli.targeting import columns as sources
from repurchase_cli.targeting import members, shelf

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.campaigns.model import Campaign
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Reduction, Relation
    from repurchase_cli.shop.curves import Line
    from repurchase_cli.shop.goods import Goods
    from repurchase_cli.targeting.columns import Part

#: What makes the relations of what the shelf has, and of what customers said.
_MADE: dict[str, Callable[[Reduction, Goods, Settings], Relation]] = {
    sources.STANDING: lambda sales, *_: standing_of(sales),
    sources.SLOW: shelf.slow_item_of,
    sources.SEASON: shelf.season_to_come_of,
    sources.LEADING: shelf.leading_items_of,
}
#: What a list of calls shows besides.
OF_CALLS = ("last_purchase", "last_product", "last_store")


def prospects_of(reduction: Reduction) -> Relation:
    """Return the members who registered by the day of a reduction and never bought."""
    return reduction.derive("targeting/prospects", {"day": str(reduction.as_of)})


def columns_of_contacts(campaigns: Sequence[Campaign]) -> set[str]:
    """Return the columns that lists, messages and reasons of campaigns show."""
    wanted = {"customer_id", "name", "phone", "email", "class"}
    for campaign in campaigns:
        for words in (*campaign.message, *campaign.because):
            wanted |= texts.fields_of(words)
        if campaign.channels == ("phone",):
            wanted |= {*OF_CALLS}
    return wanted - {*texts.OFFER_FIELDS} | {"name"}


def lines_for(settings: Settings) -> frozenset[str]:
    """Return the columns of lines that campaigns need, and the value of their contacts."""
    campaigns = [campaign for campaign in settings.campaigns if campaign.active]
    wanted = columns_of(campaigns, conditions_of(settings.tags)) | columns_of_contacts(campaigns)
    bought = {
        field for tag in settings.tags.values() if isinstance(tag, Bought) for field in tag.bought
    }
    return sources.lines_for(wanted) | bought | margin.lines_for(settings.clv.margin)


class Customers:
    """The customers and prospects of a day, with the columns that campaigns name.

    Only columns that are wanted are worked out, and once: refunds and referrals cost a pass over
    their tables, preferences and categories over the lines.

    Parameters
    ----------
    fields
        What the files' lines have.
    lines
        The return curves of the shop, by which due dates are expected.
    """

    def __init__(
        self,
        reduction: Reduction,
        segmentation: Segmentation,
        fields: Collection[str],
        lines: Sequence[Line],
        settings: Settings,
    ) -> None:
        self.reduction, self.segmentation, self.fields = reduction, segmentation, fields
        self.prospects = prospects_of(reduction)
        self.purchases = reduction.purchases(reduction.whole())
        self.likes = preferences_of(reduction)
        self._lines, self._wake_up_days = lines, settings.wake_up_days
        self._tags, self._settings = settings.tags, settings
        day = reduction.as_of
        self._words = {
            "as_of": str(number(day)),
            "date": f"date '{day}'",
            "contact_date": f"date '{reduction.contact_day}'",
            "birthday": sources.next_birthday(reduction.contact_day, settings.leap_birthdays),
        }
        self._relations: dict[str, Relation] = {}

    def frame(
        self, columns: Collection[str], *, row: str = "c.row", tail: str = "", **inputs: Relation
    ) -> pd.DataFrame:
        """Return columns of the customers beside their ``row``.

        Parameters
        ----------
        columns
            Names of :func:`repurchase_cli.campaigns.audiences.known_columns`, and of contacts.
        row
            SQL of the row.
        tail
            SQL of a further join, of which customers, or of their order; ``inputs`` are what it
            reads.
        """
        available = sources.available(columns, self.fields)
        parts = [part for part in sources.parts_of(available) if part.relation]
        chosen = [
            f"{self._sql(name) if name in available else 'cast(null as varchar)'} as {quoted(name)}"
            for name in sorted(columns)
        ]
        words = {
            "columns": ", ".join([f'cast({row} as bigint) as "row"', *chosen]),
            "joins": Clause("\n".join(part.join for part in parts)),
            "tail": tail,
        }
        inputs |= {part.relation: self._relation(part) for part in parts}
        labels = self.segmentation.labels
        return self.reduction.derive(
            "targeting/customers", words, labels=labels, prospects=self.prospects, **inputs
        ).frame()

    def _relation(self, part: Part) -> Relation:
        """Return the relation that a part comes from; it is kept for further frames."""
        if part.relation not in self._relations:
            self._relations[part.relation] = self._derived(part)
        return self._relations[part.relation]

    def _derived(self, part: Part) -> Relation:
        if part.relation in self._makers:
            return self._makers[part.relation]()
        if part.relation.startswith(sources.MAIN):
            return self.likes[part.relation.removeprefix(sources.MAIN)].main
        if part.relation in _MADE:
            return _MADE[part.relation](self.reduction, self.likes.goods, self._settings)
        if not part.text:
            return self.reduction.base[part.relation]
        return self.reduction.derive(part.text, self._words)

    @property
    def _makers(self) -> dict[str, Callable[[], Relation]]:
        """What makes the relations that are made of more than an SQL text."""
        return {
            sources.DUE_DATES: self._due_dates,
            sources.TAGS: lambda: tags_of(self.likes, self._tags).names,
            sources.NEXT: lambda: next_names(self.likes),
            sources.OUTFITS: lambda: shelf.outfits_of(self.reduction, self.likes, self._settings),
            sources.STANDING: lambda: standing_of(self.reduction),
            sources.POINTS: lambda: self._of_members(members.points),
            sources.TIERS: lambda: self._of_members(members.next_tiers),
        }

    def _of_members(
        self, columns: Callable[[Reduction, Settings, Segmentation], pd.DataFrame]
    ) -> Relation:
        return self.reduction.hold(columns(self.reduction, self._settings, self.segmentation))

    def _due_dates(self) -> Relation:
        return due_dates(
            self.reduction,
            self.purchases,
            self._lines,
            {},
            as_of=number(self.reduction.as_of),
            wake_up_days=self._wake_up_days,
        )

    def _sql(self, name: str) -> str:
        """Return the SQL of a column; labels are enums, which are small and compare like texts."""
        if name in LABELS:
            rules = [text(rule.name) for rule in self.segmentation.rules[name]]
            label = f"[{', '.join(rules)}][l.{name}_index + 1]"
            if name == "class":  # the only label that who never bought has
                label, rules = f"coalesce({label}, 'prospect')", [*rules, "'prospect'"]
            return f"cast({label} as enum({', '.join(dict.fromkeys(rules))}))"
        sql = sources.sql_of(name)
        if sql is not None:
            kind = known_columns()[name]
            sql = sql.format(**self._words)
            return f"cast({sql} as {kind})" if kind in ("BIGINT", "DOUBLE") else sql
        if name == "revenue":
            return "cast(c.revenue as double)"
        return f"l.{name}" if name.endswith("_score") else f"c.{quoted(name)}"
