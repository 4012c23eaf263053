"""Contacts of a run: who of the due is left alone, and each contact's offer, code and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.campaigns import codes, texts
from repurchase_cli.campaigns.ledger import Contact
from repurchase_cli.campaigns.model import CHANNELS, Campaign, offer_text
from repurchase_cli.campaigns.selection import Judged, settle
from repurchase_cli.reports.segment import with_numbers
from repurchase_cli.reports.spans import number
from repurchase_cli.reports.target_people import OF_CALLS, columns_of_contacts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.document import Language
    from repurchase_cli.reports.target_due import Shop

_OF_PEOPLE = ("name", "phone", "email", *OF_CALLS)
#: What the ledger keeps of a contact, as a frame names it.
_KEPT = tuple(name.rstrip("_") for name in Contact._fields)
_DAYS = ("day", "valid_from", "valid_to")


class Given(NamedTuple):
    """What a run gives: judged campaigns with the places of their issued contacts, and how."""

    judged: Sequence[tuple[Judged, pd.DataFrame]]
    issued: pd.DataFrame
    shares: Mapping[str, float]
    salt: bytes
    with_codes: bool


class Made(NamedTuple):
    """Contacts of both arms as the lists show them, and those that the ledger does not have yet."""

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
    frames = []
    for found, due in given.judged:
        _draw(found, due, details, given)
        frames.append(_Making(shop, found, due, details, given, taken, language).contacts())
    rows = pd.concat(frames, ignore_index=True)
    return Made(rows, _for_ledger(rows[rows["place"] < 0]))


def _details(shop: Shop, given: Given) -> pd.DataFrame:
    """Return what contacts and their texts need of the customers, by row."""
    columns = columns_of_contacts([found.campaign for found, _ in given.judged if len(found.rows)])
    rows = np.unique(np.concatenate([found.rows[found.open] for found, _ in given.judged]))
    shop.sales.keep("target_rows", pd.DataFrame({"row": rows}))
    frame = shop.customers.frame(columns, tail="join target_rows w on w.row = c.row order by c.row")
    frame["class"] = frame["class"].astype(object)
    return frame.set_index("row")


def _draw(found: Judged, due: pd.DataFrame, details: pd.DataFrame, given: Given) -> None:
    """Draw who is left alone; contacts that were issued keep their arm."""
    open_ = np.flatnonzero(found.open)
    places = due["place"].to_numpy(np.int64)[open_]
    arms = given.issued["arm"].to_numpy(object)
    drawn = np.zeros(len(open_), bool)
    drawn[places >= 0] = arms[places[places >= 0]] == "control"
    name, new = found.campaign.name, places < 0
    if given.shares[name] > 0:
        customers = details["customer_id"].reindex(found.rows[open_[new]]).tolist()
        cycles = found.cycles[open_[new]].tolist()
        drawn[new] = codes.controls(given.salt, name, customers, cycles, given.shares[name])
    settle(found, drawn)


def _for_ledger(new: pd.DataFrame) -> list[Contact]:
    """Return new contacts as the ledger takes them; what is no number is NULL to SQLite."""
    columns = {name: new[name].tolist() for name in _KEPT if name not in _DAYS}
    columns |= {name: _dates(new[name]) for name in _DAYS}
    columns["coupon_code"] = [code or None for code in new["coupon_code"].fillna("")]
    return list(map(Contact._make, zip(*(columns[name] for name in _KEPT), strict=True)))


def _dates(stamps: pd.Series) -> list[date]:
    """Return the dates of time stamps, which are few."""
    places, known = pd.factorize(stamps)
    days = [stamp.date() for stamp in known]
    return [days[place] for place in places.tolist()]


class _Making:
    """The contacts of one campaign, in order of customers."""

    def __init__(
        self,
        shop: Shop,
        found: Judged,
        due: pd.DataFrame,
        details: pd.DataFrame,
        given: Given,
        taken: set[str],
        language: Language,
    ) -> None:
        self.campaign: Campaign = found.campaign
        self.found, self.given, self.taken, self.language = found, given, taken, language
        self.shop, self.as_of = shop, shop.sales.as_of
        self.chosen = np.sort(np.concatenate([found.at("control"), found.at("listed")]))
        self.people = details.loc[found.rows[self.chosen]].reset_index(drop=True)
        self.places = due["place"].to_numpy(np.int64)[self.chosen]

    def contacts(self) -> pd.DataFrame:
        """Return the contacts as the ledger keeps them, with their people and messages."""
        frame = self._new().assign(place=self.places, row=self.found.rows[self.chosen])
        issued = self.places >= 0
        if issued.any():
            held = self.given.issued.iloc[self.places[issued]]
            for name in held.columns.intersection(_KEPT):
                frame.loc[issued, name] = held[name].to_numpy()
        self._add_codes(frame, ~issued & (frame["arm"] == "contacted").to_numpy(bool))
        for name in _OF_PEOPLE:
            frame[name] = self.people.get(name)
        return frame.assign(message=self._messages(frame))

    def _new(self) -> pd.DataFrame:
        """Return contacts as a run makes them, also of those that were issued already."""
        found, offer, n = self.found, self.campaign.offer, len(self.chosen)
        control = np.isin(self.chosen, found.at("control"))
        begin = pd.Timestamp(self.as_of)
        return pd.DataFrame(
            {
                "campaign": self.campaign.name,
                "customer_id": self.people["customer_id"],
                "cycle": found.cycles[self.chosen],
                "arm": np.where(control, "control", "contacted").astype(object),
                "day": begin,
                "channel": np.array(CHANNELS, object)[found.channel[self.chosen]],
                "offer_kind": offer.kind,
                "offer": offer_text(offer).say(self.language),
                "coupon_code": np.full(n, None, object),
                "coupon_value": np.nan if offer.value is None else float(offer.value),
                "min_spend": float(offer.min_spend) if offer.is_coupon else np.nan,
                "valid_from": begin + timedelta(days=1),
                "valid_to": begin + timedelta(days=max(self.campaign.valid_days, 1)),
                "expected_value": found.value[self.chosen].round(4),
                "cost": np.where(control, 0.0, found.cost[self.chosen]),
                "class": self.people["class"],
                "reason": self._reasons(),
                "pool": offer.codes,
            }
        )

    def _reasons(self) -> list[str]:
        """Return why each is contacted, and on which missed day it should have been."""
        reasons = self._filled(self._because(), {})
        days = self.found.day[self.chosen]
        missed = {day: self._caught_up(day) for day in np.unique(days).tolist()}
        return [why + missed[day] for why, day in zip(reasons, days.tolist(), strict=True)]

    def _because(self) -> str:
        """Return the template of the reason: the condition itself, for want of words."""
        if any(self.campaign.because):
            return self.campaign.because.say(self.language)
        condition = with_numbers(self.campaign.when, self.shop.found.thresholds)
        return condition.replace("{", "{{").replace("}", "}}")

    def _caught_up(self, day: int) -> str:
        """Return, for a day that was missed, which one it was."""
        due: date = self.as_of - timedelta(days=number(self.as_of) - day)
        if due == self.as_of:
            return ""
        return f"（{due} 应联系，补发）" if self.language == "zh" else f" (due on {due}, made up)"

    def _add_codes(self, frame: pd.DataFrame, wanted: NDArray[np.bool_]) -> None:
        """Give a code to each of the wanted, where the offer is a coupon."""
        offer = self.campaign.offer
        if not (offer.is_coupon and self.given.with_codes):
            return
        if offer.codes:
            drawn = codes.Pool(Path(offer.codes), self.taken).draw(int(wanted.sum()))
        else:
            who = frame[wanted]
            customers, cycles = who["customer_id"].tolist(), who["cycle"].tolist()
            name = self.campaign.name
            drawn = codes.codes_of(self.given.salt, name, customers, cycles, self.taken)
        self.taken |= {*drawn}
        frame.loc[wanted, "coupon_code"] = drawn

    def _messages(self, frame: pd.DataFrame) -> list[str]:
        """Return the text that each contact is sent."""
        text = self.campaign.message.say(self.language)
        named = texts.fields_of(text).intersection(texts.OFFER_FIELDS, frame.columns)
        offered = {name: frame[name].tolist() for name in named}
        days = [self.campaign.valid_days] * len(frame)
        return self._filled(text, {**offered, "valid_days": days})

    def _filled(self, text: str, more: Mapping[str, Sequence[object]]) -> list[str]:
        """Return a text filled for each customer; details are there when there is anybody."""
        if not len(self.chosen):
            return []
        template = texts.parts(text)
        names = texts.fields_of(text) - more.keys()
        known = self.people[sorted(names)].astype(object)
        people = known.where(known.notna(), None).to_dict("list")
        return texts.fill(template, {**people, **more}, len(self.chosen))
