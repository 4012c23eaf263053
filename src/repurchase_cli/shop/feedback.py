"""What customers said, as reports and campaigns read it: kinds, channels, scales, open complaints.

Words of a shop become kinds and places by :data:`KINDS` and :data:`PLACES`, first match wins. What
nothing tells is ``other``, and is said.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.document import Text
from repurchase_cli.rows import text

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Reduction, Relation, Sales

#: Kind of feedback → pattern of the words by which it goes, in small letters.
KINDS: dict[str, str] = {
    "complaint": "complain|投诉|投訴|客诉|客訴|抱怨|reklamation|beschwerde|クレーム",
    "not_bought": "not.?bought|no.?purchase|did.?n.?t buy|未购|未買|未购买|没买|未成交|流失",
    "consult": "consult|enquir|inquir|question|咨询|諮詢|询问|提问|anfrage|問い合わせ",
    "return": "return|refund|退货|退換|退换|退貨",
    "survey": "survey|csat|nps|satisf|问卷|問卷|调查|調查|满意|滿意|回访|umfrage|アンケート",
    "review": "review|rating|comment|好评|差评|中评|评价|評價|评论|評論|晒单|bewertung|レビュー",
}
KIND_NAMES: dict[str, Text] = {
    "complaint": Text("complaint", "投诉"),
    "not_bought": Text("not bought", "未购买"),
    "consult": Text("question", "咨询"),
    "return": Text("return", "退货"),
    "survey": Text("survey", "问卷"),
    "review": Text("review", "评价"),
    "other": Text("other", "其他"),
}
#: Place of a conversation → pattern of its channels: the net first, since a web shop is no store.
PLACES: dict[str, str] = {
    "online": (
        "web|online|internet|wechat|weixin|微信|小程序|mini|app|sms|短信|簡訊|mail|邮|郵|网|網|"
        "线上|線上|淘宝|天猫|京东|抖音|小红书|微博|微店|旗舰店|公众号|chat|facebook|instagram|^line|旺旺|shopify"
    ),
    "store": "store|shop|offline|counter|phone|call|tel|person|店|线下|線下|电话|電話|来电|柜",
}
#: Highest score of a scale → its lowest, and up to where scores are low and from where high.
SCALES: dict[int, tuple[int, float, float]] = {5: (1, 2, 4), 10: (0, 6, 9), 100: (0, 60, 80)}
#: A scale is one that holds so many of the scores; the others are slips.
_SHARE_ON_SCALE = 0.98
_COLUMNS = ("customer_id", "text", "reason", "channel", "store", "kind", "place")


class Scale(NamedTuple):
    """What scores mean: the scale's ends, up to where they are low and from where on high."""

    least: float
    most: float
    low: float
    high: float


class Feedback(NamedTuple):
    """What customers said up to the as-of date.

    ``pieces`` has a row per record (see ``sql/feedback/pieces``) with ``band`` (``low``,
    ``middle``, ``high``, empty without a score on the scale), and what became of its customer
    (``sql/feedback/answers``).
    """

    relation: Relation
    pieces: pd.DataFrame
    scale: Scale | None

    @property
    def scored(self) -> pd.DataFrame:
        """The pieces with a score."""
        return self.pieces[self.pieces["band"] != ""]

    def of_kind(self, kind: str) -> pd.DataFrame:
        """Return the pieces of one kind."""
        return self.pieces[self.pieces["kind"] == kind]


def has_feedback(sales: Sales) -> bool:
    """Whether a feedback file was given."""
    return any(side.file.kind == "feedback" for side in sales.intake.side_files)


def feedback_columns(sales: Sales) -> set[str]:
    """Return the fields that the feedback files have."""
    files = (side.file for side in sales.intake.side_files if side.file.kind == "feedback")
    return {field for file in files for field in file.source.layout.columns}


def pieces_of(reduction: Reduction) -> Relation:
    """Return what customers said up to the day of a reduction; see ``sql/feedback/pieces``."""
    headers = f"case {_whens(KINDS, 'headers', ('complaint', 'not_bought'))} {_BY_SCORE} end"
    return reduction.derive(
        "feedback/pieces",
        {
            "end": f"timestamp '{reduction.as_of + timedelta(days=1)}'",
            "kind_of_type": f"case {_whens(KINDS, 'lower(type)', KINDS)} else 'other' end",
            "kind_of_headers": headers,
            "place": f"case {_whens(PLACES, 'lower(k.channel)', PLACES)} else 'other' end",
        },
    )


#: The kind of what neither a type nor a header names.
_BY_SCORE = "when score is not null then 'survey' else 'other'"


def _whens(patterns: dict[str, str], value: str, names: Collection[str]) -> str:
    return " ".join(
        f"when regexp_matches({value}, {text(patterns[name])}) then {text(name)}" for name in names
    )


def standing_of(reduction: Reduction) -> Relation:
    """Return the last score of each customer, and whether a complaint is open."""
    return reduction.derive("feedback/standing", pieces=pieces_of(reduction))


def feedback_of(sales: Sales, settings: Settings) -> Feedback:
    """Return what customers said, with stores, score bands and what they bought afterwards."""
    relation = pieces_of(sales)
    pieces = relation.frame()
    pieces = _with_stores(sales, relation, pieces)
    scale = scale_of(pieces["score"], settings)
    pieces["band"] = _bands(pieces["score"], scale)
    later = _answers(sales, relation, settings.feedback.window_days)
    pieces = pieces.merge(later.drop(columns="customer"), on="piece", how="left")
    for name in ("came_back", "came_ever", "is_settled"):
        pieces[name] = pieces[name].eq(True)
    return Feedback(relation, pieces, scale)


def _answers(sales: Sales, pieces: Relation, window_days: int) -> pd.DataFrame:
    words = {
        "window_days": str(window_days),
        "as_of": f"(date '{sales.as_of}' - date '1970-01-01')",
    }
    purchases = sales.purchases(sales.whole())
    return sales.derive("feedback/answers", words, pieces=pieces, purchases=purchases).frame()


def _with_stores(sales: Sales, relation: Relation, pieces: pd.DataFrame) -> pd.DataFrame:
    """Return pieces with the store of the customer's last purchase where they name none."""
    sold_in_stores = any("store" in source.layout.columns for source in sales.sources)
    if not sold_in_stores or pieces["store"].notna().all():
        return pieces
    stores = sales.derive("feedback/stores", pieces=relation).frame().set_index("piece")["store"]
    return pieces.assign(store=pieces["store"].fillna(pieces["piece"].map(stores)))


def scale_of(scores: pd.Series[float], settings: Settings) -> Scale | None:
    """Return the scale of scores: the shortest that holds nearly all; None without scores."""
    given = scores.dropna()
    if given.empty:
        return None
    for most, (least, low, high) in SCALES.items():
        if given.between(least, most).mean() >= _SHARE_ON_SCALE or most == max(SCALES):
            own = settings.feedback
            return Scale(
                least,
                most,
                low if own.low_score is None else own.low_score,
                high if own.high_score is None else own.high_score,
            )
    return None


def _bands(scores: pd.Series[float], scale: Scale | None) -> pd.Series[str]:
    """Return the band of each score, empty for none and for those beyond the scale."""
    bands = scores.isna().map({True: "", False: "middle"}).astype(object)
    if scale is None:
        return bands
    bands[scores <= scale.low] = "low"
    bands[scores >= scale.high] = "high"
    bands[~scores.between(scale.least, scale.most)] = ""
    return bands
