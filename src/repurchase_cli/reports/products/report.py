"""What goes with what, who likes what, and who would take what lies on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.document import Document, Section, Text
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.products.book import book_sections
from repurchase_cli.reports.products.items import item_sections
from repurchase_cli.reports.products.next_items import next_item_sections
from repurchase_cli.reports.products.pairs import pair_sections
from repurchase_cli.reports.products.preferences import preference_sections
from repurchase_cli.reports.products.scope import ProductsRequest, Scope, scope_of
from repurchase_cli.reports.products.stock import stock_sections
from repurchase_cli.reports.products.tags import tag_sections
from repurchase_cli.reports.products.units import unit_sections
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

NEEDS = Needs(contacts=True, items=True)

Part = Callable[[Scope], Iterator[Section]]
#: The parts of the document in their order, each a file of this folder: about goods, about what
#: customers like, and all.
OF_GOODS: tuple[Part, ...] = (pair_sections, item_sections, unit_sections, stock_sections)
OF_LIKES: tuple[Part, ...] = (preference_sections, tag_sections, next_item_sections)
SECTIONS: tuple[Part, ...] = (*OF_GOODS, *OF_LIKES, book_sections)


def build(
    request: ProductsRequest,
    sales: Sales,
    settings: Settings,
    language: Language,
    parts: Sequence[Part] = SECTIONS,
) -> Document:
    """Return what customers bought together, and what that says of customers and stock.

    ``parts`` are those that are wanted.

    Raises
    ------
    UsageError
        For a level that no column of the files tells.
    TooLittleDataError
        When lines do not name what was bought.
    """
    scope = scope_of(request, sales, settings, language)
    return envelope(
        sales,
        settings,
        command="products",
        title=Text("Products and customers", "商品与客户"),
        main="pairs",
        sections=[section for part in parts for section in part(scope)],
    )
