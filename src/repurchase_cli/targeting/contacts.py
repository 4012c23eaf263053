"""Contacts of a run: who of the due is left alone, and each contact's offer, code and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.campaigns import calendar, codes, texts
from repurchase_cli.campaigns.ledger import CONTACT_COLUMNS
from repurchase_cli.campaigns.model import CHANNELS, Campaign, offer_text
from repurchase_cli.campaigns.selection import Selection, settle
from repurchase_cli.sales import Clause
from repurchase_cli.shop.conditions import with_numbers
from repurchase_cli.shop.spans import number
from repurchase_cli.targeting.people import OF_CALLS, columns_of_contacts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.document import Language
    from repurchase_cli.targeting.due import Shop

_NO_DIGITS = dict.fromkeys(map(ord, " +-().\u3000\u00a0"))
#: Digits of a mobile number without its country.
_MOBILE = 11
_OF_PEOPLE = ("name", "phone", "email", *OF_CALLS)


class Plan(NamedTuple):
    """What contacts are made by.

    ``selections`` come with the due, which have the places of their ``issued`` contacts; ``shares``
    are those left alone by campaign.
    """

    selections: Sequence[tuple[Selection, pd.DataFrame]]
    issued: pd.DataFrame
    shares: Mapping[str, float]
    salt: bytes
    with_codes: bool


class _Run(NamedTuple):
    """What all campaigns of a run share; ``details`` are its people, ``taken`` the codes so far."""

    shop: Shop
    plan: Plan
    details: pd.DataFrame
    taken: set[str]
    language: Language


class Contacts(NamedTuple):
    """Contacts of both arms as the lists show them, and those that the ledger does not have yet."""

    rows: pd.DataFrame
    new: pd.DataFrame


def contacts_of(shop: Shop, ledger: Ledger, plan: Plan, language: Language) -> Contacts:
    """Draw the control arms, and return every contact of the run.

    Raises
    ------
    TooLittleDataError
        When a pool of codes runs dry.
    """
    taken = ledger.codes() if plan.with_codes else set()
    run = _Run(shop, plan, _details(shop, plan), taken, language)
    frames = []
    for selection, due in plan.selections:
        secret = _secrets(selection, run.details, plan)
        _draw(selection, due, secret, plan)
        frames.append(_CampaignContacts(run, selection, due, secret).contacts())
    rows = pd.concat(frames, ignore_index=True)
    return Contacts(rows, rows[rows["place"] < 0])


def shared_phones(rows: pd.DataFrame) -> int:
    """Return how many customers are called or written to by the phone of another one on the lists.

    A phone is the same in whatever way its last digits are written. When a list is made again, the
    files may no longer have the phones of those who are on it.
    """
    by_phone = (rows["arm"] == "contacted") & rows["channel"].isin(["sms", "phone"])
    people = rows.loc[by_phone, ["row", "phone"]].drop_duplicates("row").dropna()
    phones = people["phone"].tolist()
    plain = [phone if phone.isdecimal() else phone.translate(_NO_DIGITS) for phone in phones]
    return len(phones) - len({digits[-_MOBILE:] for digits in plain})


def _details(shop: Shop, plan: Plan) -> pd.DataFrame:
    """Return what contacts and their texts need of the customers, by row."""
    columns = columns_of_contacts(
        [selection.campaign for selection, _ in plan.selections if len(selection.rows)]
    )
    rows = np.unique(
        np.concatenate([selection.rows[selection.open] for selection, _ in plan.selections])
    )
    tail = Clause("join {chosen} w on w.row = c.row order by c.row")
    chosen = shop.sales.hold(pd.DataFrame({"row": rows}))
    frame = shop.customers.frame(columns, tail=tail, chosen=chosen)
    frame["class"] = frame["class"].astype(object)
    return frame.set_index("row")


def _secrets(selection: Selection, details: pd.DataFrame, plan: Plan) -> NDArray[np.uint64]:
    """Return the secret numbers of those of the due who may get one, by their places."""
    campaign = selection.campaign
    made = np.zeros((len(selection.rows), 4), np.uint64)
    if plan.shares[campaign.name] > 0 or campaign.offer.is_coupon:
        new = np.flatnonzero(selection.open & ~selection.issued)
        customers = details["customer_id"].reindex(selection.rows[new]).tolist()
        made[new] = codes.secrets(
            plan.salt, campaign.name, customers, selection.cycles[new].tolist()
        )
    return made


def _draw(selection: Selection, due: pd.DataFrame, secret: NDArray[np.uint64], plan: Plan) -> None:
    """Draw who is left alone; contacts that were issued keep their arm."""
    open_ = np.flatnonzero(selection.open)
    places = due["place"].to_numpy(np.int64)[open_]
    arms = plan.issued["arm"].to_numpy(object)
    issued = places >= 0
    drawn = codes.controls(secret[open_], plan.shares[selection.campaign.name])
    drawn[issued] = arms[places[issued]] == "control"
    settle(selection, drawn)


class _CampaignContacts:
    """The contacts of one campaign, in order of customers."""

    def __init__(
        self, run: _Run, selection: Selection, due: pd.DataFrame, secret: NDArray[np.uint64]
    ) -> None:
        self.run, self.selection = run, selection
        self.campaign: Campaign = selection.campaign
        self.as_of, self.contact_day = run.shop.sales.as_of, run.shop.sales.contact_day
        self.chosen = np.flatnonzero(selection.has("control") | selection.has("listed"))
        self.secret = secret[self.chosen]
        self.people = run.details.loc[selection.rows[self.chosen]].reset_index(drop=True)
        self.places = due["place"].to_numpy(np.int64)[self.chosen]

    def contacts(self) -> pd.DataFrame:
        """Return the contacts as the ledger keeps them, with their people and messages."""
        frame = self._new().assign(place=self.places, row=self.selection.rows[self.chosen])
        issued = self.places >= 0
        if issued.any():
            held = self.run.plan.issued.iloc[self.places[issued]]
            for name in CONTACT_COLUMNS[1:]:
                frame.loc[issued, name] = held[name].to_numpy()
        self._add_codes(frame, ~issued & (frame["arm"] == "contacted").to_numpy(bool))
        for name in _OF_PEOPLE:
            frame[name] = self.people.get(name)
        return frame.assign(message=self._messages(frame))

    def _new(self) -> pd.DataFrame:
        """Return contacts as a run makes them, also of those that were issued already."""
        selection, offer, n = self.selection, self.campaign.offer, len(self.chosen)
        control = selection.has("control")[self.chosen]
        begin = pd.Timestamp(self.contact_day)
        return pd.DataFrame(
            {
                "campaign": self.campaign.name,
                "customer_id": self.people["customer_id"],
                "cycle": selection.cycles[self.chosen],
                "arm": np.where(control, "control", "contacted").astype(object),
                "day": pd.Timestamp(self.as_of),
                "channel": np.array(CHANNELS, object)[selection.channel[self.chosen]],
                "offer_kind": offer.kind,
                "offer": offer_text(offer).say(self.run.language),
                "coupon_code": np.full(n, None, object),
                "coupon_value": np.nan if offer.value is None else float(offer.value),
                "min_spend": float(offer.min_spend) if offer.is_coupon else np.nan,
                "valid_from": begin,
                "valid_to": begin + timedelta(days=max(self.campaign.valid_days, 1) - 1),
                "expected_value": selection.value[self.chosen].round(4),
                "cost": np.where(control, 0.0, selection.cost[self.chosen]),
                "class": self.people["class"],
                "reason": self._reasons(),
                "pool": offer.codes,
            }
        )

    def _reasons(self) -> list[str]:
        """Return why each is contacted, and on which missed day it should have been."""
        reasons = self._filled(self._because(), {})
        days = self.selection.day[self.chosen]
        missed = {day: self._caught_up(day) for day in np.unique(days).tolist()}
        return [why + missed[day] for why, day in zip(reasons, days.tolist(), strict=True)]

    def _because(self) -> str:
        """Return the template of the reason: the condition itself, for want of words."""
        if any(self.campaign.because):
            return self.campaign.because.say(self.run.language)
        condition = with_numbers(self.campaign.when, self.run.shop.segmentation.thresholds)
        return condition.replace("{", "{{").replace("}", "}}")

    def _caught_up(self, day: int) -> str:
        """Return, for a day that was missed, which one it was."""
        due: date = self.as_of - timedelta(days=number(self.as_of) - day)
        if due == self.as_of:
            return ""
        return (
            f"（{due} 应联系，补发）" if self.run.language == "zh" else f" (due on {due}, made up)"
        )

    def _add_codes(self, frame: pd.DataFrame, wanted: NDArray[np.bool_]) -> None:
        """Give a code to each of the wanted, where the offer is a coupon."""
        offer = self.campaign.offer
        if not (offer.is_coupon and self.run.plan.with_codes):
            return
        if offer.codes:
            drawn = codes.Pool(Path(offer.codes), self.run.taken).draw(int(wanted.sum()))
        else:
            drawn = codes.codes_of(self.run.plan.salt, self.secret[wanted], self.run.taken)
        self.run.taken.update(drawn)
        frame.loc[wanted, "coupon_code"] = drawn

    def _messages(self, frame: pd.DataFrame) -> list[str]:
        """Return the text that each contact is sent."""
        text = self.campaign.message.say(self.run.language)
        named = texts.fields_of(text).intersection(texts.OFFER_FIELDS, frame.columns)
        offered = {name: frame[name].tolist() for name in named}
        shared = {name: [value] * len(frame) for name, value in self._of_campaign().items()}
        return self._filled(text, {**offered, **shared})

    def _of_campaign(self) -> dict[str, object]:
        """Return what messages may name of the campaign itself."""
        window = calendar.window_of(
            self.campaign, self.run.shop.settings.calendar, self.contact_day
        )
        _, first, last = window or ("", None, None)
        return {
            "valid_days": self.campaign.valid_days, "window_from": first, "window_to": last,
        }  # fmt: skip

    def _filled(self, text: str, more: Mapping[str, Sequence[object]]) -> list[str]:
        """Return a text filled for each customer; details are there when there is anybody."""
        if not len(self.chosen):
            return []
        values = dict(more)
        for name in texts.fields_of(text) - more.keys():
            column = self.people[name].astype(object)
            plain, labels = column.where(column.notna(), None).tolist(), self._labels(name)
            values[name] = [labels.get(value, value) for value in plain] if labels else plain
        return texts.fill(texts.parts(text), values, len(self.chosen))

    def _labels(self, column: str) -> dict[str, str]:
        """Return what the values of a label are called, nothing for other columns."""
        labels = self.run.shop.segmentation.rules.get(column, ())
        return {rule.name: rule.label.say(self.run.language) for rule in labels}
