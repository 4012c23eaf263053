"""Customers as campaigns see them on a day: the columns of conditions and messages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.campaigns import audiences, texts
from repurchase_cli.campaigns.audiences import known_columns
from repurchase_cli.rows import quoted, text
from repurchase_cli.shop.segmentation import LABELS, Segmentation
from repurchase_cli.shop.spans import number
from repurchase_cli.targeting import columns as target_columns

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.campaigns.model import Campaign
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Reduction

#: What a list of calls shows besides.
OF_CALLS = ("last_purchase", "last_product", "last_store")


def needs_due_dates(columns: Collection[str]) -> bool:
    """Whether some of the columns are about due dates."""
    return bool({"days_until_due", "days_until_wake_up"} & {*columns})


def columns_of_contacts(campaigns: Sequence[Campaign]) -> set[str]:
    """Return the columns that lists, messages and reasons of campaigns show."""
    wanted = {"customer_id", "name", "phone", "email", "class"}
    for one in campaigns:
        for words in (*one.message, *one.because):
            wanted |= texts.fields_of(words)
        if one.channels == ("phone",):
            wanted |= {*OF_CALLS}
    return wanted - {*texts.OFFER_FIELDS} | {"name"}


class Customers:
    """The customers of a day, and what campaigns ask about them.

    Only what is asked for is worked out, and once: refunds and referrals cost a pass over their
    tables, preferences and categories over the files.

    Parameters
    ----------
    fields
        What the files' lines have.
    campaigns
        Those that will ask.
    """

    def __init__(
        self,
        reduction: Reduction,
        found: Segmentation,
        fields: Collection[str],
        campaigns: Sequence[Campaign],
        settings: Settings,
    ) -> None:
        self.reduction, self.found, self.fields = reduction, found, fields
        self.columns = audiences.columns_of(campaigns, settings.tags) | columns_of_contacts(
            campaigns
        )
        day = reduction.as_of
        self._words = {
            "as_of": str(number(day)),
            "date": f"date '{day}'",
            "birthday": target_columns.next_birthday(day, settings.leap_birthdays),
        }
        self._made: set[str] = set()

    def frame(
        self, columns: Collection[str], *, row: str = "c.row", tail: str = ""
    ) -> pd.DataFrame:
        """Return columns of the customers beside their ``row``.

        Parameters
        ----------
        columns
            Names of :func:`repurchase_cli.campaigns.audiences.known_columns`, and of contacts;
            tables of due dates must be there.
        row
            SQL of the row.
        tail
            SQL of a further join, of which customers, or of their order.
        """
        known = target_columns.known(columns, self.fields)
        parts = target_columns.parts_of(known)
        for part in parts:
            self._make(part)
        chosen = [
            f"{self._sql(name) if name in known else 'cast(null as varchar)'} as {quoted(name)}"
            for name in sorted(columns)
        ]
        joins = dict.fromkeys(join.format(**self._words) for part in parts for join in part.joins)
        return self.reduction.ask(
            "target_customers",
            {
                "columns": ", ".join([f'cast({row} as bigint) as "row"', *chosen]),
                "joins": "\n".join(joins),
                "customers": tail,
            },
        )

    def _make(self, part: target_columns.Part) -> None:
        """Make the table that a part comes from."""
        if not part.table or part.table in self._made:
            return
        fields = target_columns.fields_of(part.columns)
        if fields:
            self.reduction.make("no_items", "no_items")
        words = {"field": next(iter(fields), "")}
        self.reduction.make(part.table, part.text or part.table, words)
        self._made.add(part.table)

    def _sql(self, name: str) -> str:
        """Return the SQL of a column; labels are enums, which are small and compare like texts."""
        if name in LABELS:
            rules = [text(rule.name) for rule in self.found.rules[name]]
            label = f"[{', '.join(rules)}][l.{name}_index + 1]"
            if name == "class":  # the only label that who never bought has
                label, rules = f"coalesce({label}, 'prospect')", [*rules, "'prospect'"]
            return f"cast({label} as enum({', '.join(dict.fromkeys(rules))}))"
        sql = target_columns.sql_of(name)
        if sql is not None:
            kind = known_columns()[name]
            sql = sql.format(**self._words)
            return f"cast({sql} as {kind})" if kind in ("BIGINT", "DOUBLE") else sql
        if name == "revenue":
            return "cast(c.revenue as double)"
        return f"l.{name}" if name.endswith("_score") else f"c.{quoted(name)}"
