"""What the sections of ``products`` are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from repurchase_cli.shop.goods import (
    Goods,
    GoodsOfLevel,
    Level,
    good_sums,
    level_of,
)
from repurchase_cli.shop.next_items import MOST, NextItems
from repurchase_cli.shop.preferences import Preferences, preferences_of

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales


@dataclass(frozen=True, slots=True)
class ProductsRequest:
    """What the user wants; None stands for the default.

    ``level`` is what pairs are made of, ``min_count`` how many orders must hold both of a pair,
    ``top`` how many next items a customer is told, ``tags_since`` the day from which on tags gained
    and lost are listed.
    """

    level: Level | None = None
    min_count: int | None = None
    top: int | None = None
    tags_since: date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The sales with their settings, their goods, and those of the level that is looked at.

    ``sold`` is what was sold of each; see ``products/good_sums``.
    ``likes`` is what customers prefer, ``next_items`` what they would take next; ``language`` that
    of what rows say.
    """

    request: ProductsRequest
    sales: Sales
    settings: Settings
    goods: Goods
    of_level: GoodsOfLevel
    sold: pd.DataFrame
    likes: Preferences
    next_items: NextItems
    language: Language


def scope_of(
    request: ProductsRequest, sales: Sales, settings: Settings, language: Language
) -> Scope:
    """Return what the sections are made of."""
    likes = preferences_of(sales)
    goods = likes.goods
    level, finest = level_of(sales, request.level), level_of(sales, None)
    of_level = goods.at(level)
    sold = sales.once(("good_sums", level), lambda: good_sums(sales, goods, of_level))
    of_items = of_level if level == finest else goods.at(finest)
    lists = NextItems(likes, of_items, request.top or MOST, language)
    return Scope(request, sales, settings, goods, of_level, sold, likes, lists, language)
