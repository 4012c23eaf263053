"""What the shelf has for a customer: a slow item in its taste, the season to come, what leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.rows import text
from repurchase_cli.shop import seasons
from repurchase_cli.shop.fields import fields_of
from repurchase_cli.shop.spans import number
from repurchase_cli.shop.stock import matches_of, shelf_of, slow_items
from repurchase_cli.shop.together import together_of

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Reduction, Relation
    from repurchase_cli.shop.goods import Goods
    from repurchase_cli.shop.preferences import Preferences


def slow_item_of(sales: Reduction, goods: Goods, settings: Settings) -> Relation:
    """Return ``customer, slow_item, slow_product``: who would take what does not sell."""
    if not len(sales.base["side_inventory"]):
        return sales.derive("targeting/no_slow_items")
    slow = slow_items(shelf_of(sales, goods, settings))
    matches = sales.hold(matches_of(sales, goods, slow, settings))
    return sales.derive("targeting/slow_items", matches=matches, variants=goods.variants)


def season_to_come_of(sales: Reduction, goods: Goods, settings: Settings) -> Relation:
    """Return ``customer, season_to_come``: who bought the season that ends, not that which starts.

    Items are of the season that their column says, else of that in which they were bought.
    """
    turn = seasons.turn_on(settings, sales.contact_day)
    if turn is None:
        return sales.derive("targeting/no_season")
    words = {
        "before": turn.before.replace("'", "''"),
        "after": turn.after.replace("'", "''"),
        "season": _season(sales, settings),
        "day": str(number(sales.as_of)),
    }
    inputs = {"item_lines": goods.item_lines, "variants": goods.variants}
    return sales.derive("targeting/season_to_come", words, **inputs)


def _season(sales: Reduction, settings: Settings) -> str:
    """Return the SQL of the season that a line is of."""
    if "season" in fields_of(sales):
        cases = [
            f"when contains(lower(v.season), {text(word.lower())}) then {text(name)}"
            for name, season in settings.seasons.items()
            for word in (season.items or (name,))
        ]
        return f"case {' '.join(cases)} end"
    names = seasons.ordered(settings)
    day = "strftime(date '1970-01-01' + l.day, '%m-%d')"
    cases = [
        f"when {day} >= {text(settings.seasons[name].start)} then {text(name)}"
        for name in reversed(names)
    ]
    return f"case {' '.join(cases)} else {text(names[-1])} end"


def leading_items_of(sales: Reduction, goods: Goods, settings: Settings) -> Relation:
    """Return ``customer, bestseller, new_arrival, low_stock`` of the category it buys most of."""
    words = {
        "day": str(number(sales.as_of)),
        "new_days": str(settings.stock.new_days),
        "low_days": str(settings.stock.low_days),
    }
    inputs = {"item_lines": goods.item_lines, "variants": goods.variants}
    return sales.derive("targeting/leading_items", words, **inputs)


def outfits_of(sales: Reduction, likes: Preferences, settings: Settings) -> Relation:
    """Return ``customer, bundle, bundle_of, style_extension``: what goes with what it has.

    A pair counts when it is more than chance, as in the pairs of ``products``.
    """
    goods, items = likes.goods, likes.goods.at("item")
    lines = {"item_lines": goods.item_lines, "variants": goods.variants}
    inputs = {
        "pairs": together_of(sales, items, settings).held,
        "goods": items.names,
        "styles": likes["style"].main,
    }
    words = {"day": str(number(sales.as_of)), "recent_days": str(sales.terms.recent_days)}
    return sales.derive("targeting/outfits", words, **lines, **inputs)
