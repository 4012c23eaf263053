"""Contacts of a run: who of the due is left alone, and each contact's offer, code and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.campaigns import codes, texts
from repurchase_cli.campaigns.ledger import Contact
from repurchase_cli.campaigns.model import CHANNELS, Campaign, offer_text
from repurchase_cli.campaigns.selection import Judged, settle
from repurchase_cli.reports import target_people
from repurchase_cli.reports.segment import with_numbers
from repurchase_cli.reports.spans import number

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.document import Language
    from repurchase_cli.reports.target_due import Shop

_OF_CALLS = ("last_purchase", "last_product", "last_store")
_OF_PEOPLE = ("name", "phone", "email", *_OF_CALLS)
#: What a message may say of a contact itself.
_OFFERED = tuple(name for name in texts.OFFER_FIELDS if name in Contact._fields)


class Given(NamedTuple):
    """What a run gives: judged campaigns with the places of their issued contacts, and how."""

    judged: Sequence[tuple[Judged, pd.DataFrame]]
    issued: pd.DataFrame
    shares: Mapping[str, float]
    salt: bytes
    with_codes: bool


class Made(NamedTuple):
    """Contacts as the lists show them, both arms, and those that the ledger does not have yet."""

    rows: pd.DataFrame
    new: list[Contact]


def make(shop: Shop, ledger: Ledger, given: Given, language: Language) -> Made:
    """Draw the control arms, and return every contact of the run.

    Raises
    ------
    TooLittleDataError
        When a pool of codes runs dry.
    """
    details = _details(shop, given)
    taken = ledger.codes() if given.with_codes else set()
    issued = given.issued.to_dict("records")
    frames, new = [], []
    for found, due in given.judged:
        _draw(found, due, details, given)
        makes = _Making(shop, found, due, details, given, issued, taken, language)
        frame, contacts = makes.contacts()
        frames.append(frame)
        new += contacts
    return Made(pd.concat(frames, ignore_index=True), new)


def _details(shop: Shop, given: Given) -> pd.DataFrame:
    """Return what contacts and their texts need of the customers, by row."""
    wanted = {"customer_id", "name", "phone", "email", "class"}
    for found, _ in given.judged:
        campaign = found.campaign
        for text in (*campaign.message, *campaign.because):
            wanted |= texts.fields_of(text)
        if campaign.channels == ("phone",):
            wanted |= {*_OF_CALLS}
    columns = wanted - {*texts.OFFER_FIELDS} | {"name"}
    rows = np.unique(np.concatenate([found.rows[found.open] for found, _ in given.judged]))
    shop.sales.keep("target_rows", pd.DataFrame({"row": rows}))
    target_people.make_parts(shop.sales, columns)
    tail = "join target_rows w on w.row = c.row order by c.row"
    frame = target_people.frame(
        shop.sales, shop.found, columns, leap_day=shop.settings.leap_birthdays, tail=tail
    )
    frame["class"] = frame["class"].astype(object)
    return frame.set_index("row")


def _draw(found: Judged, due: pd.DataFrame, details: pd.DataFrame, given: Given) -> None:
    """Draw who is left alone; contacts that were issued keep their arm."""
    open_ = np.flatnonzero(found.open)
    name, share = found.campaign.name, given.shares[found.campaign.name]
    arms = given.issued["arm"].to_numpy(object)
    ids = details["customer_id"].reindex(found.rows[open_]).tolist()
    places = due["place"].to_numpy(np.int64)[open_].tolist()
    drawn = [
        arms[place] == "control"
        if place >= 0
        else share > 0 and codes.is_control(given.salt, name, customer, cycle, share)
        for customer, cycle, place in zip(ids, found.cycles[open_], places, strict=True)
    ]
    settle(found, np.array(drawn, bool))


class _Making:
    """The contacts of one campaign, in order of customers."""

    def __init__(
        self,
        shop: Shop,
        found: Judged,
        due: pd.DataFrame,
        details: pd.DataFrame,
        given: Given,
        issued: Sequence[Mapping[Any, Any]],
        taken: set[str],
        language: Language,
    ) -> None:
        self.campaign: Campaign = found.campaign
        self.found, self.given, self.taken, self.language = found, given, taken, language
        self.shop, self.issued = shop, issued
        self.as_of = shop.sales.as_of
        self.offer = offer_text(self.campaign.offer).say(language)
        self.message = texts.parts(self.campaign.message.say(language))
        self.why = texts.parts(self._why())
        chosen = np.concatenate([found.at("control"), found.at("listed")])
        self.chosen = np.sort(chosen)
        self.people = details.loc[found.rows[self.chosen]].reset_index(drop=True)
        self.places = due["place"].to_numpy(np.int64)[self.chosen]
        self.controls = {int(at) for at in found.at("control")}

    def _why(self) -> str:
        because = self.campaign.because
        if any(because):
            return because.say(self.language)
        condition = with_numbers(self.campaign.when, self.shop.found.thresholds)
        return condition.replace("{", "{{").replace("}", "}}")

    def contacts(self) -> tuple[pd.DataFrame, list[Contact]]:
        """Return the rows of the lists, and the contacts that are new."""
        names = list(map(str, self.people.columns))
        columns = [self.people[name].tolist() for name in names]
        records = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
        every = [
            self._issued(int(place)) if place >= 0 else self._new(int(at), record)
            for at, place, record in zip(self.chosen, self.places, records, strict=True)
        ]
        every = self._with_codes(every)
        messages = [self._message(*both) for both in zip(every, records, strict=True)]
        new = [one for one, place in zip(every, self.places, strict=True) if place < 0]
        frame = pd.DataFrame(every, columns=list(Contact._fields), dtype=object)
        frame["class"] = frame["class_"]
        for name in _OF_PEOPLE:
            frame[name] = self.people[name].astype(object) if name in self.people else None
        return frame.assign(message=messages), new

    def _issued(self, place: int) -> Contact:
        """Return a contact as the ledger has it."""
        row = self.issued[place]
        code = row["coupon_code"]
        return Contact(
            campaign=row["campaign"],
            customer_id=row["customer_id"],
            cycle=row["cycle"],
            arm=row["arm"],
            day=row["day"].date(),
            channel=row["channel"],
            offer_kind=row["offer_kind"],
            offer=row["offer"],
            coupon_code=code if isinstance(code, str) else None,
            coupon_value=_number(row["coupon_value"]),
            min_spend=_number(row["min_spend"]),
            valid_from=row["valid_from"].date(),
            valid_to=row["valid_to"].date(),
            expected_value=_number(row["expected_value"]),
            cost=float(row["cost"]),
            class_=row["class"],
            reason=row["reason"],
        )

    def _new(self, at: int, record: Mapping[str, Any]) -> Contact:
        found, offer = self.found, self.campaign.offer
        control = at in self.controls
        return Contact(
            campaign=self.campaign.name,
            customer_id=record["customer_id"],
            cycle=str(found.cycles[at]),
            arm="control" if control else "contacted",
            day=self.as_of,
            channel=CHANNELS[found.channel[at]],
            offer_kind=offer.kind,
            offer=self.offer,
            coupon_code=None,
            coupon_value=offer.value,
            min_spend=offer.min_spend if offer.is_coupon else None,
            valid_from=self.as_of + timedelta(days=1),
            valid_to=self.as_of + timedelta(days=max(self.campaign.valid_days, 1)),
            expected_value=round(float(found.value[at]), 4),
            cost=0.0 if control else float(found.cost[at]),
            class_=record["class"],
            reason=texts.fill(self.why, record) + self._caught_up(int(found.day[at])),
        )

    def _caught_up(self, day: int) -> str:
        """Return, for a day that was missed, which one it was."""
        due: date = self.as_of - timedelta(days=number(self.as_of) - day)
        if due == self.as_of:
            return ""
        return f"（{due} 应联系，补发）" if self.language == "zh" else f" (due on {due}, made up)"

    def _with_codes(self, contacts: list[Contact]) -> list[Contact]:
        """Return the contacts with a code for each who is new, contacted and gets a coupon."""
        offer = self.campaign.offer
        if not (offer.is_coupon and self.given.with_codes):
            return contacts
        wanted = [
            at for at, one in enumerate(contacts) if one.arm == "contacted" and self.places[at] < 0
        ]
        made = dict(zip(wanted, self._codes([contacts[at] for at in wanted]), strict=True))
        pool = offer.codes
        return [
            one._replace(coupon_code=made[at], pool=pool) if at in made else one
            for at, one in enumerate(contacts)
        ]

    def _codes(self, contacts: Sequence[Contact]) -> list[str]:
        if self.campaign.offer.codes:
            drawn = codes.Pool(Path(self.campaign.offer.codes), self.taken).draw(len(contacts))
            self.taken |= {*drawn}
            return drawn
        made = []
        for one in contacts:
            key = (one.campaign, one.customer_id, one.cycle)
            made.append(codes.code_of(self.given.salt, *key, self.taken))
            self.taken.add(made[-1])
        return made

    def _message(self, one: Contact, record: dict[str, Any]) -> str:
        """Return the text that a contact is sent."""
        offered = {name: getattr(one, name) for name in _OFFERED}
        values = {**record, **offered, "valid_days": self.campaign.valid_days}
        return texts.fill(self.message, values)


def _number(value: Any) -> float | None:  # noqa: ANN401  a cell of a frame
    return None if pd.isna(value) else float(value)
